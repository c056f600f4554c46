"""Documents made for the tests: PDF by hand, Word files and EPUB from their parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

Placed = tuple[float, float, str]
"""A line of a page: points from the left and from the bottom, and its words."""

SIZE, LEADING = 10, 13
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LIGATURE = "/Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl] >>"


def pdf(pages: Sequence[Sequence[Placed]], title: str = "", extra: str = "") -> bytes:
    """A PDF in Helvetica; a line at 24 points when it begins with "# ", at 8 with "~ ". `extra`: into the trailer."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for page in pages:
        stream = "\n".join(_shown(*line) for line in page)
        objects += [f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"]
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R /Resources "
            f"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica {_LIGATURE} >> >> >> >>"
        ]
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Title ({_escaped(title)}) >>")
    body, places = "%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R "
    return f"{body}{head}/Info {len(objects)} 0 R {extra} >>\nstartxref\n{len(body)}\n%%EOF\n".encode("cp1252")


def column(words: str, left: float = 60, top: float = 700, leading: float = LEADING) -> list[Placed]:
    """The lines of `words`, one under the other."""
    return [(left, top - leading * number, line) for number, line in enumerate(words.strip().split("\n"))]


def _shown(left: float, bottom: float, words: str) -> str:
    size = {"# ": 24, "~ ": 8}.get(words[:2], SIZE)
    return f"BT /F {size} Tf {left} {bottom} Td ({_escaped(words if size == SIZE else words[2:])}) Tj ET"


def _escaped(words: str) -> str:
    words = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return words.replace("\ufb01", "\\001").replace("\ufb02", "\\002")


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of `parts`, in order."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return packed.getvalue()


def word(body: str, **parts: str | bytes) -> bytes:
    """A DOCX whose `w:body` holds `body`; other parts by their names."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style>' for name in ("Title", "X")
    )
    return archive({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{kind}.styles+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{relation}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="r2" Type="{relation}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": f"<w:styles {_WORD}>{styles}</w:styles>",
        "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
    } | parts)  # fmt: skip


def paragraph(words: str, style: str = "", properties: str = "") -> str:
    """A paragraph of a Word document."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r></w:p>"


def epub(chapters: Mapping[str, str], metadata: str = "", **parts: str | bytes) -> bytes:
    """An EPUB of `chapters`, HTML by name, in reading order, after a table of contents; other parts by their names."""
    items = "".join(f'<item id="c{n}" href="{name}"/>' for n, name in enumerate(chapters))
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    index = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'{metadata}</metadata><manifest><item id="nav" href="nav.xhtml" properties="nav"/>{items}</manifest>'
        f'<spine><itemref idref="nav"/>{spine}</spine></package>'
    )
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    return archive({
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": f'{container}<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": index,
        "OEBPS/nav.xhtml": f"<html><body><nav>{'<p>Un chapitre de ce livre</p>' * 30}</nav></body></html>",
        **{f"OEBPS/{name}": page for name, page in chapters.items()},
    } | parts)  # fmt: skip
