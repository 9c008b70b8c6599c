"""Segmentation and the terms of the word indexes."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from index import words

ROOT = Path(__file__).resolve().parents[2]


def test_words_are_segmented_lowered_and_keep_accents() -> None:
    found = words.words("Lĩnh vực Bưu chính, viễn thông: 75 trạm.")
    assert "bưu_chính" in found
    assert "viễn_thông" in found
    assert "75" in found
    assert not {",", ":", "."} & set(found)


def test_decomposed_text_gives_the_same_terms() -> None:
    text = "Thuê bao điện thoại di động"
    decomposed = unicodedata.normalize("NFD", text)
    assert words.words(decomposed) == words.words(text)
    assert words.folded_terms(decomposed) == words.folded_terms(text)


def test_folded_terms_are_syllables_and_pairs() -> None:
    assert words.folded_terms("Trạm 5G đường") == ["tram", "5g", "duong", "tram_5g", "5g_duong"]


def test_accented_syllables_have_tone_marks_in_one_place() -> None:
    assert words.accented_syllables("Hoà bình") == words.accented_syllables("hòa Bình")


@pytest.mark.parametrize(
    ("section", "topic", "expected"),
    [
        ((), "", "Có 3 trạm."),
        (("I. Chung", "2. Viễn thông:"), "", "2. Viễn thông. Có 3 trạm."),
        (("I. Chung",), "Hạ tầng", "I. Chung. Hạ tầng. Có 3 trạm."),
        (("Hạ tầng",), "Hạ tầng", "Hạ tầng. Có 3 trạm."),
    ],
)
def test_passage_is_indexed_under_its_nearest_headings(
    section: tuple[str, ...], topic: str, expected: str
) -> None:
    assert words.indexed_text(section, topic, "Có 3 trạm.") == expected


def test_segmentation_loads_neither_torch_nor_transformers() -> None:
    code = (
        "import sys; from index.words import words; words('xin chào');"
        "heavy = {'torch', 'transformers', 'sentence_transformers'} & set(sys.modules);"
        "hidden = [n for n, m in sys.modules.items() if m is None and 'underthesea' in n];"
        "sys.exit(str((heavy, hidden)) if heavy or hidden else 0)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr


_AT_ONCE = """
import threading
from index.words import words
start, failures = threading.Barrier(12), []

def work():
    start.wait()
    try:
        words("Sở Thông tin và Truyền thông")
    except Exception as error:
        failures.append(error)

threads = [threading.Thread(target=work) for _ in range(12)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(len(failures))
"""


def test_the_first_questions_of_many_people_may_come_at_once() -> None:
    """The segmenter is loaded once, and nobody uses it half loaded."""
    done = subprocess.run(
        [sys.executable, "-c", _AT_ONCE], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "0", done.stderr
