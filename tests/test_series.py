"""Series of look-alike provinces: the same everywhere, and with gold that stays true."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from corpus.provinces import find_provinces
from corpus.readers import read
from sample import Month
from sample.__main__ import main
from sample.archive import content
from sample.dice import Dice
from sample.facts import Facts
from sample.lookalikes import LookAlike, Plan, look_alikes, write_series
from sample.offices import MOST_PROVINCES, office, province_name, variants
from sample.questions import fold
from sample.series_gold import series_gold
from sample.wording import SECTIONS, placeholders

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "benchmarks" / "series"
VARIANTS = ROOT / "sample" / "data" / "variants.toml"
PLAN = Plan()  # the series that the gold is about
# Text and HTML files of PLAN. It changes only with what the reports say; gold is then
# written again (docs/sample-archive.md).
DIGEST = "bc27bab691fb024260364d8350a814524dc97198ec08e8d14b1d429a45fd3495"
FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
TOPICS = [topic for section in SECTIONS for topic in section.topics]


def folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def runs(text: str, length: int = 14) -> set[tuple[str, ...]]:
    found = re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def lines(name: str) -> list[dict[str, Any]]:
    text = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def asked() -> list[dict[str, Any]]:
    """Every question of the gold, the turns of conversations included."""
    turns = [
        {"id": f"{entry['id']}/{place}", **turn}
        for entry in lines("conversations")
        for place, turn in enumerate(entry["turns"], 1)
    ]
    return lines("gold") + turns


@pytest.fixture(scope="module")
def series() -> dict[str, LookAlike]:
    """The reports of the gold's series by the leading digits of their names."""
    return {report.file.prefix: report for report in look_alikes(PLAN)}


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a reader makes of each report of the series."""
    folder = tmp_path_factory.mktemp("series")
    assert write_series(folder, PLAN) == 72
    return {path.name.partition("_")[0]: folded(read(path).text) for path in folder.iterdir()}


class TestOffices:
    def test_names_are_invented_and_differ(self) -> None:
        """No name is, or holds, the name of a real province."""
        names = [province_name(index) for index in range(MOST_PROVINCES)]
        assert len(set(map(fold, names))) == MOST_PROVINCES >= 63
        assert [name for name in names if find_provinces(name)] == []
        with pytest.raises(ValueError, match=str(MOST_PROVINCES)):
            province_name(MOST_PROVINCES)

    @pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.wordings[0][:30])
    def test_variants_hold_the_same_figures(self, topic: Any) -> None:
        """Whichever wording an office keeps to, it reports the same indicators."""
        wordings = variants(topic).wordings
        free = {"month", "province"}
        assert len(set(wordings)) == len(wordings)
        assert len({placeholders(wording) - free for wording in wordings}) == 1

    def test_every_variant_belongs_to_one_topic(self) -> None:
        """Variants are named after a figure that only their topic states, and add to it."""
        for key, more in tomllib.loads(VARIANTS.read_text("utf-8")).items():
            (topic,) = (topic for topic in TOPICS if key in topic.keys)
            assert len(variants(topic).wordings) == len(topic.wordings) + len(more["more"])

    def test_offices_differ_in_manner_and_agree_in_matter(
        self, series: dict[str, LookAlike]
    ) -> None:
        """Three offices: other outlines, titles, files and wordings, the same indicators."""
        offices = [office(index, PLAN.seed) for index in range(3)]
        assert len({each.style.title for each in offices}) == 3
        assert len({each.formats for each in offices}) == 3
        assert len({tuple(s.heading for s in each.style.sections) for each in offices}) == 3
        last = [series[prefix].file.report for prefix in ("1024", "2024", "3024")]
        common = set.intersection(*(set(report.evidence) for report in last))
        assert len(common) > 100
        alone = [set(report.evidence) - common for report in last]
        assert all(alone)  # each reports something that another leaves out
        figures = {key: {str(r.facts.values.get(key)) for r in last} for key in common}
        assert sum(len(values) > 1 for values in figures.values()) > 90

    def test_an_office_keeps_to_few_wordings(self) -> None:
        """Months of one office are near-identical: two or three wordings for a topic."""
        for index in range(20):
            for section in office(index, 5).style.sections:
                assert all(len(topic.wordings) <= 3 for topic in section.topics)

    def test_taking_draws_each_once(self) -> None:
        """Drawing without putting back gives different ones, and all where too few are left."""
        for seed in range(50):
            taken = Dice(seed).take("abcdef", 4)
            assert len(set(taken)) == 4
            assert set(taken) < set("abcdef")
        assert sorted(Dice(1).take("abc", 9)) == list("abc")


class TestSeries:
    def test_files_are_the_same_on_every_machine(self, series: dict[str, LookAlike]) -> None:
        """Bytes of text and HTML files follow from the plan alone."""
        digest = hashlib.sha256()
        for report in series.values():
            if not report.file.name.endswith("docx"):
                digest.update(content(report.file.name, report.file.report.paper))
        assert digest.hexdigest() == DIGEST

    def test_docx_files_are_written_the_same_again(self, series: dict[str, LookAlike]) -> None:
        """So that an archive that holds them finds nothing to do."""
        again = next(r for r in look_alikes(PLAN) if r.file.name.endswith("docx"))
        first = series[again.file.prefix]
        assert content(first.file.name, first.file.report.paper) == content(
            again.file.name, again.file.report.paper
        )

    def test_more_provinces_leave_the_others_as_they_are(self) -> None:
        """A larger series holds the smaller one; another seed gives other figures."""
        small = list(look_alikes(Plan(2, 3)))
        large = [r for r in look_alikes(Plan(4, 3)) if r.file.prefix < "3"]
        assert [r.file for r in small] == [r.file for r in large]
        other = list(look_alikes(Plan(2, 3, seed=2)))
        assert [r.file.report.facts.values for r in other] != [
            r.file.report.facts.values for r in small
        ]

    def test_every_kind_of_file_is_there(self, texts: dict[str, str]) -> None:
        """Each report can be read, says what it is, and has figures by level."""
        assert len(texts) == 72
        kinds = Counter(r.file.name.rpartition(".")[2] for r in look_alikes(PLAN))
        assert min(kinds[kind] for kind in ("txt", "docx", "html")) >= 15
        for text in texts.values():
            assert "tỉnh hư cấu dùng để minh họa" in text

    def test_no_report_copies_the_real_ones(
        self, texts: dict[str, str], real_reports: Path
    ) -> None:
        """No run of 14 words is shared with the real reports, in reports, data or gold."""
        paths = list(real_reports.glob("*.txt"))
        original = set().union(*(runs(path.read_text(encoding="utf-8")) for path in paths))
        assert original
        ours = {**texts, "variants": VARIANTS.read_text("utf-8")}
        ours |= {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.jsonl")}
        shared = {name: runs(text) & original for name, text in ours.items()}
        assert {name: found for name, found in shared.items() if found} == {}


class TestGold:
    def test_gold_is_what_the_command_writes(self) -> None:
        """Questions by hand and questions made here, answered from the series."""
        singles, conversations = series_gold(PLAN, FOLDER / "by_hand.jsonl")
        assert singles == lines("gold")
        assert conversations == lines("conversations")

    def test_gold_is_broad_enough(self) -> None:
        """Many questions, most of them by hand, of all kinds and language forms."""
        singles, conversations = lines("gold"), lines("conversations")
        assert len(singles) >= 170
        assert sum(entry["id"].startswith("v") for entry in singles) * 2 > len(singles)
        kinds = Counter(entry["kind"] for entry in singles)
        assert kinds["unanswerable"] >= 30
        assert kinds["number"] > len(singles) / 2
        assert {"compare", "list", "yesno", "date", "document", "person"} <= set(kinds)
        assert {entry["lang"] for entry in singles} == {"vi", "vi-plain", "vi-typo", "en"}
        assert len(conversations) == 10
        assert all(2 <= len(entry["turns"]) <= 4 for entry in conversations)
        ids = [entry["id"] for entry in singles + conversations]
        assert len(ids) == len(set(ids))
        assert len({entry["question"] for entry in singles}) == len(singles)

    def test_evidence_stands_in_its_report(self, texts: dict[str, str]) -> None:
        """Every excerpt is in a cited report as it is read, and every cited report has one."""
        for entry in asked():
            found = [texts[name] for name in entry["reports"]]
            excerpts = [folded(excerpt) for excerpt in entry["evidence"]]
            assert bool(found) == bool(excerpts) == (entry["kind"] != "unanswerable"), entry
            for excerpt in excerpts:
                assert any(excerpt in text for text in found), (entry["id"], excerpt)
            for text in found:
                assert any(excerpt in text for excerpt in excerpts), entry["id"]

    def test_no_other_report_has_the_accepted_figure(
        self, series: dict[str, LookAlike], texts: dict[str, str]
    ) -> None:
        """Where any other month or province states the indicator, the figure is another."""
        checked = 0
        for entry in asked():
            if entry["kind"] != "number":
                continue
            (prefix,), (evidence,), figure = entry["reports"], entry["evidence"], entry["accept"][0]
            assert figure[0] in FIGURES.findall(evidence), entry["id"]
            key = entry["note"].partition(":")[0]
            for other, report in series.items():
                sentence = report.file.report.evidence.get(key, "")
                if other == prefix:
                    assert folded(sentence) == folded(evidence)
                else:
                    assert figure[0] not in FIGURES.findall(sentence), (entry["id"], other)
                    assert folded(evidence) not in texts[other], (entry["id"], other)
            checked += 1
        assert checked > 140

    def test_numbers_of_documents_are_of_one_report(self, texts: dict[str, str]) -> None:
        """A report's number leads to one report."""
        for entry in asked():
            if entry["kind"] == "document":
                (evidence,) = entry["evidence"]
                assert [n for n, text in texts.items() if evidence in text] == entry["reports"]

    def test_answers_are_accepted_and_questions_name_the_province(
        self, series: dict[str, LookAlike]
    ) -> None:
        """One report answers: its province and year stand in the question."""
        for entry in lines("gold"):
            question = fold(entry["question"]).casefold()
            for name in entry["reports"]:
                report = series[name]
                assert fold(report.profile.province).casefold() in question, entry["id"]
                assert str(report.file.report.facts.month.year) in question, entry["id"]
            if entry["lang"] == "vi-plain":
                assert entry["question"].isascii(), entry["id"]
            answer = fold(entry["answer"]).casefold()
            accepted = [[fold(text).casefold() for text in texts] for texts in entry["accept"]]
            if entry["kind"] != "unanswerable":
                assert any(all(text in answer for text in texts) for texts in accepted)

    def test_what_is_unanswerable_is_not_reported(self, series: dict[str, LookAlike]) -> None:
        """Questions that hang on an absent fact name it, and it is absent."""
        facts = Facts(series.values())
        written = [turn for entry in lines("by_hand") for turn in entry.get("turns", [entry])]
        absent = [turn for turn in written if "absent" in turn]
        assert len(absent) >= 15
        for turn in absent:
            assert turn["kind"] == "unanswerable"
            assert facts.find(turn["absent"]) is None
            key = turn["absent"].rpartition("/")[2]
            assert any(facts.find(f"{report.key}/{key}") for report in facts.reports()), key
        assert all(turn["note"] for turn in written if turn["kind"] == "unanswerable")


class TestCommands:
    def test_series_in_plain_text(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Any number of provinces and months over a year's end, in one format."""
        command = ["series", "--out", str(tmp_path), "--provinces", "2", "--months", "3"]
        assert main([*command, "--first", "2021-11", "--seed", "4", "--format", "txt"]) == 0
        assert "6 báo cáo" in capsys.readouterr().out
        assert sorted(path.name for path in tmp_path.iterdir()) == [
            f"{number}_{name}-{month}.txt"
            for start, name in ((1000, "hoa-linh"), (2000, "van-trach"))
            for number, month in enumerate(("2021-11", "2021-12", "2022-01"), start + 1)
        ]

    def test_questions_on_another_series(self, tmp_path: Path) -> None:
        """Without a file by hand the questions are those made here, on whatever series."""
        command = ["series-questions", "--out", str(tmp_path), "--provinces", "1"]
        assert main([*command, "--months", "5", "--seed", "9", "--format", "txt"]) == 0
        (path,) = tmp_path.iterdir()
        entries = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        assert Counter(entry["kind"] for entry in entries) == {"number": 5, "document": 1}
        plan = Plan(1, 5, Month(2023, 1), 9, ("txt",))
        written = {r.file.prefix: content(r.file.name, r.file.report.paper).decode()
                   for r in look_alikes(plan)}  # fmt: skip
        assert all(entry["evidence"][0] in written[entry["reports"][0]] for entry in entries)

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--provinces", str(MOST_PROVINCES + 1)], str(MOST_PROVINCES)),
            (["--months", "1000"], "999"),
        ],
        ids=["provinces", "months"],
    )
    def test_too_large_a_series_is_refused(
        self, arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """One line, exit code 2, and nothing written."""
        assert main(["series", "--out", str(tmp_path / "x"), *arguments]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert said in line
        assert not (tmp_path / "x").exists()

    @pytest.mark.parametrize(
        ("written", "said"),
        [
            ('{"id": "v9", "facts": ["hoa-linh/2030-01/bts"]', "hoa-linh/2030-01/bts"),
            ('{"id": "v9", "facts": ["hoa-linh/2023-01/courses"]', "other reports"),
            ('{"id": "v9"', "facts are for answerable questions"),
            ('{"id": "v9", "absent": "hoa-linh/2023-01/bts"', "is reported"),
        ],
        ids=["not-reported", "not-alone", "no-facts", "not-absent"],
    )
    def test_question_that_the_series_does_not_bear_out_is_refused(
        self, written: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The line's id and what is wrong with it, exit code 2, and no gold."""
        by_hand = tmp_path / "by_hand.jsonl"
        by_hand.write_text(f'{written}, "lang": "vi", "kind": "number", "question": "?"}}\n')
        command = ["series-questions", "--out", str(tmp_path / "x"), "--by-hand", str(by_hand)]
        assert main([*command, "--provinces", "1"]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert "v9" in line
        assert said in line
        assert not (tmp_path / "x").exists()

    def test_by_hand_file_that_is_no_json_is_one_line(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A broken line and a line without what it needs name themselves."""
        by_hand = tmp_path / "by_hand.jsonl"
        for text in ('{"id": "v1"', '{"id": "v1"}'):
            by_hand.write_text(text)
            command = ["series-questions", "--out", str(tmp_path / "x"), "--provinces", "1"]
            assert main([*command, "--by-hand", str(by_hand)]) == 2
            (line,) = capsys.readouterr().err.splitlines()
            assert "line 1: " in line
