"""A message for the user in both of the product's languages."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One message, in Vietnamese and in English."""

    vi: str
    en: str

    def text(self, language: str) -> str:
        """Return the message in `language`; Vietnamese for any language but ``"en"``."""
        return self.en if language == "en" else self.vi

    def __str__(self) -> str:
        return self.vi


class BilingualError(Exception):
    """An error to be shown to the user as one line, without a traceback."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.notice = Bilingual(vi, en)

    def message(self, language: str = "vi") -> str:
        """Return the error's line in `language`."""
        return self.notice.text(language)


_CAUSES = (
    (FileNotFoundError, Bilingual("không có tệp này", "no such file")),
    (NotADirectoryError, Bilingual("không có thư mục này", "no such folder")),
    (IsADirectoryError, Bilingual("là thư mục, không phải tệp", "is a folder, not a file")),
    (PermissionError, Bilingual("không có quyền truy cập", "permission denied")),
)


def os_cause(error: OSError) -> Bilingual:
    """Return why a file could not be read or written, without its name."""
    for kind, cause in _CAUSES:
        if isinstance(error, kind):
            return cause
    printed = error.strerror or type(error).__name__
    return Bilingual(printed, printed)
