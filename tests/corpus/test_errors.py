"""Messages of reading errors."""

from __future__ import annotations

import pickle

import pytest

from corpus.errors import ReadError, ReadErrorCode


@pytest.mark.parametrize("code", list(ReadErrorCode), ids=str)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_message_is_one_sentence_that_names_the_file(code, language):
    message = ReadError(code, "bao-cao {4}.pdf").message(language)
    assert "bao-cao {4}.pdf" in message
    assert message.endswith(".")
    assert ";" in message, "the cause and the way out are both said"
    assert "\n" not in message
    assert "()" not in message


def test_text_of_the_exception_is_vietnamese():
    error = ReadError(ReadErrorCode.EMPTY, "a.txt")
    assert str(error) == error.message("vi") == error.message()
    assert error.message("en") != error.message("vi")


@pytest.mark.parametrize(
    ("language", "detail"), [("vi", "hơn 9 trang"), ("en", "more than 9 pages")]
)
def test_detail_is_given_in_the_language_asked_for(language, detail):
    error = ReadError(
        ReadErrorCode.TOO_LARGE, "a.pdf", detail="hơn 9 trang", detail_en="more than 9 pages"
    )
    assert f"({detail})" in error.message(language)


def test_error_survives_pickling():
    """Worker processes of a test run or an index build send errors to one another."""
    error = ReadError(ReadErrorCode.TOO_LARGE, "a.pdf", detail="x", detail_en="y")
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.code, copy.message("vi"), copy.message("en")) == (
        error.code,
        error.message("vi"),
        error.message("en"),
    )
