"""Newsletters (.eml): their words, their subject, who sends them and when; not what mail programs put around."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from tests.sources.pages import BOXES
from tests.sources.test_documents import FIRST, HIDDEN, SECOND, only, read


def newsletter(subject: str = "La criée rouvre", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "La lettre de l’Écho <lettre@echo.example>"
    message["Date"] = "Mon, 12 Oct 2026 06:30:00 +0200"
    for name, value in headers.items():
        message[name] = value
    message.set_content(f"{FIRST}\n\n{SECOND}\n")
    return message


def test_a_newsletter_in_text() -> None:
    item = only(read("lettre.eml", newsletter().as_bytes()))
    assert (item.title, item.source, item.published) == (
        "La criée rouvre", "La lettre de l’Écho", "2026-10-12T06:30+02:00")  # fmt: skip
    assert item.text == f"{FIRST}\n\n{SECOND}"


def test_a_newsletter_in_html_without_its_furniture() -> None:
    message = newsletter()
    cells = "".join(f"<tr><td><p>{words}</p></td></tr>" for words in (
        "Voir cette lettre dans votre navigateur", FIRST, SECOND, "Se désabonner", "View this email in your browser",
        "Unsubscribe from this list"))  # fmt: skip
    preheader = f'<div style="display:none">{HIDDEN}</div><img src="https://pixel.example/x.gif" alt="{HIDDEN}">'
    message.add_alternative(f"<html><body>{preheader}<table>{cells}</table></body></html>", subtype="html")
    message.add_attachment(HIDDEN.encode(), maintype="text", subtype="plain", filename="note.txt")
    assert only(read("lettre.eml", message.as_bytes())).text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize("box", BOXES.values(), ids=list(BOXES))
def test_boxes_of_a_newsletter_are_no_text(box: str) -> None:
    message = newsletter()
    message.add_alternative(f"<html><body><p>{FIRST}</p>{box}<p>{SECOND}</p></body></html>", subtype="html")
    assert only(read("lettre.eml", message.as_bytes())).text == f"{FIRST}\n\n{SECOND}"


def test_the_signature_of_a_mail_is_no_text() -> None:
    content = f"Subject: Le port\nContent-Type: text/plain; charset=utf-8\n\n{FIRST}\n\n-- \nYann Le Bris\nQuai Nord\n"
    assert only(read("lettre.eml", content.encode())).text == FIRST


def test_a_newsletter_that_lies_about_its_charset() -> None:
    head = b"Subject: =?utf-8?q?La_cri=C3=A9e?=\nDate: n'importe quand\nContent-Type: text/plain; charset={}\n\n"
    for charset, encoding in (("us-ascii", "utf-8"), ("klingon", "cp1252"), ("iso-8859-1", "iso-8859-1")):
        text = FIRST.replace("’", "'")
        content = head.replace(b"{}", charset.encode()) + text.encode(encoding)
        item = only(read("lettre.eml", content))
        assert (item.title, item.text, item.published) == ("La criée", text, None)


NO_CHARSETS = ["=undefined", "=punycode", "=idna", "=hex", '="utf\x00-8"', "*=u\x00tf-8''utf-8"]


@pytest.mark.parametrize("charset", NO_CHARSETS)
def test_a_charset_that_decodes_nothing_stops_nothing(charset: str) -> None:
    content = f"Subject: La criée\r\nContent-Type: text/plain; charset{charset}\r\n\r\n{FIRST}"
    assert only(read("lettre.eml", content.encode())).text == FIRST


def test_only_the_parts_that_are_read_need_be_text() -> None:
    parts = b"".join(b"--b\nContent-Type: text/plain; charset=utf-8\n\n%s\n" % part for part in (
        FIRST.encode(), b"\x00\x01\xff\x02" * 50))  # fmt: skip
    content = b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + parts + b"--b--\n"
    assert only(read("lettre.eml", content)).text == FIRST
