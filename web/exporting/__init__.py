"""A conversation as a file that can be passed on: Markdown or DOCX, sources included."""

from web.exporting.docx import as_docx
from web.exporting.markdown import as_markdown

__all__ = ["as_docx", "as_markdown"]
