"""Why a page holds no article: what it shows instead, told by its words and its shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rag.lines.prose import letters
from rag.sources.metadata import is_article
from rag.sources.structured import TITLE_LETTERS, Record, is_for_subscribers

Cause = dict[str, str]

LIST = {
    "en": "it is a list of links to articles. Add the articles themselves",
    "fr": "c’est une liste de liens vers des articles. Ajoutez les articles eux-mêmes",
}
PAYWALL = {
    "en": "it only shows an invitation to subscribe or to log in, and the first lines at most. "
    "Save the page from a browser where you are logged in",
    "fr": "on n’y voit qu’une invitation à s’abonner ou à se connecter, et au mieux les premières lignes. "
    "Enregistrez la page depuis un navigateur où vous êtes connecté",
}
COOKIES = {
    "en": "it only asks for a choice about cookies. Save the page from a browser once you have chosen",
    "fr": "on n’y voit qu’un choix sur les cookies. Enregistrez la page depuis un navigateur une fois ce choix fait",
}
SCRIPT = {
    "en": "a script puts its text in place. Save the page from a browser once the text is shown",
    "fr": "un script y met le texte en place. Enregistrez la page depuis un navigateur une fois le texte affiché",
}
GONE = {
    "en": "it says that there is no such page. Check the address",
    "fr": "elle dit que cette page n’existe pas. Vérifiez l’adresse",
}
ROBOT = {
    "en": "it only checks that its reader is no robot. Save the page from a browser",
    "fr": "elle vérifie seulement que son lecteur n’est pas un robot. Enregistrez la page depuis un navigateur",
}
TANGLED = {
    "en": "it has too many elements, too many inside one another, or one too long. Save its text instead",
    "fr": "elle a trop d’éléments, trop d’éléments emboîtés, ou un trop long. Enregistrez plutôt son texte",
}
SHORT = {
    "en": "it shows no text longer than a sentence",
    "fr": "on n’y voit aucun texte plus long qu’une phrase",
}

LISTED = 5
"""Fewest articles of a list. Fewer linked headings are the related articles under an article."""

MOSTLY = 0.6
"""The share of a text from which it is "mostly" something: the teasers of a list, the words of a consent box."""

ARTICLE_CHARS = 300
"""Beside teasers, a shorter text is the introduction of a list; with the words of a notice, it is one."""

MOST_READ_ON = 60
"""How far from its end a teaser may offer to read on."""

STUB_CHARS = 600
"""A text that is shorter, beside an offer to read the rest of it, is the beginning of an article."""

SCRIPT_CHARS, NOTICE_CHARS = 250, 4000
"""A page that shows less, and runs scripts, waits for them; a page that shows more is no mere notice."""

_PAYWALL = re.compile(
    r"(?:réservée?s? (?:aux|à nos)|déjà) abonnée?|abonnez-vous (?:pour|et)|pour lire la suite|"
    r"(?:connectez|identifiez|inscrivez)-vous pour|il vous reste .{1,40} (?:à lire|à découvrir)|"
    r"subscribe (?:now )?to|already a (?:subscriber|member)|(?:log|sign) in to (?:read|continue)|"
    r"to (?:continue|keep) reading|(?:for|to) (?:our )?subscribers",
    re.IGNORECASE,
)
# Sentences on this article, not the label of others in a list ("Réservé aux abonnés") nor the button of each page.
_REST = re.compile(
    r"\b(?:est|sont) réservée?s? (?:aux|à nos) abonnée?s|il vous reste .{1,40} (?:à lire|à découvrir)|"
    r"pour (?:continuer (?:la|votre) lecture|lire (?:la suite|cet article|l['’](?:article|intégralité)))|"
    r"abonnez-vous (?:pour|et) (?:lire|accéde|continue)|"
    r"subscribe (?:now )?(?:to|and) (?:read|continue|keep|unlock)|to (?:continue|keep) reading|"
    r"(?:log|sign) in to (?:read|continue)|"
    r"(?:article|story|content) is (?:only )?(?:for|available to|reserved for|exclusive to) (?:our |paying )*"
    r"(?:subscribers|members)",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"^(?:erreur |error )?404\b|\b(?:page|article|adresse) (?:introuvable|non trouvée?|not found)|"
    r"\b(?:page|article)\b[^.!?:;]{0,60}(?:n['’]existe (?:pas|plus)|(?:does not|doesn['’]t|no longer) exist|be found)",
    re.IGNORECASE,
)
_ROBOT = re.compile(
    r"(?:verify|confirm) (?:that )?you are (?:a |not a )?(?:human|robot)|checking (?:if the site|your browser)|captcha|"
    r"vous (?:êtes (?:bien )?un humain|n['’]êtes pas un robot)|"
    r"(?:unusual|automated) traffic|trafic (?:inhabituel|automatisé)",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"mot de passe|connect(?:ez-vous|ant)|se connecter|password|(?:log|sign)(?:ging|ing)? in\b", re.IGNORECASE
)
_READ_ON = re.compile(
    r"(?:lire (?:la suite|l['’]article|plus)|en savoir plus|read (?:more|on)|continue reading)\W*$", re.I
)
_COOKIES = re.compile(r"cookie|traceur|consent|partenaires|partners|vie privée|privacy|données|data\b", re.IGNORECASE)
_CHOICE = re.compile(
    r"(?:tout |j['’])?accepter?\b.*|continuer sans accepter.*|(?:accept|reject|allow)\b.*|i agree|agree\b.*", re.I
)


def why_no_article(tree: Any) -> Cause:
    """What a page shows that no article was found on."""
    text = " ".join(" ".join(_words(tree)).split())
    if _asks_consent(tree, [text]) and len(text) < NOTICE_CHARS:
        return COOKIES
    if _is_menu(tree, text):
        return LIST
    if notice := _notice(tree, text):
        return notice
    if _PAYWALL.search(text):
        return PAYWALL
    return SCRIPT if len(text) < SCRIPT_CHARS and tree.find(".//script") is not None else SHORT


def not_an_article(tree: Any, paragraphs: list[str]) -> Cause | None:
    """What the text found on a page is instead of an article, when it is: the teasers of a list, a consent box."""
    if sum(map(len, paragraphs)) < NOTICE_CHARS and _asks_consent(tree, paragraphs):
        return COOKIES
    if notice := _notice(tree, " ".join(paragraphs)):
        return notice
    rest = without_teasers(tree, paragraphs)
    if len(rest) == len(paragraphs) and not is_article(tree):
        rest = _without(list(_repeated(tree)), paragraphs)
    return LIST if len(rest) < len(paragraphs) and sum(map(len, rest)) < ARTICLE_CHARS else None


def is_stub(tree: Any, record: Record, chars: int) -> bool:
    """Whether a text of so many characters is the part of an article that everybody may read.

    `record` is what the page's structured data say of the article.
    """
    if chars >= STUB_CHARS:
        return False
    shown = tree.xpath(".//body//text()[not(ancestor::nav or ancestor::footer or ancestor::script or ancestor::style)]")
    return is_for_subscribers(record) or bool(_REST.search(" ".join(" ".join(shown).split())))


def without_teasers(tree: Any, paragraphs: list[str]) -> list[str]:
    """The paragraphs that are not of a list of other articles, printed around this one."""
    return _without(list(_teasers(tree)), paragraphs)


def _without(teasers: list[str], paragraphs: list[str]) -> list[str]:
    if len(teasers) < LISTED:
        return paragraphs
    return [one for one in paragraphs if not one or not any(letters(one) in teaser for teaser in teasers)]


def _notice(tree: Any, text: str) -> Cause | None:
    """What a page says with few words in place of an article."""
    if len(text) >= ARTICLE_CHARS or is_article(tree):
        return None
    headings = [" ".join(one.text_content().split()) for one in tree.iter("title", "h1")]
    if any(map(_GONE.search, [*headings, text])):
        return GONE
    if any(map(_ROBOT.search, [*headings, text])):
        return ROBOT
    return PAYWALL if tree.find(".//input[@type='password']") is not None and _LOGIN.search(text) else None


def _words(tree: Any) -> Iterator[str]:
    for element in tree.iter():
        if element.tag not in ("script", "style", "title"):
            yield element.text or "" if isinstance(element.tag, str) else ""
        yield element.tail or ""


def _asks_consent(tree: Any, paragraphs: list[str]) -> bool:
    """Whether the page has a button of a consent box, and its text is mostly about that."""
    found = [
        *tree.iter("button", "a", "input"),
        *(one for one in tree.iter("span", "div", "label", "p") if not len(one)),
    ]
    buttons = (" ".join(button.text_content().split()) for button in found)
    if not any(_CHOICE.fullmatch(button) for button in buttons if len(button) < 60):
        return False
    about = sum(len(one) for one in paragraphs if len(_COOKIES.findall(one)) >= 2)
    return about > MOSTLY * sum(map(len, paragraphs))


def _is_menu(tree: Any, text: str) -> bool:
    """Whether most of the text is in links as long as titles, on a page that does not call itself an article."""
    links = [link for link in (one.text_content().strip() for one in tree.iter("a")) if len(link.split()) > 3]
    return len(links) >= LISTED and sum(map(len, links)) > len(text) / 2 and not is_article(tree)


def _teasers(tree: Any) -> Iterator[str]:
    """The letters of each block whose only heading is a link: a title, perhaps with a few lines about the article."""
    for heading in tree.iter("h2", "h3", "h4"):
        links = [link for link in (*heading.iter("a"), heading.getparent()) if link.tag == "a"]
        if not any(link.get("href", "#")[0:1] not in ("#", "") for link in links):
            continue
        block = heading.getparent()
        while len(letters(block.text_content())) <= len(letters(heading.text_content())) and _has_parent(block):
            block = block.getparent()
        if len(block.xpath(".//h2 | .//h3 | .//h4")) == 1:
            yield letters(block.text_content())


def _repeated(tree: Any) -> Iterator[str]:
    """The letters of each block of a row that begin with a link, their only one, or end with an offer to read on."""
    for parent in tree.iter("ul", "ol", "div", "section", "main", "body", "article"):
        blocks = [one for one in parent if one.tag in ("li", "div", "article", "section")]
        teasers = [letters(one.text_content()) for one in blocks if len(blocks) >= LISTED and _is_teaser(one)]
        if len(teasers) >= LISTED:
            yield from teasers


def _is_teaser(block: Any) -> bool:
    links = {link.get("href"): letters(link.text_content()) for link in block.iter("a") if link.get("href")}
    text = block.text_content()
    if _READ_ON.search(text[-MOST_READ_ON:]):
        return True
    return len(links) == 1 and all(
        len(title) >= TITLE_LETTERS and letters(text).startswith(title) for title in links.values()
    )


def _has_parent(block: Any) -> bool:
    return block.getparent() is not None and block.getparent().tag not in ("body", "html")
