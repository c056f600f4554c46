"""Why a claim is not supported, in French and in English."""

from __future__ import annotations

from rag.records import Language

_REASONS: dict[str, dict[Language, str]] = {
    "no_source": {
        "fr": "aucune phrase des articles ne dit cela",
        "en": "no sentence of the articles says this",
    },
    "unfinished": {
        "fr": "la phrase n’est pas finie",
        "en": "the sentence is not finished",
    },
    "language": {
        "fr": "la réponse n’est pas en français",
        "en": "the answer is not in English",
    },
    "repeats": {
        "fr": "la phrase ne fait que répéter la question",
        "en": "the sentence only repeats the question",
    },
    "quantity": {
        "fr": "la question demande combien, et la phrase ne le dit pas",
        "en": "the question asks how much or how many, and the sentence does not say it",
    },
    "price": {
        "fr": "la question demande un montant, et la phrase ne le dit pas",
        "en": "the question asks for an amount, and the sentence does not say it",
    },
    "age": {
        "fr": "la question demande un âge, et la phrase ne le dit pas",
        "en": "the question asks for an age, and the sentence does not say it",
    },
    "unnamed": {
        "fr": "la question demande un nom, et la phrase n’en donne pas",
        "en": "the question asks for a name, and the sentence gives none",
    },
    "country": {
        "fr": "la question demande un pays, et la phrase n’en nomme pas d’autre",
        "en": "the question asks for a country, and the sentence names no other",
    },
    "place": {
        "fr": "la question demande où, et la phrase ne le dit pas",
        "en": "the question asks where, and the sentence does not say it",
    },
    "time": {
        "fr": "la question demande quand, et la phrase ne le dit pas",
        "en": "the question asks when, and the sentence does not say it",
    },
    "number": {
        "fr": "le nombre « {value} » n’est pas dans la phrase citée",
        "en": "the number “{value}” is not in the cited sentence",
    },
    "date": {
        "fr": "la date « {value} » n’est pas dans la phrase citée",
        "en": "the date “{value}” is not in the cited sentence",
    },
    "hour": {
        "fr": "l’heure « {value} » n’est pas dans la phrase citée",
        "en": "the time “{value}” is not in the cited sentence",
    },
    "name": {
        "fr": "le nom « {value} » n’est pas dans la phrase citée",
        "en": "the name “{value}” is not in the cited sentence",
    },
    "counted": {
        "fr": "la phrase citée compte autre chose que « {value} »",
        "en": "the cited sentence counts something other than “{value}”",
    },
    "quotation": {
        "fr": "la citation « {value} » n’est pas mot pour mot dans la phrase citée",
        "en": "the quotation “{value}” is not word for word in the cited sentence",
    },
    "word": {
        "fr": "la phrase citée ne dit pas « {value} »",
        "en": "the cited sentence does not say “{value}”",
    },
    "negation": {
        "fr": "« {value} » : la phrase citée dit le contraire",
        "en": "“{value}”: the cited sentence says the opposite",
    },
    "contrary": {
        "fr": "« {value} » : la phrase citée dit « {other} »",
        "en": "“{value}”: the cited sentence says “{other}”",
    },
    "reserve": {
        "fr": "« {value} » : la phrase citée n’en est pas sûre",
        "en": "“{value}”: the cited sentence is not sure of it",
    },
    "speaker": {
        "fr": "« {value} » ne parle pas dans la phrase citée",
        "en": "“{value}” does not speak in the cited sentence",
    },
    "translation": {
        "fr": "« {value} » n’est pas le même dans les deux langues",
        "en": "“{value}” is not the same in both languages",
    },
}


def reason(kind: str, language: Language, value: str = "", other: str = "") -> str:
    """Why a claim is not supported: what it says, and what its source says instead where that is known."""
    return _REASONS[kind][language].format(value=value, other=other)
