"""Plain text: encodings old and new, and what is no text."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import unicodedata

import pytest

from corpus.errors import ReadError, ReadErrorCode
from corpus.readers import Limits, legacy, read

TEXT = (
    "Báo cáo kết quả công tác tháng tư\n"
    "Đến nay, toàn tỉnh có 512 trạm thu phát sóng; hạ tầng được mở rộng đến các xã vùng sâu.\n"
    "Các đơn vị khẳng định sẽ hoàn thành kế hoạch, kịp thời xử lý vướng mắc của người dân.\n"
)
LOWER = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"

# The first sentence of TEXT in the bytes of a TCVN3 font, as `iconv -t TCVN5712-1` writes them.
TCVN3_LINE = (
    b"\xae\xd5n nay, to\xb5n t\xd8nh c\xe3 512 tr\xb9m thu ph\xb8t s\xe3ng; "
    b"h\xb9 t\xc7ng \xae\xad\xeec m\xeb r\xe9ng \xae\xd5n c\xb8c x\xb7 v\xefng s\xa9u."
)
TCVN3_MEANING = (
    "đến nay, toàn tỉnh có 512 trạm thu phát sóng; hạ tầng được mở rộng đến các xã vùng sâu."
)
VNI_LINE = "Caùc ñôn vò khaúng ñònh seõ hoaøn thaønh keá hoaïch, kòp thôøi xöû lyù vöôùng maéc."
VNI_MEANING = "Các đơn vị khẳng định sẽ hoàn thành kế hoạch, kịp thời xử lý vướng mắc."


@pytest.fixture
def write(tmp_path):
    def _write(content, name="bao-cao.txt"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return _write


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TEXT.encode(), id="utf-8"),
        pytest.param(TEXT.encode("utf-8-sig"), id="utf-8 with mark"),
        pytest.param(TEXT.encode("utf-16"), id="utf-16 with mark"),
        pytest.param(TEXT.encode("utf-16-le"), id="utf-16-le bare"),
        pytest.param(TEXT.encode("utf-16-be"), id="utf-16-be bare"),
        pytest.param(unicodedata.normalize("NFD", TEXT).encode(), id="decomposed"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="windows line ends"),
        pytest.param(TEXT.replace("\n", "\r").encode(), id="old mac line ends"),
        pytest.param(TEXT.replace("tháng", "thá\x00\x07ng").encode(), id="control characters"),
    ],
)
def test_text_is_the_same_in_every_modern_encoding(write, content):
    assert read(write(content)).text == TEXT


def test_windows_1258_is_composed(write):
    """Windows 1258 writes most tones as combining characters after the vowel."""
    pairs = {
        letter: unicodedata.normalize("NFC", base + tone)
        for letter in LOWER
        for base in "aăâeêioôơuưy"
        for tone in "\u0300\u0301\u0309\u0303\u0323"
        if unicodedata.normalize("NFC", base + tone) == letter
    }
    content = bytearray()
    for letter in TEXT:
        if letter.lower() in pairs:
            decomposed = unicodedata.normalize("NFD", letter)
            tone = next(c for c in decomposed[1:] if c in "\u0300\u0301\u0309\u0303\u0323")
            rest = unicodedata.normalize("NFC", decomposed.replace(tone, ""))
            content += rest.encode("cp1258") + tone.encode("cp1258")
        else:
            content += letter.encode("cp1258")
    assert read(write(bytes(content))).text == TEXT


def test_document_says_where_it_came_from(write):
    document = read(write(TEXT.encode()))
    assert document.source == "bao-cao.txt"
    assert document.media_type == "text/plain"
    assert document.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert document.page_starts == ()


def test_odd_blanks_are_kept(write):
    text = "\n\u00a0\nSố\u00a0 357  ngày\t3\n\n"
    assert read(write(text.encode())).text == text


def test_tcvn3_file_becomes_unicode(write):
    assert read(write(TCVN3_LINE)).text == TCVN3_MEANING


def test_vni_file_becomes_unicode(write):
    assert read(write(VNI_LINE.encode("latin-1"))).text == VNI_MEANING


def test_unicode_file_with_pasted_old_lines_is_repaired_line_by_line(write):
    mixed = f"{TEXT}{TCVN3_LINE.decode('latin-1')}\n{VNI_LINE}\n"
    assert read(write(mixed.encode())).text == f"{TEXT}{TCVN3_MEANING}\n{VNI_MEANING}\n"


def test_short_lines_follow_the_encoding_of_the_others(write):
    content = TCVN3_LINE + b"\nN\xaci nh\xcbn:\n"
    assert read(write(content)).text.splitlines()[1] == "Nơi nhận:"


def test_capitals_of_a_capitals_font_are_capitals():
    assert legacy.repair(["CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM"]) == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Sở Thông tin và Truyền thông – diện tích 12 km², nhiệt độ 37°C, giá 5£ ± 2%",
        "Café Müller à São Paulo: où êtes-vous, señor? Ça va très bien, naïve façade",
        "The quick brown fox jumps over the lazy dog × 3",
    ],
    ids=["vietnamese", "european", "english"],
)
def test_unicode_lines_are_never_converted(line):
    assert legacy.repair([line]) == [line]


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is not installed")
def test_tcvn3_table_agrees_with_iconv():
    done = subprocess.run(
        ["iconv", "-f", "UTF-8", "-t", "TCVN5712-1"], input=LOWER.encode(), capture_output=True
    )
    if done.returncode:
        pytest.skip("this iconv does not know TCVN5712-1")
    assert legacy.from_tcvn3(done.stdout.decode("latin-1")) == LOWER


def test_vni_table_knows_every_letter():
    words = "khaúng kyõ thuaät ñöôïc quyeàn löïc nghóa æ ò kî haèng ÑAËNG VÒ"
    assert legacy.from_vni(words) == "khẳng kỹ thuật được quyền lực nghĩa ỉ ị kỵ hằng ĐẶNG VỊ"


def bad(path, **limits):
    with pytest.raises(ReadError) as caught:
        read(path, limits=Limits(**limits))
    assert caught.value.source == path.name
    return caught.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", ReadErrorCode.EMPTY, id="nothing"),
        pytest.param(b" \n\t\r\n", ReadErrorCode.EMPTY, id="white space"),
        pytest.param(bytes(range(256)) * 20, ReadErrorCode.WRONG_TYPE, id="binary"),
        pytest.param(b"\x7fELF\x02\x01\x01" + bytes(400), ReadErrorCode.WRONG_TYPE, id="program"),
        pytest.param(
            ("§¶ ƒ‡ˆ xqz wvbn ķļ đđđ ŧŧ " * 40).encode(), ReadErrorCode.GARBLED, id="debris"
        ),
        pytest.param(b"PK\x03\x04" + bytes(60), ReadErrorCode.WRONG_TYPE, id="archive"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(60), ReadErrorCode.UNSUPPORTED, id="picture"),
        pytest.param(b"{\\rtf1 abc}", ReadErrorCode.UNSUPPORTED, id="rtf"),
    ],
)
def test_what_is_no_text_is_refused(write, content, code):
    assert bad(write(content)) is code


def test_old_word_file_is_refused_with_advice(write):
    path = write(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "bao-cao.doc")
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.code is ReadErrorCode.UNSUPPORTED
    assert ".docx" in str(caught.value)


def test_file_over_the_size_limit_is_refused(write):
    assert bad(write(b"a" * 1001), file_bytes=1000) is ReadErrorCode.TOO_LARGE
    assert read(write(b"a" * 1000), limits=Limits(file_bytes=1000)).text == "a" * 1000


def test_file_with_too_many_characters_is_refused(write):
    assert bad(write("á".encode() * 1001), characters=1000) is ReadErrorCode.TOO_LARGE


def test_missing_file_and_folder_are_unreadable(tmp_path):
    assert bad(tmp_path / "absent.txt") is ReadErrorCode.UNREADABLE
    assert bad(tmp_path) is ReadErrorCode.UNREADABLE


def test_english_text_is_not_taken_for_debris(write):
    text = "The department reported on the expansion of mobile networks during the year. " * 4
    assert read(write(text.encode())).text == text


def test_real_reports_are_read_verbatim(real_reports):
    for path in sorted(real_reports.glob("*.txt")):
        assert read(path).text == path.read_text(encoding="utf-8")
