"""Bytes to text: byte order mark, UTF-8, the charset that the server or the page declares, then Windows-1252.

UTF-8 comes before a declared charset: French text that is valid UTF-8 is not anything else, and pages lie about
their charset. What is not text is refused by its first bytes, or by its share of control characters.
"""

from __future__ import annotations

import codecs
import re

from rag.errors import NotText
from rag.records import RawDocument
from rag.sources.clean import repair

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ\x00", "XZ"),
    (b"7z\xbc\xaf", "7Z"),
    (b"Rar!", "RAR"),
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0", "DOC"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90\x00", "EXE"),
    (b"OggS", "OGG"),
    (b"ID3", "MP3"),
    (b"GGUF", "GGUF"),
)
_ZIPPED = ((b"application/epub+zip", "EPUB"), (b"word/", "DOCX"), (b"opendocument.text", "ODT"))

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"))
_BOMS_16 = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_KNOWN = re.compile(r"(windows-|cp)125\d|(iso-?)?8859-?\d{1,2}|macintosh|koi8-[ru]|shift_jis|euc-(jp|kr)|big5|gb\w+")
_LATIN_9, _BEYOND_LATIN = re.compile(r"(iso-?)?8859-?15"), re.compile(rb"[\x80-\x9f]")

_RUN = re.compile(r"[^<>\n]+")
_C1 = re.compile(r"[\x80-\x9f]")
# A letter that UTF-8 read as Latin-1 or Windows-1252 begins with, and what it goes on with.
_MISREAD = re.compile(r"[Â-ô][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")

SAMPLE_BYTES = 8192
_MOST_CONTROLS = 0.05
"""Largest share of control bytes in a text. Random bytes have 0.11; a damaged text a few in a thousand."""


def decode(document: RawDocument) -> str:
    """The text of `document`. Raises NotText."""
    content = document.content
    kind = magic(content)
    encoding = _marked(content) or _wide(content)
    if kind is None and encoding is None and _control_share(content) > _MOST_CONTROLS:
        kind = "octets"  # so in both languages
    if kind:
        raise NotText(origin=document.origin, kind=kind)
    return content.decode(encoding, "replace") if encoding else _narrow(content, document.charset)


def mended(page: str) -> str:
    """`page` with the letters that a wrong encoding broke: the parser drops the control characters among them.

    Text by text: a page may take its menu from one place and its article, in another encoding, from another.
    """
    if page.isascii():
        return page
    page = _RUN.sub(lambda run: repair(run[0]) if _MISREAD.search(run[0]) else run[0], page)
    return _C1.sub(lambda sign: sign[0].encode("latin-1").decode("cp1252", "ignore"), page)


def magic(content: bytes) -> str | None:
    """The name of the format that the first bytes betray ("PDF", "ZIP"…); None for what may be text."""
    head = content.lstrip(b"\x00\t\r\n \xef\xbb\xbf")[:16]
    if content.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _ZIPPED if mark in content[:SAMPLE_BYTES]), "ZIP")
    if content[:4] == b"RIFF" and content[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return content[8:12].decode().strip()
    if content[4:8] == b"ftyp":
        return "MP4"
    return next((kind for mark, kind in _MAGIC if content.startswith(mark) or head.startswith(mark)), None)


def _marked(content: bytes) -> str | None:
    return next((encoding for mark, encoding in _BOMS + _BOMS_16 if content.startswith(mark)), None)


def _wide(content: bytes) -> str | None:
    """UTF-16 without its mark: in Western text every second byte is zero."""
    sample = content[:SAMPLE_BYTES]
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    even, odd = sample[0::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if odd > 0.6 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.1 else None


def _control_share(content: bytes) -> float:
    sample = content[:SAMPLE_BYTES]
    controls = sample.translate(None, bytes(range(32, 127)) + bytes(range(128, 256)) + b"\t\n\f\r\x1b")
    return len(controls) / max(len(sample), 1)


def _narrow(content: bytes, served: str | None) -> str:
    match = _DECLARED.search(content[:SAMPLE_BYTES])
    declared = match.group(1).decode("ascii", "replace") if match else ""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _named(content, served or "") or _named(content, declared) or _windows(content)


def _named(content: bytes, charset: str) -> str | None:
    name = charset.lower()
    if not _KNOWN.fullmatch(name) or name in ("iso-8859-1", "iso8859-1"):
        return None  # the name iso-8859-1 means Windows-1252 on the web
    if _LATIN_9.fullmatch(name) and _BEYOND_LATIN.search(content):
        return None  # so does that of its heir, where bytes are letters that it does not have
    try:
        return content.decode(name)
    except (LookupError, UnicodeDecodeError):
        return None


def _windows(content: bytes) -> str:
    import ftfy.bad_codecs  # registers the form of Windows-1252 that has no undefined byte

    ftfy.bad_codecs.ok()
    return content.decode("sloppy-windows-1252")
