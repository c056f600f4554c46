"""What kind of thing a question asks for, where its words tell: "how many" wants a number, "when" a date.

Telling the expected answer type from the question word is as old as question answering (Voorhees, TREC-8, 1999); only
types that can be checked without doubt are told here.
"""

from __future__ import annotations

import re
from typing import Literal

from rag.checking import facts
from rag.checking.moments import moments
from rag.checking.named import holds as has_name
from rag.records import Evidence, Language

Kind = Literal["quantity", "price", "age", "time", "name", "country", "place"]

_QUANTITY = re.compile(
    r"\bcombien\b|\bhow (?:many|much)\b"
    r"|\b(?:quel(?:le)?|what) (?:(?:est|était|fut|is|was) )?(?:(?:le|la|the) |l[’'])?"
    r"(?:nombre|montant|somme|coût|taux|pourcentage"
    r"|prix(?! (?:(?-i:[A-ZÉ])|littéraire|scientifique|.*(?:reçu|remport|décern|obten|gagn)))"
    r"|number|amount|sum|price|cost|rate|percentage"
    r"|altitude|hauteur|longueur|largeur|profondeur|distance|superficie|vitesse|température"
    r"|height|length|width|depth|speed|temperature)\b",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\b(?:coût\w*|coûteu\w*|prix|montant|tarif|salaires?|amende|pa(?:ye|ie)\w*|cost\w*|price\w*|pay|paid|wages?|salary"
    r"|fined?|worth)\b",
    re.IGNORECASE,
)
"""Words of a question about a quantity that make it one of money."""

_MONEY = re.compile(
    r"[€$£¥]|\b(?:euros?|dollars?|livres?|pounds?|francs?|cents?|centimes?|pence|shillings?|yens?|yuans?|roubles?|rubles?"
    r"|roup(?:ie|ee)s?|couronnes?|crowns?|marks?|pesos?|dinars?|dirhams?|lires?|florins?|écus|ducats?|sesterces?|deniers?"
    r"|gratuit\w*|free)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"\bquel âge\b|\bhow old\b|\b(?:what|which) age\b", re.IGNORECASE)
_AGED = re.compile(
    r"\bâg(?:e|ée?)\b|\d ans?\b|\bans\b|\bmois\b|\bnée?\b|\bage[ds]?\b|[ -]years?\b|\bmonths?\b|\bborn\b"
    r"|[,(] ?\d{1,3}[,)]",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\bcomment (?:s[’']appel|se (?:pré)?nomm)|\bquel (?:est|était|fut) (?:le|son) (?:pré)?nom\b"
    r"|\bwhat (?:is|was) (?:the|his|her|its|their) name\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\bs[’']appel|\bse (?:pré)?nomm|nommée?s?\b|appelée?s?\b|\best (?:le|la|l[’']|une?)\b"
    r"|\b(?:called|named|known as)\b|\bis (?:the|an?)\b|[«“\"]",
    re.IGNORECASE,
)
"""How a text gives a name that has no capital."""

_COUNTRY = re.compile(
    r"\bquels? (?:(?:est|était|fut) le |autres? )?pays\b|\b(?:which|what) countr(?:y|ies)\b", re.IGNORECASE
)

_PLACE = re.compile(r"^(?:d[’'](?=où)|par |vers |from )?(?:où|where)\b", re.IGNORECASE)
_PLACED = re.compile(
    r"\b(?:à|aux?|chez|contre|dans|depuis|derrière|devant|en|entre|hors|ici|jusqu|nulle part|parmi|partout|près|sous"
    r"|sur|vers|across|along|among|around|at|behind|below|beside|between|by|from|here|home|in|inside|into|near|nowhere|off|on"
    r"|outside|over|under|within)\b",
    re.IGNORECASE,
)
"""Words that stand before a place, or for one."""

_TIME = re.compile(
    r"^(?:\w+ |jusqu[’']à |à partir de )?quand\b|\bquand ?\?|^(?:since |until )?when\b"
    r"|\b(?:quelle|which|what) (?:(?:est|était|is|was) )?(?:(?:la|the) )?(?:date|année|year)\b"
    r"|\bquel jour\b|\b(?:which|what) day\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:aucune?|nulle?|personne|plusieurs|moitié|tiers|quart|double|triple|dizaines?|centaines?|milliers?|gratuit\w*"
    r"|une? seule?|none|one|no|nobody|several|half|third|quarter|twice|dozens?|hundreds|thousands|free)\b",
    re.IGNORECASE,
)
"""Quantities that are no numbers."""

_RELATIVE = re.compile(
    r"\b(?:hier|demain|aujourd|avant|après|depuis|dès|pendant|durant|lors|lorsque|quand|jusqu|veille|lendemain|semaine"
    r"|mois|année|an (?:dernier|prochain|passé)|prochaine?|dernier|dernière|matin|midi|soir|nuit|minuit|printemps|été"
    r"|automne|hiver|jamais|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|yesterday|tomorrow|today|before|after|since|during|when|while|until|last|next|week|month|year|morning|noon"
    r"|midday|evening|night|midnight|spring|summer|autumn|winter|never|\w+day)\b",
    re.IGNORECASE,
)
"""Times that are no dates."""

_ASKS = re.compile(
    r"^qu(?:e\b|[’'])|\b(?:qui|quoi|quels?|quelles?|où|quand|comment|pourquoi|combien|lequel|laquelle)\b", re.IGNORECASE
)
_YES_OR_NO = re.compile(
    r"^est-ce que\b|\b\w+-(?:t-)?(?:il|elle|ils|elles|on|ce)\b"
    r"|^(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)\b",
    re.IGNORECASE,
)


_SAID = re.compile(
    r"\b(?:dit|dite?s?|déclar\w+|affirm\w+|écrit|écri[ae]\w*|lanc[eé]\w*|répond\w+|promis|promet|said|says?|tells?|told"
    r"|wrote|written|declared?|promised?)\b",
    re.IGNORECASE,
)


def asks_of_words(question: str) -> bool:
    """Whether `question`, French or English, is about what somebody said."""
    return bool(_SAID.search(question))


def asks_yes_or_no(question: str) -> bool:
    """Whether `question`, French or English, may be answered by yes or no."""
    return bool(_YES_OR_NO.search(question)) and not _ASKS.search(question)


def expected(question: str) -> Kind | None:
    """The kind of answer that the words of `question`, French or English, ask for; None where they do not tell."""
    if _NAME.search(question):
        return "name"
    if _COUNTRY.search(question):
        return "country"
    if _AGE.search(question):
        return "age"
    if _QUANTITY.search(question):
        return "price" if _PRICE.search(question) else "quantity"
    if _PLACE.search(question):
        return "place"
    return "time" if _TIME.search(question) else None


def gives(text: str, kind: Kind | None, language: Language, question: str = "") -> bool:
    """Whether `text` holds something of that kind, beyond the `question`; anything does when `kind` is None."""
    if kind is None:
        return True
    if kind in ("name", "place"):
        pattern = _NAMED if kind == "name" else _PLACED
        return bool(pattern.search(text)) or _names_another(text, question)
    if kind == "country":
        return bool(facts.countries(text) - facts.countries(question))
    numbers = bool(facts.numbers(text, language))
    if kind == "time":
        return numbers or bool(moments(text)) or bool(_RELATIVE.search(text))
    return numbers or bool(_VAGUE.search(text)) or text[:4].lower().startswith(("un ", "une "))


def _names_another(text: str, question: str) -> bool:
    """Whether `text` has a name that the question has not."""
    asked = facts.name_keys(question)
    return any(not has_name(asked, name) for name in facts.names(text))


def holds(item: Evidence, kind: Kind | None, question: str = "") -> bool:
    """Whether a sentence has a number, a date or a country, where one is asked for: no vaguer word will do.

    A price is in some currency, and an age in years; a country is none of the `question`.
    """
    text = item.span.text
    if kind == "country":
        return gives(text, kind, item.article.language, question)
    if kind in (None, "name", "place") or (kind == "time" and moments(text)):
        return True
    beside = {"price": _MONEY, "age": _AGED}.get(kind)
    return bool(facts.numbers(text, item.article.language)) and (beside is None or bool(beside.search(text)))
