"""What kind of thing a question asks for by name: ``những cơ quan nào`` wants no word *cơ quan*.

The category before a ``nào`` (or after ``which``) is answered by its members: a report that
lists two offices need not call them offices. Such words help to choose, but their absence
is no reason to refuse.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.draft import Context
from assistant.english_kinds import CATEGORY
from corpus.vietnamese import fold

_CATEGORY = (
    r"(?:co quan|don vi|van ban|tai lieu|giay to"
    r"|dia phuong|dia ban|noi|huyen|thi xa|xa|phuong|tinh|thanh pho|linh vuc"
    r"|noi dung|viec|cong viec|nhiem vu|hoat dong|nhom|khau|mang|muc|hang muc|loai|hinh thuc"
    r"|chuyen|van de|diem|chu de|mat hang|san pham|hang hoa|doanh nghiep|cong ty|hang|nha mang"
    r"|s_|s_ nganh|so nganh|nganh|ban nganh|to chuc|doan the|khoi|cap|buoi|cuoc|dot|ben|phia"
    r"|giai phap|bien phap|kho khan|han che|ton tai|nguyen nhan|ly do|yeu to|doi tuong|thanh phan"
    r"|phong|phong ban|trung tam|truong|vi tri|dia diem|ngay|thang|nam|thoi diem|thoi gian|ky)"
)
_PLURAL = r"(?:(?:nhung|cac|may|hai|ba|bon|bay|\d+) )?"
_ASKED = re.compile(
    rf"\b{_PLURAL}({_CATEGORY}(?:(?:,| va| hay| hoac)? {_CATEGORY})*) (?:nao|gi)\b"
    r"|\b(nhung (?:gi|ai|noi dau))\b"
)
_COUNTS = re.compile(
    r"\d+|hai|ba|bon|nam|sau|bay|tam|chin|muoi|loai|nhom|hinh thuc|thu|kieu|dang|hang|cap do"
    r"|khoi|dau"
)
"""How many of which there are: a list need not say so of itself."""

_PAPER = (
    r"(?:quyet dinh|ke hoach|nghi quyet|nghi dinh|chi thi|thong tu|van ban|cong van|de an|quy che"
    r"|decisions?|plans?|resolutions?|decrees?|directives?|circulars?|documents?|schemes?)"
)
_GOVERNS = re.compile(
    rf"\b{_PAPER}(?: nao)? (covers?|covered|concerns?|concerned|governs?|governed|regulates?"
    r"|deals? with|dealt with|relates? to|addresse[sd]|sets? out|quy dinh|noi ve"
    r"|de cap(?: (?:den|toi))?|dieu chinh|lien quan(?: (?:den|toi))?)\b"
)
"""What a paper does with what it is about, which none says of another."""
_ENGLISH = re.compile(CATEGORY)
_PEOPLE = re.compile(
    r"\b((?:nguoi|vi|ong|ba|dong chi|can bo|lanh dao(?: tinh| s_)?|nhan vat|ten|ho ten|ho va ten"
    r"|danh tinh|buoi hop|cuoc hop|phien hop|buoi le|buoi|cuoc|hop|hoi nghi|hoi thao)"
    r"(?: (?:nao|gi))?|(?:review |annual |summary |monthly |quarterly )?"
    r"(?:meeting|conference|session|ceremony|workshop))\b"
)


def without_category(context: Context, *, people: bool = False) -> Context:
    """Return the context with the words of the asked category marked as soft.

    `people` adds the words by which a person is asked for (``người``, ``ông``).
    """
    readable = context.question.readable
    spans = [(m.start(), m.end(1)) for m in _ASKED.finditer(readable) if m.group(1)]
    spans += [m.span(1) for p in (_ENGLISH, _GOVERNS) for m in p.finditer(readable)]
    if people:
        spans += [m.span(1) for m in _PEOPLE.finditer(readable)]
    if not spans:
        return context
    concepts = tuple(
        replace(w, concept=replace(w.concept, soft=True))
        if any(low <= w.concept.start and w.concept.end <= high for low, high in spans)
        else w
        for w in context.concepts
    )
    if all(w.concept.soft or w.pair for w in concepts):
        return context  # nothing else is asked by: "những cơ quan nào"
    return replace(context, concepts=concepts)


def without_counts(context: Context) -> Context:
    """Return the context with numbers of items and words for kinds of them marked as soft."""
    concepts = tuple(
        replace(w, concept=replace(w.concept, soft=True, asked=False))
        if _COUNTS.fullmatch(fold(w.concept.surface))
        else w
        for w in context.concepts
    )
    if all(w.concept.soft or w.pair for w in concepts):
        return context
    return replace(context, concepts=concepts)


def folded_at(text: str, name: str) -> int:
    """Return where `name` stands in `text` whatever its tone marks and capitals, else -1."""
    return fold(text).find(fold(name))
