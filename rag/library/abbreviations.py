"""Words that decide where a sentence ends: abbreviations with a full stop, and words that open sentences.

All are compared without their final full stop. Lists serve both languages, since news of each names people and
places of the other; only what would be an ordinary word in the other language is kept apart.
"""

from __future__ import annotations

from rag.records import Language


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "M MM Mme Mmes Mlle Mlles Mgr Dr Drs Pr Prof St Ste Vve Gal Gén Cdt Cne Lt Col Sgt Adj Cap Cpt Amb Rév "
    "Mr Mrs Ms Messrs Cllr Cllrs Ald Sen Sens Rep Reps Gov Govs Gen Hon Rev Capt Cmdr Maj Supt Pres Atty Det Insp Mt "
    "Ft vs v av apr env cf ex resp dép dir"
)
"""Always followed by what they introduce: never the end of a sentence."""

TITLES_OF: dict[Language, frozenset[str]] = {"fr": _words("Me MMes"), "en": frozenset()}
"""Titles that are words in the other language ("Tell me.")."""

NUMBERED = _words(
    "no nos n art arts al p pp vol vols chap fig figs tab liv par sect sec § éd ed ch r tél tel réf ref env ca circa "
    "janv févr fév avr juil juill sept oct nov déc jan feb mar apr jun jul aug sep dec l alin"
)
"""Abbreviations when a number (or a Roman numeral) follows, in any case; otherwise ordinary ends."""

OFTEN_FINAL = _words(
    "etc Inc Corp Co Cos Ltd Bros Jr Sr Cie Sté Ets Ass Assoc Dept Univ Ave Blvd Bd Rd Pl Calif Mass Conn Ill Wash "
    "Fla Ariz Colo Mich Minn Penn Tenn Tex Va Wis approx max min hab"
)
"""Abbreviations that may end a sentence: they do when the next word is one that opens sentences."""

STARTERS = _words(
    "Le La Les L’ L' Un Une Des Du De D’ D' Il Elle Ils Elles On Nous Vous Je J’ J' Ce Cet Cette Ces C’ C' Ceux Celle "
    "Celui Mais Or Et Ou Donc Car Ainsi Alors Aussi Enfin Puis Pour Par Parmi Selon Dans En Sur Sous Avec Sans Après "
    "Avant Depuis Dès Quand Lorsque Si Comme Pourtant Cependant Toutefois Néanmoins Aujourd’hui Hier Demain Son Sa Ses "
    "Leur Leurs Notre Nos Votre Vos Mon Ma Mes Au Aux À Qui Que Qu’ Quel Quelle Plus Tous Tout Toutes Deux Trois "
    "Certains Plusieurs Chaque Autre Entre Contre Pendant Malgré Grâce Face "
    "The A An This That These Those It Its He His She Her They Their We Our You Your I In On At By For From With "
    "Without Under Over After Before Since When While If As But And Yet So However Meanwhile Although Though Because "
    "Today Yesterday Tomorrow Some Many Most Several Each Every Both Two Three There Here What Who Why How Such No Not "
    "Now Then Still Also Another One During Among According Despite Last Next"
)
"""Words that open sentences far more often than they carry on a name."""

NAME_PARTICLES = _words("Le La Les L’ L' Du De Des D’ D'")
"""Words that open sentences and family names alike: "Marine J. Le Goff"."""

CLOCK = _words("a.m p.m am pm")
AFTER_CLOCK = _words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday EST EDT CET CEST GMT UTC PST PDT ET PT BST Eastern "
    "Pacific Central London Paris"
)
"""What may carry on after "9 a.m.": any other capital opens a sentence."""

SAYING = _words(
    "said says added adds told asked asks replied answered wrote writes explained declared insisted warned argued "
    "shouted joked recalled noted continued concluded admitted claimed cried exclaimed"
)
"""English attribution after a closed quotation: “We won!” Smith said."""
