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


GMAIL = (
    "---------- Forwarded message ---------\n{0}: L’Écho du Large <lettre@echo.example>\nDate: {1}\n{2}: La criée\n"
    "To: <m@x.example>"
)
FORWARDS = {
    "Gmail": GMAIL.format("From", "Mon, Oct 12, 2026 at 6:30 AM", "Subject"),
    "Gmail in French": GMAIL.format("De", "lun. 12 oct. 2026 à 06:30", "Subject"),
    "Outlook in French": "De : L’Écho du Large <lettre@echo.example>\nEnvoyé : lundi 12 octobre 2026 06:30\n"
    "À : Maud Kerjean <m@x.example>\nObjet : La criée",
    "Outlook": "________________________________\nFrom: L’Écho du Large <lettre@echo.example>\n"
    "Sent: Monday, October 12, 2026 6:30 AM\nTo: Maud Kerjean; Loïc\nSubject: La criée",
    "an older Outlook": "-----Message d'origine-----\nDe : L’Écho du Large [mailto:lettre@echo.example]\n"
    "Envoyé : lundi 12 octobre 2026 06:30\nÀ : m@x.example\nObjet : La criée",
    "Apple Mail": "Début du message transféré :\n\nDe: L’Écho du Large <lettre@echo.example>\nObjet: La criée\n"
    "Date: 12 octobre 2026 à 06:30:00 UTC+2\nÀ: m@x.example\nRépondre à: lettre@echo.example",
    "Apple Mail in English": "Begin forwarded message:\n\n*From: *L’Écho du Large <lettre@echo.example>\n"
    "*Subject: La criée*\n*Date: *12 October 2026 at 06:30:00 CEST\n*To: *m@x.example",
    "Thunderbird": "-------- Message transféré --------\nSujet : \tLa criée\nDate : \tMon, 12 Oct 2026 06:30:00 +0200\n"
    "De : \tL’Écho du Large <lettre@echo.example>\nPour : \tm@x.example",
    "Yahoo": '----- Message transféré -----\nDe : L’Écho du Large <lettre@echo.example>\nÀ : "m@x.example"\n'
    " <m@x.example>\nEnvoyé : lundi 12 octobre 2026 à 06:30:00 UTC+2\nObjet : La criée",
}


BODY = f"{FIRST}\n\n{SECOND}"


def forwarded(header: str, note: str = "", subject: str = "Fwd: La criée", body: str = BODY) -> EmailMessage:
    """A mail of Maud Kerjean's, two days later, with what she forwards in its text."""
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "Maud Kerjean <m@x.example>"
    message["Date"] = "Wed, 14 Oct 2026 09:00:00 +0200"
    message.set_content(f"{note}\n\n{header}\n\n{body}\n")
    return message


@pytest.mark.parametrize("header", FORWARDS.values(), ids=list(FORWARDS))
def test_a_forwarded_letter_is_the_letter(header: str) -> None:
    lines = header.replace("<", "&lt;").split("\n")
    page = f"<p>À lire !</p><div>{'<br>'.join(lines)}</div><blockquote><p>{FIRST}</p><p>{SECOND}</p></blockquote>"
    in_html = forwarded(header)
    in_html.add_alternative(f"<html><body>{page}</body></html>", subtype="html")
    quoted = "\n".join(f"> {line}" for line in (FIRST, "", SECOND))
    for message in (forwarded(header, "À lire !"), in_html, forwarded(header, body=quoted)):
        item = only(read("lettre.eml", message.as_bytes()))
        assert (item.title, item.source) == ("La criée", "L’Écho du Large")
        assert (item.published or "")[:16] == "2026-10-12T06:30"
        assert item.text == f"{FIRST}\n\n{SECOND}"


def test_a_letter_forwarded_twice_is_the_first() -> None:
    first, last = FORWARDS["Gmail"], FORWARDS["Outlook"].replace("L’Écho du Large", "Loïc")
    item = only(read("lettre.eml", forwarded(f"{last}\n\nVu ?\n\n{first}").as_bytes()))
    assert (item.source, item.text) == ("L’Écho du Large", f"{FIRST}\n\n{SECOND}")


def test_a_letter_forwarded_as_a_file_is_the_letter() -> None:
    message = forwarded("", body="À lire ce soir, sans faute.")
    message.add_attachment(newsletter())
    item = only(read("lettre.eml", message.as_bytes()))
    assert (item.title, item.source, item.text) == ("La criée rouvre", "La lettre de l’Écho", f"{FIRST}\n\n{SECOND}")
    del message["Subject"]
    message["Subject"] = "Mes notes sur la criée"
    assert only(read("lettre.eml", message.as_bytes())).source == "Maud Kerjean"


def test_a_subject_is_told_without_its_marks() -> None:
    for subject in ("TR : La criée", "Fwd: Tr: La criée", "RE: La criée"):
        item = only(read("lettre.eml", forwarded("", subject=subject).as_bytes()))
        assert (item.title, item.source) == ("La criée", "Maud Kerjean")


KEPT = {
    "a long note": f"{FIRST} {SECOND} " * 4,
    "words with a colon": "De : ceci\nÀ : cela, il y a loin.",
    "an agenda": "Date : lundi 12 octobre\nObjet : le port",
}


@pytest.mark.parametrize("note", KEPT.values(), ids=list(KEPT))
def test_what_is_no_field_of_a_mail_stays(note: str) -> None:
    header = FORWARDS["Gmail"] if len(note) > 200 else ""
    text = only(read("lettre.eml", forwarded(header, note).as_bytes())).text
    assert " ".join(note.split()) in " ".join(text.split())
    assert text.endswith(SECOND)
