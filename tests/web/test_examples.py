"""Example questions: made from the reports, offered only when they are answered."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.model import Basis, Figure, MappedText, Metadata, Passage, PassageKind
from corpus.periods import Period
from index import StoredPassage
from tests.web.fakes import FakeArchive, FakeAssistant, make_answer, make_record
from web.asking.examples import Examples

SENTENCES = (
    "Toàn tỉnh có 1.911 trạm BTS.",
    "Có 24 doanh nghiệp bưu chính, tăng 02 doanh nghiệp.",
    "Doanh thu đạt 18 tỷ đồng trong tháng.",
    "Dự kiến mở 30 lớp tập huấn kỹ năng.",
)


def make_passage(number: int, text: str, basis: Basis = Basis.STATED) -> StoredPassage:
    """Return a passage of one sentence with the first number of it as its figure."""
    found = re.search(r"[\d.]*\d", text)
    assert found is not None
    figure = Figure(
        start=found.start(),
        end=found.end(),
        printed=found.group(),
        value=1.0,
        unit="cái",
        scale=1.0,
        label="",
        clause=(0, len(text)),
        own=(found.start(), len(text)),
        basis=basis,
    )
    passage = Passage(
        ordinal=number,
        kind=PassageKind.TEXT,
        section=(),
        topic="",
        search=MappedText(text, ((0, 0, len(text)),)),
        sentences=((0, len(text)),),
        start=0,
        end=len(text),
        page=None,
    )
    return StoredPassage(number, 1, passage, (figure,))


class Stocked(FakeArchive):
    """A fake archive whose reports all hold the same sentences."""

    def report_passages(self, report_id: int) -> tuple[StoredPassage, ...]:
        """Return the sentences, the last one as a plan."""
        *told, planned = SENTENCES
        return (
            *(make_passage(number, text) for number, text in enumerate(told)),
            make_passage(9, planned, Basis.PLANNED),
        )


def knows(question: str, **changes: object) -> object:
    """Answer with the figure that stands in `SENTENCES`."""
    value = "1.911" if "BTS" in question else "24"
    return make_answer(question, value=value, **changes)


def test_questions_are_made_from_figures_of_several_places(tmp_path: Path) -> None:
    """Counted things with their place and period; no money, no plans; the last one unaccented."""
    other = Metadata(
        title="Báo cáo quý III",
        province="thai-binh",
        province_name="Thái Bình",
        period=Period.quarter(2019, 3),
        signer="Lê Văn An",
    )
    archive = Stocked(tmp_path, [make_record(), make_record(2, metadata=other)])
    questions = Examples(archive, FakeAssistant(knows)).questions()
    assert questions == (
        "Ninh Thuận có bao nhiêu trạm BTS tháng 4/2023?",
        "Thái Bình có bao nhiêu doanh nghiệp bưu chính quý III/2019?",
        "ai ky bao cao quy iii/2019?",
    )


def test_what_is_not_answered_is_not_offered(tmp_path: Path) -> None:
    """A refusal, another figure or a failure keeps a question off the page."""
    archive = Stocked(tmp_path, [make_record()])

    def fails(question: str) -> object:
        raise RuntimeError

    for answer in (
        lambda question: make_answer(question, answerable=False),
        lambda question: make_answer(question, value="6"),
        fails,
    ):
        assert Examples(archive, FakeAssistant(answer)).questions() == ()


def test_questions_are_found_once_for_each_generation(tmp_path: Path) -> None:
    """Every page shows the same ones until the archive changes."""
    archive = Stocked(tmp_path, [make_record()])
    assistant = FakeAssistant(knows)
    examples = Examples(archive, assistant)
    assert examples.known() == ()
    first = examples.questions()
    asked = len(assistant.heard)
    assert examples.questions() == examples.known() == first
    assert len(assistant.heard) == asked
    archive.generation += 1
    examples.questions()
    assert len(assistant.heard) > asked
