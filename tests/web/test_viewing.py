"""Cited words found on the page of the original, and drawing that no PDF can abuse."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from corpus import read_report
from corpus.model import Document
from index import ArchiveError
from sample import report_folder
from tests.corpus.files import flate_bomb, simple_pdf
from tests.web.fakes import make_citation, make_record
from web.errors import DeskError
from web.viewing import Viewer, marks_of, place, viewer
from web.viewing.locating import bare, locate

LINE = "Trang đầu có 12 trạm, trang sau có 34 trạm."


@dataclass
class OneReport:
    """An archive of one PDF whose file and text a test chooses."""

    path: Path
    document_: Document
    media_type: str = "application/pdf"

    def report(self, report_id: int) -> object:
        """Return its record."""
        if report_id != 1:
            raise ArchiveError("report_unknown", selector=report_id)
        return make_record(media_type=self.media_type, sha256=self.document_.sha256)

    def document(self, report_id: int) -> Document:
        """Return its text."""
        return self.document_

    def original(self, report_id: int) -> Path:
        """Return its file."""
        return self.path


@pytest.fixture(scope="module")
def sample() -> OneReport:
    """The sample's PDF report."""
    path = next(report_folder().glob("101_*"))
    return OneReport(path, read_report(path).document)


def test_the_words_of_every_page_are_found(sample: OneReport) -> None:
    """On each page a stretch in the middle has its boxes inside the page, one a line."""
    text, starts = sample.document_.text, sample.document_.page_starts
    drawing = Viewer(sample)
    for number, start in enumerate(starts, 1):
        end = (*starts, len(text))[number]
        middle = (start + end) // 2
        found = drawing.locate(1, [(middle, middle + 90)])
        assert found.page == number
        assert 1 <= len(found.boxes) <= 3
        for left, top, width, height in found.boxes:
            assert 0 <= left < left + width <= 1
            assert 0 <= top < top + height <= 1
            assert height < 0.05


def test_the_marked_words_are_the_ones_that_are_drawn(sample: OneReport) -> None:
    """What pdfium draws inside the box is darker than the paper beside it."""
    text = sample.document_.text
    at = text.index("75 trạm")
    drawing = Viewer(sample)
    (box,) = drawing.locate(1, [(at, at + 7)]).boxes
    image = Image.open(io.BytesIO(drawing.image(1, 3, 1000))).convert("L")
    width, height = image.size
    left, top, wide, high = (
        round(share * side) for share, side in zip(box, (width, height) * 2, strict=True)
    )
    inside = image.crop((left, top, left + wide, top + high))
    assert inside.getextrema()[0] < 80
    assert image.size[0] == 1000


def test_a_page_is_drawn_once(sample: OneReport, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second reader gets it from memory; widths are rounded up to a few."""
    drawing = Viewer(sample)
    first = drawing.image(1, 1, 500)
    monkeypatch.setattr(Viewer, "_run", None)
    assert drawing.image(1, 1, 600) is first


@pytest.mark.parametrize("page", [0, -1, 5, 10**9])
def test_pages_that_are_not_there(sample: OneReport, page: int) -> None:
    """Told as such, whatever number is asked for."""
    with pytest.raises(DeskError) as refusal:
        Viewer(sample).image(1, page)
    assert refusal.value.code == "page_unknown"
    with pytest.raises(DeskError):
        Viewer(sample).locate(1, [], page)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"%PDF-1.7\nnothing", id="cut"),
        pytest.param(b"", id="empty"),
        pytest.param(b"\x00" * 1000, id="zeros"),
    ],
)
def test_a_broken_pdf_costs_one_refusal(sample: OneReport, tmp_path: Path, content: bytes) -> None:
    """The server lives, and the next page is drawn."""
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    with pytest.raises(DeskError) as refusal:
        Viewer(OneReport(path, sample.document_)).image(1, 1)
    assert refusal.value.code == "page_unreadable"


def test_a_page_that_explodes_is_given_up(
    sample: OneReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page larger than memory allows ends its own process only."""
    path = tmp_path / "x.pdf"
    path.write_bytes(flate_bomb(400 * 2**20))
    monkeypatch.setattr(viewer, "_MEMORY", 300 * 2**20)
    drawing = Viewer(OneReport(path, sample.document_))
    try:
        assert drawing.image(1, 1).startswith(b"\x89PNG")
    except DeskError as refusal:
        assert refusal.code == "page_unreadable"


def test_a_page_of_absurd_size_is_drawn_small(sample: OneReport, tmp_path: Path) -> None:
    """No page makes an image of more than the largest height."""
    tall = simple_pdf(LINE).replace(b"595 842", b"100 14400")
    assert b"14400" in tall
    path = tmp_path / "x.pdf"
    path.write_bytes(tall)
    image = Image.open(io.BytesIO(Viewer(OneReport(path, sample.document_)).image(1, 1, 2000)))
    assert image.size[1] <= 6000


def test_only_pdf_has_pages(sample: OneReport) -> None:
    """A text report is shown as text instead."""
    text = OneReport(sample.path, sample.document_, media_type="text/plain")
    with pytest.raises(DeskError) as refusal:
        Viewer(text).image(1, 1)
    assert refusal.value.code == "page_unknown"


@pytest.mark.parametrize(
    ("verbatim", "drawn"),
    [
        pytest.param("có 12 trạm", "co\u0301\r\n12  tra\u0323m", id="decomposed, other blanks"),
        pytest.param("có 12 trạm", "CÓ 12 TRẠM", id="capitals"),
        pytest.param("có 12 trạm", "[3] có 1\u00ad2 trạm [4]", id="soft hyphen, footnote marks"),
    ],
)
def test_letters_decide_not_how_they_are_written(verbatim: str, drawn: str) -> None:
    """Two programs' texts of the same page agree in letters and digits."""
    ((low, high),) = locate(verbatim, [(3, 5)], drawn)
    assert bare(drawn[low:high])[0] == "12"


def test_what_stands_around_tells_equal_words_apart() -> None:
    """The second of two equal figures is marked where it is the one cited."""
    verbatim = "Huyện A có 12 trạm mới. Huyện B có 12 trạm cũ."
    drawn = "Huyện A có 12 trạm mới.\r\nHuyện B có 12 trạm cũ."
    at = verbatim.rindex("12")
    ((low, _),) = locate(verbatim, [(at, at + 2)], drawn)
    assert low == drawn.rindex("12")
    assert locate(verbatim, [(at, at + 2)], "chữ khác hẳn") == ()
    assert locate("…", [(0, 1)], drawn) == ()


def test_a_footnote_in_between_hides_nothing() -> None:
    """Where one side differs, the other side is enough."""
    verbatim = "Cả năm thu 45 tỷ đồng từ bưu chính. [1] Chú thích dài. Viễn thông thu 45 tỷ đồng."
    drawn = "Cả năm thu 45 tỷ đồng từ bưu chính. Viễn thông thu 45 tỷ đồng. 1 Chú thích dài."
    at = verbatim.rindex("45")
    ((low, _),) = locate(verbatim, [(at, at + 2)], drawn)
    assert low == drawn.rindex("45")


def test_highlights_lead_back_into_the_text() -> None:
    """Through the gaps of an excerpt that was put together from several stretches."""
    verbatim = "Mở đầu. Có 12 trạm.\n[1] Chú thích.\nThêm 34 trạm. Hết."
    first, second = "Có 12 trạm.", "Thêm 34 trạm."
    excerpt = f"{first} […] {second}"
    highlights = ((3, 5), (excerpt.index("34"), excerpt.index("34") + 2))
    citation = make_citation(
        excerpt=excerpt,
        highlights=highlights,
        start=verbatim.index(first),
        end=verbatim.index(second) + len(second),
    )
    marks = marks_of(citation, verbatim)
    assert [verbatim[low:high] for low, high in marks] == ["12", "34"]
    assert marks_of(citation, "một văn bản khác") == ()


def test_whole_sentences_stand_around_a_place() -> None:
    """As many as asked for on either side, the mark in its own sentence."""
    text = "Câu một ở đây. Câu hai ở đây. Có 12 trạm. Câu bốn ở đây. Câu năm ở đây."
    at = text.index("12")
    found = place(text, [(at, at + 2)], page=None, sentences=1)
    assert found is not None
    assert (found.before, found.text, found.after) == (
        "Câu hai ở đây. ",
        "Có 12 trạm.",
        " Câu bốn ở đây.",
    )
    assert found.text[found.marks[0][0] : found.marks[0][1]] == "12"
    assert place(text, [(5000, 5002)], page=None) is None
    assert place(text, [], page=None) is None
