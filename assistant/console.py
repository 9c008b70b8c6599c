"""Answers and traces as plain text for a terminal.

Everything that comes from a report passes `printable` first: a report must not be able
to move the cursor or colour the screen.
"""

from __future__ import annotations

import textwrap
import unicodedata

from assistant.bilingual import Bilingual
from assistant.model import Answer, Citation, Trace

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs"}

_PAGE = Bilingual("trang {}", "page {}")
_SLOTS = Bilingual("Đã hiểu", "Understood as")
_DECISION = Bilingual("Quyết định", "Decision")
_CANDIDATES = Bilingual("Đã cân nhắc", "Weighed")
_COMPUTED = Bilingual("(số tính ra từ các trích dẫn)", "(computed from the cited figures)")


def printable(text: str) -> str:
    """Return `text` without control and invisible formatting characters, line ends kept."""
    return "".join(
        char if char == "\n" or unicodedata.category(char) not in _HIDDEN_CATEGORIES else " "
        for char in text
    )


def shortened(text: str, limit: int) -> str:
    """Return `text` on one line, made printable and cut at a word to `limit` characters."""
    return textwrap.shorten(printable(text), limit, placeholder=" …")


def render_answer(answer: Answer, language: str, *, bold: bool = False) -> str:
    """Return the answer and its citations; highlighted words are bold where `bold`."""
    lines = [printable(answer.answer)]
    if answer.subject and answer.subject not in answer.answer:
        lines.append(printable(answer.subject))
    if answer.computed:
        lines.append(_COMPUTED.text(language))
    for number, citation in enumerate(answer.citations, start=1):
        lines += ["", *_citation_lines(number, citation, language, bold)]
    if answer.suggestions:
        lines += ["", *(f"→ {printable(suggestion)}" for suggestion in answer.suggestions)]
    return "\n".join(lines)


def render_trace(trace: Trace, language: str) -> str:
    """Return the slots as understood, the decision and the candidates with their scores."""
    lines = [f"{_SLOTS.text(language)}:"]
    lines += [f"  {name}: {printable(str(value))}" for name, value in trace.slots.items()]
    if trace.decision:
        lines.append(f"{_DECISION.text(language)}: {printable(trace.decision)}")
    if trace.candidates:
        lines.append(f"{_CANDIDATES.text(language)}:")
    for rank, candidate in enumerate(trace.candidates, start=1):
        scores = "  ".join(f"{name} {value:.3f}" for name, value in candidate.scores.items())
        lines.append(f"  {rank:>2}. {candidate.score:.3f}  {printable(candidate.source)}  {scores}")
        lines.append(textwrap.indent(shortened(candidate.excerpt, 200), "      "))
    return "\n".join(lines)


def _citation_lines(number: int, citation: Citation, language: str, bold: bool) -> list[str]:
    page = _PAGE.text(language).format(citation.page) if citation.page is not None else None
    labels = (citation.number, citation.province, citation.period, page)
    head = " · ".join(label for label in (citation.report, *labels) if label)
    lines = [f"[{number}] {printable(head)}", f"    {printable(citation.source)}"]
    if citation.section:
        lines[1] += f" › {printable(citation.section)}"
    quoted = f"“{_highlighted(citation, bold)}”"
    lines.append(textwrap.indent(quoted, "    "))
    return lines


def _highlighted(citation: Citation, bold: bool) -> str:
    if not bold:
        return printable(citation.excerpt)
    parts, end = [], 0
    for low, high in citation.highlights:
        parts.append(printable(citation.excerpt[end:low]))
        parts.append(_BOLD + printable(citation.excerpt[low:high]) + _PLAIN)
        end = high
    return "".join([*parts, printable(citation.excerpt[end:])])
