"""Abbreviations, synonyms, the bilingual glossary and function words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import assistant.lexicon
from assistant.lexicon import Lexicon, Match, load
from corpus.vietnamese import fold, has_diacritics, normalise_tones, tokens

DATA = Path(assistant.lexicon.__file__).parent / "data"


def glossary_entries() -> list[dict[str, list[str]]]:
    return [
        entry
        for path in sorted((DATA / "glossary").glob("*.json"))
        for entry in json.loads(path.read_text(encoding="utf-8"))["entries"]
    ]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def words(text: str) -> list[str]:
    """Lower-case tokens as the lexicon wants them."""
    return [token.text for token in tokens(normalise_tones(text).lower())]


def content(lexicon: Lexicon, text: str, language: str = "vi", *, folded: bool = False) -> str:
    """What is left of `text` without its function words."""
    found = words(text)
    mask = lexicon.strip_stops(found, language, folded=folded)
    return " ".join(word for word, kept in zip(found, mask, strict=True) if kept)


def phrases(matches: list[Match]) -> list[set[str]]:
    return [{" ".join(phrase) for phrase in match.alternatives} for match in matches]


# --- abbreviations ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("có bn trạm ko", "có bao nhiêu trạm không"),
        ("HS nộp qua DVC", "hồ sơ nộp qua dịch vụ công"),
        ("hs dvctt toàn trình", "hồ sơ dịch vụ công trực tuyến toàn trình"),
        ("tăng bn% vs quý trước", "tăng bao nhiêu % với quý trước"),
        ("Sở TT&TT và PT-TH", "Sở thông tin và truyền thông và phát thanh truyền hình"),
        ("BCVT, CNTT/ATTT", "bưu chính viễn thông, công nghệ thông tin/an toàn thông tin"),
        ("là j?", "là gì?"),
        ("được cấp chưa k", "được cấp chưa không"),
        ("QĐ số 12/QĐ-UBND", "quyết định số 12/QĐ-UBND"),
        ("KH năm 2022", "kế hoạch năm 2022"),
        ("phát triển TB trả sau", "phát triển thuê bao trả sau"),
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh"),
        ("6T năm 2023 bn hs đc gq", "6 tháng năm 2023 bao nhiêu hồ sơ được giải quyết"),
        ("dthu 9T/2022", "doanh thu 9 tháng/2022"),
        ("đt dđ trả sau", "điện thoại di động trả sau"),
        ("số tb dd", "số thuê bao di động"),
        ("internet cđ", "internet cố định"),
        ("vượt kh k", "vượt kế hoạch không"),
        ("có phải kh", "có phải không"),
        ("mức TB", "mức trung bình"),
        ("tổ cn số", "tổ công nghệ số"),
        ("tổ chức, cn", "tổ chức, cá nhân"),
        ("tn hs", "tiếp nhận hồ sơ"),
        ("tn rồi", "thế nào rồi"),
        ("gđ 2021-2025", "giai đoạn 2021-2025"),
        ("GĐ sở", "giám đốc sở"),
        ("TT CNTT", "trung tâm công nghệ thông tin"),
        ("Sở TT và TT", "Sở thông tin và truyền thông"),
        ("em HS THPT", "em học sinh trung học phổ thông"),
        ("sv ck năm trc", "so với cùng kỳ năm trước"),
        ("cấp lại mk", "cấp lại mật khẩu"),
    ],
)
def test_expands_abbreviations(lexicon: Lexicon, typed: str, meant: str) -> None:
    assert lexicon.expand(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "số 45/KH-STTTT",
        "Nghị quyết 05-NQ/TU",
        "1234/UBND-KGVX",
        "T6/2022",
        "Q3/2021",
        "TP.HCM",
        "tháng tư",
        "trạm 5G NSA",
        "mã KH12",
        "ai ký",
        "AI là gì",
        "trong tong so",
    ],
)
def test_leaves_numbers_periods_and_names_alone(lexicon: Lexicon, text: str) -> None:
    assert lexicon.expand(text) == text


@given(st.text(max_size=60))
def test_a_document_number_survives_whatever_stands_before_it(text: str) -> None:
    assert load().expand(f"{text} 45/KH-STTTT").endswith(" 45/KH-STTTT")


# --- synonyms -----------------------------------------------------------------------


def test_the_matched_phrase_comes_first(lexicon: Lexicon) -> None:
    (match,) = lexicon.synonyms(words("trạm thu phát sóng"), folded=False)
    assert (match.start, match.end) == (0, 4)
    assert match.alternatives[0] == ("trạm", "thu", "phát", "sóng")
    assert ("trạm", "bts") in match.alternatives


def test_reports_abbreviations_are_synonyms_of_the_full_form(lexicon: Lexicon) -> None:
    for folded in (False, True):
        asked = "dịch vụ công trực tuyến"
        (match,) = lexicon.synonyms(words(fold(asked) if folded else asked), folded=folded)
        assert ("dvctt",) in match.alternatives
        (match,) = lexicon.synonyms(["dvctt"], folded=folded)
        assert tuple(asked.split()) in match.alternatives


def test_folded_text_finds_accented_alternatives(lexicon: Lexicon) -> None:
    (match,) = lexicon.synonyms(words("tram quan trac khi thai"), folded=True)
    assert match.alternatives[0] == ("trạm", "quan", "trắc", "khí", "thải")


def test_a_syllable_may_lack_its_diacritics(lexicon: Lexicon) -> None:
    (match,) = lexicon.synonyms(words("tiep nhận"), folded=False)
    assert (match.start, match.end) == (0, 2)
    (match,) = lexicon.synonyms(words("tiệp nhận"), folded=False)  # another syllable
    assert (match.start, match.end) == (1, 2)


@pytest.mark.parametrize("text", ["thông tin và truyền thông", "xảy ra sự cố mạng lưới"])
def test_a_lone_syllable_inside_a_longer_phrase_is_no_synonym(lexicon: Lexicon, text: str) -> None:
    found = words(text)
    lone = [
        found[match.start]
        for match in lexicon.synonyms(found, folded=False)
        if match.end == match.start + 1
    ]
    assert lone == []


def test_number_of_stations_is_not_workstations(lexicon: Lexicon) -> None:
    """Without diacritics "may tram" asks for a number (mấy trạm)."""
    assert lexicon.synonyms(words("may tram"), folded=True) == []
    assert lexicon.synonyms(words("máy trạm"), folded=False)


# What reports tell apart, so that a question for one must never be answered with the other.
_ANTAGONISTS = """
trả trước/trả sau; thuê bao trả trước/thuê bao trả sau; toàn trình/một phần; bưu gửi/bưu phát;
tiếp nhận/giải quyết; trực tiếp/trực tuyến; điện thoại cố định/điện thoại di động;
thuê bao cố định/thuê bao di động; internet cố định/internet di động; văn bản đến/văn bản đi;
tăng/giảm; mức thấp/mức trung bình; mức thấp/mức cao; mức trung bình/mức cao;
mức cao/mức nghiêm trọng; cảnh báo thấp/cảnh báo cao; cảnh báo trung bình/cảnh báo nghiêm trọng;
trong tháng/lũy kế; lượt người/người; thuê bao/hộ; thuê bao/hộ gia đình; điểm/đơn vị;
quyết định/kế hoạch; chỉ thị/quyết định; nghị quyết/nghị định; dự án/kế hoạch;
thanh tra/kiểm tra; khiếu nại/tố cáo; đúng hạn/quá hạn; trước hạn/quá hạn; mức độ 3/mức độ 4;
nước thải/khí thải; máy chủ/máy khách; cáp quang/cáp đồng; so với tháng trước/so với cùng kỳ;
ước đạt/chỉ tiêu; tổng số/phát triển mới; bằng khen/giấy khen; hộ nghèo/hộ cận nghèo;
đang giải quyết/đã giải quyết; đang xử lý/đã xử lý; báo in/báo điện tử; phát thanh/truyền hình;
đài huyện/đài xã; có dây/không dây; hoạt động/ngừng hoạt động; hoạt động tốt/bị hỏng;
đang hoạt động/không hoạt động; xuất khẩu/nhập khẩu; huyện/xã; thị xã/thành phố; phường/xã;
hài lòng/không hài lòng; đạt/không đạt; hiệu quả/chưa hiệu quả; giám đốc/phó giám đốc;
chủ tịch/phó chủ tịch; giải nhất/giải nhì; giải nhì/giải ba; tổng mức đầu tư/giải ngân;
doanh thu/nộp ngân sách; tập thể/cá nhân; công chức/viên chức; cấp mới/thu hồi; gia hạn/thu hồi;
trạm 4G/trạm 5G; khai trương/ngừng hoạt động; đứng đầu/đứng cuối; tăng bậc/giảm bậc;
khai mạc/bế mạc; thuận lợi/khó khăn; khóa một chiều/khóa hai chiều; thu/chi; mở lớp/hội nghị
"""
ANTAGONISTS = [
    (words(one), words(other))
    for one, other in (pair.strip().split("/") for pair in _ANTAGONISTS.split(";"))
]
# English words that name both of a pair, as a question may well mean both.
BOTH = {"person", "inspection", "official", "certificate of merit"}


@pytest.mark.parametrize("pair", ANTAGONISTS, ids=lambda pair: "/".join(map(" ".join, pair)))
def test_what_reports_tell_apart_is_never_the_same(
    lexicon: Lexicon, pair: tuple[list[str], list[str]]
) -> None:
    """Neither the synonyms, typed with or without diacritics, nor the glossary mix a pair."""
    for asked, other in (pair, pair[::-1]):
        for folded in (False, True):
            typed = list(map(fold, asked)) if folded else asked
            for match in lexicon.synonyms(typed, folded=folded):
                whole = match.end - match.start == len(asked)
                assert not (whole and tuple(other) in match.alternatives), (asked, other)
    for entry in glossary_entries():
        translations = [words(phrase) for phrase in entry["vi"]]
        if not BOTH & set(entry["en"]):
            assert not (pair[0] in translations and pair[1] in translations), entry


def test_narrower_phrases_answer_broader_ones_but_not_the_reverse(lexicon: Lexicon) -> None:
    """Praise may be a certificate of merit; a certificate is not any praise."""
    (match,) = lexicon.synonyms(["khen", "thưởng"], folded=False)
    assert {("bằng", "khen"), ("giấy", "khen")} <= set(match.alternatives)
    (match,) = lexicon.synonyms(["bằng", "khen"], folded=False)
    assert not {("khen", "thưởng"), ("giấy", "khen")} & set(match.alternatives)


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("người học", "học viên"),
        ("chạy ổn định", "hoạt động tốt"),
        ("hư", "bị hỏng"),
        ("trễ hạn", "quá hạn"),
        ("dẫn đầu", "cao nhất"),
        ("kiếm được", "doanh thu"),
        ("mở lớp", "lớp tập huấn"),
        ("bị phạt", "xử phạt"),
        ("internet cáp quang", "băng rộng cố định"),
        ("gởi", "gửi"),
        ("trụ ăng ten", "cột ăng ten"),
        ("quán net", "điểm truy nhập internet công cộng"),
        ("phạt nguội", "vi phạm qua camera"),
        ("xài", "sử dụng"),
        ("cúp điện", "mất điện"),
    ],
)
def test_everyday_words_find_the_official_ones(lexicon: Lexicon, asked: str, printed: str) -> None:
    match = lexicon.synonyms(words(asked), folded=False)[0]
    assert (match.start, match.end) == (0, len(words(asked)))
    assert tuple(words(printed)) in match.alternatives


# --- glossary -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("base stations", "trạm bts"),
        ("mobile towers", "cột ăng ten"),
        ("postpaid subscribers", "trả sau"),
        ("fibre-optic cable", "cáp quang"),
        ("commune cultural post points", "bưu điện văn hóa xã"),
        ("items delivered", "bưu phát"),
        ("dossiers filed online", "hồ sơ trực tuyến"),
        ("fully online", "toàn trình"),
        ("outgoing documents", "văn bản đi"),
        ("password resets", "khôi phục mật khẩu"),
        ("critical alerts", "cảnh báo nghiêm trọng"),
        ("resident correspondents", "phóng viên thường trú"),
        ("public loudspeakers", "đài truyền thanh"),
        ("complaints and denunciations", "khiếu nại tố cáo"),
        ("merit certificates", "giấy khen"),
        ("vice-chairman's", "phó chủ tịch"),
        ("official letter", "công văn"),
        ("compared with the previous month", "so với tháng trước"),
        ("running total", "lũy kế"),
        ("reservoirs", "hồ chứa"),
    ],
)
def test_gloss_translates_the_fields_phrases(
    lexicon: Lexicon, english: str, vietnamese: str
) -> None:
    match = lexicon.gloss(english.lower().split())[0]
    assert match.start == 0
    assert tuple(vietnamese.split()) in match.alternatives


def test_gloss_prefers_the_longest_phrase(lexicon: Lexicon) -> None:
    matches = lexicon.gloss(["new", "fixed", "broadband", "subscribers"])
    assert [(match.start, match.end) for match in matches] == [(0, 1), (1, 4)]


def test_gloss_leaves_function_words_alone(lexicon: Lexicon) -> None:
    assert lexicon.gloss(["how", "many", "of", "it", "are", "not", "there"]) == []


def test_glossary_separates_what_the_reports_separate(lexicon: Lexicon) -> None:
    for one, other in (
        ("prepaid", "postpaid"),
        ("incoming documents", "outgoing documents"),
        ("wastewater", "emissions"),
        ("fully online", "partially online"),
        ("servers", "endpoints"),
        ("income", "incoming"),
    ):
        first, second = (phrases(lexicon.gloss(text.split()))[0] for text in (one, other))
        assert not first & second, (one, other)


def test_english_questions_are_covered(lexicon: Lexicon, gold_folder: Path) -> None:
    """The glossary knows at least 95 % of the content words of the English questions."""
    known = total = 0
    lines = (gold_folder / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    for item in map(json.loads, lines):
        if item["lang"] != "en":
            continue
        written = re.findall(r"\w+(?:-\w+)*", item["question"])
        found = [word.lower() for word in written]
        mask = lexicon.strip_stops(found, "en")
        covered = {
            index for match in lexicon.gloss(found) for index in range(match.start, match.end)
        }
        for index, word in enumerate(written):
            name = (word[0].isupper() and index > 0) or has_diacritics(word)
            if mask[index] and not name and not any(letter.isdigit() for letter in word):
                total += 1
                known += index in covered
    assert known >= 0.95 * total


# --- function words -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Xin cho biết huyện có bao nhiêu thuê bao?", "huyện thuê bao"),
        ("Số trạm 3G hiện có là mấy vậy ạ", "trạm 3g"),
        ("vì sao tỷ lệ đúng hạn thấp", "tỷ lệ đúng hạn thấp"),
        ("cấp xã có bao nhiêu văn bản đến", "cấp xã văn bản đến"),
        ("số hóa được mấy hồ sơ", "số hóa hồ sơ"),
        ("tăng bao nhiêu so với tháng trước", "tăng so với tháng trước"),
        ("chữ ký số cấp cho ai", "chữ ký số cấp"),
        ("giùm em xem tỉnh mình có mấy camera hỏng nhé anh", "xem camera hỏng"),
        ("báo cáo có nói không về hồ sơ trễ hạn", "hồ sơ trễ hạn"),
        ("theo báo cáo tháng thì doanh thu được nhiêu vậy ta", "doanh thu"),
        ("trong kho có thông tin về trạm 5G không", "trạm 5g"),
    ],
)
def test_strips_vietnamese_function_words(lexicon: Lexicon, question: str, left: str) -> None:
    assert content(lexicon, question) == left


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("so thue bao tra sau la bao nhieu", "thue bao tra sau"),
        ("may tram 4g", "tram 4g"),
        ("co may thue bao", "thue bao"),
        ("so may chu", "may chu"),
        ("may khach nao bi loi", "may khach loi"),
        ("so hoa ho so", "so hoa ho so"),
        ("chung thu so", "chung thu so"),
        ("ha tang so va chuyen doi so", "ha tang so chuyen doi so"),
        ("so voi thang truoc tang may phan tram", "so voi thang truoc tang phan tram"),
        ("the nam 2022 thi sao", "nam 2022"),
        ("hoi thi tin hoc to chuc o dau", "hoi thi tin hoc to chuc"),
        ("khi thai", "khi thai"),
        ("phan anh hien truong", "phan anh hien truong"),
        ("mat do thue bao", "mat do thue bao"),
    ],
)
def test_strips_toneless_function_words(lexicon: Lexicon, question: str, left: str) -> None:
    assert content(lexicon, question, folded=True) == left


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("How many new stations were there, please?", "new stations"),
        ("Which level had the highest share?", "level highest share"),
        ("Are they on the air?", "on the air"),
        ("number portability", "number portability"),
        ("Could you look up the revenue in the archive?", "revenue"),
        ("I'd like to know how many cameras broke", "cameras broke"),
        ("according to the monthly report, what were the fines", "fines"),
    ],
)
def test_strips_english_function_words(lexicon: Lexicon, question: str, left: str) -> None:
    assert content(lexicon, question, "en") == left


def test_single_words(lexicon: Lexicon) -> None:
    assert lexicon.is_stop("của", "vi")
    assert lexicon.is_stop("cua", "vi", folded=True)
    assert lexicon.is_stop("how", "en")
    assert not lexicon.is_stop("bao", "vi", folded=True)
    assert not lexicon.is_stop("trạm", "vi")
