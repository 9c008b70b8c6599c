"""What the server remembers about people: ``desk.sqlite`` beside the archive.

`Store` is the way in. The archive itself (reports, passages, figures) is not here.
"""

from web.store.accounts import Account, Role
from web.store.audit import Action, AuditEntry
from web.store.builds import StoredBuild
from web.store.conversations import Conversation, StoredTurn
from web.store.facade import FILE_NAME, Store
from web.store.ratings import Rating, Verdict
from web.store.sessions import SignIn
from web.store.tokens import Token

__all__ = [
    "FILE_NAME",
    "Account",
    "Action",
    "AuditEntry",
    "Conversation",
    "Rating",
    "Role",
    "SignIn",
    "Store",
    "StoredBuild",
    "StoredTurn",
    "Token",
    "Verdict",
]
