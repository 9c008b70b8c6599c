"""Why a file could not be read, said so that a clerk knows what to do next."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

Language = Literal["vi", "en"]


class ReadErrorCode(StrEnum):
    """Causes that call for different actions of the person who brought the file."""

    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    NO_TEXT = "no_text"
    WRONG_TYPE = "wrong_type"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    TOO_LONG_TIME = "too_long_time"
    TOO_MUCH_MEMORY = "too_much_memory"
    GARBLED = "garbled"
    UNREADABLE = "unreadable"


_VIETNAMESE = {
    ReadErrorCode.EMPTY: "Tệp “{source}” không có nội dung; hãy kiểm tra và chọn lại tệp.",
    ReadErrorCode.ENCRYPTED: (
        "Tệp “{source}” được bảo vệ bằng mật khẩu; hãy gỡ mật khẩu rồi nạp lại."
    ),
    ReadErrorCode.DAMAGED: (
        "Tệp “{source}” bị hỏng hoặc tải về chưa đủ{detail}; hãy lấy lại bản gốc rồi nạp lại."
    ),
    ReadErrorCode.NO_TEXT: (
        "Tệp “{source}” không có chữ đọc được, có vẻ là bản quét hoặc ảnh chụp; "
        "hãy nhận dạng chữ (OCR) hoặc dùng bản văn bản gốc."
    ),
    ReadErrorCode.WRONG_TYPE: (
        "Nội dung tệp “{source}” không đúng với phần mở rộng của tên{detail}; "
        "hãy kiểm tra và chọn đúng tệp."
    ),
    ReadErrorCode.UNSUPPORTED: (
        "Chưa đọc được loại tệp của “{source}”{detail}; "
        "hãy lưu thành .docx, .pdf, .html hoặc .txt rồi nạp lại."
    ),
    ReadErrorCode.TOO_LARGE: (
        "Tệp “{source}” vượt giới hạn{detail}; hãy chia nhỏ tệp rồi nạp lại."
    ),
    ReadErrorCode.TOO_LONG_TIME: (
        "Đọc tệp “{source}” quá lâu nên đã dừng{detail}; hãy lưu lại hoặc chia nhỏ tệp rồi nạp lại."
    ),
    ReadErrorCode.TOO_MUCH_MEMORY: (
        "Đọc tệp “{source}” cần quá nhiều bộ nhớ nên đã dừng{detail}; "
        "hãy lưu lại hoặc chia nhỏ tệp rồi nạp lại."
    ),
    ReadErrorCode.GARBLED: (
        "Chữ trong tệp “{source}” bị lỗi phông hoặc bảng mã{detail} nên không đọc được; "
        "hãy chuyển sang Unicode hoặc dùng bản văn bản gốc."
    ),
    ReadErrorCode.UNREADABLE: (
        "Không mở được tệp “{source}”{detail}; hãy kiểm tra đường dẫn và quyền đọc tệp."
    ),
}

_ENGLISH = {
    ReadErrorCode.EMPTY: "The file “{source}” is empty; check it and choose it again.",
    ReadErrorCode.ENCRYPTED: (
        "The file “{source}” is protected by a password; remove the password and load it again."
    ),
    ReadErrorCode.DAMAGED: (
        "The file “{source}” is damaged or incomplete{detail}; get the original and load it again."
    ),
    ReadErrorCode.NO_TEXT: (
        "The file “{source}” holds no readable text and looks like a scan or a picture; "
        "run text recognition (OCR) on it or use the original document."
    ),
    ReadErrorCode.WRONG_TYPE: (
        "The content of “{source}” is not what its name says{detail}; "
        "check it and choose the right file."
    ),
    ReadErrorCode.UNSUPPORTED: (
        "Files like “{source}” cannot be read{detail}; "
        "save it as .docx, .pdf, .html or .txt and load it again."
    ),
    ReadErrorCode.TOO_LARGE: (
        "The file “{source}” exceeds a limit{detail}; split the file and load the parts."
    ),
    ReadErrorCode.TOO_LONG_TIME: (
        "Reading “{source}” took too long and was stopped{detail}; "
        "save it anew or split it and load it again."
    ),
    ReadErrorCode.TOO_MUCH_MEMORY: (
        "Reading “{source}” needed too much memory and was stopped{detail}; "
        "save it anew or split it and load it again."
    ),
    ReadErrorCode.GARBLED: (
        "The letters in “{source}” are garbled by its font or encoding{detail}; "
        "convert it to Unicode or use the original document."
    ),
    ReadErrorCode.UNREADABLE: (
        "The file “{source}” cannot be opened{detail}; check its path and the right to read it."
    ),
}


class ReadError(Exception):
    """A file cannot be read; `message` says which, why and what to do, in one sentence.

    ``source`` is the file's name. ``detail`` narrows the cause in Vietnamese
    (``"hơn 2.000 trang"``) and ``detail_en`` in English; both may be empty.
    """

    def __init__(
        self, code: ReadErrorCode, source: str, *, detail: str = "", detail_en: str = ""
    ) -> None:
        super().__init__(code, source, detail, detail_en)
        self.code = code
        self.source = source
        self.detail = detail
        self.detail_en = detail_en or detail

    def message(self, language: Language = "vi") -> str:
        """Return one sentence in `language` that names the file, the cause and the way out."""
        if language == "en":
            template, detail = _ENGLISH[self.code], self.detail_en
        else:
            template, detail = _VIETNAMESE[self.code], self.detail
        return template.format(source=self.source, detail=f" ({detail})" if detail else "")

    def __str__(self) -> str:
        return self.message("vi")

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.code, self.source, self.detail, self.detail_en)


def _rebuild(code: ReadErrorCode, source: str, detail: str, detail_en: str) -> ReadError:
    return ReadError(code, source, detail=detail, detail_en=detail_en)
