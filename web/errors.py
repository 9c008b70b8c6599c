"""What the server turns down, each with one clear sentence in Vietnamese and in English."""

from __future__ import annotations

from typing import Literal

Language = Literal["vi", "en"]

_MESSAGES: dict[str, tuple[int, str, str]] = {
    "not_signed_in": (401, "Hãy đăng nhập trước.", "Please sign in first."),
    "wrong_credentials": (
        401,
        "Tên hoặc mật khẩu không đúng.",
        "The name or the password is wrong.",
    ),
    "locked_out": (
        429,
        "Đã thử sai quá nhiều lần. Hãy thử lại sau {wait}.",
        "Too many failed attempts. Try again in {wait_en}.",
    ),
    "wrong_token": (401, "Mã truy cập không hợp lệ.", "The access token is not valid."),
    "not_allowed": (
        403,
        "Việc này chỉ quản trị viên làm được.",
        "Only an administrator can do this.",
    ),
    "forged": (
        403,
        "Trang đã mở quá lâu hoặc yêu cầu không đến từ trang này. Hãy tải lại trang.",
        "The page is too old, or the request does not come from it. Reload the page.",
    ),
    "too_many_questions": (
        429,
        "Mỗi phút chỉ nhận {limit} câu hỏi của một người. Hãy đợi {wait}.",
        "At most {limit} questions a minute from one person. Please wait {wait_en}.",
    ),
    "too_many_uploads": (
        429,
        "Mỗi giờ chỉ nhận {limit} tệp của một người. Hãy thử lại sau.",
        "At most {limit} files an hour from one person. Please try again later.",
    ),
    "too_much_uploaded": (
        429,
        "Mỗi giờ chỉ nhận {limit} MB tệp của một người. Hãy thử lại sau.",
        "At most {limit} MB of files an hour from one person. Please try again later.",
    ),
    "no_files": (400, "Chưa chọn tệp nào.", "No file was chosen."),
    "too_many_files": (
        400,
        "Mỗi lần chỉ nhận {limit} tệp, hãy chia ra.",
        "At most {limit} files at once; please send them in parts.",
    ),
    "file_too_large": (
        413,
        "Tệp {name} lớn hơn {limit} MB.",
        "The file {name} is larger than {limit} MB.",
    ),
    "body_too_large": (
        413,
        "Yêu cầu lớn hơn {limit} MB.",
        "The request is larger than {limit} MB.",
    ),
    "passwords_differ": (
        400,
        "Hai lần gõ mật khẩu mới không giống nhau.",
        "The new password was typed differently the second time.",
    ),
    "route_unknown": (404, "Không có trang này.", "There is no such page."),
    "period_unclear": (
        400,
        "Không hiểu kỳ báo cáo {name}; hãy viết như 2023-04, 2023-Q1 hoặc 2023.",
        "The period {name} is not understood; write it as 2023-04, 2023-Q1 or 2023.",
    ),
    "scope_wide": (
        400,
        "Mỗi loại giới hạn chỉ nhận {limit} giá trị.",
        "At most {limit} values of one kind of filter.",
    ),
    "no_question": (400, "Câu hỏi trống.", "The question is empty."),
    "conversation_unknown": (
        404,
        "Không có cuộc hỏi này.",
        "There is no such conversation.",
    ),
    "turn_unknown": (404, "Không có câu trả lời này.", "There is no such answer."),
    "build_unknown": (404, "Không có lần dựng này.", "There is no such build."),
    "page_unknown": (404, "Báo cáo không có trang này.", "The report has no such page."),
    "place_unknown": (
        404,
        "Báo cáo không có chỗ này.",
        "The report has no such place.",
    ),
    "page_unreadable": (
        422,
        "Không vẽ được trang này của bản gốc.",
        "This page of the original cannot be drawn.",
    ),
    "name_invalid": (
        400,
        "Tên tài khoản phải có 1 đến 64 chữ, số hoặc dấu . _ - @.",
        "A name has 1 to 64 letters, digits or . _ - @.",
    ),
    "name_taken": (409, "Đã có tài khoản {name}.", "There is an account {name} already."),
    "account_unknown": (404, "Không có tài khoản {name}.", "There is no account {name}."),
    "account_locked": (
        403,
        "Tài khoản này đang bị khóa. Hãy hỏi quản trị viên.",
        "This account is locked. Please ask an administrator.",
    ),
    "not_sure": (
        400,
        "Hãy đánh dấu vào ô xác nhận trước.",
        "Tick the box first to say that you are sure.",
    ),
    "own_account": (
        409,
        "Không tự đổi vai trò, khóa hay xóa tài khoản của chính mình.",
        "Nobody changes the role of, locks or removes their own account.",
    ),
    "last_administrator": (
        409,
        "{name} là quản trị viên cuối cùng; hãy thêm hoặc mở khóa một quản trị viên khác trước.",
        "{name} is the last administrator; add or unlock another one first.",
    ),
    "password_short": (
        400,
        "Mật khẩu phải có ít nhất {limit} ký tự.",
        "A password has at least {limit} characters.",
    ),
    "password_long": (
        400,
        "Mật khẩu dài quá {limit} ký tự.",
        "A password has at most {limit} characters.",
    ),
    "password_plain": (
        400,
        "Mật khẩu này quá dễ đoán.",
        "This password is too easy to guess.",
    ),
    "token_unknown": (404, "Không có mã truy cập {name}.", "There is no access token {name}."),
    "store_unusable": (
        503,
        "Không dùng được tệp {path}: {reason}.",
        "The file {path} cannot be used: {reason}.",
    ),
    "store_newer": (
        503,
        "Tệp {path} theo định dạng {found}, phần mềm này chỉ đọc được đến {known}. Hãy nâng cấp.",
        "The file {path} has format {found}; this version reads up to {known}. Please upgrade.",
    ),
    "answer_failed": (
        500,
        "Có lỗi trong máy nên chưa trả lời được câu này. Hãy thử lại hoặc hỏi cách khác.",
        "An error in the machine kept this question from being answered. Try again.",
    ),
    "stopping": (
        503,
        "Máy chủ đang dừng. Hãy thử lại sau ít phút.",
        "The server is stopping. Please try again in a few minutes.",
    ),
}


class DeskError(Exception):
    """A refusal with one sentence for a person in each language, and its HTTP status.

    `code` is stable and names the cause; ``str(error)`` is the Vietnamese sentence.
    """

    def __init__(self, code: str, **detail: object) -> None:
        """Make the error `code`; `detail` fills the sentence."""
        self.code = code
        self.detail = detail
        self.status = _MESSAGES[code][0]
        super().__init__(self.message())

    def message(self, language: Language = "vi") -> str:
        """Return the sentence in `language`."""
        _, vietnamese, english = _MESSAGES[self.code]
        return (english if language == "en" else vietnamese).format(**self.detail)


def waiting(seconds: float) -> dict[str, str]:
    """Return how long `seconds` are, as the details ``wait`` and ``wait_en`` of an error."""
    whole = max(1, round(seconds))
    if whole < 90:
        return {"wait": f"{whole} giây", "wait_en": f"{whole} s"}
    minutes = -(-whole // 60)
    return {"wait": f"{minutes} phút", "wait_en": f"{minutes} min"}
