"""What a figure is said of, where its own clause does not name it.

``Sở mở 5 lớp cho 438 cán bộ xã; kinh phí 187 triệu đồng``: the sum is that of the classes.
``Hồ sơ trực tuyến chiếm 31,8%. Cấp tỉnh đạt 47,3%``: the second sentence leans on the first.
``Ngoài tiền phạt nêu trên, …``: what is set aside is not what the rest is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant.matching import PassageView
from corpus import Figure, PassageKind
from corpus.vietnamese import fold

_LINKS: Final = (
    r"(?:\s*\b(?:la|khoang|gan|hon|uoc|tinh|dat|het|len|toi|den|voi|duoc|cong|tong|so|chi|mat|sau"
    r"|trong|trung|binh|quan|do|nay|nhom|ca|moi))*"
)
# what a sum or a time is of stands before it: the cost, the damage, the time that it took
_COST: Final = re.compile(
    r"^\W*(?:(?:voi|va|co)\s+)?(?:(?:tong|so|gia|muc|nguon|tri|von|chi)\s+)*"
    r"(?:kinh phi|so tien|tien(?: phat| thuong)?|tri gia|gia tri|chi phi|thiet hai"
    r"|(?:da|con|chua|moi|phai)(?: phai)? (?:nop|thu|chi|giai ngan|thanh toan|su dung|tra)"
    r"|tong(?: so)? tien|tong chi|tong cong|tong muc|phat|thu ve|nop ngan sach|so thu|doanh so)?"
    rf"{_LINKS}\W*$"
)
_TOOK: Final = re.compile(rf"^\W*(?:\w+\s+){{0,2}}?(?:mat|trong|sau|keo dai|het){_LINKS}\W*$")
TIME_UNITS: Final = frozenset({"phút", "giờ", "ngày", "tuần", "tháng", "giây"})
_SAME_SUBJECT: Final = re.compile(
    r"\btrong (?:do|so nay)\b|\bgom\b|\brieng\b|^[^;]{0,24}\b(?:da|con|chua|moi) (?:phai )?"
    r"(?:nop|thu|chi|giai ngan|thanh toan|su dung|tra)\b"
)
_LEANS: Final = re.compile(
    r"\W*(?:(?:rieng|trong do|cu the|trong so (?:nay|do)|cac|o|tai|doi voi)[\s,:]+)*"
    r"(?:(?:cap|ubnd cap) (?:tinh|huyen|xa)\b"
    r"|(?:khoi )?so,? (?:ban,? )?nganh\b|ty le (?:nay|do)\b|con so (?:nay|ay|do)\b|so (?:nay|do)\b"
    r"|trong (?:do|so (?:nay|do))\b)"
)
_GOES_ON: Final = re.compile(
    r"[\s,]*(?:(?:đã|và|qua đó|từ đó|nhờ đó) )*"
    r"(?:làm|gây|khiến|giúp|ảnh hưởng|tác động|phục vụ|thu hút|mang lại|tạo ra|dẫn đến)\b"
    r"|[\s,;]*(?:riêng (?:trong )?(?:năm|quý|tháng|kỳ|\d{1,2} tháng)|l(?:ũy|uỹ) kế|cộng dồn"
    r"|(?:đến nay |nay |hiện )?còn)\b",
    re.IGNORECASE,
)
"""What opens a clause which says more of what the clause before is about."""
_LONG: Final = 60  # characters in which a sentence shows that it leans
_ASIDE: Final = re.compile(r"(?:^|[.;:]\s)\W*Ngoài (?!ra\b)[^,;.]{3,90},")


@dataclass(frozen=True, slots=True)
class Leaning:
    """Where the words stand, besides its own clause, that say what a figure is of."""

    subject: int | None = None  # from here on in its sentence, other figures' words included
    before: tuple[int, int] | None = None  # the stretch that its sentence goes on from
    goes_on: bool = False  # its clause has no subject of its own: the clause before has it

    def covers(self, start: int, figure: Figure) -> bool:
        """Tell whether `start` lies in the words of the sentence that the figure is said of."""
        return self.subject is not None and self.subject <= start < figure.clause[0]

    def goes_back_to(self, start: int) -> bool:
        """Tell whether `start` lies in the stretch that the sentence goes on from."""
        return self.before is not None and self.before[0] <= start < self.before[1]


def leaning_of(view: PassageView, figure: Figure) -> Leaning:
    """Return on what the figure's clause and sentence lean."""
    return view.remembered(_leaning, figure)


def _leaning(view: PassageView, figure: Figure) -> Leaning:
    if view.passage.kind is PassageKind.TABLE:
        return Leaning()
    start, _ = view.sentence_of(figure.start)
    return Leaning(
        _subject_from(view, figure, start),
        _goes_on_from(view, start),
        bool(_GOES_ON.match(view.text, figure.clause[0])),
    )


def _subject_from(view: PassageView, figure: Figure, start: int) -> int | None:
    """Return where the words begin that a sum or a time is said of, before its own clause.

    None where its clause names what it is of.
    """
    money = "đồng" in figure.unit
    clause = max(figure.clause[0], figure.own[0])
    led = fold(view.text[clause : figure.start])
    if not ((money and _COST.match(led)) or (figure.unit in TIME_UNITS and _TOOK.match(led))):
        return None
    if not view.text[start:clause].strip(" ,;:–-"):
        return None
    same = max(
        (
            other.end
            for other in view.figures
            if start <= other.start < clause and other.unit == figure.unit
        ),
        default=start,
    )
    # "tổng tiền 5 tỷ đồng, đã nộp 3 tỷ đồng", "trong đó lĩnh vực viễn thông 3 vụ, 50 triệu đồng"
    return start if _SAME_SUBJECT.search(fold(view.text[same : figure.start])) else same


def _goes_on_from(view: PassageView, start: int) -> tuple[int, int] | None:
    """Return the stretch before the sentence at `start` that the sentence goes on from, if any."""
    if not _LEANS.match(fold(view.text[start : start + _LONG])):
        return None
    before = [s for s in view.passage.sentences if s[1] <= start]
    if not before:
        return None
    low, high = before[-1]
    parted = view.text.rfind(";", low, high - 1)
    return (low if parted < 0 else parted + 1, high)


def set_aside(view: PassageView, offset: int, figure: Figure) -> bool:
    """Tell whether `offset` lies in words that the sentence of `figure` leaves out."""
    return any(
        low <= offset < high and not low <= figure.start < high for low, high in _asides(view.text)
    )


@lru_cache(maxsize=4_096)
def _asides(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of `text` that name what the words after them leave out."""
    return tuple(match.span() for match in _ASIDE.finditer(text))
