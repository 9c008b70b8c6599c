"""What reports say about themselves, in the shapes that agencies and readers give them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.metadata import read_metadata
from corpus.model import Document, Metadata, Span, SpanKind


def metadata_of(text: str, source: str = "bao-cao.txt", **details: Any) -> Metadata:
    return read_metadata(Document(source, "text/plain", "", text, **details))


@dataclass(frozen=True)
class Case:
    text: str
    expected: dict[str, Any]


def period_code(metadata: Metadata) -> str | None:
    return metadata.period.code if metadata.period else None


COLUMNS = Case(  # left column, then right column, as most PDF readers give them
    """UBND TỈNH LẠNG SƠN
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 215/BC-STTTT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lạng Sơn, ngày 05 tháng 10 năm 2022

BÁO CÁO
Kết quả công tác quý III và phương hướng nhiệm vụ quý IV năm 2022

Thực hiện Công văn số 77/UBND-TH ngày 20/9/2022, Sở báo cáo như sau:

I. KẾT QUẢ QUÝ III NĂM 2022
1. Toàn tỉnh có 240 điểm bưu chính; đã trao đổi kinh nghiệm với tỉnh Cao Bằng và Hà Nội.

Nơi nhận:
- UBND tỉnh (báo cáo);
- Lưu: VT.
GIÁM ĐỐC
(Đã ký)
Hoàng Văn Minh
""",
    {
        "title": "Báo cáo kết quả công tác quý III và phương hướng nhiệm vụ quý IV năm 2022",
        "number": "215/BC-STTTT",
        "issuer": "Sở Thông tin và Truyền thông tỉnh Lạng Sơn",
        "province": "lang-son",
        "province_name": "Lạng Sơn",
        "period": "2022-Q3",
        "issued": date(2022, 10, 5),
        "published": None,
        "signer": "Hoàng Văn Minh",
        "signer_position": "Giám đốc",
        "author": None,
    },
)

INTERLEAVED = Case(  # both columns on one line, the agency's name wrapped
    """UBND TỈNH LAI CHÂU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ THÔNG TIN VÀ TRUYỀN Độc lập - Tự do - Hạnh phúc
THÔNG
Số: 88/BC-STTTT Lai Châu, ngày 02 tháng 10 năm 2023
BÁO CÁO
Tình hình thực hiện nhiệm vụ 9 tháng năm 2023 và
nhiệm vụ trọng tâm 3 tháng cuối năm 2023
I. TÌNH HÌNH CHUNG
Trong 9 tháng năm 2023 Sở đã hoàn thành các nhiệm vụ được giao.
- Lưu: VT, VP. KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Lò Thị Hương
""",
    {
        "title": "Báo cáo tình hình thực hiện nhiệm vụ 9 tháng năm 2023 và nhiệm vụ trọng tâm "
        "3 tháng cuối năm 2023",
        "number": "88/BC-STTTT",
        "issuer": "Sở Thông tin và Truyền thông tỉnh Lai Châu",
        "province": "lai-chau",
        "period": "2023-9M",
        "issued": date(2023, 10, 2),
        "signer": "Lò Thị Hương",
        "signer_position": "Phó Giám đốc",
    },
)

TABLE_CELLS = Case(  # a DOCX letterhead and signature are borderless tables
    "UBND TỈNH KHÁNH HÒA SỞ KHOA HỌC VÀ CÔNG NGHỆ | "
    """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
Số: 1204 /BC-SKHCN | Khánh Hòa, ngày 15 tháng 12 năm 2025
BÁO CÁO
Tổng kết công tác khoa học, công nghệ và chuyển đổi số năm 2025; phương hướng, nhiệm vụ năm 2026
Phần thứ nhất
KẾT QUẢ NĂM 2025
Sau sáp nhập tỉnh Ninh Thuận, Sở tiếp nhận hai trung tâm.
Nơi nhận: - Như trên; - Lưu: VT. | KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC (Đã ký) Trần Quốc Bảo
""",
    {
        "title": "Báo cáo tổng kết công tác khoa học, công nghệ và chuyển đổi số năm 2025; "
        "phương hướng, nhiệm vụ năm 2026",
        "number": "1204/BC-SKHCN",
        "issuer": "Sở Khoa học và Công nghệ tỉnh Khánh Hòa",
        "province": "khanh-hoa",
        "period": "2025",
        "issued": date(2025, 12, 15),
        "signer": "Trần Quốc Bảo",
        "signer_position": "Phó Giám đốc",
    },
)

BLANK_NUMBER = Case(  # a draft: number and day not filled in; a province that is not on the list
    """UBND TỈNH AN LỘC
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số:       /BC-STTTT
An Lộc, ngày     tháng 7 năm 2022
BÁO CÁO
Kết quả hoạt động 6 tháng đầu năm và nhiệm vụ 6 tháng cuối năm 2022
1. Sở tham mưu UBND tỉnh An Lộc ban hành 3 kế hoạch, theo Quyết định số 12/QĐ-UBND.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Nguyễn Văn An
""",
    {
        "title": "Báo cáo kết quả hoạt động 6 tháng đầu năm và nhiệm vụ 6 tháng cuối năm 2022",
        "number": None,
        "issuer": "Sở Thông tin và Truyền thông tỉnh An Lộc",
        "province": "an-loc",
        "province_name": "An Lộc",
        "period": "2022-H1",
        "issued": None,
        "signer": "Nguyễn Văn An",
    },
)

SCAN = Case(  # slips of character recognition, capitals throughout, Markdown left over
    """**UBND TỈNH SƠN LA**
**SỞ THÔNG TIN VÀ TRUYÈN THÔNG**
S6: 41/BC-STTTT
Sơn La, ngày 03 tháng 5 năm 2024
**BÁO CÁO**
**TÌNH HÌNH THỰC HIỆN NHIỆM VỤ THÁNG 4 VÀ KẾ HOẠCH THÁNG 5 NĂM 2024**
**I. KẾT QUẢ**
Doanh thu buru chính tăng so với tháng trước.
**GIÁM ĐỐC**



**NGUYỄN THỊ MAI**
""",
    {
        "title": "BÁO CÁO TÌNH HÌNH THỰC HIỆN NHIỆM VỤ THÁNG 4 VÀ KẾ HOẠCH THÁNG 5 NĂM 2024",
        "number": "41/BC-STTTT",
        "issuer": "Sở Thông tin và Truyền thông tỉnh Sơn La",
        "province": "son-la",
        "period": "2024-04",
        "issued": date(2024, 5, 3),
        "signer": "Nguyễn Thị Mai",
        "signer_position": "Giám đốc",
    },
)

COMMITTEE = Case(  # the committee itself, signed by its vice chair on its behalf
    """ỦY BAN NHÂN DÂN
TỈNH QUẢNG TRỊ
Số: 19/BC-UBND
CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Đông Hà, ngày 10 tháng 01 năm 2023
BÁO CÁO
Về tình hình chuyển đổi số năm 2022
Kính gửi: Bộ Thông tin và Truyền thông
Năm 2022, UBND tỉnh chỉ đạo các ngành hoàn thành kế hoạch.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lê Đức Hòa
""",
    {
        "title": "Báo cáo về tình hình chuyển đổi số năm 2022",
        "number": "19/BC-UBND",
        "issuer": "Ủy ban nhân dân tỉnh Quảng Trị",
        "province": "quang-tri",
        "period": "2022",
        "issued": date(2023, 1, 10),
        "signer": "Lê Đức Hòa",
        "signer_position": "Phó Chủ tịch",
    },
)

LONG = "Các đơn vị trong ngành đã phối hợp chặt chẽ, hoàn thành tốt nhiệm vụ được giao. " * 4

NEWS_ON_A_REPORT = Case(
    f"""Trang chủ » Tin tức
Tin hoạt động của ngành
Ngành Thông tin và Truyền thông Hà Giang hoàn thành kế hoạch tháng 6/2022
Thứ hai, ngày 04/07/2022 08:15 | Lượt xem: 120

Ngày 01/7/2022, Sở Thông tin và Truyền thông tỉnh ban hành Báo cáo số 95/BC-STTTT.
{LONG}
Căn cứ Báo cáo số 12/BC-STTTT, Sở tiếp tục triển khai.
Tin, bài: Hải Yến
Nguồn: sotttt.hagiang.gov.vn
Tin liên quan
Hôm nay: 1.024
""",
    {
        "title": "Ngành Thông tin và Truyền thông Hà Giang hoàn thành kế hoạch tháng 6/2022",
        "number": "95/BC-STTTT",
        "issuer": "Sở Thông tin và Truyền thông tỉnh Hà Giang",
        "province": "ha-giang",
        "period": "2022-06",
        "issued": date(2022, 7, 1),
        "published": date(2022, 7, 4),
        "signer": None,
        "author": "Hải Yến",
    },
)

NEWS_OF_A_CONFERENCE = Case(  # the headline plans, the text reviews
    f"""Bắc Kạn: Sở Thông tin và Truyền thông triển khai nhiệm vụ năm 2022
15:30 18/01/2022
Sáng 18/01, Sở tổ chức hội nghị tổng kết công tác năm 2021, triển khai nhiệm vụ năm 2022.
{LONG}
Theo Kế hoạch số 3/KH-UBND, năm 2025 toàn tỉnh phủ sóng 5G.
Ngọc Lan
Về trang trước
""",
    {
        "title": "Bắc Kạn: Sở Thông tin và Truyền thông triển khai nhiệm vụ năm 2022",
        "number": None,
        "province": "bac-kan",
        "period": "2021",
        "published": date(2022, 1, 18),
        "issued": None,
        "author": "Ngọc Lan",
    },
)

NEWS_OF_GOALS_MET = Case(  # goals that were met are no plan; the quarter before is compared with
    f"""Yên Bái: Nhiều chỉ tiêu quý III năm 2022 vượt kế hoạch
15:30 04/10/2022
Chiều 03/10, Sở họp giao ban quý III, bàn nhiệm vụ quý IV năm 2022.
Tỷ lệ hồ sơ qua mạng đạt 54,7%; quý II tỷ lệ này là 46,3%.
{LONG}
Về trang trước
""",
    {
        "title": "Yên Bái: Nhiều chỉ tiêu quý III năm 2022 vượt kế hoạch",
        "province": "yen-bai",
        "period": "2022-Q3",
        "published": date(2022, 10, 4),
    },
)

CASES = {
    "news of goals that were met": NEWS_OF_GOALS_MET,
    "columns": COLUMNS,
    "interleaved": INTERLEAVED,
    "table cells": TABLE_CELLS,
    "blank number": BLANK_NUMBER,
    "scan": SCAN,
    "committee": COMMITTEE,
    "news on a report": NEWS_ON_A_REPORT,
    "news of a conference": NEWS_OF_A_CONFERENCE,
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_shapes_of_reports(case: Case) -> None:
    metadata = metadata_of(case.text)
    found = {name: getattr(metadata, name) for name in case.expected}
    found["period"] = period_code(metadata)
    assert found == case.expected


PERIOD_OF_TITLE = {
    "Báo cáo tháng 4/2023 và kế hoạch tháng 5/2023": "2023-04",
    "Kết quả thực hiện kế hoạch tháng 12 và nhiệm vụ tháng 01/2022": "2021-12",
    "Tổng kết năm 2020, nhiệm vụ 2021 của ngành": "2020",
    "Sơ kết công tác 6 tháng đầu năm 2022": "2022-H1",
    "Kết quả triển khai chuyển đổi số giai đoạn 2021 - 2025 trong quý I/2024": "2024-Q1",
    "Kế hoạch công tác năm 2021 của Sở Thông tin": "2021",
    "Báo cáo số liệu từ ngày 15/3/2023 đến ngày 14/4/2023": "2023-03-15..2023-04-14",
    "Chào mừng ngày thành lập ngành của tỉnh": None,
}


@pytest.mark.parametrize(("title", "code"), PERIOD_OF_TITLE.items(), ids=PERIOD_OF_TITLE)
def test_the_title_tells_the_period(title: str, code: str | None) -> None:
    assert period_code(metadata_of(f"{title}\n20/02/2025\n{LONG}\n")) == code


def test_a_publication_date_is_no_reporting_period() -> None:
    metadata = metadata_of(f"Sở Thông tin và Truyền thông họp ban biên tập\n24/02/2021\n{LONG}\n")
    assert metadata.period is None
    assert metadata.published == date(2021, 2, 24)


def test_last_year_counts_from_the_day_of_the_news() -> None:
    text = f"Lãnh đạo tỉnh làm việc với ngành truyền thông\n03/03/2021\nTrong năm qua, {LONG}\n"
    assert period_code(metadata_of(text)) == "2020"


def test_a_title_without_year_takes_it_from_the_body() -> None:
    text = f"Kết quả công tác tháng 4 của ngành truyền thông\n{LONG}\nTrong tháng 4/2023, {LONG}"
    assert period_code(metadata_of(text)) == "2023-04"


def test_the_title_of_a_web_page_comes_before_its_first_line() -> None:
    text = f"Đường dây nóng tiếp nhận ý kiến người dân\n{LONG}\n"
    title = "Kết quả hoạt động quý II/2023 tỉnh Gia Lai"
    assert metadata_of(text, title=title).title == title
    assert metadata_of(text, title="Cổng thông tin điện tử tỉnh").title.startswith("Đường dây")


def test_a_marked_title_comes_first() -> None:
    title = "Ngành truyền thông Yên Bái tổng kết năm 2019"
    text = f"Chuyên mục chuyển đổi số của tỉnh\n{title}\n{LONG}"
    start = text.index(title)
    marked = Span(start, start + len(title), SpanKind.TITLE)
    assert metadata_of(text, spans=(marked,)).title == title


def test_lines_marked_as_boilerplate_are_not_read() -> None:
    menu = "Đăng ký nhận bản tin của cổng hằng tuần"
    text = f"{menu}\nNgành truyền thông Yên Bái tổng kết năm 2019\n{LONG}"
    hidden = Span(0, len(menu), SpanKind.BOILERPLATE)
    assert metadata_of(text, spans=(hidden,)).title.startswith("Ngành truyền thông")


def test_the_date_that_the_format_states_is_the_publication_date() -> None:
    metadata = metadata_of(f"Tin của ngành truyền thông\n{LONG}", published=date(2022, 4, 14))
    assert metadata.published == date(2022, 4, 14)


def test_a_note_in_brackets_is_no_part_of_the_subject() -> None:
    text = "BÁO CÁO\n\nKết quả công tác tháng 4/2023\n\n{}\n\nI. KẾT QUẢ\n"
    note = "(Số liệu trong văn bản này chỉ dùng để minh họa cách trình bày, mọi tên đều đặt ra.)"
    dates = "(từ ngày 15/3/2023 đến ngày 14/4/2023)"
    assert metadata_of(text.format(note)).title == "Báo cáo kết quả công tác tháng 4/2023"
    assert metadata_of(text.format(dates)).title == f"Báo cáo kết quả công tác tháng 4/2023 {dates}"


def test_the_issue_of_a_report_told_in_the_passive() -> None:
    text = (
        "Gia Lai: ngành Thông tin và Truyền thông trong tháng 3/2022\n04/4/2022\n"
        f"Báo cáo số 61/BC-STTTT được Sở ban hành ngày 01/4/2022, nhìn lại tháng 3. {LONG}\n"
    )
    metadata = metadata_of(text)
    assert (metadata.number, metadata.issued) == ("61/BC-STTTT", date(2022, 4, 1))
    assert metadata.issuer == "Sở Thông tin và Truyền thông tỉnh Gia Lai"


def test_a_text_without_heading_is_called_by_its_file() -> None:
    assert metadata_of("abc", source="bao-cao-q3.txt").title == "bao-cao-q3"
    assert metadata_of("", source="rong.txt") == Metadata(title="rong")


def test_another_provinces_mention_does_not_decide() -> None:
    text = (
        "Kết quả công tác năm 2021 của ngành truyền thông\n"
        f"Đoàn công tác đã học tập tại Đà Nẵng, Hà Nội và Đà Nẵng. {LONG}\n"
        "Trên địa bàn tỉnh Cà Mau có 300 trạm; tỉnh Cà Mau xếp thứ năm.\n"
    )
    assert metadata_of(text).province == "ca-mau"


def test_a_person_after_the_word_for_province_is_no_province() -> None:
    text = f"Chủ tịch UBND tỉnh Lê Minh Quang họp với ngành\n{LONG}\nBí thư tỉnh Lê Minh Quang."
    assert metadata_of(text).province is None


REAL = {
    "000": {
        "number": "357/BC-STTTT",
        "province": "ninh-thuan",
        "period": "2021-02",
        "issued": date(2021, 2, 22),
        "published": date(2021, 2, 24),
        "signer": None,
        "author": "Châu Thị Từ Nghĩa",
    },
    "001": {
        "title": "Kết quả hoạt động Thông tin và Truyền thông quý III năm 2019",
        "number": None,
        "issuer": "Sở Thông tin và Truyền thông tỉnh Thái Bình",
        "province": "thai-binh",
        "period": "2019-Q3",
        "issued": None,
        "published": None,
        "author": "Thanh Bình",
    },
    "002": {
        "number": None,
        "issuer": "Sở Thông tin và Truyền thông tỉnh Ninh Thuận",
        "province": "ninh-thuan",
        "period": "2023-04",
        "issued": None,
        "signer": "Nguyễn Lượm",
        "signer_position": "Phó Giám đốc",
        "author": None,
    },
    "003": {
        "number": None,
        "province": "quang-ngai",
        "period": "2020",
        "published": date(2021, 3, 3),
        "author": "Thanh Phương",
    },
    "004": {
        "number": None,
        "province": "tay-ninh",
        "period": "2020",
        "published": date(2021, 1, 21),
        "author": "Bích Thuận - MN",
    },
}


@pytest.mark.parametrize(("number", "expected"), REAL.items(), ids=REAL)
def test_real_reports(real_reports: Path, number: str, expected: dict[str, Any]) -> None:
    (path,) = real_reports.glob(f"{number}_*.txt")
    metadata = metadata_of(path.read_text("utf-8"), source=path.name)
    found = {name: getattr(metadata, name) for name in expected}
    found["period"] = period_code(metadata)
    assert found == expected
