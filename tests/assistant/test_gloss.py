"""Key words in English behind a quotation: of the glossary, without numbers, within bounds."""

from __future__ import annotations

import re

from assistant import Assistant
from assistant.gloss import glossed, key_words

QUOTED = "Kế hoạch nâng cấp trung tâm dữ liệu và đào tạo cán bộ; có 12 trạm 5G."


def test_phrases_are_found_as_printed_each_once() -> None:
    found = dict(key_words(f"{QUOTED} {QUOTED}"))
    assert "Kế hoạch" in found
    assert found["Kế hoạch"] == "plan"
    assert len(found) == len(set(found.values()))


def test_no_number_comes_in_by_a_key_word() -> None:
    assert not re.search(r"\d", str(key_words(QUOTED)))


def test_room_is_kept_and_a_full_answer_stays_as_it_is() -> None:
    assert glossed(QUOTED, len(QUOTED) + 5) == QUOTED
    for room in (120, 160, 300):
        assert len(glossed(QUOTED, room)) <= room
    assert glossed("x", 300) == "x"


def test_only_english_questions_get_key_words(sample: Assistant) -> None:
    english = sample.ask("Why were there high alerts in An Loc in May 2023?")
    vietnamese = sample.ask("Cảnh báo mức cao ở An Lộc tháng 5/2023 do đâu?")
    assert "[Key words: " in english.answer
    assert "[Key words: " not in vietnamese.answer
