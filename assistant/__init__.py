"""Questions in, cited answers out.

>>> from index import Archive
>>> with Archive.open(folder) as archive:  # doctest: +SKIP
...     Assistant(archive).ask("Tháng 4/2023 có bao nhiêu trạm 5G?").answer
"""

from assistant.conversation import Conversation, Turn
from assistant.engine import Assistant
from assistant.model import Answer, Candidate, Citation, Trace
from assistant.scope import Scope
from assistant.weights import WeightsError

__all__ = [
    "Answer",
    "Assistant",
    "Candidate",
    "Citation",
    "Conversation",
    "Scope",
    "Trace",
    "Turn",
    "WeightsError",
]
