"""PDF files, page by page; runs in the process that `corpus.readers.worker` restricts."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader, apply_configuration
from pypdf.errors import (
    DependencyError,
    FileNotDecryptedError,
    LimitReachedError,
    PyPdfError,
    WrongPasswordError,
)

from corpus.errors import ReadError, ReadErrorCode
from corpus.readers.assembly import Assembled
from corpus.readers.limits import Limits, grouped
from corpus.readers.pdf_content import PageContent, TooManyCharacters, read_page
from corpus.readers.pdf_fonts import FontCache
from corpus.readers.pdf_layout import Page, compose
from corpus.readers.pdf_lines import lines_as_drawn, lines_by_place
from corpus.readers.pdf_page import arrange
from corpus.readers.quality import GOOD_RATIO, enough_words, is_garbled
from corpus.vietnamese import syllable_ratio

_MAX_STREAM = 32 * 2**20


def read_pdf(content: bytes, source: str, limits: Limits) -> Assembled:
    """Return the text of a PDF in reading order with its pages.

    Raises `ReadError`: ENCRYPTED, TOO_LARGE (pages, characters, or what it unpacks to),
    DAMAGED, NO_TEXT, GARBLED.
    """
    try:
        with apply_configuration(
            maximum_declared_stream_length=_MAX_STREAM,
            array_based_stream_maximum_output_length=_MAX_STREAM,
            zlib_maximum_output_length=_MAX_STREAM,
            lzw_maximum_output_length=_MAX_STREAM,
            run_length_maximum_output_length=_MAX_STREAM,
            brotli_maximum_output_length=_MAX_STREAM,
            stream_decoding_work_maximum_length=3 * _MAX_STREAM,
            stream_parsing_work_maximum_count=1_000_000,
            page_tree_maximum_entries=10 * limits.pages + 1_000,
            page_tree_maximum_page_entries=10 * limits.pages + 1_000,
        ):
            done = compose(_pages(content, source, limits))
    except (FileNotDecryptedError, WrongPasswordError, DependencyError) as error:
        raise ReadError(ReadErrorCode.ENCRYPTED, source) from error
    except LimitReachedError as error:
        raise ReadError(
            ReadErrorCode.TOO_LARGE,
            source,
            detail="nội dung sau khi giải nén quá lớn hoặc quá phức tạp",
            detail_en="its content unpacks to too much or is too complex",
        ) from error
    except TooManyCharacters as error:
        raise ReadError(
            ReadErrorCode.TOO_LARGE,
            source,
            detail=f"hơn {grouped(limits.characters)} ký tự",
            detail_en=f"more than {limits.characters:,} characters",
        ) from error
    except PyPdfError as error:
        raise ReadError(ReadErrorCode.DAMAGED, source) from error
    if not done.text.strip():
        raise ReadError(ReadErrorCode.NO_TEXT, source)
    if is_garbled(done.text):
        raise ReadError(ReadErrorCode.GARBLED, source)
    return done


def _pages(content: bytes, source: str, limits: Limits) -> list[Page]:
    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadError(ReadErrorCode.ENCRYPTED, source)
    count = len(reader.pages)
    if count > limits.pages:
        raise ReadError(
            ReadErrorCode.TOO_LARGE,
            source,
            detail=f"{grouped(count)} trang, nhiều hơn {grouped(limits.pages)}",
            detail_en=f"{count:,} pages, more than {limits.pages:,}",
        )
    fonts = FontCache()
    room = limits.characters
    pages: list[Page] = []
    for page in reader.pages:
        drawn = read_page(page, fonts, room)
        room -= sum(len(piece.text) for piece in drawn.pieces)
        pages.append(_ordered(drawn))
    return pages


def _ordered(drawn: PageContent) -> Page:
    """Return a page in drawing order, or by place where drawing order makes no words."""
    as_drawn = arrange(drawn, lines_as_drawn)
    text = as_drawn.text
    if enough_words(text) and syllable_ratio(text) < GOOD_RATIO:
        by_place = arrange(drawn, lines_by_place)
        if syllable_ratio(by_place.text) > syllable_ratio(text):
            return by_place
    return as_drawn
