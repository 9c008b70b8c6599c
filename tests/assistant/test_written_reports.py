"""What reports of another office say in their own way: read from a report written for this."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, Conversation
from index import Archive

QUARTER = """UBND TỈNH TUYÊN QUANG
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 212/BC-STTTT
Tuyên Quang, ngày 22 tháng 3 năm 2024

BÁO CÁO
Kết quả công tác quý I và nhiệm vụ quý II năm 2024

I. KẾT QUẢ QUÝ I NĂM 2024

1. Viễn thông
Trong quý xảy ra 05 sự cố đứt cáp quang, làm gián đoạn dịch vụ của 7.260 thuê bao. Đoàn liên ngành đã kiểm tra thực tế 41 trạm BTS của ba doanh nghiệp, nhắc nhở 02 trường hợp để dây thấp. Mạng lưới hiện có 188 điểm phục vụ bưu chính.

2. Chuyển đổi số
Số hộ dân được gắn mã địa chỉ số lũy kế 48.200, riêng quý I là 5.310. Trung tâm cấp mới 310 chứng thư số (95 cho tổ chức và 215 cho cá nhân). Bộ phận một cửa nhận 3.150 hồ sơ ở cấp tỉnh, 2.480 hồ sơ ở cấp huyện; tỷ lệ đúng hạn chung 97,2%. Sở cử 14 cán bộ dự lớp quản trị dữ liệu tại Hà Nội.

3. Báo chí, xuất bản
Cấp 57 giấy phép xuất bản bản tin (năm 2023 cấp 64 giấy phép). Số liệu về cơ sở phát hành chưa tổng hợp được.

4. Thanh tra
Tháng 1 kiểm tra 12 cửa hàng, phạt 02 cửa hàng 18 triệu đồng; tháng 2 kiểm tra 09 cửa hàng, phạt 04 cửa hàng 31,5 triệu đồng; tháng 3 kiểm tra 15 cửa hàng, phạt 03 cửa hàng 22 triệu đồng.

II. NHIỆM VỤ QUÝ II NĂM 2024
Phấn đấu lắp thêm 20 trạm BTS ở vùng cao.

Nơi nhận: UBND tỉnh; Lưu: VT.
GIÁM ĐỐC
Hoàng Thị Mai Lan

Phụ lục. HỒ SƠ THEO HUYỆN QUÝ I NĂM 2024
Địa bàn | Hồ sơ tiếp nhận | Hồ sơ trực tuyến
Huyện Na Hang | 1.204 | 861
Huyện Chiêm Hóa | 2.377 | 1.590
Huyện Hàm Yên | 1.915 | 1.122
"""  # noqa: E501

MERGED = """<html><head><title>Tuyên Quang: kết quả tháng 4 năm 2024</title></head><body><article>
<h1>Sở Thông tin và Truyền thông Tuyên Quang: nhiều chỉ tiêu tháng 4 năm 2024 vượt kế hoạch</h1>
<p>Ngày 25/4/2024</p>
<p>Trong tháng 4 năm 2024, ngành thông tin và truyền thông tỉnh Tuyên Quang giữ vững nhịp độ, các
doanh nghiệp mở rộng mạng lưới tới những thôn vùng cao và duy trì dịch vụ ổn định cho người dân.</p>
<table border="1"><tr><th rowspan="2">Đơn vị</th><th colspan="2">Hồ sơ</th>
<th rowspan="2">Tỷ lệ đúng hạn</th></tr><tr><th>Tiếp nhận</th><th>Qua mạng</th></tr>
<tr><td>Yên Sơn</td><td>3.402</td><td>2.215</td><td>98,4%</td></tr>
<tr><td>Sơn Dương</td><td>2.960</td><td>1.847</td><td>97,9%</td></tr></table>
<p>Sở yêu cầu các phòng rà soát những chỉ tiêu còn thấp và báo cáo kết quả trước cuối quý II, đồng
thời phối hợp với các huyện để hoàn thành việc tập huấn cho cán bộ cấp xã theo kế hoạch đã giao.</p>
</article></body></html>
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("written")
    reports = folder / "reports"
    reports.mkdir()
    Path(reports, "tuyen-quang-quy-1.txt").write_text(QUARTER, encoding="utf-8")
    Path(reports, "tuyen-quang-thang-4.html").write_text(MERGED, encoding="utf-8")
    with Archive.open(folder / "archive", create=True) as archive:
        archive.build([reports])
        yield Assistant(archive)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        pytest.param(
            "Tháng 2/2024 Tuyên Quang phạt mấy cửa hàng?", "04", id="month of a list of months"
        ),
        pytest.param(
            "Tuyên Quang tháng 3/2024 kiểm tra bao nhiêu cửa hàng?", "15", id="the list's last"
        ),
        pytest.param(
            "Năm 2023 Tuyên Quang cấp bao nhiêu giấy phép xuất bản bản tin?",
            "64",
            id="another year in brackets",
        ),
        pytest.param(
            "Quý I/2024 Tuyên Quang cấp bao nhiêu giấy phép xuất bản bản tin?",
            "57",
            id="not the year in brackets",
        ),
        pytest.param(
            "Chỉ tính quý I/2024, Tuyên Quang có bao nhiêu hộ dân được gắn mã địa chỉ số?",
            "5.310",
            id="of the quarter alone",
        ),
        pytest.param(
            "Tính đến hết tháng 3/2024 Tuyên Quang có bao nhiêu điểm phục vụ bưu chính?",
            "188",
            id="as of the quarter's last month",
        ),
        pytest.param(
            "TQ quý I/2024 có bao nhiêu điểm phục vụ bưu chính?", "188", id="initials of a province"
        ),
        pytest.param(
            "Tôi đang viết bài phát biểu cho lãnh đạo. Quý I/2024 Tuyên Quang có bao nhiêu điểm"
            " phục vụ bưu chính?",
            "188",
            id="a sentence that asks nothing",
        ),
        pytest.param(
            "Quý I/2024 Tuyên Quang cử bao nhiêu cán bộ đi học quản trị dữ liệu ở Hà Nội?",
            "14",
            id="another province as a venue",
        ),
        pytest.param(
            "Quý I/2024 Tuyên Quang cấp mới bao nhiêu chứng thư số cho cá nhân?",
            "215",
            id="a part told by a preposition",
        ),
        pytest.param(
            "Huyện Na Hang quý I/2024 có bao nhiêu hồ sơ trực tuyến?",
            "861",
            id="appendix behind the plan",
        ),
        pytest.param(
            "Tháng 4/2024 Yên Sơn có bao nhiêu hồ sơ qua mạng?", "2.215", id="second row of a head"
        ),
        pytest.param(
            "Tháng 4/2024 Sơn Dương tiếp nhận bao nhiêu hồ sơ?", "2.960", id="head over two columns"
        ),
        pytest.param(
            "tuyen quang quy 1/2024 su co dut cap lam gian doan may thue bao",
            "7.260",
            id="what the clause before is about",
        ),
    ],
)
def test_the_figure_meant_is_found(written: Assistant, question: str, value: str) -> None:
    answer = written.ask(question)
    assert answer.answerable, answer.answer
    assert answer.value == value
    assert value in answer.citations[0].excerpt


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(
            "Tổng số trạm BTS trên toàn tỉnh Tuyên Quang quý I/2024?", id="only the inspected ones"
        ),
        pytest.param(
            "Tỷ lệ giải quyết đúng hạn của cấp xã ở Tuyên Quang quý I/2024?", id="overall rate only"
        ),
        pytest.param(
            "Cuối năm 2024 Tuyên Quang có bao nhiêu điểm phục vụ bưu chính?", id="end of the year"
        ),
        pytest.param(
            "Số cơ sở phát hành sách của Tuyên Quang quý I/2024?", id="said to be unknown"
        ),
        pytest.param("giá vàng hôm nay", id="off topic"),
        pytest.param("What is the capital of France?", id="off topic in English"),
        pytest.param(
            "Vì sao thuê bao ở Tuyên Quang giảm trong quý I/2024?", id="a premise nobody states"
        ),
    ],
)
def test_what_is_not_said_is_refused(written: Assistant, question: str) -> None:
    answer = written.ask(question)
    assert not answer.answerable, answer.answer


def _last(assistant: Assistant, *questions: str) -> str:
    conversation = Conversation()
    for question in questions:
        answer = assistant.ask(question, conversation=conversation)
        conversation = conversation.with_turn(question, answer)
    return answer.answer


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        pytest.param(
            ("Tháng 1/2024 Tuyên Quang kiểm tra bao nhiêu cửa hàng?", "tháng 2 thì sao?"),
            "09",
            id="the next month of the list",
        ),
        pytest.param(
            ("Báo cáo quý I/2024 của Tuyên Quang số mấy?", "ai ký báo cáo đó?", "ký ngày nào?"),
            "22",
            id="signed when",
        ),
        pytest.param(
            ("Tháng 4/2024 Yên Sơn có bao nhiêu hồ sơ qua mạng?", "còn Sơn Dương?"),
            "1.847",
            id="another place only",
        ),
        pytest.param(
            ("Tháng 2/2024 Tuyên Quang phạt mấy cửa hàng?", "số tiền là bao nhiêu?"),
            "31,5",
            id="another quantity of the sentence",
        ),
    ],
)
def test_a_follow_up_is_of_what_was_just_told(
    written: Assistant, turns: tuple[str, ...], expected: str
) -> None:
    assert expected in _last(written, *turns)
