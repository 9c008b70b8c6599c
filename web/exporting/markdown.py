"""A conversation as Markdown in which nothing that a report or a person wrote is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from web.exporting.wording import asked, merged, sources_title, whereabouts, word

if TYPE_CHECKING:
    from assistant import Answer, Citation
    from web.errors import Language
    from web.store import StoredTurn

# Every ASCII character that CommonMark (6.1, backslash escapes) gives a meaning anywhere,
# and the dollar sign, which some readers take for mathematics.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#+\-!|~$&])")
_NUMBERED = re.compile(r"^(\s*\d+)([.)])")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def as_markdown(title: str, turns: Sequence[StoredTurn], language: Language = "vi") -> str:
    """Return the conversation `turns` as a Markdown document."""
    lines = [f"# {_line(title)}", "", f"*{word('about', language)}*", ""]
    for turn in turns:
        lines += [f"## {_line(turn.question)}", "", f"*{asked(turn, language)}*", ""]
        if turn.answer is None:
            lines += [word("failed", language), ""]
        else:
            lines += _answer(turn.answer, language)
    return "\n".join(lines).rstrip() + "\n"


def _answer(answer: Answer, language: Language) -> Iterator[str]:
    if not answer.answerable:
        yield f"**{word('refused', language)}**"
        yield ""
    marks = "".join(f" [{number}]" for number, _ in enumerate(answer.citations, 1))
    said = [_line(line) for line in answer.answer.splitlines() if line.strip()] or [""]
    said[-1] += marks.replace("[", "\\[").replace("]", "\\]")
    bold = "**" if answer.answerable and len(said) == 1 and answer.value is not None else ""
    for line in said:
        yield f"{bold}{line}{bold}" if bold else line
        yield ""
    if answer.subject:
        yield _line(answer.subject)
        yield ""
    if answer.computed:
        yield f"*{word('computed', language)}*"
        yield ""
    if answer.citations:
        yield f"### {sources_title(answer, language)}"
        yield ""
        for number, citation in enumerate(answer.citations, 1):
            yield from _citation(number, citation, language)


def _citation(number: int, citation: Citation, language: Language) -> Iterator[str]:
    yield f"\\[{number}\\] **{_line(citation.report)}**  "
    yield _line(whereabouts(citation, language))
    yield ""
    pieces: list[str] = []
    position = 0
    for low, high in merged(citation):
        pieces += [_plain(citation.excerpt[position:low]), _bold(citation.excerpt[low:high])]
        position = high
    pieces.append(_plain(citation.excerpt[position:]))
    for line in "".join(pieces).splitlines():
        yield f"> {_unnumbered(line.strip())}".rstrip()
    yield ""


def _bold(text: str) -> str:
    # Emphasis must not begin or end with a blank, nor run over a line's end.
    def one(line: str) -> str:
        bare = line.strip()
        at = line.find(bare)
        return f"{line[:at]}**{_plain(bare)}**{line[at + len(bare) :]}" if bare else line

    return "\n".join(one(line) for line in text.split("\n"))


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text))


def _line(text: str) -> str:
    return _unnumbered(_plain(" ".join(text.split())))


def _unnumbered(line: str) -> str:
    """Return `line` so that a number at its beginning is no item of a list."""
    return _NUMBERED.sub(r"\1\\\2", line)
