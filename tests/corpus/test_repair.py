"""Search text: what is repaired, and that every character still leads to its source."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.repair import chain, cut, mend
from corpus.vietnamese import fold, nfc


def mended(text: str, **options: object) -> str:
    return mend(text, [(0, len(text))], **options).search.text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("verbatim", "search"),
    [
        ("số\u00a0 45   tỷ", "số 45 tỷ"),
        ("mạng\nlưới\t bưu  cục", "mạng lưới bưu cục"),
        ("**Hạ tầng** số __mới__", "Hạ tầng số mới"),
        ("ba văn bản^[1] mới", "ba văn bản mới"),
        ("ba văn bản[2], hai kế hoạch[^3].", "ba văn bản, hai kế hoạch."),
        ("ba văn bản¹ mới", "ba văn bản mới"),
        ("diện tích 250 m² và 3 km²", "diện tích 250 m² và 3 km²"),
        ("Uỷ ban, khoá mới, hoà mạng", "Ủy ban, khóa mới, hòa mạng"),
        ("Tr\u00adung tâm\u200b dữ liệu", "Trung tâm dữ liệu"),
        ("mục [links()] hết", "mục hết"),
    ],
    ids=[
        "odd blanks", "line ends", "markdown", "caret mark", "bracket marks", "superscript",
        "square units stay", "tone placement", "invisible characters", "template leftover",
    ],
)  # fmt: skip
def test_what_a_reader_overlooks_is_gone(verbatim: str, search: str) -> None:
    """Blanks, decoration and marks vanish from the search text; the words stay."""
    assert mended(verbatim) == search


@pytest.mark.parametrize(
    ("verbatim", "search"),
    [
        ("dịch vụ buru chính công ích", "dịch vụ bưu chính công ích"),
        ("Buru điện tỉnh", "Bưu điện tỉnh"),
        ("bưu chính, chuyên phát nhanh", "bưu chính, chuyển phát nhanh"),
        ("Công thông tin điện tử xã", "Cổng thông tin điện tử xã"),
        ("phòng hợp không giấy tờ", "phòng họp không giấy tờ"),
        ("sẽ tổ chức Hợp báo quý", "sẽ tổ chức Họp báo quý"),
        ("thuê báo di động", "thuê bao di động"),
    ],
)
def test_misreadings_are_put_right(verbatim: str, search: str) -> None:
    """Well-known slips of text recognition are corrected in their context only."""
    assert mended(verbatim) == search


@pytest.mark.parametrize(
    "text",
    [
        "khai trương thành công thông tin điện tử",
        "tổng hợp báo cáo của các huyện",
        "phối hợp báo chí tuyên truyền",
        "kênh chuyên phát sóng tiếng dân tộc",
        "sinh viên thông thạo ngoại ngữ",
    ],
)
def test_right_words_are_left_alone(text: str) -> None:
    """A word that only looks like a known slip keeps its spelling."""
    assert mended(text) == text


def test_glued_note_number_goes_only_where_there_is_such_a_note() -> None:
    """A digit glued to a syllable is a mark if the document has that footnote."""
    text = "ban hành chỉ đạo1 trong tháng3 cho mạng 5G"
    assert mended(text) == text
    found = mend(text, [(0, len(text))], notes=frozenset({"1", "3"}))
    assert found.search.text == "ban hành chỉ đạo trong tháng3 cho mạng 5G"
    assert found.marks == ("1",)


def test_marks_are_reported_in_order() -> None:
    """The marks that were taken out are known afterwards."""
    text = "hai kế hoạch^[2] và một chỉ thị³."
    assert mend(text, [(0, len(text))]).marks == ("2", "3")


def test_stretches_are_joined_and_lead_back() -> None:
    """Two parts of a sentence read as one and map to two verbatim stretches."""
    text = "nâng cấp các\n\n[1] Một chú thích dài ở giữa.\n\ntrạm phát sóng"
    second = text.index("trạm")
    search = mend(text, [(0, 12), (second, len(text))]).search
    assert search.text == "nâng cấp các trạm phát sóng"
    assert search.to_source(0, len(search.text)) == ((0, 12), (second, len(text)))


def test_a_corrected_word_is_still_quoted_whole() -> None:
    """A replaced word of another length does not split the quotation."""
    text = "qua dịch vụ buru chính công ích"
    search = mend(text, [(0, len(text))]).search
    ((start, end),) = search.to_source(0, len(search.text))
    assert text[start:end] == text


_PARTS = st.sampled_from(
    [
        "trạm", "Uỷ", "buru chính", "hoà", "5G", "1.204", " ", "  ", "\n", "\u00a0", "^[1]", "[2]",
        "¹", "**", "__", "\u200b", ". ", ", ", "Công thông tin điện tử", "km²", "- ", "# ",
    ]
)  # fmt: skip


@given(st.lists(st.lists(_PARTS, max_size=12).map("".join), min_size=1, max_size=3))
def test_every_piece_holds_the_characters_it_points_to(parts: list[str]) -> None:
    """Pieces are sorted, in range, do not overlap, and lead to the same letters."""
    verbatim = nfc("|".join(parts))
    stretches, offset = [], 0
    for part in parts:
        stretches.append((offset, offset + len(nfc(part))))
        offset += len(nfc(part)) + 1
    search = mend(verbatim, stretches).search
    assert search.text == search.text.strip()
    assert not re.search(r"\s\s|\n", search.text)
    position = source_position = 0
    for start, source, length in search.pieces:
        assert start >= position
        assert source >= source_position
        assert length > 0
        position, source_position = start + length, source + length
        assert position <= len(search.text)
        assert source_position <= len(verbatim)
        for mine, theirs in zip(
            search.text[start:position], verbatim[source:source_position], strict=True
        ):
            # tone placement swaps the marks of two neighbours: equal without diacritics
            assert fold(mine) == fold(theirs) or (mine == " " and theirs.isspace())


@given(st.text(alphabet="ab \n*", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_cutting_keeps_the_map(text: str, one: int, two: int) -> None:
    """A part of a mapped text leads to the same places as the whole does."""
    search = mend(text, [(0, len(text))]).search
    low, high = sorted((min(one, len(search.text)), min(two, len(search.text))))
    part = cut(search, low, high)
    assert part.text == search.text[low:high]
    assert part.to_source(0, len(part.text)) == search.to_source(low, high)


def test_chained_texts_keep_their_maps() -> None:
    """Texts put one after the other can repeat a source."""
    text = "STT | Loại\n1 | Bưu cục"
    head = mend(text, [(0, 10)]).search
    row = mend(text, [(11, len(text))]).search
    both = chain([head, row, head], ["\n", "\n"])
    assert both.text == "STT | Loại\n1 | Bưu cục\nSTT | Loại"
    assert both.to_source(0, 10) == ((0, 10),)
    assert both.to_source(len(both.text) - 10, len(both.text)) == ((0, 10),)
