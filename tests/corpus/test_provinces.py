"""Province names and the mergers of July 2025."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from corpus.provinces import (
    all_provinces,
    find_provinces,
    get,
    province_of_host,
    related,
    successors,
)


def keys(text: str) -> list[str]:
    return [mention.province.key for mention in find_provinces(text)]


def test_there_were_63_and_34_go_on() -> None:
    provinces = all_provinces()
    assert len(provinces) == 63
    assert sum(province.merged_into is None for province in provinces) == 34


def test_eleven_provinces_were_left_alone() -> None:
    untouched = {p.key for p in all_provinces() if p.merged_into is None and p.since is None}
    assert untouched == {
        "ha-noi", "hue", "lai-chau", "dien-bien", "son-la", "lang-son", "quang-ninh",
        "thanh-hoa", "nghe-an", "ha-tinh", "cao-bang",
    }  # fmt: skip


def test_every_merger_leads_to_a_province_that_goes_on() -> None:
    for province in all_provinces():
        if province.merged_into:
            assert get(province.merged_into).merged_into is None
            assert province.until == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ninh-thuan", "khanh-hoa"),
        ("thai-binh", "hung-yen"),
        ("kon-tum", "quang-ngai"),
        ("long-an", "tay-ninh"),
        ("ba-ria-vung-tau", "ho-chi-minh"),
        ("hoa-binh", "phu-tho"),
        ("tay-ninh", "tay-ninh"),
    ],
)
def test_successors(old: str, new: str) -> None:
    assert successors(old) == {new}


def test_related_provinces_go_both_ways() -> None:
    assert related("tay-ninh") == {"tay-ninh", "long-an"}
    assert related("ninh-thuan") == {"ninh-thuan", "khanh-hoa"}
    assert related("ninh-binh") == {"ninh-binh", "ha-nam", "nam-dinh"}
    assert related("ha-noi") == {"ha-noi"}


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        get("phan-rang")


@pytest.mark.parametrize("province", all_provinces(), ids=lambda province: province.key)
def test_every_province_is_found_in_every_spelling(province) -> None:  # type: ignore[no-untyped-def]
    for text in (
        f"Sở báo cáo về tỉnh {province.name} năm 2020",
        f"TỈNH {province.name.upper()}",
        f"tinh {province.plain_name.lower()} nam 2020",
        f"stations in {province.plain_name} in 2020",
        *(f"tại tỉnh {alias}" for alias in province.aliases),
    ):
        if province.key == "ho-chi-minh":
            text = text.replace("tỉnh", "TP").replace("TỈNH", "TP").replace("tinh", "tp")
        found = find_provinces(text)
        assert [mention.province.key for mention in found] == [province.key], text


NAMED = {
    "Ninh Thuận": ["ninh-thuan"],
    "ninh thuận": ["ninh-thuan"],
    "ninh thuan co bao nhieu tram 5g": ["ninh-thuan"],
    "thai binh quy 3/2019": ["thai-binh"],
    "lượt truy cập cổng của Thái Binh": ["thai-binh"],  # a slip
    "Quang Ngai reported (phản ánh hiện trường)": ["quang-ngai"],
    "thành phố Tây Ninh": ["tay-ninh"],
    "Hoà Bình": ["hoa-binh"],
    "HÀ NAM và Nam Định": ["ha-nam", "nam-dinh"],
    "TP.HCM, TP. Hồ Chí Minh, TPHCM": ["ho-chi-minh"] * 3,
    "Ho Chi Minh City and Hanoi": ["ho-chi-minh", "ha-noi"],
    "saigon": ["ho-chi-minh"],
    "BR-VT; Bà Rịa – Vũng Tàu": ["ba-ria-vung-tau"] * 2,
    "TT-Huế và Thừa Thiên - Huế": ["hue"] * 2,
    "dak lak": ["dak-lak"],
    "Đắc Lắc": ["dak-lak"],
    "cấp xã ninh thuận": ["ninh-thuan"],
    "cap xa ninh thuan": ["ninh-thuan"],
    "tỉnh hòa bình": ["hoa-binh"],
    "mạng cáp quang Ninh Thuận": ["ninh-thuan"],
    "mạng cáp quang ninh thuận": ["ninh-thuan"],
    "ty le ho so truc tuyen quang binh": ["quang-binh"],
    "ho so truc tuyen tuyen quang": ["tuyen-quang"],
    "mang cap quang nam dinh dai bao nhieu km": ["nam-dinh"],
    "mạng cáp Quảng Ninh": ["quang-ninh"],
}


@pytest.mark.parametrize(("text", "expected"), NAMED.items(), ids=NAMED)
def test_names_are_found(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "vì hòa bình và phát triển",
        "nghiên cứu hải dương học",
        "năm định kỳ",
        "xã Hòa Bình",
        "sông Đồng Nai",
        "thành phố Phan Rang - Tháp Chàm",
        "khu vực châu Á - Thái Bình Dương",
        "ông Nguyễn Thái Bình",
        "tấm gương đạo đức HCM",
        "tư tưởng Hồ Chí Minh",
        "Đoàn TNCS Hồ Chí Minh",
        "gọi lại cho khách",
        "thư gửi về congthongtin@ninhthuan.gov.vn",
        "",
    ],
)
def test_other_words_are_no_provinces(text: str) -> None:
    assert keys(text) == []


def test_everyday_words_without_diacritics_are_not_certain() -> None:
    assert [m.certain for m in find_provinces("giu gin hoa binh")] == [False]
    assert [m.certain for m in find_provinces("tinh hoa binh")] == [True]


def test_the_mention_covers_the_name_alone() -> None:
    text = "ở tỉnh Tây Ninh có"
    (mention,) = find_provinces(text)
    assert text[mention.start : mention.end] == "Tây Ninh"


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("sotttt.thaibinh.gov.vn", "thai-binh"),
        ("Baoquangngai.vn", "quang-ngai"),
        ("hue.gov.vn", "hue"),
        ("stttt.hochiminhcity.gov.vn", "ho-chi-minh"),
        ("mic.gov.vn", None),
        ("thuevietnam.vn", None),
    ],
)
def test_web_hosts_name_their_province(host: str, key: str | None) -> None:
    province = province_of_host(host)
    assert (province.key if province else None) == key


@pytest.mark.parametrize(
    ("number", "key"),
    [("000", "ninh-thuan"), ("001", "thai-binh"), ("003", "quang-ngai"), ("004", "tay-ninh")],
)
def test_real_reports_name_their_own_province_most(
    real_reports: Path, number: str, key: str
) -> None:
    (path,) = real_reports.glob(f"{number}_*.txt")
    assert Counter(keys(path.read_text("utf-8"))).most_common(1)[0][0] == key
