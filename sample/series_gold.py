"""Gold questions on a series of look-alike reports.

Some are put together here; others are written by hand as lines of JSON that name the facts
they ask for, and get answer and evidence from the series:

    {"id": "v001", "lang": "vi", "kind": "number", "question": "…",
     "facts": ["hoa-linh/2023-04/bts_4g"]}

A line may also give ``note``; ``accept`` and ``answer`` with ``{0}``, ``{1}``, … for the facts
as printed (``{0.stated}`` with the direction of a change) and ``{difference}`` for that of the
first two; and ``absent``, a fact that makes the
question unanswerable by not being there. A conversation has ``turns`` of such objects.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sample.facts import Fact, Facts
from sample.lookalikes import Plan, look_alikes
from sample.numbers import figure
from sample.questions import ASKED, LANGUAGES, MONTHS_EN, Question, fold, phrase

_UNITS = {asked.key: asked.unit for asked in ASKED}
_ABOUT_REPORTS = {
    "document": (
        "number",
        {
            "vi": "Báo cáo tháng {month}/{year} của {province} mang số nào?",
            "en": "What is the number of {province}'s report for {month} {year}?",
        },
    ),
    "date": (
        "issued",
        {
            "vi": "Báo cáo tháng {month}/{year} của {province} được ký ngày nào?",
            "en": "When was {province}'s report for {month} {year} issued?",
        },
    ),
    "person": (
        "signer",
        {
            "vi": "Ai ký báo cáo tháng {month}/{year} của {province}?",
            "en": "Who signed {province}'s report for {month} {year}?",
        },
    ),
}


def series_gold(plan: Plan, by_hand: Path | None = None) -> tuple[list[Any], list[Any]]:
    """Return single questions and conversations on the series of `plan`, as JSON objects.

    First the questions that are made here, one a report and some about the reports
    themselves; then those of the file `by_hand`. Raises ValueError naming the line where a
    fact that is asked for is not in the series, or is in several reports alike.
    """
    facts = Facts(look_alikes(plan))
    singles: list[Any] = [question.to_json() for question in _made(facts, plan.seed)]
    conversations: list[Any] = []
    lines = by_hand.read_text(encoding="utf-8").splitlines() if by_hand else []
    for number, line in enumerate(lines, 1):
        try:
            written = json.loads(line)
            if "turns" in written:
                conversations.append(_conversation(facts, written))
            else:
                singles.append(_resolved(facts, written).to_json())
        except KeyError as error:
            raise ValueError(f"{by_hand}, dòng / line {number}: no {error}") from error
        except (ValueError, IndexError) as error:
            raise ValueError(f"{by_hand}, dòng / line {number}: {error}") from error
    return singles, conversations


def _conversation(facts: Facts, written: Mapping[str, Any]) -> dict[str, Any]:
    name = written["id"]
    turns = [
        _resolved(facts, {"id": f"{name}/{place}", **turn}).to_json()
        for place, turn in enumerate(written["turns"], 1)
    ]
    for turn in turns:
        del turn["id"]
    return {"id": name, "turns": turns}


def write_series_gold(folder: Path, plan: Plan, by_hand: Path | None = None) -> int:
    """Write ``gold.jsonl``, and ``conversations.jsonl`` where there are any, into `folder`.

    Returns the number of lines. Raises ValueError as `series_gold` does, and OSError.
    """
    singles, conversations = series_gold(plan, by_hand)
    folder.mkdir(parents=True, exist_ok=True)
    for name, entries in (("gold", singles), ("conversations", conversations)):
        if entries:
            lines = [f"{json.dumps(entry, ensure_ascii=False)}\n" for entry in entries]
            (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    return len(singles) + len(conversations)


def _made(facts: Facts, seed: int) -> Iterator[Question]:
    draw = random.Random(f"series/{seed}/questions")
    times: Counter[str] = Counter()
    kinds = tuple(_ABOUT_REPORTS)
    for place, report in enumerate(facts.reports()):
        given = [
            (asked, fact)
            for asked in ASKED
            if (fact := facts.find(f"{report.key}/{asked.key}")) and facts.sole(fact)
        ]
        if given:
            rarest = min(times[asked.key] for asked, _ in given)
            given = [item for item in given if times[item[0].key] == rarest]
            asked, fact = given[int(draw.random() * len(given))]
            times[asked.key] += 1
            language = LANGUAGES[int(draw.random() * len(LANGUAGES))]
            month = report.file.report.facts.month
            question = phrase(asked, report.profile, month, language, draw)
            yield _question(f"g{fact.report}", question, language, "number", [fact])
        if place % 7 == 3:
            yield _about(facts, report.key, kinds[place // 7 % len(kinds)], draw)


def _about(facts: Facts, key: str, kind: str, draw: random.Random) -> Question:
    indicator, phrases = _ABOUT_REPORTS[kind]
    fact = facts.find(f"{key}/{indicator}")
    report = next(report for report in facts.reports() if report.key == key)
    assert fact is not None  # every report has a number, a day and a signer
    language = ("vi", "vi-plain", "en")[int(draw.random() * 3)]
    month = report.file.report.facts.month
    text = phrases["en" if language == "en" else "vi"].format(
        province=fold(report.profile.province) if language == "en" else report.profile.province,
        month=MONTHS_EN[month.month - 1] if language == "en" else month.month,
        year=month.year,
    )
    if language == "vi-plain":
        text = fold(text).casefold().rstrip("?")
    return _question(f"g{fact.report}-{kind}", text, language, kind, [fact])


def _resolved(facts: Facts, written: Mapping[str, Any]) -> Question:
    name = written["id"]
    if "absent" in written and facts.find(written["absent"]) is not None:
        raise ValueError(f"{name}: {written['absent']} is reported")
    found = []
    for reference in written.get("facts", ()):
        fact = facts.find(reference)
        if fact is None:
            raise ValueError(f"{name}: {reference} is not reported")
        if written["kind"] in ("number", "document") and not facts.sole(fact):
            raise ValueError(f"{name}: {reference} = {fact.printed} is in other reports as well")
        found.append(fact)
    if bool(found) == (written["kind"] == "unanswerable"):
        raise ValueError(f"{name}: facts are for answerable questions, and needed there")
    return _question(
        name, written["question"], written["lang"], written["kind"], found,
        accept=written.get("accept"), answer=written.get("answer"), note=written.get("note", ""),
    )  # fmt: skip


def _question(
    name: str,
    question: str,
    language: str,
    kind: str,
    facts: list[Fact],
    *,
    accept: list[list[str]] | None = None,
    answer: str | None = None,
    note: str = "",
) -> Question:
    difference = _difference(facts)
    if accept:
        accepted = [
            [text.format(*facts, difference=difference) for text in strings] for strings in accept
        ]
    elif len(facts) == 1:
        accepted = [[text] for text in facts[0].accept]
    else:
        accepted = [[fact.accept[0] for fact in facts]] if facts else []
    if language == "en" and kind == "number":
        accepted += [[text.translate(str.maketrans(".,", ",.")) for text in accepted[0]]]
    if answer:
        answer = answer.format(*facts, difference=difference)
    elif kind == "unanswerable":
        answer = f"Kho không cho biết: {note}."
    elif kind == "number":
        answer = f"{facts[0].printed} {_UNITS.get(facts[0].key, '')}".strip()
    else:
        answer = "; ".join(accepted[0])
    keys = ", ".join(fact.key for fact in facts)
    return Question(
        id=name,
        question=question,
        lang=language,
        kind=kind,
        answer=answer,
        accept=tuple(dict.fromkeys(tuple(strings) for strings in accepted)),
        reports=tuple(dict.fromkeys(fact.report for fact in facts)),
        evidence=tuple(dict.fromkeys(fact.evidence for fact in facts)),
        note=f"{keys}: {note}" if keys and note else keys or note,
    )


def _difference(facts: list[Fact]) -> str:
    values = [fact.value for fact in facts[:2] if fact.value is not None]
    return figure("", values[0] - values[1]) if len(values) == 2 else ""
