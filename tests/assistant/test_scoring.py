"""The scoring rules of docs/evaluation.md, one by one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.gold import GoldQuestion
from assistant.model import Answer, Candidate, Citation
from assistant.scoring import contains, evidence_rank, numbers, score, unsupported_numbers

EXCERPT = "Toàn huyện lắp đặt 12 trạm 5G, tổng số 1.240 trạm BTS, tăng 3,5% so với quý trước."

GOLD = GoldQuestion(
    question="Huyện có bao nhiêu trạm 5G?",
    kind="number",
    language="vi",
    accept=(("12",),),
    reports=("07",),
    evidence=("lắp đặt 12 trạm 5G",),
)


def citation(excerpt: str = EXCERPT, source: str = "07_bao-cao.txt") -> Citation:
    return Citation(
        report_id=1,
        source=source,
        report="Báo cáo quý II/2022",
        number="15/BC-VHTT",
        province="Hoa Sim",
        period="quý II/2022",
        section="I",
        page=None,
        excerpt=excerpt,
    )


def answer(text: str = "12 trạm 5G.", **changes: object) -> Answer:
    given = Answer(
        question=GOLD.question,
        language="vi",
        kind="number",
        answerable=True,
        reason=None,
        answer=text,
        value="12",
        citations=(citation(),),
    )
    return replace(given, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("1.911", ["1911"], id="thousands with a dot"),
        pytest.param("1,337", ["1337"], id="thousands with a comma"),
        pytest.param("12.345.678", ["12345678"], id="millions"),
        pytest.param("18,3 và 18.3", ["18.3", "18.3"], id="decimals either way"),
        pytest.param("4,87", ["4.87"], id="two decimals"),
        pytest.param("0,125", ["0.125"], id="three decimals after nought"),
        pytest.param("1.234,5 = 1,234.5", ["1234.5", "1234.5"], id="both separators"),
        pytest.param("07", ["7"], id="leading nought"),
        pytest.param("12.4.2023", ["12", "4", "2023"], id="date with dots"),
        pytest.param("tháng 4/2023.", ["4", "2023"], id="month at a sentence end"),
        pytest.param("trạm 5G, T4, CV03", [], id="names that hold digits"),
        pytest.param("12.5G", [], id="name with a decimal"),
        pytest.param("dài 7.312km", ["7312"], id="unit stuck to the number"),
        pytest.param("32/QĐ-BTC", ["32"], id="document number"),
        pytest.param("(1,5%)", ["1.5"], id="in brackets"),
    ],
)
def test_numbers_are_read_by_value(text: str, values: list[str]) -> None:
    """Each printed form gives the value that a reader takes from it."""
    assert [value for _, value in numbers(text)] == [Decimal(value) for value in values]


@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=0, max_value=99))
def test_vietnamese_and_english_print_are_the_same_value(whole: int, cents: int) -> None:
    """However a figure is grouped and whatever marks its decimals, its value is one."""
    english = f"{whole:,}.{cents:02d}"
    vietnamese = english.translate(str.maketrans(",.", ".,"))
    expected = Decimal(f"{whole}.{cents:02d}")
    assert [value for _, value in numbers(f"({english}; {vietnamese}%)")] == [expected, expected]
    grouped = f"{whole:,}"
    assert contains(f"có {whole} trạm", grouped)
    assert contains(f"có {grouped.replace(',', '.')} trạm", grouped)


@given(st.text(), st.text(st.characters(max_codepoint=127, categories=["L"]), min_size=1))
def test_a_word_is_found_amid_any_text(around: str, word: str) -> None:
    """Nothing that stands around a word hides it or breaks the comparison."""
    assert contains(f"{around} {word} {around}", word.upper())


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        pytest.param("Có 1.911 trạm", "1911", True, id="number by value"),
        pytest.param("Có 1.911 trạm", "911", False, id="no part of a number"),
        pytest.param("Có 75 trạm 5G", "5", False, id="no digit of a name"),
        pytest.param("3 quyết định", "03 Quyết định", True, id="number inside a phrase"),
        pytest.param("13 quyết định", "3 quyết định", False, id="phrase with another number"),
        pytest.param("DON VI HOA SIM", "đơn vị Hoa Sim", True, id="case and diacritics"),
        pytest.param("đơn  vị\u00a0Hoa Sim", "đơn vị Hoa Sim", True, id="white space"),
        pytest.param("đa\u0323t", "đạt", True, id="decomposed"),
        pytest.param("tăng 5 %", "5%", True, id="blank before per cent"),
        pytest.param("provincial level", "provinc", True, id="stem"),
        pytest.param("cổng thông tin", "có", False, id="short words stand whole"),
        pytest.param("Số 32/QĐ-BTC", "32/qđ-btc", True, id="document number"),
        pytest.param("Số 132/QĐ-BTC", "32/qđ-btc", False, id="longer document number"),
        pytest.param("ngày 03/4/2023", "3/4/2023", True, id="date"),
    ],
)
def test_containment(text: str, wanted: str, expected: bool) -> None:
    """Text is compared folded, numbers by value and as whole tokens."""
    assert contains(text, wanted) is expected


def test_right_value_with_evidence_is_ok() -> None:
    """The plain good case."""
    scored = score(GOLD, answer())
    assert (scored.ok, scored.answer, scored.cite, scored.faults) == (True, True, True, ())


def test_value_must_be_the_first_string_of_the_alternative() -> None:
    """The right number in the text does not help when the product names another one."""
    scored = score(GOLD, answer("12 trạm 5G trong 1.240 trạm", value="1.240"))
    assert not scored.answer
    assert scored.faults == ("value is '1.240', not '12'",)
    assert scored.cite


def test_value_is_compared_as_a_number() -> None:
    """``012`` and ``12`` are the same figure."""
    assert score(GOLD, answer(value="012")).ok


def test_all_strings_of_one_alternative_are_needed() -> None:
    """Half of an alternative is no answer; any whole alternative is."""
    gold = replace(GOLD, accept=(("12", "1.240"), ("mười hai",)))
    assert not score(gold, answer()).answer
    assert score(gold, answer("12 trong 1240 trạm")).answer
    assert score(gold, answer("Mười hai trạm", value=None)).answer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("12 trạm (3, 4 và 5)", True, id="three other numbers"),
        pytest.param("12 trạm (3, 4, 5 và 6)", False, id="four other numbers"),
        pytest.param("12 trạm " + "x" * 212, True, id="220 characters"),
        pytest.param("12 trạm " + "x" * 213, False, id="221 characters"),
    ],
)
def test_number_without_value_must_be_short(text: str, expected: bool) -> None:
    """Where no value is given the answer may not be a list of everything."""
    assert score(GOLD, answer(text, value=None)).answer is expected


@pytest.mark.parametrize(
    ("kind", "limit"),
    [("date", 300), ("person", 300), ("org", 300), ("document", 500), ("yesno", 500)]
    + [(kind, 1500) for kind in ("list", "explain", "compare")],
)
def test_length_limits_by_kind(kind: str, limit: int) -> None:
    """An answer of the limit passes, one character more does not."""
    gold = replace(GOLD, kind=kind)
    assert score(gold, answer("12 " + "x" * (limit - 3))).answer
    assert not score(gold, answer("12 " + "x" * (limit - 2))).answer


@pytest.mark.parametrize(
    ("citations", "expected"),
    [
        pytest.param((citation(),), True, id="first"),
        pytest.param((citation("Khác."), citation("Nữa."), citation()), True, id="third"),
        pytest.param(
            (citation("Khác."), citation("Nữa."), citation("Thêm."), citation()), False, id="fourth"
        ),
        pytest.param((), False, id="none"),
        pytest.param((citation(source="08_bao-cao.txt"),), False, id="another report"),
        pytest.param((citation(source="077_bao-cao.txt"),), False, id="other leading digits"),
        pytest.param((citation("lắp đặt 12"),), False, id="half of the words"),
        pytest.param((citation("lap dat 12 tram nữa"),), True, id="four words of five"),
        pytest.param((citation(EXCERPT + " x" * 800),), False, id="excerpt too long"),
    ],
)
def test_citation_rule(citations: tuple[Citation, ...], expected: bool) -> None:
    """One of the first three is of the report and holds 70 % of an evidence's words."""
    assert score(GOLD, answer(citations=citations)).cite is expected


def test_repeated_words_of_the_evidence_count_each_time() -> None:
    """One occurrence in the excerpt does not stand for four."""
    gold = replace(GOLD, evidence=("hồ sơ hồ sơ hồ sơ hồ sơ",))
    assert not score(gold, answer(citations=(citation("hồ sơ"),))).cite


def test_refusing_the_unanswerable_is_ok_even_with_a_finding() -> None:
    """A refusal may say what it found near by."""
    gold = GoldQuestion("Có bao nhiêu trạm 6G?", "unanswerable")
    refusal = answer("Không có số liệu 6G; gần nhất: 12 trạm 5G.", answerable=False)
    assert score(gold, refusal).ok
    assert not score(gold, answer()).ok


def test_refusing_the_answerable_is_never_ok() -> None:
    """The nearest finding of a refusal does not count as the answer."""
    scored = score(GOLD, answer(answerable=False))
    assert scored.refused
    assert not scored.answer
    assert "refused" in scored.faults


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        pytest.param("12 trạm 5G", (), id="cited"),
        pytest.param("1,240 stations, up 3.5%", (), id="cited in English form"),
        pytest.param("87 trạm", ("87",), id="nowhere"),
        pytest.param("12 trạm, 6 và 6 trạm", ("6", "6"), id="each occurrence"),
        pytest.param("5 trạm", ("5",), id="digit of a name"),
        pytest.param("Quý này năm 2022: 12 trạm", ("2022",), id="label only"),
    ],
)
def test_unsupported_numbers(text: str, missing: tuple[str, ...]) -> None:
    """Every number must stand in a cited excerpt or in the question."""
    assert unsupported_numbers(answer(text), labels=False) == missing


def test_labels_of_a_citation_count_only_when_asked() -> None:
    """The period shown beside an excerpt is counted apart."""
    scored = score(GOLD, answer("12 trạm 5G (Hoa Sim, quý 2/2022), 99"))
    assert scored.unsupported == ("2", "2022", "99")
    assert scored.unsupported_beyond_labels == ("2", "99")


def test_numbers_of_the_question_are_supported() -> None:
    """Repeating the month that was asked for is no invention, ``T4`` included."""
    asked = answer("Tháng 4/2023: 12 trạm", question="T4/2023 có mấy trạm 5G?")
    assert unsupported_numbers(asked, labels=False) == ()


@pytest.mark.parametrize(
    ("text", "computed", "missing"),
    [
        pytest.param("hơn 1.228 trạm", True, (), id="difference"),
        pytest.param("hơn 1.228 trạm", False, ("1.228",), id="difference not marked"),
        pytest.param("tổng 1.252", True, (), id="sum"),
        pytest.param("gấp 103,3 lần", True, (), id="ratio as printed"),
        pytest.param("gấp 104,3 lần", True, ("104,3",), id="wrong ratio"),
        pytest.param("hơn 1.229 trạm", True, ("1.229",), id="wrong difference"),
    ],
)
def test_computed_numbers_must_follow(text: str, computed: bool, missing: tuple[str, ...]) -> None:
    """Marking an answer as computed excuses right arithmetic only."""
    given = answer(text, computed=computed, value=None)
    assert unsupported_numbers(given, labels=False) == missing


def test_value_of_a_computed_answer_is_its_result() -> None:
    """A sum over many figures is the value that the product names."""
    given = answer("Cả năm: 5.555", computed=True, value="5.555")
    assert unsupported_numbers(given, labels=False) == ()


def test_evidence_rank_counts_from_one() -> None:
    """The rank is that of the first candidate of the right report with the evidence."""
    other = Candidate("08_x.txt", EXCERPT, 0.9)
    poor = Candidate("07_x.txt", "Không liên quan.", 0.8)
    right = Candidate("07_x.txt", EXCERPT, 0.7)
    assert evidence_rank(GOLD, (other, poor, right)) == 3
    assert evidence_rank(GOLD, (right, other)) == 1
    assert evidence_rank(GOLD, (other, poor)) is None
