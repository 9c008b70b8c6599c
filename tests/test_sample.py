"""The sample archive: deterministic, consistent, in our own words, with sound gold."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from corpus.readers import read
from sample import Month, Profile, generate, gold_files, report_folder
from sample.__main__ import main
from sample.archive import AN_LOC, content, sample_series, series, slug
from sample.documents import Heading, Paragraph, Table
from sample.model import LEVELS
from sample.numbers import figure, stated
from sample.questions import ASKED, fold
from sample.retellings import retellings
from sample.series import simulate
from sample.wording import SECTIONS, placeholders

KINDS = {
    "number", "date", "person", "org", "document", "list", "explain", "yesno", "compare",
    "unanswerable",
}  # fmt: skip
LANGUAGES = {"vi", "vi-plain", "vi-typo", "en"}
RUN = 14


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def runs(text: str, length: int = RUN) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """What a reader makes of every committed report, by the file name's leading digits."""
    return {
        path.name.partition("_")[0]: read(path).text
        for path in sorted(report_folder().iterdir())
        if path.name[0].isdigit()
    }


def gold(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def asked() -> list[dict[str, Any]]:
    """Every question of the gold files, the turns of conversations included."""
    singles, conversations = (gold(path) for path in gold_files())
    turns = [
        {"id": f"{conversation['id']}/{number}", **turn}
        for conversation in conversations
        for number, turn in enumerate(conversation["turns"], 1)
    ]
    return singles + turns


class TestReports:
    def test_archive_holds_five_retellings_and_24_months(self, texts: dict[str, str]) -> None:
        """File names number the reports 101-105 and 201-224, nothing else lies beside them."""
        assert list(texts) == [*map(str, range(101, 106)), *map(str, range(201, 225))]
        assert len(list(report_folder().iterdir())) == 29

    @pytest.mark.parametrize("suffix", ["txt", "html"])
    def test_committed_text_files_are_what_the_generator_writes(self, suffix: str) -> None:
        """Plain text and HTML are equal byte for byte."""
        papers = [*retellings(), *((file.name, file.report.paper) for file in sample_series())]
        written = [name for name, _ in papers if name.endswith(suffix)]
        assert len(written) >= 4
        for name, paper in papers:
            if name in written:
                assert (report_folder() / name).read_bytes() == content(name, paper), name

    def test_committed_docx_files_say_what_the_generator_writes(self, tmp_path: Path) -> None:
        """A newer python-docx may pack other bytes; the text has to be the same."""
        papers = [*retellings(), *((file.name, file.report.paper) for file in sample_series())]
        documents = [(name, paper) for name, paper in papers if name.endswith(".docx")]
        assert len(documents) == 4
        for name, paper in documents:
            (tmp_path / name).write_bytes(content(name, paper))
            assert read(tmp_path / name).text == read(report_folder() / name).text, name

    def test_committed_pdf_says_all_of_its_retelling(self, texts: dict[str, str]) -> None:
        """Every word of the retelling stands in the PDF, in three pages or more."""
        name, paper = next(item for item in retellings() if item[0].endswith(".pdf"))
        found = set(words(texts[name[:3]]))
        for block in paper.blocks:
            assert isinstance(block, Heading | Paragraph)
            text = block.plain if isinstance(block, Paragraph) else block.text
            missing = set(words(re.sub(r"\[\d+\]", "", text))) - found
            assert len(missing) <= 1, missing  # a footnote's mark sticks to the word before it
        assert all(set(words(note)) <= found for note in paper.note_bodies)
        assert len(read(report_folder() / name).page_starts) >= 3

    def test_pdf_is_written_the_same_again(self) -> None:
        """Where its font is at hand, the generator reproduces the committed PDF's text."""
        pdf = pytest.importorskip("sample.pdf", reason="reportlab is not installed")
        pypdf = pytest.importorskip("pypdf")
        try:
            fonts = pdf.Fonts.find()
        except FileNotFoundError:
            pytest.skip("the font of the PDF is not installed")
        name, paper = next(item for item in retellings() if item[0].endswith(".pdf"))
        first, second = pdf.to_pdf(paper, fonts), pdf.to_pdf(paper, fonts)
        assert first == second
        again = pypdf.PdfReader(io.BytesIO(first))
        committed = pypdf.PdfReader(report_folder() / name)
        assert [page.extract_text() for page in again.pages] == [
            page.extract_text() for page in committed.pages
        ]

    def test_every_report_says_that_it_is_a_demonstration(self, texts: dict[str, str]) -> None:
        """Retellings and invented reports are marked in the text itself."""
        for prefix, text in texts.items():
            mark = "thuật lại để minh họa" if prefix < "200" else "tỉnh hư cấu dùng để minh họa"
            assert mark in folded(text), prefix

    def test_no_report_copies_the_real_ones(
        self, texts: dict[str, str], real_reports: Path
    ) -> None:
        """No run of 14 words is shared with the real reports, in reports, data or gold."""
        original = set().union(
            *(runs(path.read_text(encoding="utf-8")) for path in real_reports.glob("*.txt"))
        )
        assert original
        folder = report_folder().parent
        ours = {**texts, **{path.name: path.read_text("utf-8") for path in gold_files()}}
        ours |= {path.name: path.read_text("utf-8") for path in folder.glob("data/*.toml")}
        shared = {name: runs(text) & original for name, text in ours.items()}
        assert {name: found for name, found in shared.items() if found} == {}

    def test_only_ninh_thuan_reports_5g_in_april_2023(self, texts: dict[str, str]) -> None:
        """A question on 5G stations in April 2023 has one answer, whoever asks."""
        assert "75 trạm" in folded(texts["101"])
        assert "5G" not in texts["204"]


class TestSeries:
    FACTS = simulate(AN_LOC, Month(2023, 1), 24)

    def test_totals_are_the_sums_of_their_parts(self) -> None:
        """Stations, subscribers, post points, feedback, services, documents and dossiers."""
        for facts in self.FACTS:
            v = facts.values
            sums = {
                "bts": ("bts_2g", "bts_3g", "bts_4g"),
                "phones": ("phone_fixed", "phone_postpaid", "phone_prepaid"),
                "phone_new": ("phone_new_prepaid", "phone_new_postpaid"),
                "broadband": ("bb_fixed", "bb_mobile"),
                "bb_new": ("bb_new_fixed", "bb_new_mobile"),
                "post_points": ("post_offices", "culture_points", "other_points"),
                "cameras_total": ("cameras_working", "cameras_broken"),
                "feedback": tuple(
                    key for key in v if key.startswith("feedback_") and key[9:] in
                    ("traffic", "environment", "urban", "land", "telecom", "admin", "other")
                ),
                "services": ("services_full", "services_part"),
                "docs_total": ("docs_in", "docs_out"),
                "docs_in": tuple(f"docs_in_{level}" for level in LEVELS),
                "dossiers": tuple(f"dossiers_{level}" for level in LEVELS),
                "dossiers_online": tuple(f"dossiers_{level}_online" for level in LEVELS),
            }  # fmt: skip
            for level in LEVELS:
                ways = ("direct", "online", "bcci")
                sums[f"dossiers_{level}"] = tuple(f"dossiers_{level}_{way}" for way in ways)
                sums[f"services_{level}"] = (f"full_{level}", f"part_{level}")
            for total, parts in sums.items():
                assert parts, total
                assert v[total] == sum(v[part] for part in parts), (facts.month, total)

    def test_changes_follow_from_the_month_before(self) -> None:
        """Printed percentages are those of the printed figures, never zero."""
        for before, now in zip(self.FACTS, self.FACTS[1:], strict=False):
            for key in ("mail_sent", "mail_delivered", "phone_new", "bb_new"):
                old, new = before.values[key], now.values[key]
                percent = (Decimal(new - old) * 100 / old).quantize(
                    Decimal("0.1"), rounding=ROUND_HALF_UP
                )
                assert now.values[f"{key}_change"] == percent != 0
            assert now.values["press_items_change"] == (
                now.values["press_items"] - before.values["press_items"]
            )

    def test_cumulative_figures_start_each_january(self) -> None:
        """Year-to-date figures grow by the month's own figure and start over."""
        pairs = {
            "dossiers": "dossiers_month",
            "docs_total": "docs_month",
            "trainees_year": "trainees",
            "frequency_guided_year": "frequency_guided",
        }
        for total, part in pairs.items():
            running: int | Decimal = 0
            for facts in self.FACTS:
                running = 0 if facts.month.month == 1 else running
                running += facts.values[part]
                assert facts.values[total] == running, (facts.month, total)

    def test_rates_are_parts_of_their_whole(self) -> None:
        """Online rates by level are rounded half up to two places."""
        for facts in self.FACTS:
            for level in LEVELS:
                rate = Decimal(facts.values[f"dossiers_{level}_online"] * 100) / Decimal(
                    facts.values[f"dossiers_{level}"]
                )
                assert facts.values[f"online_rate_{level}"] == rate.quantize(
                    Decimal("0.01"), rounding=ROUND_HALF_UP
                )

    def test_the_same_seed_gives_the_same_months(self) -> None:
        """Figures depend on the province, the seed and the first year, nothing else."""
        profile = Profile("Hoa Lĩnh", seed=7)
        assert simulate(profile, Month(2022, 1), 14)[2:] == simulate(profile, Month(2022, 3), 12)
        assert simulate(profile, Month(2022, 1), 3) != simulate(
            Profile("Hoa Lĩnh", seed=8), Month(2022, 1), 3
        )

    @pytest.mark.parametrize(
        ("key", "value", "printed"),
        [
            ("bts", 1911, "1.911"),
            ("decisions", 7, "07"),
            ("decisions", 12, "12"),
            ("bts", 7, "7"),
            ("post_revenue", Decimal("18.3"), "18,3"),
            ("phone_new_change", Decimal("-4.0"), "giảm 4,0%"),
            ("press_items_change", 24, "tăng 24"),
        ],
    )
    def test_numbers_are_printed_as_reports_do(
        self, key: str, value: int | Decimal, printed: str
    ) -> None:
        """Thousands with points, decimals with a comma, small counts in two digits."""
        assert stated(key, value) == printed


class TestWording:
    @pytest.mark.parametrize(
        "topic",
        [topic for section in SECTIONS for topic in section.topics],
        ids=lambda topic: topic.lead or topic.wordings[0][:30],
    )
    def test_wordings_of_a_topic_hold_the_same_figures(self, topic: Any) -> None:
        """Whatever wording is drawn, the same indicators are reported."""
        free = {"month", "province"}
        assert len(topic.wordings) >= 3
        assert len({placeholders(wording) - free for wording in topic.wordings}) == 1

    def test_evidence_states_its_figure(self) -> None:
        """Each figure's sentence or table row prints it."""
        for file in sample_series():
            values = file.report.facts.values
            assert len(file.report.evidence) > 100
            for key, sentence in file.report.evidence.items():
                if key in values:
                    assert figure(key, values[key]) in sentence, (file.name, key)

    def test_reports_with_tables_give_levels_in_tables_only(self) -> None:
        """DOCX and HTML months hold two tables, one row a level; text months none."""
        for file in sample_series():
            tables = [block for block in file.report.paper.blocks if isinstance(block, Table)]
            assert len(tables) == (0 if file.name.endswith(".txt") else 2), file.name
            assert all(len(table.rows) == 3 for table in tables)

    def test_months_differ_in_more_than_wording(self) -> None:
        """No two months print the same figures."""
        assert len({tuple(f.report.facts.values.values()) for f in sample_series()}) == 24


class TestGold:
    def test_ids_are_unique(self) -> None:
        """Single questions and conversations share one space of names."""
        ids = [entry["id"] for path in gold_files() for entry in gold(path)]
        assert len(ids) == len(set(ids))

    def test_gold_is_broad_enough(self) -> None:
        """All kinds and language forms, with enough of those that decide."""
        singles, conversations = (gold(path) for path in gold_files())
        assert len(singles) >= 150
        assert len(conversations) >= 8
        assert {entry["kind"] for entry in singles} == KINDS
        assert {entry["lang"] for entry in singles} == LANGUAGES
        assert sum(entry["kind"] == "unanswerable" for entry in singles) >= 20
        single_figures = [
            entry
            for entry in singles
            if entry["kind"] == "number" and all(name >= "201" for name in entry["reports"])
        ]
        assert len(single_figures) >= 70
        assert len({entry["reports"][0] for entry in single_figures}) == 24

    @pytest.mark.parametrize("entry", asked(), ids=lambda entry: entry["id"])
    def test_entry_is_sound(self, entry: dict[str, Any], texts: dict[str, str]) -> None:
        """Evidence stands in its report; unanswerable questions have none."""
        assert entry["kind"] in KINDS
        assert entry["lang"] in LANGUAGES
        assert entry["question"].strip()
        if entry["kind"] == "unanswerable":
            assert not entry["accept"]
            assert not entry["evidence"]
            return
        assert entry["accept"]
        assert all(entry["accept"])
        assert set(entry["reports"]) <= set(texts)
        found = [folded(texts[name]) for name in entry["reports"]]
        for excerpt in entry["evidence"]:
            assert any(folded(excerpt) in text for text in found), excerpt
        assert all(
            any(folded(excerpt) in text for excerpt in entry["evidence"]) for text in found
        ), "a report without evidence"

    def test_ideal_answers_are_accepted(self) -> None:
        """Each question's own answer holds all strings of one of its alternatives."""
        for entry in gold(gold_files()[0]):
            if entry["kind"] == "unanswerable":
                continue
            answer = fold(entry["answer"]).casefold()
            assert any(
                all(fold(string).casefold() in answer for string in strings)
                for strings in entry["accept"]
            ), entry["id"]

    def test_figures_asked_for_are_those_of_the_series(self) -> None:
        """A single-figure question's number stands in the evidence it cites."""
        checked = 0
        for entry in asked():
            if entry["kind"] == "number":
                assert any(entry["accept"][0][0] in excerpt for excerpt in entry["evidence"])
                checked += 1
        assert checked > 100

    def test_questions_without_diacritics_have_none(self) -> None:
        """The form vi-plain is what a keyboard without Vietnamese input gives."""
        for entry in asked():
            if entry["lang"] == "vi-plain":
                assert entry["question"].isascii(), entry["id"]


class TestGenerate:
    def test_command_writes_reports_and_gold(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A look-alike archive over a year's end, with questions whose evidence is in it."""
        arguments = ["generate", "--province", "Hoa Lĩnh", "--from", "2022-11", "--months", "4"]
        arguments += ["--seed", "7", "--start", "501", "--questions", "12"]
        arguments += ["--formats", "txt,docx,html", "--out", str(tmp_path)]
        assert main(arguments) == 0
        assert "4 báo cáo" in capsys.readouterr().out
        names = sorted(path.name for path in tmp_path.iterdir())
        assert names == [
            "501_hoa-linh-2022-11.txt",
            "502_hoa-linh-2022-12.docx",
            "503_hoa-linh-2023-01.html",
            "504_hoa-linh-2023-02.txt",
            "gold-501-hoa-linh.jsonl",
        ]
        questions = gold(tmp_path / "gold-501-hoa-linh.jsonl")
        assert len({entry["id"] for entry in questions}) == 48
        assert {entry["lang"] for entry in questions} == LANGUAGES
        texts = {path.name[:3]: folded(read(path).text) for path in tmp_path.glob("50*")}
        for entry in questions:
            assert folded(entry["evidence"][0]) in texts[entry["reports"][0]], entry
            assert entry["accept"][0][0] in entry["evidence"][0]

    def test_the_same_arguments_write_the_same_files(self, tmp_path: Path) -> None:
        """Bytes are equal in every format, and differ for another seed."""
        written = []
        for name, seed in (("a", 1), ("b", 1), ("c", 2)):
            paths = generate(
                tmp_path / name, Profile("Nam Trạch", seed), Month(2021, 5), 3,
                formats=("txt", "html", "docx"),
            )  # fmt: skip
            written.append([path.read_bytes() for path in paths])
        assert written[0] == written[1] != written[2]

    def test_every_askable_indicator_is_reported(self) -> None:
        """Questions are drawn from indicators that the reports state."""
        file = series(Profile("Nam Trạch"), Month(2022, 1), 1)[0]
        assert {question.key for question in ASKED} <= file.report.evidence.keys()

    @pytest.mark.parametrize(
        "arguments",
        [
            ["--from", "2022-13"],
            ["--from", "thang 3"],
            ["--from", "2022-01", "--months", "0"],
            ["--from", "2022-01", "--formats", "pdf"],
        ],
        ids=["no-such-month", "no-month", "no-months", "no-such-format"],
    )
    def test_wrong_usage_ends_with_2(
        self, arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The command explains itself and writes nothing."""
        command = ["generate", "--province", "Hoa Lĩnh", "--out", str(tmp_path / "x"), *arguments]
        with pytest.raises(SystemExit) as ended:
            main(command)
        assert ended.value.code == 2
        assert "error" in capsys.readouterr().err
        assert not (tmp_path / "x").exists()

    def test_folder_that_cannot_be_made_is_one_line(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A file in the way of the folder gives exit code 2 and no traceback."""
        blocked = tmp_path / "file"
        blocked.write_text("")
        command = ["generate", "--province", "A", "--from", "2022-01", "--out", str(blocked)]
        assert main(command) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1

    @pytest.mark.parametrize(
        ("name", "expected"), [("An Lộc", "an-loc"), ("Đông  Hải - Bắc", "dong-hai-bac")]
    )
    def test_slug(self, name: str, expected: str) -> None:
        """Province names become file names."""
        assert slug(name) == expected
