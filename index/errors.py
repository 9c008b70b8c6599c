"""The one error that the index raises for what a person can put right."""

from __future__ import annotations

from typing import Literal

Language = Literal["vi", "en"]

_MESSAGES: dict[str, tuple[str, str]] = {
    "archive_missing": (
        "Chưa có kho báo cáo ở {path}. Hãy chạy: python -m index build THƯ_MỤC --data {path}",
        "There is no archive in {path}. Run: python -m index build FOLDER --data {path}",
    ),
    "archive_damaged": (
        "Tệp dữ liệu {path} bị hỏng ({reason}). Tệp được giữ nguyên; hãy khôi phục từ bản sao lưu"
        " hoặc chạy: python -m index rebuild --from-reports --data {data}",
        "The data file {path} is damaged ({reason}). It was left as it is; restore it from a"
        " backup or run: python -m index rebuild --from-reports --data {data}",
    ),
    "archive_lost": (
        "Tệp dữ liệu {path} không còn hoặc trống, nhưng các bản gốc vẫn còn. Hãy khôi phục từ bản"
        " sao lưu hoặc chạy: python -m index rebuild --from-reports --data {data}",
        "The data file {path} is gone or empty, but the original reports are there. Restore it"
        " from a backup or run: python -m index rebuild --from-reports --data {data}",
    ),
    "wal_foreign": (
        "Tệp {wal} không thuộc cơ sở dữ liệu {path}. Chưa có gì bị thay đổi; hãy dời tệp đó đi"
        " rồi chạy lại.",
        "The file {wal} does not belong to the database {path}. Nothing was changed; move that"
        " file away and run again.",
    ),
    "archive_unreadable": (
        "Không đọc được {path}: {reason}.",
        "Cannot read {path}: {reason}.",
    ),
    "archive_in_use": (
        "Kho báo cáo {path} đang được một chương trình khác mở. Hãy đóng chương trình đó rồi chạy"
        " lại.",
        "The archive {path} is open in another program. Close that program and run again.",
    ),
    "nothing_to_recover": (
        "Không có bản gốc nào trong {path} để dựng lại kho.",
        "There are no originals in {path} to make the archive from.",
    ),
    "archive_newer": (
        "Kho báo cáo {path} theo định dạng {found}, phần mềm này chỉ đọc được đến định dạng"
        " {known}. Hãy nâng cấp phần mềm.",
        "The archive {path} has format {found}; this version reads up to format {known}."
        " Please upgrade.",
    ),
    "archive_not_writable": (
        "Không ghi được vào {path}: {reason}.",
        "Cannot write to {path}: {reason}.",
    ),
    "archive_closed": ("Kho báo cáo đã đóng.", "The archive is closed."),
    "busy": (
        "Kho báo cáo {path} đang được một tiến trình khác cập nhật. Hãy thử lại khi việc đó xong.",
        "The archive {path} is being updated by another process. Try again when it has finished.",
    ),
    "model_missing": (
        "Không tìm thấy mô hình {model}. Hãy cài lại phần mềm hoặc sửa mục model trong cấu hình.",
        "The model {model} was not found. Reinstall, or correct the setting model.",
    ),
    "model_unreadable": (
        "Không nạp được mô hình {model}: {reason}.",
        "The model {model} cannot be loaded: {reason}.",
    ),
    "model_damaged": (
        "Tệp mô hình {path} bị hỏng hoặc không đúng định dạng ({reason}).",
        "The model file {path} is damaged or of an unknown format ({reason}).",
    ),
    "model_unfaithful": (
        "Mô hình {model} cho kết quả khác với bản gốc (độ giống {cosine}). Hãy xóa thư mục {path}"
        " rồi chạy lại.",
        "The model {model} does not agree with its original (cosine {cosine})."
        " Delete the folder {path} and run again.",
    ),
    "model_mismatch": (
        "Kho báo cáo được tạo bằng mô hình {found}, cấu hình hiện tại là {wanted}; hai mô hình"
        " không dùng chung được. Hãy chạy: python -m index rebuild --data {path}",
        "The archive was made with the model {found}, the settings name {wanted}; the two cannot"
        " be mixed. Run: python -m index rebuild --data {path}",
    ),
    "settings_invalid": (
        "Cấu hình {source} không hợp lệ: {reason}.",
        "The settings in {source} are not valid: {reason}.",
    ),
    "path_missing": ("Không có tệp hoặc thư mục {path}.", "There is no file or folder {path}."),
    "nothing_to_build": (
        "Không có tệp báo cáo nào ở {path}.",
        "There are no report files in {path}.",
    ),
    "report_unknown": (
        "Kho không có báo cáo nào là {selector}.",
        "The archive has no report {selector}.",
    ),
    "report_not_removed": (
        "Báo cáo {source} đang không ở trạng thái đã gỡ.",
        "The report {source} is not removed.",
    ),
    "correction_empty": (
        "Chưa có thông tin nào được đính chính.",
        "Nothing to correct was given.",
    ),
    "title_invalid": (
        "Tiêu đề không hợp lệ: cần một dòng chữ, nhiều nhất {longest} ký tự.",
        "The title is not valid: one line of at most {longest} characters is needed.",
    ),
    "number_invalid": (
        "Số hiệu “{value}” không hợp lệ; cách viết đúng như 357/BC-STTTT.",
        "The number “{value}” is not valid; write it like 357/BC-STTTT.",
    ),
    "issuer_invalid": (
        "Tên cơ quan ban hành không hợp lệ: cần một dòng chữ, nhiều nhất {longest} ký tự.",
        "The issuer is not valid: one line of at most {longest} characters is needed.",
    ),
    "province_invalid": (
        "“{value}” không phải tên tỉnh, thành phố.",
        "“{value}” is not the name of a province.",
    ),
    "period_invalid": (
        "Kỳ báo cáo “{value}” không hợp lệ; cách viết đúng như tháng 4/2023, quý III/2019,"
        " 6 tháng đầu năm 2022, năm 2020.",
        "The period “{value}” is not valid; write it like April 2023, Q3 2019,"
        " first half of 2022, 2020.",
    ),
    "issued_invalid": (
        "Ngày ban hành “{value}” không hợp lệ; cách viết đúng như 04/5/2023.",
        "The day of issue “{value}” is not valid; write it like 2023-05-04.",
    ),
    "original_unreadable": (
        "Không đọc lại được bản gốc của báo cáo {source}: {reason}",
        "The original of the report {source} cannot be read again: {reason}",
    ),
    "original_altered": (
        "Bản gốc của báo cáo {source} đã bị thay đổi hoặc hỏng ({path}).",
        "The original of the report {source} was altered or is damaged ({path}).",
    ),
    "original_missing": (
        "Không còn bản gốc của báo cáo {source} ({path}).",
        "The original of the report {source} is gone ({path}).",
    ),
}


class ArchiveError(Exception):
    """A failure with one clear sentence for a person, in Vietnamese and in English.

    `code` is stable and names the cause; ``str(error)`` is the Vietnamese sentence.
    """

    def __init__(self, code: str, **detail: object) -> None:
        """Make the error `code`; `detail` fills the sentence."""
        self.code = code
        self.detail = detail
        super().__init__(self.message())

    def message(self, language: Language = "vi") -> str:
        """Return the sentence in `language`."""
        vietnamese, english = _MESSAGES[self.code]
        return (english if language == "en" else vietnamese).format(**self.detail)
