"""The standfirst of a page, set apart from its text."""

from __future__ import annotations

import pytest

from tests.sources.pages import PARAGRAPHS, STANDFIRST, article, page

DESCRIBED = f'<meta property="og:description" content="{STANDFIRST}">'


def test_a_standfirst_set_apart_is_put_back() -> None:
    html = page(head=DESCRIBED).replace("</h1>", f'</h1><div class="chapo">{STANDFIRST}</div>')
    assert article(html).text == "\n\n".join([STANDFIRST, *PARAGRAPHS])


def test_a_standfirst_over_the_title_leaves_the_title_out_of_the_text() -> None:
    html = page(head=DESCRIBED).replace('<header class="intro"><h1>La halle rouvrira avant l’été</h1></header>', "")
    html = html.replace(
        "<article>", f'<div class="x">{STANDFIRST}</div><article><h1>La halle rouvrira avant l’été</h1>'
    )
    assert article(html).text == "\n\n".join([STANDFIRST, *PARAGRAPHS])


def test_a_cut_description_gives_the_whole_standfirst() -> None:
    cut = DESCRIBED.replace(STANDFIRST, STANDFIRST[:60] + "…")
    html = page(head=cut).replace("</h1>", f'</h1><div class="chapo">{STANDFIRST}</div>')
    assert article(html).text.startswith(STANDFIRST)


DESCRIBING = {
    "after the place": f'<meta name="description" content="Kervalec. {STANDFIRST}">',
    "after the outlet, and cut": f'<meta property="og:description" content="L’Écho du Large – {STANDFIRST[:70]}…">',
    "in its record": '<script type="application/ld+json">'
                     f'{{"@type": "NewsArticle", "description": "{STANDFIRST}"}}</script>',
}  # fmt: skip


@pytest.mark.parametrize("head", DESCRIBING.values(), ids=list(DESCRIBING))
def test_a_standfirst_that_is_described_otherwise_is_put_back(head: str) -> None:
    html = page(head=head).replace("</h1>", f"</h1><div>{STANDFIRST}</div>")
    assert article(html).text == "\n\n".join([STANDFIRST, *PARAGRAPHS])


@pytest.mark.parametrize("name", ["chapo", "article__chapo", "standfirst", "c-dek big", "Lead"])
def test_a_standfirst_that_is_only_called_so_is_put_back(name: str) -> None:
    html = page().replace("</h1>", f'</h1><div class="{name}">{STANDFIRST}</div>')
    assert article(html).text == "\n\n".join([STANDFIRST, *PARAGRAPHS])


@pytest.mark.parametrize(
    "name", ["gh-article-excerpt", "subheadline", "article__deck", "accroche", "article__intro", "summary", ""]
)
def test_a_standfirst_has_many_names(name: str) -> None:
    html = page().replace("</h1>", f'</h1><h2 class="{name}">{STANDFIRST}</h2>')
    assert article(html).text == "\n\n".join([STANDFIRST, *PARAGRAPHS])


def test_the_standfirsts_of_other_articles_stay_out() -> None:
    cards = "".join(f'<div class="card"><p class="chapo">{STANDFIRST} Episode {n}.</p></div>' for n in range(3))
    under = page().replace("<footer>", f'<div class="chapo">{STANDFIRST}</div><footer>')
    for html in (page().replace("<nav>", f"<div>{cards}</div><nav>"), under):
        assert article(html).text == "\n\n".join(PARAGRAPHS)


def test_a_description_that_nobody_sees_stays_out() -> None:
    assert article(page(head=DESCRIBED)).text == "\n\n".join(PARAGRAPHS)


def test_a_standfirst_is_not_doubled() -> None:
    described = f'<meta property="og:description" content="{PARAGRAPHS[0]}">'
    assert article(page(head=described)).text == "\n\n".join(PARAGRAPHS)


def test_a_script_is_no_standfirst() -> None:
    script = "<script>start('la halle'); // Le chantier de la halle est suivi ici, jour par jour. Fin.</script>"
    html = page().replace("</h1>", f'</h1><div class="summary">{script}<p>Mer</p></div>')
    assert article(html).text == "\n\n".join(PARAGRAPHS)
