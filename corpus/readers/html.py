"""Web pages: all visible text in order, the site around the article marked as boilerplate.

The page is walked with lxml rather than given to an article extractor: extractors drop
what they take for clutter, which on table-layout portals is either nearly nothing or
part of the article. Here nothing visible is lost; what belongs to the site is marked.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

from lxml import etree

from corpus.errors import ReadError, ReadErrorCode
from corpus.model import SpanKind
from corpus.readers.assembly import Assembled, TextBuilder
from corpus.readers.html_article import judge
from corpus.readers.html_lines import HtmlLine, visible_lines
from corpus.readers.limits import Limits
from corpus.readers.quality import is_garbled
from corpus.readers.text import decode

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_HEAD_BYTES = 8192
_MARKED = re.compile(r"\[(\d{1,3})\]\s*")


def read_html(content: bytes, source: str, limits: Limits) -> Assembled:
    """Return the text of a web page, its title first, with title and date of publication.

    Raises `ReadError`: DAMAGED, NO_TEXT, GARBLED, TOO_LARGE.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    markup = _decode(content, source).replace("\x00", "")
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(ReadErrorCode.DAMAGED, source) from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        # The parser stops at such a place: what follows would be missing without a word.
        raise ReadError(
            ReadErrorCode.TOO_LARGE,
            source,
            detail="các phần lồng nhau quá sâu",
            detail_en="its parts are nested too deep",
        )
    lines = visible_lines(root) if root is not None else []
    if not lines:
        raise ReadError(ReadErrorCode.NO_TEXT, source)
    if sum(len(line.text) for line in lines) > limits.characters:
        raise ReadError(ReadErrorCode.TOO_LARGE, source)
    body = _compose(root, lines)
    if is_garbled(body.text):
        raise ReadError(ReadErrorCode.GARBLED, source)
    return body


def _decode(content: bytes, source: str) -> str:
    """Decode by byte order mark, else UTF-8 where valid, else as declared, else by guess."""
    if not content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            pass
        if declared := _DECLARED.search(content[:_HEAD_BYTES]):
            name = declared.group(1).decode("ascii").lower()
            # Latin-1 is what editors declare without being asked; it proves nothing.
            if name.replace("_", "-") in ("windows-1258", "cp1258", "viscii", "tcvn", "utf-16"):
                try:
                    return content.decode(name)
                except (LookupError, UnicodeDecodeError):
                    pass
    return decode(content, source)


def _compose(root: etree._Element, lines: list[HtmlLine]) -> Assembled:
    article = judge(root, lines)
    builder = TextBuilder()
    if article.title:
        builder.line(article.title, SpanKind.TITLE)
    marks: set[str] = set()
    for index, line in enumerate(lines):
        if index == article.title_line:
            continue
        kinds: list[SpanKind] = []
        text = line.text
        opening = _MARKED.match(text)
        if opening and opening.group(1) in marks and index not in article.furniture:
            kinds.append(SpanKind.FOOTNOTE)
            text = f"[{opening.group(1)}] {text[opening.end() :]}"
        elif not opening:
            marks.update(_MARKED.findall(text))
        if index in article.furniture:
            kinds.append(SpanKind.BOILERPLATE)
        else:
            marked = (
                (line.row, SpanKind.TABLE_ROW),
                (line.level, SpanKind.HEADING),
                (line.bold, SpanKind.BOLD),
            )
            kinds.extend(kind for is_so, kind in marked if is_so)
        builder.line(text, *kinds, level=line.level)
    return replace(builder.build(), title=article.title, published=article.published)
