"""Gradio's own texts in Vietnamese.

Gradio ships no Vietnamese and picks only among the languages it ships, so that a
Vietnamese browser gets ``en``: that is where these stand.
"""

from __future__ import annotations

GRADIO_TEXTS = {
    "common.clear": "Xóa",
    "common.download": "Tải xuống",
    "common.edit": "Sửa",
    "common.empty": "Trống",
    "common.error": "Lỗi",
    "common.loading": "Đang tải",
    "common.or": "hoặc",
    "common.remove": "Bỏ",
    "common.submit": "Gửi",
    "common.undo": "Hoàn tác",
    "common.progress": "Tiến độ",
    "blocks.connection_can_break": "Kết nối có thể mất khi rời trang hoặc máy ngủ.",
    "blocks.long_requests_queue": "Đang có nhiều yêu cầu chờ.",
    "blocks.lost_connection": "Mất kết nối vì rời trang. Đang nối lại…",
    "blocks.waiting_for_inputs": "Tệp chưa tải lên xong, hãy đợi một chút rồi thử lại.",
    "file.uploading": "Đang tải lên…",
    "status.queue_position": "Đang chờ: {position}/{size}",
    "upload_text.click_to_upload": "Bấm để chọn tệp",
    "upload_text.drop_file": "Kéo và thả tệp vào đây",
    "errors.runtime_error": "có lỗi khi chạy",
    "errors.config_error": "có lỗi cấu hình",
    "errors.use_via_api": "Dùng qua API",
}
