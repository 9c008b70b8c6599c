"""What a number counts: the words before and after it that are its own, and its unit."""

from __future__ import annotations

import re
from typing import Final

from corpus.clauses import Clause
from corpus.numbers import NumberMention
from corpus.vietnamese import fold

# words that end the noun phrase after a number: what follows tells something else about it
_STOPS: Final = frozenset(
    [
        *("đạt", "tăng", "giảm", "so", "trong", "của", "với", "và", "là", "có", "được", "tại"),
        *("trên", "do", "để", "cho", "đến", "từ", "theo", "nhằm", "bao", "gồm", "chiếm", "bằng"),
        *("ước", "nâng", "đang", "đã", "sẽ", "không", "chỉ", "còn", "khi", "mà", "hoặc", "hay"),
        *("qua", "phục", "vụ", "về", "thuộc", "ở", "vào", "gửi", "hiện", "lũy", "kế", "tính"),
        *("nên", "làm", "cũng", "nếu", "vì", "bị", "ra", "thì", "nữa", "nói", "chưa", "xuống"),
    ]
)
_OF_WHAT: Final = frozenset({"cho", "của", "về", "ở", "tại", "thuộc", "từ", "qua"})
_ENUMERATED: Final = re.compile(r"(?:[(,;]|\bva)\s*$")
# ... unless they belong to the thing counted itself
_KEPT: Final = re.compile(
    r"thiet bi|don vi|dia chi|bo phan|van ban (?:den|di)\b|(?:ho so|tiep nhan) qua \w+"
    r"|tiep nhan (?:truc tiep|qua \w+)|"
    r"phuc vu(?: thuoc)?|thue bao|mat khau|di dong tra|tra (?:truoc|sau)|dich vu|"
    r"tin, bai|thuong tru|dang hoat dong|hoat dong tot|\bgui\b|ke hoach|chi thi|ke toan|ra quet|"
    r"trung tinh|gioi tinh|may tinh|hai chieu|trong nuoc|ngoai nuoc"
)
# the predicate of a number that is its sentence's subject: "61 thôn chưa có sóng"
_PREDICATE: Final = re.compile(
    r"(?:\strong số (?:này|đó))?\s(?:chưa|không|đã|đang|được|bị|còn|có|dùng|không còn|mới được)\s",
    re.IGNORECASE,
)
_PREDICATE_END: Final = re.compile(
    r"\s(?:vì|do|để|nhằm|theo|so với|tăng|giảm|đạt|chiếm|bằng|tại|ở|trên|với|là|gồm|trong|thì|từ"
    r"|như|nên|mà|song|nhưng|qua)\s|[.:–]",
    re.IGNORECASE,
)
# "6 lớp về an toàn thông tin", "gồm 3.465 của cá nhân": what sets a number apart from its like
_OF_WHOM: Final = re.compile(r"\s(?:về|của|thuộc|làm)\s", re.IGNORECASE)
_PREDICATE_WORDS: Final = 8
_BILLION: Final = 1e9  # "9 tháng 1.452 tỷ" is money
_SUBJECT_BEFORE: Final = re.compile(
    r"^[\s:–-]*(?:(?:và|còn|có|riêng|thêm|trong đó|hiện|hiện có|toàn tỉnh|tháng \d+|mới"
    r"|trong (?:tháng|quý|kỳ|năm)(?: này)?|có thêm)[\s,]*)*$",
    re.IGNORECASE,
)
_THESE: Final = re.compile(r"\strong số (?:này|đó)", re.IGNORECASE)
_NUMERATOR: Final = re.compile(r"\d[\d.,]*\s?/\s?$")
_WORD: Final = re.compile(r"\w+")
_EMPTY_WORDS: Final = frozenset(
    ("co", "la", "dat", "duoc", "uoc", "trong", "do", "gom", "voi", "va", "hien", "tong", "so")
)
# nouns that are a unit alone: "61 thôn chưa có sóng" counts "thôn"
_ONE_WORD_UNITS: Final = frozenset(
    {
        *("thôn", "sở", "xã", "phường", "huyện", "tỉnh", "ấp", "buôn", "bản", "khóm", "quận"),
        *("trạm", "cột", "tuyến", "km", "m", "m2", "km2", "ha", "máy", "camera", "mắt", "cụm"),
        *("tin", "bài", "trang", "kênh", "phim", "tờ", "bộ", "đài", "sim", "cổng", "giấy", "đơn"),
        *("hộ", "lớp", "tổ", "điểm", "trường", "vụ", "đợt", "bậc", "cuộc", "hạng", "phiên"),
        *("buổi", "hội", "kỳ", "đề án", "người", "lần", "lượt", "ngành", "vốn", "cái", "chiếc"),
        *("giờ", "phút", "ngày", "tháng", "năm", "chương", "cáp"),
    }
)
_COMPOUNDS: Final = frozenset(
    {
        *("cuộc gọi", "máy tính", "máy chủ", "máy trạm", "trường hợp", "tin nhắn", "đơn vị"),
        *("đơn hàng", "người dân", "hộ gia", "tổ chức", "bản tin", "hội nghị"),
        *("hội thảo", "bộ phận", "trang thiết", "đơn thư", "giấy phép", "giấy mời", "bản ghi"),
        *("giấy chứng", "giấy khen", "tỉnh lộ", "cáp quang", "đề án", "chương trình", "bài viết"),
        *(
            "trang web",
            "tin, bài",
            "lượt người",
            "lượt khách",
            "ngành nghề",
            "vụ việc",
            "buổi họp",
            "kênh truyền",
        ),
    }
)
# said of a part in place of its noun: "(840 trả sau và 1.400 trả trước)"
_QUALITIES: Final = frozenset(
    {
        *("trả trước", "trả sau", "cố định", "di động", "trực tiếp", "trực tuyến", "qua mạng"),
        *("toàn trình", "một phần", "đúng hạn", "quá hạn", "trước hạn", "tích cực", "tiêu cực"),
    }
)
_NOUN_BEFORE: Final = re.compile(
    r"(?:^|\b(?:số|tổng số|số lượng|lượng)\s)\s*"
    r"(?P<unit>thuê bao|hồ sơ|văn bản|doanh nghiệp|chứng thư|tài khoản|giao dịch|cơ sở(?: in)?"
    r"|giấy phép|đơn vị|cuộc gọi|cuộc|điểm|trạm|hộ gia đình|hộ|cán bộ|học viên|người|tin, bài"
    r"|sự cố|vị trí|đơn hàng|sản phẩm|chữ ký số|cảnh báo|phản ánh|lượt|giao dịch|dịch vụ|camera"
    r"|tin|trạm bts|tổ|xã|thôn|bản|máy tính|máy|thủ tục|bưu gửi|bưu cục|lao động|trường|lớp"
    r"|tổ chức|cá nhân)\b",
    re.IGNORECASE,
)
_PLACES: Final = re.compile(r"\b(?:o|tai|thuoc|tren dia ban) $")
PER_BASE: Final = re.compile(r"\s?/\s?100\s(?:người\s)?dân\b|\s?trên\s100\s(?:người\s)?dân\b")
_DENSITY_BEFORE: Final = re.compile(
    r"\b100\s(?:nguoi\s)?dan\s(?:\w+\s){0,3}$|\b(?:tren|moi)\s100\s(?:nguoi\s)?dan\b.{0,30}$"
)


def label_end(text: str, folded: str, number: NumberMention, limit: int) -> int:
    """Return where the noun phrase after `number` ends, at most `limit`."""
    kept = [
        (m.start() + number.scale_end, m.end() + number.scale_end)
        for m in _KEPT.finditer(folded[number.scale_end : limit])
    ]
    end = number.scale_end
    for count, match in enumerate(_WORD.finditer(folded, number.scale_end, limit)):
        word = text[match.start() : match.end()].lower()
        inside = any(low <= match.start() < high for low, high in kept)
        counted = not count and word in _ONE_WORD_UNITS  # "46 vụ", not "phục vụ"
        if not count and word in _OF_WHAT and _ENUMERATED.search(folded[: number.start]):
            end = match.end()  # "(208 cho tổ chức và 996 cho cá nhân)"
            continue
        if (word in _STOPS and not inside and not counted) or count >= 9:
            break
        gap = folded[end : match.start()].strip(" %/-–&.*“”\"'")
        if gap and not (inside and gap == ","):
            break
        if count and not number.percent and text[number.scale_end : end].strip() == "đồng":
            break  # "187 triệu đồng lấy từ ngân sách"
        if "\n" in text[end : match.start()]:
            break
        end = match.end()
    return end


def predicate_end(text: str, clause: Clause, number: NumberMention, end: int, limit: int) -> int:
    """Return where the predicate ends that tells a counted subject apart, or `end` without one.

    ``61 thôn chưa có sóng``, ``18 điểm đã đóng cửa vì ...``: the verb says which are meant.
    """
    before = _NUMERATOR.sub("", text[clause.start : number.start])
    if number.percent or number.scale > 1:
        return end
    if not _OF_WHOM.match(text, end, limit) and (
        not _SUBJECT_BEFORE.match(before)
        or not text[number.scale_end : end].strip()
        or not _PREDICATE.match(text, end, limit)
    ):
        return end
    skipped = _THESE.match(text, end, limit)
    stop = _PREDICATE_END.search(text, skipped.end() if skipped else end + 1, limit)
    high = stop.start() if stop else limit
    words = list(_WORD.finditer(text, end, high))[:_PREDICATE_WORDS]
    return words[-1].end() if len(words) > 1 else end


def own_start(folded: str, clause: Clause, number: NumberMention, previous_end: int) -> int:
    """Return where the words that lead to `number` begin, inside its clause."""
    start = max(clause.start, previous_end)
    colon = folded.rfind(":", start, number.start)
    if colon >= 0:
        between = _WORD.findall(folded[colon + 1 : number.start])
        if (not between and folded[start:colon].strip() == "") or any(
            word not in _EMPTY_WORDS for word in between
        ):
            start = colon + 1
    if start > clause.start and (place := _PLACES.search(folded, start, number.start)):
        start = place.start()  # "trao 120 máy cho học sinh ở 4 huyện": the pupils are of the 120
    while start < number.start and folded[start] in " \n\t:–,":
        start += 1
    return start


def noun_of(words: str) -> str:
    """Return the noun that `words` count (``Số chứng thư còn hiệu lực`` ▶ ``chứng thư``), or ""."""
    named = _NOUN_BEFORE.search(words.strip())
    return named["unit"].lower() if named else ""


def unit_of(text: str, folded: str, own: tuple[int, int], number: NumberMention, low: int) -> str:
    """Return the counted unit: ``%``, ``đồng``, ``thuê bao/100 dân``, or the noun.

    `low` is where the words begin that may name a base before the number (``bình quân 100
    dân có 124 thuê bao``). Without a noun after the number it is the one before it.
    """
    if number.percent:
        return "%"
    rest = text[number.scale_end : own[1]].strip()
    per = PER_BASE.search(text, number.scale_end, own[1] + 20)
    if per or _DENSITY_BEFORE.search(folded[low : number.start]):
        noun = text[number.scale_end : per.start()] if per else rest
        return f"{' '.join(noun.split()[:2])}/100 dân"
    if not rest:
        if number.scale >= _BILLION:
            return "đồng"
        return noun_of(text[own[0] : number.start])
    if fold(rest).startswith("dong"):
        return "đồng"
    words = rest.split()
    if " ".join(words[:2]).lower() in _QUALITIES:
        return ""
    both = " ".join(words[:2])
    if both.lower() in _COMPOUNDS:
        return both
    return words[0].strip(",") if words[0].strip(",").lower() in _ONE_WORD_UNITS else both
