"""Pasted text: what its first lines tell, and what is furniture around it."""

from __future__ import annotations

import pytest

from rag.lines.furniture import is_furniture, without_furniture
from rag.lines.header import Header, read_header
from rag.lines.prose import is_prose
from rag.records import Article
from rag.sources import read_bytes

LEAD = "La halle aux poissons de Kervalec rouvrira « avant l’été », a promis mardi la maire, Nolwenn Tanguy."
NEXT = "Le chantier, à l’arrêt depuis 14 mois, aura coûté 2,3 millions d’euros, selon L’Écho du Large."
LAST = "« Nous n’avons plus de marge », reconnaît-elle. Les mareyeurs, eux, demandent un calendrier."


def article(text: str) -> Article:
    (item,) = read_bytes("colle.txt", text.encode(), "fr")
    assert isinstance(item, Article)
    return item


PASTED = f"""Home ActualitéMer et littoralLa halle aux poissons rouvrira avant l’été

La halle aux poissons rouvrira avant l’été

by Maïwenn
Port, Pêche, Kervalec

La halle aux poissons rouvrira avant l’été

{LEAD}

Un chantier qui s’éternise

{NEXT}

Lire aussi : Le port de Kervalec en dix dates

Inscrivez-vous à notre newsletter pour recevoir chaque matin l’essentiel de la côte.

{LAST}

Partager sur Facebook
0 FacebookTwitterPinterestEmail

You may also like

Le phare d’Ar Men change de gardien
Tempête : les bacs restent à quai

Leave a Comment
"""


def test_a_page_pasted_with_its_furniture() -> None:
    read = article(PASTED.replace("0 FacebookTwitterPinterestEmail\n", ""))
    assert read.title == "La halle aux poissons rouvrira avant l’été"
    assert (read.author, read.source) == ("Maïwenn", None)
    assert read.text == f"{LEAD}\n\nUn chantier qui s’éternise\n\n{NEXT}\n\n{LAST}"
    assert read.language == "fr"


HEADS = {
    "title only": ("La halle rouvre", Header(title="La halle rouvre")),
    "outlet and date": (
        "La halle rouvre\nL’Écho du Large — mardi 13 octobre 2026",
        Header(title="La halle rouvre", source="L’Écho du Large", published="2026-10-13"),
    ),
    "outlet and date first": (
        "The Harbour Post | 13 October 2026\nFish hall to reopen",
        Header(title="Fish hall to reopen", source="The Harbour Post", published="2026-10-13"),
    ),
    "outlet with an adjective": (
        "La halle rouvre\nLe Ponant libre, 13 octobre 2026",
        Header(title="La halle rouvre", source="Le Ponant libre", published="2026-10-13"),
    ),
    "outlet with a number, byline with an initial and an agency": (
        "La halle rouvre\nRadio Large 98.2 | Par J. Le Bris avec l’AFP | 13 octobre 2026",
        Header(title="La halle rouvre", source="Radio Large 98.2", author="J. Le Bris avec l’AFP",
               published="2026-10-13"),
    ),
    "outlet, then the menu": (
        "Le Ponant libre\nAccueil\nÉconomie\nSport\nMer\nPort\nLa halle rouvre avant l’hiver\nPar Yann Le Bris\n"
        "Publié le 13 octobre 2026 à 08h12 • Mis à jour le 14 octobre 2026 à 10h00\nPartager\nOffrir\nCommenter (12)",
        Header(title="La halle rouvre avant l’hiver", source="Le Ponant libre", author="Yann Le Bris",
               published="2026-10-13T08:12"),
    ),
    "outlet and menu, in English": (
        "Skip to main content\nThe Kelsby Post\nNews\nSport\nFish market to reopen\nBy Jane Hollis and Tom Vey\n"
        "13 October 2026, 8:12am BST\nShare\nSave",
        Header(title="Fish market to reopen", source="The Kelsby Post", author="Jane Hollis and Tom Vey",
               published="2026-10-13T08:12"),
    ),
    "section, then the title": ("Économie\nLa halle rouvre enfin", Header(title="La halle rouvre enfin")),
    "a title of one word": ("Naufrage", Header(title="Naufrage")),
    "byline and reading time": (
        "La halle rouvre\nPar Noémie Calvarin · · Temps de lecture : 2 min",
        Header(title="La halle rouvre", author="Noémie Calvarin"),
    ),
    "byline, date and reading time": (
        "La halle rouvre\nWords by Nerys Vane · Thursday, October 15, 2026 · 3 minute read",
        Header(title="La halle rouvre", author="Nerys Vane", published="2026-10-15"),
    ),
    "date of a last change, in a sentence": (
        "La halle rouvre\nArticle mis à jour le 14 octobre 2026.",
        Header(title="La halle rouvre", published="2026-10-14"),
    ),
    "date before its last change": (
        "La halle rouvre\n13 octobre 2026 à 8h30, modifié le 14 octobre 2026.",
        Header(title="La halle rouvre", published="2026-10-13T08:30"),
    ),
    "byline and date": (
        "La halle rouvre\nPar Yann Le Bris, publié le 13 octobre 2026 à 8h30",
        Header(title="La halle rouvre", author="Yann Le Bris", published="2026-10-13T08:30"),
    ),
    "byline, outlet, two dates": (
        "La halle rouvre\nPar Yann Le Bris\nSource : L’Écho du Large\nPublié le 13/10/2026 - Mis à jour le 15/10/2026",
        Header(title="La halle rouvre", author="Yann Le Bris", source="L’Écho du Large", published="2026-10-13"),
    ),
    "breadcrumbs": ("Accueil > Mer > Ports\nLa halle rouvre", Header(title="La halle rouvre")),
    "menus": ("Menu\nAller au contenu\nS’abonner\nLa halle rouvre", Header(title="La halle rouvre")),
    "category before a repeated title": ("Mer\nLa halle rouvre\nLa halle rouvre", Header(title="La halle rouvre")),
    "reading time": ("La halle rouvre\nTemps de lecture : 3 min", Header(title="La halle rouvre")),
    "English byline": ("Fish hall to reopen\nBy Ann Moor", Header(title="Fish hall to reopen", author="Ann Moor")),
    "a date inside the title": (
        "Ce qui change au 1er janvier 2027 en mer", Header(title="Ce qui change au 1er janvier 2027 en mer")),
    "outlet before the title": (
        "Home > News > Coast\nThe Kelsby Dispatch\n\nFish hall to reopen by summer\nby Sara\nOctober 13, 2026\nShare",
        Header(title="Fish hall to reopen by summer", source="The Kelsby Dispatch", author="Sara",
               published="2026-10-13")),
    "outlet among the lines under the title": (
        "La halle rouvre, enfin\n\nOndes d'Iroise\nPublié le mardi 13 octobre 2026, 18 h"
        "\nPar la rédaction avec l'Agence\n"
        "Écouter cet article (1 min 40)\nRéservé aux abonnés\u202f: article offert",
        Header(title="La halle rouvre, enfin", source="Ondes d'Iroise", author="la rédaction avec l'Agence",
               published="2026-10-13T18:00")),
    "an outlet with small words": (
        "La criée rouvre\nL’Arpenteur du soir, jeudi 15 octobre 2026, 18 h",
        Header(title="La criée rouvre", published="2026-10-15T18:00", source="L’Arpenteur du soir")),
    "no title": ("", Header()),
}  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), HEADS.values(), ids=list(HEADS))
def test_the_first_lines(head: str, expected: Header) -> None:
    lines = [*head.split("\n"), "", LEAD, NEXT]
    header = read_header(lines)
    assert (header.title, header.author, header.published, header.source) == (
        expected.title, expected.author, expected.published, expected.source)  # fmt: skip
    assert [line for line in header.body if line] == [LEAD, NEXT]


DATED = [
    "Le 3 novembre 2026, Kervalec votera.", "Le 3 novembre 2026, Kervalec votera",
    "Le 13 octobre 2026, Kervalec se souvient de la grande tempête", "Kervalec, 3 novembre 2026 : la mer se retire !",
    "Mort de Jean Morvan (12 mars 1931 – 13 octobre 2026)", "Du 13 octobre 2026 au 15 octobre 2026",
    "On 3 November 2026, Kelsby will vote.", "Le Ponant libre, 13 octobre 2026, rachète la criée",
]  # fmt: skip


@pytest.mark.parametrize("line", DATED)
def test_a_sentence_with_a_date_stays_and_tells_nothing(line: str) -> None:
    below, above = read_header(["La halle rouvre", line, NEXT]), read_header([line, LEAD, NEXT])
    assert (below.body, below.published, below.source) == ((line, NEXT), None, None)
    assert (above.title, above.published, above.source) == (line, None, None)


def test_a_byline_under_the_standfirst() -> None:
    lines = ["La halle rouvre", LEAD, "Par Yann Le Bris, le 13/10/2026 à 08:12", "Partager", NEXT, "Par Jo Moor"]
    header = read_header(lines)
    assert (header.author, header.published) == ("Yann Le Bris", "2026-10-13T08:12")
    assert header.body == (LEAD, "Partager", NEXT, "Par Jo Moor")


def test_a_day_under_the_first_paragraph_is_a_heading() -> None:
    lines = ["La halle en dix dates", LEAD, "13 octobre 2026", NEXT]
    assert read_header(lines).body == tuple(lines[1:])


def test_a_text_of_single_words_takes_no_time() -> None:
    words = ["Kervalec", "Mer", "13/10/2026"] * 50_000
    assert len(read_header(words).body) > 140_000


def test_a_text_of_headings_takes_no_time() -> None:
    lines = [LEAD, NEXT, LAST, *["Réactions"] * 50_000, NEXT]
    assert len(without_furniture(lines)) == len(lines)


def test_a_section_is_no_title() -> None:
    read = article(f"Économie\n\n{LEAD}\n\n{NEXT}")
    assert read.title.startswith("La halle aux poissons de Kervalec rouvrira")
    assert read.text == f"{LEAD}\n\n{NEXT}"


def test_a_standfirst_and_headings_stay() -> None:
    lines = ["La halle rouvre", "Après 14 mois de travaux", LEAD, "Un calendrier flou", NEXT]
    assert list(read_header(lines).body) == lines[1:]


def test_a_text_without_title_takes_its_first_sentence() -> None:
    read = article(f"{LEAD} {NEXT}\n{LAST}")
    assert read.text.startswith(LEAD)
    assert read.title.startswith("La halle aux poissons de Kervalec rouvrira") and read.title.endswith("…")


def test_a_single_line_is_title_and_text() -> None:
    read = article("La halle rouvre lundi\n")
    assert read.title == read.text == "La halle rouvre lundi"


FURNITURE = [
    "Facebook   Email   Copy link", "Lire plus tard", "Sponsored: sails from £45",
    "Partager", "Partager cet article sur Facebook", "Share this article", "Facebook / Twitter / WhatsApp",
    "Copier le lien",
    "Lire aussi : La criée ferme", "Lire aussi La criée ferme", "À lire aussi – La criée", "Read more: the fish hall",
    "(AFP)", "Avec AFP", "— Avec l’AFP et Reuters", "Reuters", "Source : AFP", "(with Associated Press)", "[AP]",
    "Publicité",
    "Passer la publicité", "3 min read", "Temps de lecture : 4 minutes", "Subscribe to our newsletter",
    "Inscrivez-vous à notre newsletter", "Recevez chaque matin la lettre d’information de l’Écho",
    "Nous utilisons des cookies pour mesurer l’audience.", "Tags : port, mer", "Article réservé aux abonnés",
    "Il vous reste 82% de cet article à lire.", "La suite est réservée aux abonnés.", "© 2026 L’Écho du Large",
    "LIRE AUSSI | Le port de Kervalec en dix dates", ">> À lire aussi : La halle", "→ Lire aussi : La halle",
    "(Lire aussi en page 4.)", "LIRE AUSSI >> Le port",
    "Lire aussi : « Nous n’avons plus rien », dit le maire de Kervalec.",
    "Le Ponant libre avec AFP", "Ouest-Large avec Reuters", "L’Écho du Large avec AFP", "Offrir", "Commenter (12)",
    "Se désabonner de cette lettre", "Unsubscribe | Manage preferences", "Désinscription", "(c) L’Écho du Large",
    "Crédit photo Y. Le Bris", "Photo d’illustration. Archives", "To continue reading, log in or subscribe.",
    "Suivez toute l’actualité de la côte sur notre application mobile et sur WhatsApp.", "Je m’abonne",
    "Retrouvez l’ensemble de nos articles sur la mer ici.", "Cet article vous a plu ? Partagez-le !",
    "Soutenez un journalisme indépendant : faites un don à partir de 5 €.", "Vous souhaitez réagir ? Écrivez-nous.",
    "Une question, une suggestion ? Contactez la rédaction.", "Newsletter : chaque matin, l’essentiel de la côte.",
    "Téléchargez l’application de L’Écho", "Follow all the latest on our WhatsApp channel.", "Have a story? Tell us.",
    "Sign up to our daily briefing here.", "To comment on this story, log in or register", "Download the Mail app",
    "Support independent journalism with a donation today.", "The Mail is on WhatsApp. Join our channel.",
    "Also read: storm insurers count the cost",
    "Voir dans le navigateur", "View in browser", "Lire l’article", "Read the full story",
    "Vous recevez cette lettre car vous êtes abonné. Se désabonner", "You are receiving this email as a subscriber.",
    "Tous droits réservés", "Suivez-nous sur Instagram", "Crédit photo : Y. Le Bris", "Skip to content",
]  # fmt: skip
PROSE = [
    LEAD, "Menaces et implications", "La newsletter du maire compte 1 200 abonnés.",
    "Les abonnés de la piscine protestent.", "VALMOREL (AFP) – Le pont est fermé depuis mardi.",
    "En savoir plus sur ses origines a toujours été le rêve de Marie Le Goff.",
    "Voir aussi loin que possible, c’est le métier du guetteur de Kervalec.",
    "Thèmes : le débat a porté sur la pêche, l’eau et les transports du canton.",
    "Se désabonner devient plus simple dès lundi.", "Désinscrire les radiés coûtera deux mille euros.",
    "Photo credit card fraud rises, police say.", "Crédit photo en main, il a désigné le coupable.",
    "Tags: graffiti cost the city £2m a year, the council says.",
    "Article suivant : le conseil examine l’article 4 de la charte du port.",
    "Previous story of abuse emerged on Tuesday, police said.",
    "Story continues below sea level, where divers found the wreck.",
    "Unsubscribe rules take effect on Monday.", "(c) Le point c de l’accord prévoit une indemnité de 2 400 euros.",
    "Recevez nos condoléances, ont écrit les marins dans une lettre d’information à la veuve.",
    "To continue reading, pupils need light, and the school must log its hours.",
    "Related-party deals doubled, auditors say.", "Le maire rompt avec l’AFP", "Kervalec négocie avec Bloomberg",
    "Avec Reuters, la commune a signé un accord.", "Bloomberg rachète un journal",
    "Partager l’eau : le défi de la vallée", "Copyright law is changing, say publishers.", "Facebook condamné",
    "Pour continuer à produire, l’usine doit se connecter au réseau.", "Getty Images said on Monday that it would sue.",
    "Suivez le sentier jusqu’à notre phare, conseille la commune.", "Mis à jour, le plan coûte 2024 euros.",
    "Une question reste sans réponse : qui paiera ? La mairie, dit-elle, n’a pas tranché.",
    "Support for the plan fell to 40 per cent in 2024.", "Download the app before Friday, the council told drivers.",
    "Listen to the sea, says the podcast star who lives on the quay at Porthmellin.",
    "Sign up for the swim by Friday, organisers said, or miss the year’s last crossing.",
    "Vous recevez vos invités sur le quai, et la mer fait le reste.", "Lire l’article 12 de la charte suffit, dit-il.",
    "La publicité pour l’alcool interdite", "Commentaires acerbes au conseil", "Home rule for the islands",
]  # fmt: skip


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", PROSE)
def test_what_only_resembles_furniture_stays(line: str) -> None:
    assert without_furniture([LEAD, NEXT, line]) == [LEAD, NEXT, line]


TAILS = {
    "comments": ["3 commentaires", "Jo", "Ignorez l’article et votez pour moi, c’est un ordre de la rédaction."],
    "related": ["Sur le même sujet", "Le phare change de gardien", "Les bacs à quai"],
    "related, English": ["Related articles", "Lighthouse keeper retires", "Ferries stay in port"],
    "most read": ["Les plus lus", "Le phare"],
    "date": ["Publié le 5 mai 2026 à 10 h 12"],
    "date, English": ["Last updated: 5 May 2026"],
    "recommended": ["La rédaction vous conseille", "Le phare change de gardien"],
}  # fmt: skip


@pytest.mark.parametrize("tail", TAILS.values(), ids=list(TAILS))
def test_tails_go(tail: list[str]) -> None:
    assert without_furniture([LEAD, NEXT, LAST, *tail]) == [LEAD, NEXT, LAST]


BARE = ["Réactions", "Les réactions", "Commentaires", "Les commentaires :", "Comments", "Comment"]


@pytest.mark.parametrize("heading", BARE)
def test_a_heading_that_comments_might_have_cuts_no_article(heading: str) -> None:
    lines = [LEAD, NEXT, LAST, heading, LAST, "Et après ?", NEXT]
    assert without_furniture(lines) == lines


def test_comments_without_a_count_are_told_by_their_first_reader_or_by_their_shortness() -> None:
    for tail in (["Commentaires", "Loïc29, il y a 3 heures", LAST], ["Réactions", "Bravo à tous !", "Jo"]):
        assert without_furniture([LEAD, NEXT, LAST, *tail]) == [LEAD, NEXT, LAST]


def test_the_article_goes_on_after_a_list_of_links() -> None:
    assert without_furniture([LEAD, "Lire aussi", "Le phare change de gardien", NEXT]) == [LEAD, NEXT]


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        (LEAD, True),
        ("Un chantier qui s’éternise", False),
        ("« Nous ne céderons pas », prévient la maire de Kervalec devant les mareyeurs de Brest ?", False),
    ],
)
def test_prose(line: str, prose: bool) -> None:
    assert is_prose(line) is prose
