"""Makes the files that the reader tests read: PDF and DOCX byte by byte, no font needed."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pypdf import PdfReader, PdfWriter

GLYPH = 0.5  # every letter of the test fonts is half an em wide


@dataclass
class PageMaker:
    """Draws text and rules on one A4 page; ``y`` is measured upwards, in points."""

    content: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 13, *, bold: bool = False) -> float:
        """Draw `text` and return the x where it ends."""
        codes = text.encode("utf-16-be").hex()
        font = "B" if bold else "R"
        self.content.append(f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET")
        return x + len(text) * GLYPH * size

    def runs(self, x: float, y: float, *runs: str, size: float = 13) -> float:
        """Draw runs of text one after the other; a run that begins with ``^`` is raised."""
        for run in runs:
            if run.startswith("^"):
                x = self.text(x, y + 0.35 * size, run[1:], 0.58 * size)
            else:
                x = self.text(x, y, run, size)
        return x

    def broken(self, x: float, y: float, text: str, fallback: Iterable[int], size: float) -> None:
        """Draw `text` as producers with a substitute font do: `fallback` letters come last."""
        late = set(fallback)
        for index, letter in enumerate(text):
            if index not in late:
                self.text(x + index * GLYPH * size, y, letter, size)
        for index in sorted(late):
            self.text(x + index * GLYPH * size, y, text[index], size)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Draw the rules of a table."""
        for x in xs:
            self.content.append(f"{x} {min(ys)} m {x} {max(ys)} l S")
        for y in ys:
            self.content.append(f"{min(xs)} {y} m {max(xs)} {y} l S")


def _font(name: str, cmap: int) -> str:
    return (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
        f"/ToUnicode {cmap} 0 R /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 "
        f"/BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        f"/Supplement 0 >> /DW {int(GLYPH * 1000)} /W [0 65535 {int(GLYPH * 1000)}] >>] >>"
    )


def _stream(data: bytes, extra: str = "") -> bytes:
    return f"<< /Length {len(data)} {extra} >>\nstream\n".encode() + data + b"\nendstream"


def raw_pdf(objects: Sequence[str | bytes]) -> bytes:
    """Return a PDF of numbered objects; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        data = body.encode() if isinstance(body, str) else body
        out += f"{number} 0 obj\n".encode() + data + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for offset in offsets:
        out += f"{offset:010d} 00000 n \n".encode()
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def pdf(*pages: PageMaker | bytes, filters: str = "", unicode_map: bool = True) -> bytes:
    """Return a PDF of `pages`; bytes are taken as content streams as they are."""
    letters = sorted({
        code
        for page in pages
        if isinstance(page, PageMaker)
        for line in page.content
        if "<" in line
        for code in _codes(line)
    })  # fmt: skip
    entries = [f"<{code}> <{code}>" for code in letters]
    groups = [entries[i : i + 100] for i in range(0, len(entries), 100)]
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + "\n".join(f"{len(g)} beginbfchar\n" + "\n".join(g) + "\nendbfchar" for g in groups)
        + "\nendcmap end"
    )
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages)))
    objects: list[str | bytes] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        _stream(cmap.encode()),
        _font("Serif", 3),
        _font("Serif-Bold", 3),
    ]
    if not unicode_map:
        objects[3:5] = [str(o).replace("/ToUnicode 3 0 R", "") for o in objects[3:5]]
    for index, page in enumerate(pages):
        data = page if isinstance(page, bytes) else "\n".join(page.content).encode()
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font "
            f"<< /R 4 0 R /B 5 0 R >> >> /Contents {7 + 2 * index} 0 R >>"
        )
        objects.append(_stream(data, filters))
    return raw_pdf(objects)


def _codes(line: str) -> list[str]:
    digits = line[line.index("<") + 1 : line.index(">")]
    return [digits[i : i + 4] for i in range(0, len(digits), 4)]


def simple_pdf(*lines: str) -> bytes:
    """Return a PDF of one page with `lines`."""
    page = PageMaker()
    for index, line in enumerate(lines):
        page.text(72, 760 - 30 * index, line)
    return pdf(page)


def encrypted_pdf(user: str, owner: str, algorithm: str = "RC4-128") -> bytes:
    """Return a PDF that opens with the password `user`, "" for anyone."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(simple_pdf("Báo cáo công tác tháng tư"))))
    writer.encrypt(user, owner, algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def flate_bomb(size: int) -> bytes:
    """Return a PDF whose page content inflates to `size` bytes."""
    return pdf(zlib.compress(b" " * size, 9), filters="/Filter /FlateDecode")


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_PART_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="f1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" '
    'Target="footnotes.xml"/></Relationships>'
)


def docx(body: str, footnotes: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """Return a Word file with the given XML inside ``<w:body>`` and ``<w:footnotes>``."""
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _CONTENT_TYPES.encode(),
        "_rels/.rels": _RELATIONS.encode(),
        "word/document.xml": (
            f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'.encode()
        ),
    }
    if footnotes:
        parts["word/_rels/document.xml.rels"] = _PART_RELATIONS.encode()
        parts["word/footnotes.xml"] = (
            f'<w:footnotes xmlns:w="{_W}">{footnotes}</w:footnotes>'.encode()
        )
    return archive(parts | (extra or {}))


def archive(parts: dict[str, bytes]) -> bytes:
    """Return a zip archive of `parts`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """Return the XML of a paragraph with one run."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def table(rows: Sequence[Sequence[str]], *, ruled: bool = True) -> str:
    """Return the XML of a table; a cell given as XML (``<w:tc…``) is taken as it is."""
    side = '<w:{} w:val="single" w:sz="4"/>'
    borders = "".join(side.format(name) for name in ("top", "left", "bottom", "right"))
    properties = f"<w:tblBorders>{borders}</w:tblBorders>" if ruled else ""
    xml = f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/>"
    for row in rows:
        cells = (c if c.startswith("<w:tc>") else f"<w:tc>{paragraph(c)}</w:tc>" for c in row)
        xml += f"<w:tr>{''.join(cells)}</w:tr>"
    return xml + "</w:tbl>"
