"""Numbers, dates and words in the language of the page."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from web.layout.voice import COOKIE, ENGLISH, VIETNAMESE, voice_of


@pytest.mark.parametrize(
    ("cookies", "expected"),
    [
        pytest.param({}, VIETNAMESE, id="nothing chosen"),
        pytest.param({COOKIE: "en"}, ENGLISH, id="English"),
        pytest.param({COOKIE: "<script>"}, VIETNAMESE, id="nonsense"),
    ],
)
def test_the_cookie_chooses_and_vietnamese_is_the_default(
    cookies: dict[str, str], expected: object
) -> None:
    """Only a clear choice of English gives English."""
    assert voice_of(cookies) == expected


def test_numbers_have_the_form_of_the_language() -> None:
    """A point parts thousands in Vietnamese and decimals in English."""
    assert VIETNAMESE.count(1204567) == "1.204.567"
    assert ENGLISH.count(1204567) == "1,204,567"
    assert VIETNAMESE.decimal(1234.5, 2) == "1.234,50"
    assert ENGLISH.decimal(1234.5, 2) == "1,234.50"


@pytest.mark.parametrize(
    ("day", "vietnamese", "english"),
    [
        pytest.param(date(2023, 2, 5), "05/02/2023", "5 Feb 2023", id="both with a zero"),
        pytest.param(date(2023, 4, 5), "05/4/2023", "5 Apr 2023", id="day with a zero"),
        pytest.param(date(2023, 12, 25), "25/12/2023", "25 Dec 2023", id="none with a zero"),
    ],
)
def test_dates_follow_decree_30_or_english_use(day: date, vietnamese: str, english: str) -> None:
    """Zeros stand where the decree on official documents puts them."""
    assert VIETNAMESE.day(day) == vietnamese
    assert ENGLISH.day(day) == english


def test_moments_name_hour_and_day() -> None:
    """The hour is that of the place where the server stands."""
    moment = datetime(2024, 5, 16, 7, 8, tzinfo=UTC)
    local = moment.astimezone()
    assert VIETNAMESE.moment(moment) == f"{local:%H:%M} ngày {VIETNAMESE.day(local.date())}"
    assert ENGLISH.moment(moment) == f"{local:%H:%M}, {ENGLISH.day(local.date())}"


def test_the_switch_leads_to_the_other_language() -> None:
    """And back."""
    assert VIETNAMESE.other == ENGLISH
    assert ENGLISH.other == VIETNAMESE
