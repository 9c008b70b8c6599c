"""Everyday words: people's own names for what reports call otherwise, and words that only fill."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import assistant.lexicon
from assistant.concepts import Concept
from assistant.contrasts import folded_words
from assistant.contrasts import load as load_contrasts
from assistant.lexicon import load
from assistant.question import Reader
from corpus.periods import Period
from tests.assistant.reading import reader_of

SYNONYMS = Path(assistant.lexicon.__file__).parent / "data" / "synonyms"
TEXTS = [
    "Toàn tỉnh có 75 trạm thu phát sóng, 12 cơ sở in, 40 đài truyền thanh; đã giải ngân 3 tỷ đồng.",
    "Người dân gửi 310 phản ánh; phát hiện 9 máy nhiễm mã độc; tiêm chủng cho 20 công chức.",
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return reader_of(TEXTS, (Period.month(2023, 4),))


def concept_of(reader: Reader, question: str, surface: str) -> Concept:
    concepts = reader.read(question).concepts
    found = [c for c in concepts if c.surface.lower() == surface]
    assert found, [c.surface for c in concepts]
    return found[0]


@pytest.mark.parametrize(
    ("question", "surface", "printed"),
    [
        ("Tỉnh dựng bao nhiêu cột sóng?", "cột sóng", "trạm thu phát sóng"),
        ("Cả tỉnh có mấy tiệm in?", "tiệm in", "cơ sở in"),
        ("ca tinh co may tiem in?", "tiem in", "co so in"),
        ("Có mấy loa phường im tiếng?", "loa phường", "đài truyền thanh"),
        ("Bà con hay phàn nàn bao nhiêu lần?", "phàn nàn", "phản ánh"),
        ("Bao nhiêu đơn vị bị dính virus?", "bị dính virus", "nhiễm mã độc"),
        ("Đã tiêu hết bao nhiêu tiền?", "tiêu hết", "giải ngân"),
    ],
)
def test_an_everyday_word_that_no_report_has_is_found_as_reports_print_it(
    reader: Reader, question: str, surface: str, printed: str
) -> None:
    """Such words are in no archive's vocabulary, and are not to be repaired into it."""
    concept = concept_of(reader, question, surface)
    assert printed in {
        " ".join(syllable.text for syllable in phrase) for phrase in concept.alternatives
    }


def test_a_slip_of_the_keyboard_is_still_repaired_before_it_is_looked_up(reader: Reader) -> None:
    concept = concept_of(reader, "bao nhieu phan anhh?", "phan anh")
    assert any(
        [syllable.text for syllable in phrase] == ["phan", "anh"] for phrase in concept.alternatives
    )


@pytest.mark.parametrize(
    ("question", "surface"),
    [("Sở đưa ra bao nhiêu phản ánh?", "đưa ra"), ("Phản ánh gần đây có mấy cái?", "gần đây")],
)
def test_words_that_only_fill_are_soft(reader: Reader, question: str, surface: str) -> None:
    soft = [c.surface.lower() for c in reader.read(question).concepts if not c.soft]
    assert surface not in soft


def test_a_filling_word_counts_only_as_it_is_spelled() -> None:
    """``lo`` (see to) is none of ``lỗ`` (loss) and ``lô`` (lot), nor its toneless spelling."""
    lexicon = load()
    assert lexicon.is_general("lo")
    assert not lexicon.is_general("lỗ")
    assert lexicon.is_general("đưa ra")
    assert lexicon.is_general("dua ra")
    assert not lexicon.is_general("dinh")


def test_no_everyday_name_leads_to_two_indicators_that_reports_count_apart() -> None:
    contrasts = load_contrasts()
    for path in SYNONYMS.glob("everyday_*.json"):
        for group in json.loads(path.read_text(encoding="utf-8"))["groups"]:
            named: dict[int, set[int]] = {}
            both = group if isinstance(group, list) else (*group["asked"], *group["found"])
            for phrase in both:
                for number, members in contrasts.members(folded_words(phrase)).items():
                    named.setdefault(number, set()).update(members)
            assert all(len(members) == 1 for members in named.values()), group
