"""Periods and dates as people write them, and what is none."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.periods import (
    Period,
    PeriodKind,
    PeriodMention,
    find_dates,
    find_periods,
    resolve,
)

APRIL_2023 = Period.month(2023, 4)


def codes(text: str) -> list[str]:
    return [
        mention.period.code if mention.period else mention.relative or "?"
        for mention in find_periods(text)
    ]


ONE_PERIOD = {
    # months
    "T4/2023": "2023-04",
    "T4-2023": "2023-04",
    "T.4/2023": "2023-04",
    "t4.2023": "2023-04",
    "T4 2023": "2023-04",
    "T4/23": "2023-04",
    "tháng 4/2023": "2023-04",
    "THÁNG 4/2023": "2023-04",
    "Tháng 4-2023": "2023-04",
    "tháng 4.2023": "2023-04",
    "tháng 4/23": "2023-04",
    "tháng 04 năm 2023": "2023-04",
    "tháng 4, năm 2023": "2023-04",
    "tháng 4 của năm 2023": "2023-04",
    "tháng 4 2023": "2023-04",
    "tháng tư năm 2023": "2023-04",
    "tháng tư/2023": "2023-04",
    "thang tu nam 2023": "2023-04",
    "thang 4 nam 2023": "2023-04",
    "THANG 04/2023": "2023-04",
    "tháng Giêng năm 2022": "2022-01",
    "tháng Chạp năm 2022": "2022-12",
    "tháng mười một năm 2022": "2022-11",
    "tháng năm năm 2023": "2023-05",
    "tháng năm 2023": "2023-05",
    "tháng sáu năm 2023": "2023-06",
    "04/2023": "2023-04",
    "4-2023": "2023-04",
    "4.2023": "2023-04",
    "2023-04": "2023-04",
    "kỳ báo cáo 11/2024": "2024-11",
    "trong tháng 4/2023, Sở": "2023-04",
    "đến hết tháng 6/2022": "2022-06",
    "tính đến tháng 6/2022": "2022-06",
    "April 2023": "2023-04",
    "APRIL 2023": "2023-04",
    "Apr. 2023": "2023-04",
    "April of 2023": "2023-04",
    "April, 2023": "2023-04",
    "in May 2023": "2023-05",
    "Sept 2022": "2022-09",
    "month 4 of 2023": "2023-04",
    # quarters
    "quý III/2019": "2019-Q3",
    "QUÝ III/2019": "2019-Q3",
    "quý 3 năm 2019": "2019-Q3",
    "quý III năm 2019": "2019-Q3",
    "Quý III-2019": "2019-Q3",
    "quý ba năm 2019": "2019-Q3",
    "quý tư năm 2019": "2019-Q4",
    "quí III/2019": "2019-Q3",
    "quy III 2019": "2019-Q3",
    "quy 3/2019": "2019-Q3",
    "thai binh quy 3/2019": "2019-Q3",
    "Q3/2019": "2019-Q3",
    "Q3 2019": "2019-Q3",
    "Q3 of 2019": "2019-Q3",
    "q3-2019": "2019-Q3",
    "2019 Q3": "2019-Q3",
    "third quarter of 2019": "2019-Q3",
    "the 3rd quarter of 2019": "2019-Q3",
    "last quarter of 2019": "2019-Q4",
    "quarter 3 of 2019": "2019-Q3",
    "3 tháng đầu năm 2022": "2022-Q1",
    "ba tháng cuối năm 2022": "2022-Q4",
    # halves and nine months
    "6 tháng đầu năm 2022": "2022-H1",
    "06 tháng đầu năm 2022": "2022-H1",
    "6 THÁNG ĐẦU NĂM 2022": "2022-H1",
    "sáu tháng đầu năm 2022": "2022-H1",
    "6 thang dau nam 2022": "2022-H1",
    "6 tháng năm 2022": "2022-H1",
    "6 tháng/2022": "2022-H1",
    "6 tháng cuối năm 2022": "2022-H2",
    "nửa đầu năm 2022": "2022-H1",
    "nửa cuối năm 2022": "2022-H2",
    "nua dau nam 2022": "2022-H1",
    "first half of 2022": "2022-H1",
    "the second half of 2022": "2022-H2",
    "first six months of 2022": "2022-H1",
    "H1 2022": "2022-H1",
    "H1/2022": "2022-H1",
    "9 tháng năm 2022": "2022-9M",
    "9 tháng đầu năm 2022": "2022-9M",
    "chín tháng năm 2022": "2022-9M",
    "chin thang dau nam 2022": "2022-9M",
    "9 tháng/2022": "2022-9M",
    "first nine months of 2022": "2022-9M",
    "nine months of 2022": "2022-9M",
    # years and parts of them
    "năm 2020": "2020",
    "NĂM 2020": "2020",
    "nam 2020": "2020",
    "trong năm 2020": "2020",
    "cả năm 2022": "2022",
    "12 tháng năm 2022": "2022",
    "12 months of 2022": "2022",
    "in 2020": "2020",
    "the year 2020": "2020",
    "year-end 2021": "2021",
    "end of 2021": "2021",
    "cuối năm 2021": "2021",
    "FY2022": "2022",
    "năm tài chính 2022": "2022",
    "đầu năm 2021": "2021-01-01..2021-04-30",
    "early 2021": "2021-01-01..2021-04-30",
    "giữa năm 2021": "2021-05-01..2021-08-31",
    "những tháng đầu năm 2023": "2023-01-01..2023-04-30",
    "4 tháng đầu năm 2023": "2023-01-01..2023-04-30",
    # ranges
    "từ ngày 01/01/2023 đến 13/4/2023": "2023-01-01..2023-04-13",
    "từ ngày 01/01/2023 đến ngày 13/4/2023": "2023-01-01..2023-04-13",
    "từ 01/01 đến 13/4/2023": "2023-01-01..2023-04-13",
    "01/01/2023–13/4/2023": "2023-01-01..2023-04-13",
    "từ ngày 15 tháng 3 năm 2023 đến ngày 14 tháng 4 năm 2023": "2023-03-15..2023-04-14",
    "from 1 January 2023 to 13 April 2023": "2023-01-01..2023-04-13",
    "từ đầu năm đến 13/4/2023": "2023-01-01..2023-04-13",
    "từ đầu năm 2023 đến hết tháng 4": "2023-01-01..2023-04-30",
    "từ tháng 1 đến tháng 3/2023": "2023-01-01..2023-03-31",
    "tháng 1-3/2023": "2023-01-01..2023-03-31",
    "T1-T3/2023": "2023-01-01..2023-03-31",
    "January to March 2023": "2023-01-01..2023-03-31",
    "từ tháng 11/2022 đến tháng 2/2023": "2022-11-01..2023-02-28",
    "từ quý I đến quý III năm 2023": "2023-01-01..2023-09-30",
    "giai đoạn 2021 - 2025": "2021-01-01..2025-12-31",
    "2019–2021": "2019-01-01..2021-12-31",
    "nhiệm kỳ 2021 - 2026": "2021-01-01..2026-12-31",
    "từ năm 2019 đến năm 2021": "2019-01-01..2021-12-31",
    "from 2019 to 2021": "2019-01-01..2021-12-31",
    "between 2019 and 2021": "2019-01-01..2021-12-31",
    # days are no months
    "ngày 12/4/2023": "2023-04-12",
    "tính đến 31/12/2022": "2022-12-31",
    "ngày 12 tháng 4 năm 2023": "2023-04-12",
    "on 3 March 2021": "2021-03-03",
    "ngày 12 tháng 4": "day_only:04-12",
    # relative
    "tháng này": "this_month",
    "thang nay": "this_month",
    "so với tháng trước": "last_month",
    "tháng vừa qua": "last_month",
    "tháng rồi": "last_month",
    "tháng trước đó": "last_month",
    "last month": "last_month",
    "tháng sau": "next_month",
    "quý này": "this_quarter",
    "quý trước": "last_quarter",
    "quý vừa qua": "last_quarter",
    "last quarter": "last_quarter",
    "năm nay": "this_year",
    "năm ngoái": "last_year",
    "nam ngoai": "last_year",
    "trong năm qua": "last_year",
    "last year": "last_year",
    "mới nhất": "latest",
    "gan nhat": "latest",
    "hiện nay": "latest",
    "the latest figures": "latest",
    "so với cùng kỳ": "same_period_last_year",
    "cùng kỳ năm trước": "same_period_last_year",
    "cùng kỳ năm ngoái": "same_period_last_year",
    "same period last year": "same_period_last_year",
    "lũy kế đến nay": "to_date",
    "luỹ kế đến nay": "to_date",
    "từ đầu năm đến nay": "to_date",
    "từ đầu năm 2023 đến nay": "to_date:2023",
    "tháng 4": "month_only:4",
    "trong T4": "month_only:4",
    "in April": "month_only:4",
    "tháng tám": "month_only:8",
    "quý III": "quarter_only:3",
    "quy 2": "quarter_only:2",
    "6 tháng đầu năm": "half_only:1",
    "nửa đầu năm": "half_only:1",
    "9 tháng đầu năm": "nine_months_only",
    "báo cáo 9 tháng": "nine_months_only",
    "tháng 4 năm ngoái": "month_only:4@last_year",
    "6 tháng đầu năm nay": "half_only:1@this_year",
}


@pytest.mark.parametrize(("text", "code"), ONE_PERIOD.items(), ids=ONE_PERIOD)
def test_one_period_is_read(text: str, code: str) -> None:
    assert codes(text) == [code]


SEVERAL = {
    "tháng 4 và tháng 5/2023": ["2023-04", "2023-05"],
    "tháng 2/2021 và tháng 4/2023": ["2021-02", "2023-04"],
    "tháng 02 và kế hoạch công tác trọng tâm tháng 03/2021": ["2021-02", "2021-03"],
    "kết quả tháng 12 và nhiệm vụ trọng tâm tháng 01/2022": ["2021-12", "2022-01"],
    "tháng 12/2021 và nhiệm vụ tháng 01": ["2021-12", "2022-01"],
    "công tác quý IV và phương hướng nhiệm vụ quý I/2023": ["2022-Q4", "2023-Q1"],
    "tháng 4/2023 so với tháng 3": ["2023-04", "2023-03"],
    "tháng 4, 5 và 6/2023": ["2023-04", "2023-05", "2023-06"],
    "quý I, II/2023": ["2023-Q1", "2023-Q2"],
    "6 tháng đầu năm và nhiệm vụ 6 tháng cuối năm 2022": ["2022-H1", "2022-H2"],
    "9 tháng đầu năm, nhiệm vụ quý IV/2022": ["2022-9M", "2022-Q4"],
    "giai đoạn 2021-2025 và năm 2021": ["2021-01-01..2025-12-31", "2021"],
    "compare Feb 2021 with April 2023": ["2021-02", "2023-04"],
    "tháng này so với cùng kỳ năm 2022": ["this_month", "same_period_last_year", "2022"],
    "(01/4/1992 - 01/4/2023)": ["1992-04-01", "2023-04-01"],
}


@pytest.mark.parametrize(("text", "expected"), SEVERAL.items(), ids=SEVERAL)
def test_several_periods_share_their_year(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


NONE = [
    "chiếm 1/3 số xã",
    "trực 24/7",
    "29.465/40.992 hồ sơ",
    "gọi 0259.3822.123 hoặc 1900 2023",
    "Quyết định số 45/2016/QĐ-TTg",
    "báo cáo 357/BC-STTTT",
    "166/QĐ-UBND",
    "theo 09-NQ/TU",
    "Quy định 234-QĐ/TW",
    "Đề án 06/CP",
    "số 4/2023/QĐ",
    "ke hoach 12/2019/qd-ubnd",
    "Nghị định 72/2013",
    "đạt 70,96%",
    "bán kính 3km/1 điểm",
    "116,4 thuê bao/100 dân",
    "quy chế 3 bên",
    "theo quy 2 mức",
    "may tram 2g",
    "có 2020 hồ sơ",
    "2023 trạm BTS",
    "5.183 người/1 điểm",
    "6 tháng 1 lần",
    "những năm qua",
    "mấy tháng nay",
    "Cách mạng tháng Tám",
    "Q.1, TP.HCM",
    "thắng 4 trận",
    "làm từ T2 đến T6",
    "200 thư/ngày",
    "cao nhất từ trước đến nay",
    "thu nhập 2.020 đồng",
    "thing one may do",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_other_numbers_are_no_periods(text: str) -> None:
    assert codes(text) == []


def test_mentions_cover_their_words() -> None:
    text = "Từ ngày 01/01/2023 đến 13/4/2023 có 12 trạm; tháng 4/2023 thêm 3 trạm."
    spans = [text[mention.start : mention.end] for mention in find_periods(text)]
    assert spans == ["Từ ngày 01/01/2023 đến 13/4/2023", "tháng 4/2023"]


def test_a_bare_year_and_a_borrowed_year_are_not_certain() -> None:
    assert [mention.certain for mention in find_periods("Tây Ninh 2020")] == [False]
    assert [m.certain for m in find_periods("năm 2020")] == [True]
    assert [m.certain for m in find_periods("tháng 4/2023 và tháng 5")] == [True, False]


def test_vietnam_is_not_the_word_for_year() -> None:
    (mention,) = find_periods("nước Việt Nam 2020")
    assert not mention.certain


def test_a_default_year_dates_a_month_without_one() -> None:
    (mention,) = find_periods("trong tháng 4", default_year=2023)
    assert (mention.period, mention.certain) == (APRIL_2023, False)


RESOLVED = {
    "this_month": "2023-04",
    "last_month": "2023-03",
    "next_month": "2023-05",
    "this_quarter": "2023-Q2",
    "last_quarter": "2023-Q1",
    "this_year": "2023",
    "last_year": "2022",
    "latest": "2023-04",
    "same_period_last_year": "2022-04",
    "to_date": "2023-01-01..2023-04-30",
    "month_only:4": "2023-04",
    "month_only:5": "2022-05",
    "quarter_only:1": "2023-Q1",
    "quarter_only:3": "2022-Q3",
    "half_only:1": "2022-H1",
    "nine_months_only": "2022-9M",
    "month_only:4@last_year": "2022-04",
    "day_only:04-12": "2023-04-12",
}


@pytest.mark.parametrize(("relative", "code"), RESOLVED.items(), ids=RESOLVED)
def test_relative_periods_resolve_against_the_newest_report(relative: str, code: str) -> None:
    resolved = resolve(PeriodMention(0, 0, None, relative, True), APRIL_2023)
    assert resolved is not None
    assert resolved.code == code


def test_a_leap_day_without_year_may_not_resolve() -> None:
    mention = PeriodMention(0, 0, None, "day_only:02-29", False)
    assert resolve(mention, APRIL_2023) is None


ALL_KINDS = [
    (Period.month(2023, 4), "2023-04", "tháng 4/2023", "April 2023", "04/2023"),
    (Period.quarter(2019, 3), "2019-Q3", "quý III/2019", "Q3 2019", "quý III/2019"),
    (
        Period.half(2022, 1), "2022-H1", "6 tháng đầu năm 2022", "first half of 2022",
        "6 tháng đầu năm 2022",
    ),
    (
        Period.nine_months(2022), "2022-9M", "9 tháng năm 2022", "first nine months of 2022",
        "9 tháng năm 2022",
    ),
    (Period.of_year(2020), "2020", "năm 2020", "2020", "năm 2020"),
    (
        Period.span(date(2023, 1, 1), date(2023, 4, 13)), "2023-01-01..2023-04-13",
        "01/01/2023–13/4/2023", "1 January 2023 – 13 April 2023", "01/01/2023–13/4/2023",
    ),
    (Period.day(date(2021, 3, 3)), "2021-03-03", "03/3/2021", "3 March 2021", "03/3/2021"),
]  # fmt: skip


@pytest.mark.parametrize(("period", "code", "vi", "en", "short"), ALL_KINDS, ids=lambda v: str(v))
def test_codes_and_labels(period: Period, code: str, vi: str, en: str, short: str) -> None:
    assert (period.code, period.label("vi"), period.label("en"), period.short) == (
        code, vi, en, short,
    )  # fmt: skip
    assert Period.from_code(code) == period


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("period", [row[0] for row in ALL_KINDS], ids=lambda p: p.code)
def test_labels_are_read_back(period: Period, language: str) -> None:
    label = period.label("en" if language == "en" else "vi")
    assert codes(label) == [period.code]


@pytest.mark.parametrize("code", ["2023-13", "2023-Q5", "tháng 4", "", "2023-04-31"])
def test_codes_that_are_none_are_refused(code: str) -> None:
    with pytest.raises(ValueError):
        Period.from_code(code)


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Period.span(date(2023, 4, 2), date(2023, 4, 1))


NEIGHBOURS = {
    "2023-01": ("2022-12", "2023-02", "2022-01"),
    "2024-02": ("2024-01", "2024-03", "2023-02"),
    "2019-Q1": ("2018-Q4", "2019-Q2", "2018-Q1"),
    "2022-H1": ("2021-H2", "2022-H2", "2021-H1"),
    "2022-9M": ("2021-9M", "2023-9M", "2021-9M"),
    "2020": ("2019", "2021", "2019"),
    "2023-01-01..2023-03-31": (
        "2022-10-01..2022-12-31", "2023-04-01..2023-06-30", "2022-01-01..2022-03-31",
    ),
    "2023-03-15..2023-04-14": (
        "2023-02-12..2023-03-14", "2023-04-15..2023-05-15", "2022-03-15..2022-04-14",
    ),
    "2024-02-29": ("2024-02-28", "2024-03-01", "2023-02-28"),
}  # fmt: skip


@pytest.mark.parametrize(("code", "around"), NEIGHBOURS.items(), ids=NEIGHBOURS)
def test_neighbouring_periods(code: str, around: tuple[str, str, str]) -> None:
    period = Period.from_code(code)
    found = (period.previous().code, period.following().code, period.year_before().code)
    assert found == around


def test_containing_and_overlapping() -> None:
    quarter = Period.quarter(2023, 2)
    assert quarter.contains(APRIL_2023)
    assert not APRIL_2023.contains(quarter)
    assert APRIL_2023.overlaps(Period.span(date(2023, 1, 1), date(2023, 4, 1)))
    assert not APRIL_2023.overlaps(Period.month(2023, 5))


def test_the_newest_period_is_the_greatest() -> None:
    newest = max(Period.of_year(2020), APRIL_2023, Period.month(2021, 2), Period.quarter(2019, 3))
    assert newest == APRIL_2023
    assert APRIL_2023.kind is PeriodKind.MONTH


DATES = {
    "Ngày 22/02/2021, Sở họp": (22, 2, 2021),
    "ngày 12 tháng 4 năm 2023": (12, 4, 2023),
    "ngay 12 thang 4 nam 2023": (12, 4, 2023),
    "12 tháng 4 năm 2023": (12, 4, 2023),
    "03/4/2023": (3, 4, 2023),
    "03-4-2023": (3, 4, 2023),
    "3.3.2021": (3, 3, 2021),
    "13/4/23": (13, 4, 2023),
    "2021-03-03": (3, 3, 2021),
    "3 March 2021": (3, 3, 2021),
    "3rd of March, 2021": (3, 3, 2021),
    "March 3, 2021": (3, 3, 2021),
    "Sáng 3.3, lãnh đạo tỉnh": (3, 3, None),
    "ngày 12 tháng 4": (12, 4, None),
    "Ngày Quốc tế Lao động (01/5)": (1, 5, None),
    "on March 3": (3, 3, None),
}


@pytest.mark.parametrize(("text", "expected"), DATES.items(), ids=DATES)
def test_dates_are_read(text: str, expected: tuple[int, int, int | None]) -> None:
    (mention,) = find_dates(text)
    assert (mention.day, mention.month, mention.year) == expected
    assert (mention.date is None) == (expected[2] is None)


@pytest.mark.parametrize(
    "text", ["31/02/2021", "45/13/2020", "12/2019/QĐ-UBND", "1/3 số xã", "tăng từ 3.2 lên 4.1 tỷ"]
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("9 thang 2021 ty le ho so", "2021-9M"),
        ("quy 1 2024 ho so cap xa", "2024-Q1"),
        ("6T2022", "2022-H1"),
        ("9T/2021", "2021-9M"),
        ("tháng 9 2021 tỷ đồng", "month_only:9"),
    ],
)
def test_a_year_behind_its_months_needs_no_word(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_months_before_the_plans_of_the_rest_of_the_year() -> None:
    title = "Kết quả hoạt động thông tin và truyền thông 9 tháng, nhiệm vụ quý IV năm 2021"
    assert codes(title) == ["2021-9M", "2021-Q4"]
