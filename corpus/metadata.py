"""What a report says about itself: title, number, issuer, province, period, dates, signer."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath
from typing import Final

from corpus.agencies import (
    agency_of_number,
    known_agency,
    running_case,
    speaking_agency,
    with_place,
)
from corpus.headline import find_headline, find_published, real_title
from corpus.home_province import home_province
from corpus.letterhead import (
    Letterhead,
    Line,
    one_line,
    read_letterhead,
    read_lines,
    read_subject,
)
from corpus.model import Document, Metadata, SpanKind
from corpus.periods import find_dates
from corpus.provinces import Province
from corpus.report_period import read_report_period
from corpus.signature import read_author, read_signature
from corpus.vietnamese import fold, nfc


def read_metadata(document: Document) -> Metadata:
    """Return what `document` says about itself; a field that it does not state is None.

    The title is never empty: without any heading it is the file's name.
    """
    lines = read_lines(document)
    letterhead = read_letterhead(lines)
    subject = read_subject(lines)
    headline = None if subject else find_headline(lines)
    title = _title(document, subject, headline)
    formal = subject is not None or letterhead != Letterhead()
    body = _body(document, headline)
    announced = None if formal else _announced_report(body)

    published = document.published
    if published is None and not formal:
        published = find_published(lines, headline)
    number = letterhead.number or (announced[0] if announced else None)
    issued = letterhead.issued or (announced[1] if announced else None)
    province = home_province(document.text, letterhead, title)
    signature = read_signature(lines)
    return Metadata(
        title=title,
        number=number,
        issuer=_issuer(letterhead, number, title, body, province),
        province=province.key if province else None,
        province_name=province.name if province else None,
        period=read_report_period(title, body, issued or published),
        issued=issued,
        published=published,
        signer=signature.signer if signature else None,
        signer_position=signature.position if signature else None,
        author=None if signature else read_author(lines),
    )


def _title(document: Document, subject: str | None, headline: Line | None) -> str:
    if subject:
        return subject
    for span in document.spans:
        if span.kind is SpanKind.TITLE:
            marked = real_title(document.text[span.start : span.end])
            if marked:
                return marked
    stated = real_title(nfc(document.title)) if document.title else None
    if stated:
        return stated
    return one_line(headline.text) if headline else PurePath(document.source).stem


def _body(document: Document, headline: Line | None) -> str:
    """Return the text below the headline, the verbatim text of a formal document."""
    return document.text[headline.end :] if headline else document.text


# --- a news item about a report --------------------------------------------------------

_REPORT_ISSUED: Final = re.compile(
    r"(?:\b(?:ban hanh|co|ky|gui|trinh|theo)\s+(?:ban\s+)?|(?:^|\n)\s*)bao cao\s+(?:so\s*:?\s*)?"
    r"(?P<number>\d+\s*/\s*bc\s*[-–]\s*[a-z&]+)(?:\s*,?\s*ngay\s+(?P<day>\d+[/.]\d+[/.]\d{4}))?"
)
_ISSUED_ON: Final = re.compile(
    r"\bbao cao\s+(?:so\s*:?\s*)?(?P<number>\d+\s*/\s*bc\s*[-–]\s*[a-z&]+)[^.;\n]{0,100}?"
    r"\bban hanh\s+ngay\s+(?P<day>\d+[/.]\d+[/.]\d{4})"
)
_FIRST_WORDS: Final = 1500  # a news item says at once which report it is about
_SENTENCE_BREAK: Final = re.compile(r"[.;?!]\s|\n")


def _announced_report(body: str) -> tuple[str, date | None] | None:
    """Return number and day of the report whose issue a news item announces, or None."""
    opening = body[:_FIRST_WORDS]
    folded = fold(opening)
    found = _REPORT_ISSUED.search(folded)
    if found is None:
        return None
    number = re.sub(r"\s+", "", opening[slice(*found.span("number"))])
    starts = [
        0,
        *(stop.end() for stop in _SENTENCE_BREAK.finditer(folded, 0, found.start("number"))),
    ]
    where = found.span("day") if found["day"] else (starts[-1], found.start("number"))
    days = [mention.date for mention in find_dates(opening[slice(*where)]) if mention.date]
    return number, days[0] if days else _issue_day(opening, folded, number)


def _issue_day(opening: str, folded: str, number: str) -> date | None:
    """Return the day of "báo cáo số … được … ban hành ngày …"."""
    for found in _ISSUED_ON.finditer(folded):
        if re.sub(r"\s+", "", opening[slice(*found.span("number"))]) == number:
            days = [m.date for m in find_dates(opening[slice(*found.span("day"))]) if m.date]
            return days[0] if days else None
    return None


# --- issuer -----------------------------------------------------------------

_CLOSING: Final = re.compile(r"\btren day la\b[^\n]{0,300}?\bcua\s+(?P<agency>[^\n]{3,120})")


def _issuer(
    letterhead: Letterhead,
    number: str | None,
    title: str,
    body: str,
    province: Province | None,
) -> str | None:
    if letterhead.agency:
        return with_place(running_case(letterhead.agency), province)
    closing = _CLOSING.search(fold(body))
    candidates = (
        known_agency(body[slice(*closing.span("agency"))]) if closing else None,
        agency_of_number(number) if number else None,
        speaking_agency(title),
        speaking_agency(body),
        known_agency(body[:_FIRST_WORDS]),
    )
    name = next((candidate for candidate in candidates if candidate), None)
    return with_place(name, province) if name else None
