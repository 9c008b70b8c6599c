"""A question that is under way ends on the archive as it was when it began."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant import Assistant
from index import Archive
from tests.index.fakes import HashingEncoder

REPORT = (
    "UBND TỈNH AN GIANG\nSỞ THÔNG TIN VÀ TRUYỀN THÔNG\nSố: 15/BC-STTTT\n\n"
    "BÁO CÁO\nTình hình thực hiện nhiệm vụ tháng 6/2022\n\n"
    "I. KẾT QUẢ\n\n1. Viễn thông\n\nToàn tỉnh có {count} trạm phát sóng.\n"
)
# Each in words of its own: the vector of a question asked before is remembered.
QUESTIONS = (
    "Tháng 6/2022 tỉnh An Giang có bao nhiêu trạm phát sóng?",
    "Toàn tỉnh An Giang tháng 6/2022 có bao nhiêu trạm phát sóng?",
    "Tháng 5/2022 tỉnh An Giang có bao nhiêu trạm phát sóng?",
)


class Interrupting(HashingEncoder):
    """Lets something else happen in the middle of a question."""

    meanwhile: Callable[[], object] | None = None

    def encode_query(self, text: str) -> npt.NDArray[np.float32]:
        work, self.meanwhile = self.meanwhile, None
        if work:
            thread = threading.Thread(target=work)
            thread.start()
            thread.join(60)
            assert not thread.is_alive()
        return super().encode_query(text)


def test_report_edited_corrected_or_removed_while_a_question_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.txt"
    path.write_text(REPORT.format(count=812), encoding="utf-8")
    encoder = Interrupting()

    def edit() -> None:
        path.write_text(REPORT.format(count=945), encoding="utf-8")
        archive.build([path])

    def correct() -> None:
        archive.correct(archive.reports()[0].id, period="2022-05")

    def remove() -> None:
        archive.remove([archive.reports()[0].id], erase=True)

    with Archive.open(tmp_path / "data", create=True, encoder=encoder) as archive:
        archive.build([path])
        assistant = Assistant(archive)
        for question, change, before, after in (
            (QUESTIONS[0], edit, "812", "945"),
            (QUESTIONS[1], correct, "945", None),
            (QUESTIONS[2], remove, "945", None),
        ):
            encoder.meanwhile = change
            assert assistant.ask(question).value == before
            assert encoder.meanwhile is None
            assert assistant.ask(question).value == after
