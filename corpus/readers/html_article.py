"""What on a web page is the article: its lines, its title, its date of publication."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.readers.html_lines import HtmlLine
from corpus.vietnamese import fold

_FURNITURE_TAGS = frozenset(("nav", "aside", "footer", "form", "menu", "dialog"))
_FURNITURE_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "dialog")
)
_FURNITURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:menu|navbar|nav|breadcrumbs?|sidebar|side|footer|topbar|toolbar|tools?|share|"
    r"sharing|social|related|lien-?quan|tin-?khac|other-?news|other|comments?|binh-?luan|ratings?|"
    r"danh-?gia|votes?|poll|tham-?do|survey|counter|visitors?|thong-?ke|truy-?cap|banner|adv|ads?|"
    r"advert\w*|quang-?cao|login|search|tim-?kiem|pagination|paging|pager|copyright|cookie|popup|"
    r"modal|widget|tags?|keywords?|tu-?khoa|print|hotline|weblinks?|"
    r"lien-?ket|col-?(?:left|right)|(?:left|right)-?(?:col|side|block|bar|panel))(?:$|[\s_-])",
    re.IGNORECASE,
)
_TITLE_NAMES = re.compile(r"title|tieu-?de|headline|post-?name", re.IGNORECASE)
_GENERIC_TITLE = re.compile(
    r"(?:cong thong tin|trang thong tin|trang chu|website|home|chi tiet|tin tuc|bai viet|"
    r"noi dung|so thong tin va truyen thong$)"
)
_PARAGRAPHS = frozenset(("p", "li", "blockquote"))
_CONTAINERS = frozenset(("article", "main", "td", "body", "html"))
_SENTENCE_LENGTH = 80
_LINKED = 0.6
_MAIN_SHARE = 0.85
_TITLE_LENGTHS = (12, 400)
_TITLE_SCORE = 2.5
_DATE = re.compile(r"(?<!\d)(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?((?:19|20)\d{2})(?!\d)")
_ISO_DATE = re.compile(r"((?:19|20)\d{2})-(\d{2})-(\d{2})")
_DATE_METAS = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "dc.date.issued",
    "dc.date",
    "dcterms.issued",
)
_NEAR_TITLE = 5  # lines after the title among which its date is looked for
_DATE_LINE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Article:
    """The judgement on the lines of a page, by index."""

    title: str | None
    title_line: int | None
    published: date | None
    furniture: frozenset[int]  # lines of the site around the article


def judge(root: Any, lines: Sequence[HtmlLine]) -> Article:
    """Tell the article on a page from the site around it."""
    weights = _weights(lines)
    total = weights.get(root, 0)
    flagged = _flagged(root, weights, total)
    inside = [_any_ancestor(line.element, flagged) for line in lines]
    main = _main_element(root, lines, inside)
    furniture: set[int] = set()
    for index, line in enumerate(lines):
        outside = not _within(line.element, main)
        if inside[index] or (outside and not _is_sentence(line)):
            furniture.add(index)
    furniture |= _link_lists(lines)
    title, title_line = _title(root, lines, main, inside)
    if title_line is not None:
        furniture.discard(title_line)
    published = _meta_date(root) or _date_near(lines, title_line, furniture)
    if published is None:
        published = _marked_up_date(root, flagged)
    return Article(title, title_line, published, frozenset(furniture))


def _is_sentence(line: HtmlLine) -> bool:
    return len(line.text) >= _SENTENCE_LENGTH and line.linked < 0.3


def _weights(lines: Sequence[HtmlLine]) -> dict[Any, int]:
    """Return how many letters of running text each element holds."""
    weights: dict[Any, int] = defaultdict(int)
    for line in lines:
        if _is_sentence(line):
            weights[line.element] += len(line.text)
            for ancestor in line.element.iterancestors():
                weights[ancestor] += len(line.text)
    return weights


def _flagged(root: Any, weights: dict[Any, int], total: int) -> set[Any]:
    """Return the elements that their markup calls navigation and the like.

    An element with much of the page's text is spared, whatever its name says.
    """
    flagged: set[Any] = set()
    for element in root.iter():
        tag = element.tag
        if not isinstance(tag, str) or tag in ("html", "body", "main", "article"):
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        named = (
            tag in _FURNITURE_TAGS
            or (element.get("role") or "").lower() in _FURNITURE_ROLES
            or (names != " " and _FURNITURE_NAMES.search(names) is not None)
        )
        if named and weights.get(element, 0) <= 0.3 * total:
            flagged.add(element)
    return flagged


def _any_ancestor(element: Any, wanted: set[Any]) -> bool:
    return element in wanted or any(a in wanted for a in element.iterancestors())


def _within(element: Any, container: Any) -> bool:
    return element is container or any(a is container for a in element.iterancestors())


def _main_element(root: Any, lines: Sequence[HtmlLine], inside: Sequence[bool]) -> Any:
    """Return the element of the article: nearly all running text and what stands beside it."""
    own = [line for line, flag in zip(lines, inside, strict=True) if not flag]
    weights = _weights(own)
    needed = _MAIN_SHARE * weights.get(root, 0)
    main = root
    while needed:
        child = next((c for c in main if weights.get(c, 0) >= needed), None)
        if child is None or child.tag in _PARAGRAPHS or not _has_lines(child, own):
            break
        main = child
    parent = main.getparent()
    # Short paragraphs of an article may stand in a block beside the one with the long ones.
    if parent is None or main.tag in _CONTAINERS or parent.tag in ("body", "html"):
        return main
    return parent


def _has_lines(element: Any, lines: Sequence[HtmlLine]) -> bool:
    """Return whether `element` holds at least two of `lines`."""
    return (
        sum(1 for _ in zip((x for x in lines if _within(x.element, element)), "12", strict=False))
        == 2
    )


def _link_lists(lines: Sequence[HtmlLine]) -> set[int]:
    """Return the lines of runs of three or more links."""
    found: set[int] = set()
    run: list[int] = []
    for index, line in enumerate(lines):
        if line.linked >= _LINKED and not line.row:
            run.append(index)
            continue
        if len(run) >= 3:
            found.update(run)
        run = []
    return found | set(run if len(run) >= 3 else ())


def _meta(root: Any, names: Sequence[str]) -> str | None:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = (meta.get("content") or "").strip()
        if content:
            found.setdefault(key.lower(), content)
    return next((found[name] for name in names if name in found), None)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))


def _overlap(one: str, other: str) -> float:
    a, b = _words(one), _words(other)
    return len(a & b) / max(1, min(len(a), len(b)))


def _title(
    root: Any, lines: Sequence[HtmlLine], main: Any, inside: Sequence[bool]
) -> tuple[str | None, int | None]:
    """Return the title and the line that shows it; either may be missing."""
    declared = _meta(root, ("og:title", "twitter:title", "dc.title"))
    element = root.find(".//head/title")
    window = " ".join("".join(element.itertext()).split()) if element is not None else ""
    stated = declared or window
    shortest, longest = _TITLE_LENGTHS
    first_sentence = next(
        (i for i, line in enumerate(lines) if _is_sentence(line) and _within(line.element, main)),
        len(lines),
    )
    bold_openers = sum(
        line.bold and len(line.text) >= shortest and not inside[index]
        for index, line in enumerate(lines[:first_sentence])
    )
    best: tuple[float, int] | None = None
    for index, line in enumerate(lines):
        if not shortest <= len(line.text) <= longest or line.row:
            continue
        if inside[index] and line.level != 1:
            continue
        score = {1: 4.0, 2: 2.0, 3: 1.5}.get(line.level, 0.0)
        # Bold letters tell a title only where no letterhead is set in bold as well.
        score += 1.0 * (line.bold and bold_openers == 1)
        names = f"{line.element.get('class') or ''} {line.element.get('id') or ''}"
        score += 1.5 * bool(_TITLE_NAMES.search(names))
        score += 1.0 * (index <= first_sentence) - 3.0 * (index > first_sentence)
        score += 1.0 * _within(line.element, main)
        score -= 3.0 * bool(_GENERIC_TITLE.match(fold(line.text)))
        score -= 2.0 * inside[index]
        if stated and len(line.text) <= 2 * len(stated):
            score += 4.0 * (_overlap(line.text, stated) > 0.8)
        if best is None or score > best[0]:
            best = (score, index)
    if best is not None and best[0] >= _TITLE_SCORE:
        return lines[best[1]].text, best[1]
    for text in (declared, window):
        if text and not _GENERIC_TITLE.match(fold(text)):
            return _without_site(text), None
    return None, None


def _without_site(title: str) -> str:
    """Return a window title without the name of the site after it."""
    return max(re.split(r"\s+[|–—-]\s+|\s*::\s*", title), key=len).strip()


def _as_date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def parse_date(text: str) -> date | None:
    """Return the first date in `text`, ISO or day/month/year."""
    if found := _ISO_DATE.search(text):
        return _as_date(*found.groups())
    if found := _DATE.search(text):
        return _as_date(found.group(3), found.group(2), found.group(1))
    return None


def _meta_date(root: Any) -> date | None:
    content = _meta(root, _DATE_METAS)
    return parse_date(content) if content else None


def _date_near(
    lines: Sequence[HtmlLine], title_line: int | None, furniture: set[int]
) -> date | None:
    """Return the date that stands in a short line right after the title, or right before."""
    if title_line is None:
        return None
    after = range(title_line + 1, min(len(lines), title_line + 1 + _NEAR_TITLE))
    before = range(title_line - 1, max(-1, title_line - 3), -1)
    for index in (*after, *before):
        line = lines[index]
        if _is_sentence(line) and index > title_line:
            return None
        if len(line.text) <= _DATE_LINE_LENGTH and line.linked < _LINKED:
            found = _DATE.search(line.text)
            if found and (day := _as_date(found.group(3), found.group(2), found.group(1))):
                furniture.discard(index)
                return day
    return None


def _marked_up_date(root: Any, flagged: set[Any]) -> date | None:
    for element in root.iter("time"):
        stamp = element.get("datetime")
        if stamp and not _any_ancestor(element, flagged) and (day := parse_date(stamp)):
            return day
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            found = re.search(r'"datePublished"\s*:\s*"([^"]{8,40})"', script.text or "")
            if found:
                return parse_date(found.group(1))
    return None
