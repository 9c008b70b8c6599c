"""English frames: by how much, what was the longest, which kinds most often, until when."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.answering.spans import ends
from assistant.facets import Dimension
from assistant.kinds import Kind
from assistant.question import Question
from corpus.periods import Period
from index import Archive
from tests.assistant.reading import reader_of

REPORT = """UBND TỈNH QUẢNG NGÃI
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 77/BC-STTTT
Quảng Ngãi, ngày 24 tháng 8 năm 2022

BÁO CÁO
Kết quả công tác tháng 8 năm 2022

1. Viễn thông
Chỉnh trang, hạ ngầm 38,5 km cáp ở các phường trung tâm; kế hoạch năm là 30 km.
Xảy ra 05 vụ đứt cáp quang do xe múc, thời gian khắc phục lâu nhất 6 giờ 15 phút.
Các doanh nghiệp xây mới 24 vị trí, trong đó Viettel 14, VNPT 10.
Đã khóa 1.407 thuê bao có dấu hiệu là SIM rác.
Toàn bộ 96 điểm Bưu điện - Văn hóa xã có mạng, 52 điểm có máy tính công cộng.
Việc kéo điện lưới tới trạm ở huyện Trà Bồng bị chậm vì đường vào dốc.
2. An toàn thông tin
Ghi nhận 219 phản ánh về lừa đảo qua mạng, phổ biến nhất là giả danh thuế và bán hàng giả.
Máy chủ của một trường học bị mã hóa đòi tiền chuộc.
Trường học không trả tiền chuộc.
3. Chuyển đổi số
Trung tâm IOC được phê duyệt tại Quyết định số 512/QĐ-UBND ngày 14/3/2022; chưa xây dựng.
Kể từ ngày 02/8 mở chiến dịch 45 ngày nộp hồ sơ tại nhà. Chiến dịch kéo dài đến ngày 15/9/2022.
4. Thanh tra
Phạt 02 tổ chức 18 triệu đồng, gồm một công ty chuyển phát không niêm yết giá cước 6 triệu đồng.

GIÁM ĐỐC
Phan Quang Định
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("frames")
    report = folder / "quang-ngai-thang-8-2022.txt"
    report.write_text(REPORT, encoding="utf-8")
    with Archive.open(folder / "archive", create=True) as archive:
        archive.build([report])
        yield Assistant(archive)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("By how many kilometres did Quang Ngai exceed its plan for burying cables?", "8,5"),
        ("What was the longest time needed to repair the fibre cuts?", "6 giờ 15 phút"),
        ("How many new sites did VNPT build in Quang Ngai?", "10"),
        ("How many suspected junk SIM subscriptions were blocked?", "1.407"),
        ("Why is it taking so long to bring grid power to the stations in Tra Bong?", "dốc"),
        ("Which kinds of online scam were reported most often?", "giả danh thuế"),
        ("Did the school whose server was encrypted pay the ransom?", "No"),
        ("When does the 45-day campaign end?", "15 September 2022"),
        ("When was the IOC of Quang Ngai approved?", "14 March 2022"),
        ("How much was the courier company fined for not displaying its prices?", "6 triệu"),
    ],
)
def test_an_answer_to_an_english_frame(written: Assistant, question: str, said: str) -> None:
    answer = written.ask(question)
    assert answer.answerable, answer.answer
    assert said in answer.answer


def test_a_decision_does_not_date_the_use_of_what_it_approves(written: Assistant) -> None:
    answer = written.ask("When was the IOC of Quang Ngai put into use?")
    assert not answer.answerable, answer.answer


def read(question: str) -> Question:
    return reader_of([""]).read(question)


def test_the_months_between_which_something_changed() -> None:
    asked = "By how much did the number of calls change between March and May 2022?"
    assert set(ends(read(asked)) or read(asked).periods) == {
        Period.month(2022, 3),
        Period.month(2022, 5),
    }


def test_the_longest_time_and_the_most_reported_things() -> None:
    longest = read("What was the longest outage in May 2022?")
    assert (longest.kind, longest.dimension) == (Kind.NUMBER, Dimension.TIME)
    assert read("What were the three most reported issues on the app?").kind is Kind.LIST
    assert read("How many commune post offices are there?").levels == ()


def test_a_figure_beside_a_name_leaves_the_name_asked_for() -> None:
    asked = "Which district of Quang Ngai ranks last for online filing, and at what rate?"
    assert read(asked).kind is read(asked.partition(",")[0] + "?").kind
