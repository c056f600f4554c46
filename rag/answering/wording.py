"""The sentences that answers are made of when they are not the model's own, in French and in English."""

from __future__ import annotations

from rag.records import Language

NOT_IN_ARTICLES = "not in the articles"
EMPTY_LIBRARY = "empty library"
STOPPED = "stopped"

_REFUSALS: dict[str, dict[Language, str]] = {
    NOT_IN_ARTICLES: {
        "fr": "Vos articles ne donnent pas la réponse à cette question.",
        "en": "Your articles do not hold the answer to this question.",
    },
    EMPTY_LIBRARY: {
        "fr": "La bibliothèque est vide : ajoutez d’abord des articles.",
        "en": "The library is empty: add some articles first.",
    },
    STOPPED: {
        "fr": "La réponse a été arrêtée avant ses premiers mots.",
        "en": "The answer was stopped before its first words.",
    },
}


_ANOTHER: dict[Language, str] = {
    "fr": "{source} donne {other} : « {quote} »",
    "en": "{source} gives another {other}: “{quote}”",
}
_AUTRE = {"figure": "un autre chiffre", "name": "un autre nom", "place": "un autre lieu", "date": "une autre date"}


def another(source: str, sort: str, quote: str, language: Language) -> str:
    """The sentence that says that another source gives another figure, name, place or date, with its words."""
    return _ANOTHER[language].format(source=source, other=_AUTRE[sort] if language == "fr" else sort, quote=quote)


def quoted(text: str, language: Language) -> str:
    """`text` between the quotation marks of the language."""
    return f"«\u202f{text}\u202f»" if language == "fr" else f"“{text}”"


def refusal(kind: str, language: Language) -> str:
    """What is shown when nothing can be answered."""
    return _REFUSALS[kind][language]
