"""What kind of thing a question asks for, where its words tell: "how many" wants a number, "when" a date.

Telling the expected answer type from the question word is as old as question answering (Voorhees, TREC-8, 1999); only
the two types that can be checked without doubt are told here.
"""

from __future__ import annotations

import re
from typing import Literal

from rag.checking import facts
from rag.checking.moments import moments
from rag.records import Evidence, Language

Kind = Literal["quantity", "time"]

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


def asks_yes_or_no(question: str) -> bool:
    """Whether `question`, French or English, may be answered by yes or no."""
    return bool(_YES_OR_NO.search(question)) and not _ASKS.search(question)


def expected(question: str) -> Kind | None:
    """The kind of answer that the words of `question`, French or English, ask for; None where they do not tell."""
    if _QUANTITY.search(question):
        return "quantity"
    return "time" if _TIME.search(question) else None


def gives(text: str, kind: Kind | None, language: Language) -> bool:
    """Whether `text` holds something of that kind; anything does when `kind` is None."""
    if kind is None:
        return True
    numbers = bool(facts.numbers(text, language))
    if kind == "quantity":
        return numbers or bool(_VAGUE.search(text)) or text[:4].lower().startswith(("un ", "une "))
    return numbers or bool(moments(text)) or bool(_RELATIVE.search(text))


def holds(item: Evidence, kind: Kind | None) -> bool:
    """Whether a sentence of an article has a number or a date, where one is asked for: no vaguer word will do."""
    text, language = item.span.text, item.article.language
    return kind is None or bool(facts.numbers(text, language)) or (kind == "time" and bool(moments(text)))
