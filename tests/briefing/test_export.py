"""Exports: whole, self-contained, harmless whatever the articles hold, accents right, notes that lead to sentences."""

from __future__ import annotations

import email
import re
from dataclasses import replace
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

import feedparser
import pypdfium2
import pytest
from editions import EDITION, MONDAY
from markdown_it import MarkdownIt

from rag import __version__
from rag.briefing.edition import Briefing, Entry, Line, from_json, to_json
from rag.briefing.export.atom import atom
from rag.briefing.export.html import DATA, GENERATOR, html
from rag.briefing.export.mail import mail
from rag.briefing.export.markdown import escaped, markdown
from rag.briefing.export.pdf import _signs, pdf
from rag.briefing.export.printable import printable
from rag.briefing.export.read import Exported, read
from rag.briefing.export.write import FORMATS, write
from rag.errors import DamagedDocument, KiosqueError, NotWritten, SourceMissing, UnknownFormat
from rag.records import Language
from rag.typography import typeset

BOTH: tuple[Language, Language] = ("fr", "en")
HOSTILE = (
    "<script>alert(1)</script> ![x](http://evil.example/p.png) [l](javascript:a) `c` <img src=x> # $x$ "
    "www.evil.example \r\nBcc: eve@evil.example"
)


def hostile(text: str = HOSTILE) -> Briefing:
    """The edition with `text` wherever an article or the model has a say."""
    line = Line(text, text, (1,))
    entry = replace(EDITION.entries[0], headline=line, lines=(line,), outlets=(text,))
    listed = tuple(replace(one, headline=line) for one in EDITION.listed)
    notes = tuple(replace(note, title=text, source=text, quote=text) for note in EDITION.notes)
    return replace(EDITION, entries=(entry,), listed=listed, notes=notes, model=text)


class Reading(HTMLParser):
    """Tags, attributes and visible words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words = self.data = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "script" in self.open:
            self.data += data
        elif "style" not in self.open:
            self.words += data


def pdf_text(content: bytes) -> str:
    """What a reader of PDF finds on the pages, on one line."""
    pages = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def test_a_page_needs_nothing_else_and_says_everything() -> None:
    page = Reading(html(EDITION, BOTH))
    assert page.open == []
    assert not {"img", "link", "iframe", "object"} & set(page.tags)
    assert page.tags.count("script") == page.attributes.count(("type", "application/json")) == 1
    links = [value for name, value in page.attributes if name in ("src", "href")]
    targets = {value for name, value in page.attributes if name == "id"}
    assert links and all(link[0] == "#" and link[1:] in targets for link in links)
    for words in (
        "L’œuvre d’art\u00a0: «\u202fÉté\u202f» à 1\u202f200\u202f€", "“Summer” for €1,200", "Les chiffres diffèrent",
        "The figures differ", "2 claims checked, 1 dropped", "Rien de nouveau sur ces sujets", "12\u00a0octobre 2026",
        "It went for €1,400 | [x](http://evil.example).",
    ):  # fmt: skip
        assert words in page.words


def test_articles_cannot_reach_into_a_page() -> None:
    page = Reading(html(hostile(), BOTH))
    assert not {"img", "iframe"} & set(page.tags)
    assert page.tags.count("script") == page.attributes.count(("type", "application/json")) == 1
    assert "<script>alert(1)</script>" in page.words
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'") in (
        page.attributes
    )


@pytest.mark.parametrize(
    ("checked", "dropped", "french", "english"),
    [
        (0, 0, "0 affirmation vérifiée, 0 écartée\u202f;", "0 claims checked, 0 dropped;"),
        (1, 1, "1 affirmation vérifiée, 1 écartée\u202f;", "1 claim checked, 1 dropped;"),
        (3, 2, "3 affirmations vérifiées, 2 écartées\u202f;", "3 claims checked, 2 dropped;"),
    ],
)
def test_what_is_counted_agrees(checked: int, dropped: int, french: str, english: str) -> None:
    entry = replace(EDITION.entries[0], checked=checked, dropped=dropped)
    words = Reading(html(replace(EDITION, entries=(entry,)), BOTH)).words
    assert french in words and english in words


def test_a_story_tells_its_first_day_where_its_articles_are_later() -> None:
    begun = replace(EDITION.entries[0], begun="2026-10-01")
    words = Reading(html(replace(EDITION, entries=(begun,)), BOTH)).words
    assert "12 au 13\u00a0octobre 2026 · premier article le 1er\u00a0octobre 2026" in words
    assert "12 to 13\u00a0October 2026 · first article on 1\u00a0October 2026" in words
    same = replace(begun, begun=begun.first)
    assert "first article" not in Reading(html(replace(EDITION, entries=(same,)), BOTH)).words


def test_what_tells_nothing_counts_nothing() -> None:
    empty = replace(EDITION, entries=(), listed=(), notes=())
    words = Reading(html(empty, BOTH)).words
    assert "Aucun article" in words and "Rien de nouveau sur ces sujets" in words
    assert not any(word in words for word in ("lecture", "vérifiée", "fake-1b"))


def test_what_is_not_translated_is_quoted_in_its_own_language() -> None:
    title, said = (
        "Crue : « jamais vu » à Valmorel, dit la préfète de la région",
        "«\u202fElle a dit «\u202fnon\u202f».\u202f»",
    )
    french = Entry("s4", "new", Line(title, title, ()), ("a5",), 1, ("Le Phare",), MONDAY, MONDAY)
    told = replace(french, lines=(Line(said, said, (1,)),))
    page = html(replace(EDITION, entries=(told,), listed=(french,)), BOTH)
    assert page.count(f'<h2 class="headline">{typeset(title)}</h2>') == 1
    assert f'<h2 class="headline"><span lang="fr">“{title}”</span></h2>' in page
    assert f'<li class="item"><span lang="fr">“{title}”</span> (12\u00a0October 2026)</li>' in page
    inner = "«\u202fElle a dit “non”.\u202f»"
    assert f'<li class="line">{inner}<sup>' in page and f'<li class="line"><span lang="fr">{inner}</span><sup>' in page


def test_marks_within_a_quotation_are_the_inner_ones() -> None:
    notes = tuple(
        replace(one, quote=text)
        for one, text in zip(EDITION.notes, ("« Oui », dit-elle.", "“Yes,” she said."), strict=True)
    )
    words = Reading(html(replace(EDITION, notes=notes), BOTH)).words
    for quoted in (
        "«\u202f“Oui”, dit-elle.\u202f»",
        "“« Oui », dit-elle.”",
        "«\u202f“Yes,” she said.\u202f»",
        "“‘Yes,’ she said.”",
    ):
        assert quoted in words


def test_one_language_alone() -> None:
    page = Reading(html(EDITION, ("en",)))
    assert "“Summer” for €1,200" in page.words and "Les chiffres" not in page.words


def test_articles_cannot_mark_up_markdown() -> None:
    rendered = Reading(MarkdownIt("commonmark", {"html": True}).render(markdown(hostile(), BOTH)))
    assert not {"script", "img", "a", "code"} & set(rendered.tags)
    assert "<script>alert(1)</script>" in rendered.words


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Port-Évrain (12 km) : 2.5 %, soit + 3 !", "Port-Évrain (12 km) : 2.5 %, soit + 3 !"),
        ("Tern & Tide &lt; &#60;", r"Tern & Tide \&lt; \&\#60;"),
        ("- 3 degrés", r"\- 3 degrés"),
        ("2026. Une année", r"2026\. Une année"),
        ("evil.example, :smile: et ![x]", r"evil\.example, \:smile: et \!\[x\]"),
    ],
)
def test_markdown_stays_legible(text: str, written: str) -> None:
    assert escaped(text) == written


def test_markdown_notes_lead_to_the_exact_sentence() -> None:
    text = markdown(EDITION, BOTH)
    assert "[^1-fr]" in text and "[^1-en]: L’œuvre d’art, Le Phare, 12\u00a0October 2026" in text
    assert text.count("\n[^2-") == 2


def test_a_message_holds_both_forms_and_no_header_of_an_article() -> None:
    message = email.message_from_bytes(mail(hostile(), BOTH), policy=default)
    plain, page = message.iter_parts()
    assert [plain.get_content_type(), page.get_content_type()] == ["text/plain", "text/html"]
    assert "Bcc" not in message and "evil" not in str(message["Subject"])
    assert "octobre" in str(message["Subject"])
    assert "Bcc: eve@evil.example" in plain.get_content()
    letter = Reading(page.get_content())
    assert letter.open == [] and "script" not in letter.tags


def test_each_message_has_an_id_of_its_own() -> None:
    made = [
        EDITION,
        replace(EDITION, subject="la crue, « été »"),
        replace(EDITION, made_at="2026-10-13T07:00:00+00:00"),
    ]
    ids = [str(email.message_from_bytes(mail(one, BOTH), policy=default)["Message-ID"]) for one in made]
    assert len(set(ids)) == 3
    assert all(re.fullmatch(r"<[0-9a-f]{16}@kiosque\.invalid>", one) for one in ids)


@pytest.mark.parametrize("briefing", [EDITION, hostile("\x00\x0b]]> & <b>été</b>")], ids=["plain", "hostile"])
def test_a_feed_reader_takes_an_entry_for_each_language(briefing: Briefing) -> None:
    feed = feedparser.parse(atom(replace(briefing, subject="la crue"), BOTH))
    assert not feed.bozo
    assert [entry.title.split(" : ")[0].split(": ")[0] for entry in feed.entries] == [
        "Le briefing du 12 au 13\u00a0octobre 2026\u00a0",
        "The briefing of 12 to 13\u00a0October 2026",
    ]
    assert len({entry.id for entry in feed.entries}) == 2 and not any(" " in entry.id for entry in feed.entries)
    for entry, language in zip(feed.entries, BOTH, strict=True):
        assert entry.updated == briefing.made_at
        assert f'<section lang="{language}">' in entry.content[0].value


def test_pages_to_print_have_their_accents() -> None:
    content = pdf(EDITION, BOTH)
    assert content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")
    text = pdf_text(content)
    for words in (
        "L’œuvre d’art : « Été » à 1 200 €", "Rien de nouveau sur ces sujets", "“Summer” for €1,200",
        "The figures differ",
    ):  # fmt: skip
        assert words in text


def test_pages_to_print_survive_any_sign() -> None:
    text = pdf_text(pdf(hostile("Łódź & <b>été</b> 漢字 \U0001f600 </para>"), ("fr",)))
    assert "Łódź" in text and "<b>été</b>" in text.replace(" ", "")


def test_pages_to_print_have_the_names_of_europe() -> None:
    names = "Łódź, Čapek, Đoković, Erdoğan, Iași, Κρήτη, Київ, Nguyễn"
    content = pdf(hostile(names), ("fr",))
    text = pdf_text(content)
    assert text.count(names) > 1  # a headline in bold, and a line
    assert len(content) < 200_000  # of fonts of 430 kB, only what is shown


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("« L’œuvre » à 1\u202f200\u202f€, ø, m², ½, ‰", "« L’œuvre » à 1\u00a0200\u00a0€, ø, m², ½, ‰"),
        ("10⁶ à 10¹⁶, 10⁻³", "10⁶ à 10¹⁶, 10^-3"),
        ("CO₂ et 101₂, 101₊", "CO₂ et 101₂, 101_+"),
        ("3⅓ et ⅔, 3⅐", "3⅓ et ⅔, 3 1⁄7"),
        ("de −3 à +4 °C, ≥ 5, ≤ 6, ≈ 7, ≠ 8, ∼ 9", "de −3 à +4 °C, ≥ 5, ≤ 6, ≈ 7, ≠ 8, ~ 9"),
        ("Łódź, Đặng, Þór, Ħal, Ɓ, Erdoğan, İzmir, Iași", "Łódź, Đặng, Þór, Ħal, B, Erdoğan, İzmir, Iași"),
        ("Київ, Αθήνα, Ȧŋ, ¼", "Київ, Αθήνα, An, ¼"),
        ("Charles Ⅳ, 5\u2011à\u20117, ﬁn, ２０２６, ٣", "Charles IV, 5-à-7, ﬁn, 2026, 3"),
        ("e\u0301te\u0301 et \u200bpan\u00adneau", "été et panneau"),
        ("漢字 3⑫ \U0001f600", "?? 3 12 ?"),
        ("a\tb\x00", "a b?"),
    ],
)
def test_pages_to_print_change_no_number_and_no_name(text: str, printed: str) -> None:
    assert printable(text, _signs()) == printed


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_of_silence(form: str) -> None:
    empty = replace(EDITION, entries=(), listed=(), unchanged=(), notes=())
    content = FORMATS[form](empty, BOTH)
    if form in ("md", "html"):
        assert "Rien de nouveau dans vos articles depuis le briefing du 11" in content.decode()
    assert content


def test_json_is_read_back() -> None:
    assert from_json(FORMATS["json"](EDITION, BOTH).decode()) == EDITION


@pytest.mark.parametrize("briefing", [EDITION, hostile(HOSTILE + "</script><!-- \\u003c")], ids=["plain", "hostile"])
@pytest.mark.parametrize("languages", [BOTH, ("en", "fr"), ("en",)], ids="+".join)
def test_a_page_is_read_back(tmp_path: Path, briefing: Briefing, languages: tuple[Language, ...]) -> None:
    file = tmp_path / "été.html"
    page = html(briefing, languages)
    assert from_json(Reading(page).data) == briefing
    file.write_bytes(page.replace("1d1d1b", "000000").encode())
    assert read(file) == Exported(briefing)
    for before, after in (("The figures differ", "The figures agree"), ("</body>", "<p>Faux.</p></body>")):
        file.write_bytes(page.replace(before, after).encode())
        assert read(file) == Exported(briefing, retouched=after in file.read_text("utf-8"))
    older = page.replace(f"{GENERATOR}{__version__}", f"{GENERATOR}0.0.9").replace("<h1", '<h1 id="old"')
    file.write_text(older, encoding="utf-8")
    assert read(file) == Exported(briefing, version="0.0.9")


def test_lines_and_headlines_have_the_spaces_of_print() -> None:
    plain = "Crue : « 3,8 millions ! »"
    entry = replace(EDITION.entries[0], headline=Line(plain, "Flood", ()), lines=(Line(plain, "Dry", (1,)),))
    words = Reading(html(replace(EDITION, entries=(entry,)), ("fr",))).words
    assert words.count("Crue\u00a0: «\u202f3,8\u00a0millions\u202f!\u202f»") == 2


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("x.md", FORMATS["md"](EDITION, BOTH), UnknownFormat),
        ("x.pdf", FORMATS["pdf"](EDITION, BOTH), UnknownFormat),
        ("x.html", b"<p>Un journal.</p>", UnknownFormat),
        ("x.json", b'{"since": "2026-10-12"', DamagedDocument),
        ("x.json", to_json(replace(EDITION, notes=())).encode(), DamagedDocument),
        ("x.json", to_json(replace(EDITION, previous="hier")).encode(), DamagedDocument),
        ("x.html", f"{DATA}{{}}</script>".encode(), DamagedDocument),
        ("x.json", None, SourceMissing),
    ],
    ids=["markdown", "pdf", "another page", "cut", "no notes", "no day", "other data", "nothing"],
)
def test_what_cannot_be_read_back_is_said(
    tmp_path: Path, name: str, content: bytes | None, error: type[KiosqueError]
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(error) as raised:
        read(file)
    assert error is not UnknownFormat or "html, json" in raised.value.sentence("fr")


def test_a_file_is_written_whole_or_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "été.html"
    write(b"first", file)
    write(b"second", file)
    assert file.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [file]
    reference = tmp_path / "other"
    reference.touch()
    assert file.stat().st_mode == reference.stat().st_mode
    reference.unlink()
    with pytest.raises(NotWritten):
        write(b"third", tmp_path / "nowhere" / "x.html")
    (tmp_path / "folder").mkdir()
    with pytest.raises(NotWritten):
        write(b"fourth", tmp_path / "folder")
    assert {one.name for one in tmp_path.iterdir()} == {file.name, "folder"}
