"""The words of the page, in French and in English, with the typography of each language."""

from __future__ import annotations

from rag.records import Language, Status
from rag.typography import grouped, typeset

_FRENCH = {
    # frame
    "name": "Kiosque",
    "private": "Rien ne quitte cette machine.",
    "page.chat": "Questions",
    "page.briefing": "Briefing",
    "page.library": "Bibliothèque",
    "language": "Langue de la page",
    "language.fr": "Français",
    "language.en": "Anglais",
    "unexpected": "Une erreur imprévue est survenue (n° {number}). Le détail est dans le journal du serveur.",
    "error": "{sentence} (n° {number})",
    # chat
    "chat.title": "Que voulez-vous savoir ?",
    "chat.scope": "La réponse est cherchée dans {articles}, du {since} au {until}, et citée à la phrase près.",
    "chat.scope.undated": "La réponse est cherchée dans {articles} et citée à la phrase près.",
    "chat.empty": "La bibliothèque est vide. Ajoutez d’abord des articles : la page « Bibliothèque » les reçoit.",
    "chat.input": "Posez votre question",
    "chat.busy": "Une réponse est en cours…",
    "chat.stop": "Arrêter",
    "chat.again": "Reposer la question",
    "chat.new": "Nouvelle conversation",
    "chat.history": "Conversations",
    "chat.older": "Plus anciennes",
    "chat.remove": "Effacer cette conversation",
    "chat.remove.sure": "Effacer cette conversation et ses réponses ?",
    "chat.no_model": "Le modèle ne peut pas répondre, mais la recherche marche : les passages proches seront montrés.",
    # an answer being made
    "phase.searching": "Recherche dans les articles…",
    "phase.found": "{passages}, {sentences}",
    "phase.waiting": "En attente : {place} avant celle-ci.",
    "phase.reading": "Le modèle lit les phrases trouvées…",
    "phase.writing": "Le modèle écrit…",
    "phase.stopping": "Arrêt…",
    "draft": "Brouillon du modèle, pas encore vérifié",
    # an answer
    "answer.sources": "Sources",
    "answer.unsupported": "Non vérifié :",
    "answer.partial": "Réponse arrêtée : elle est incomplète.",
    "answer.nearest": "Passages les plus proches",
    "answer.evidence": "Phrases lues par le modèle",
    "answer.as_of": "D’après un article du {date}, le plus récent de ceux qui sont cités.",
    "answer.follows": "Comprise comme la suite de : {question}",
    "answer.period": "« {words} » : {days}, compté depuis l’article le plus récent.",
    "answer.filtered": "Cherchée seulement dans : {filters}.",
    "answer.latest": "Article le plus récent de la bibliothèque : {date}.",
    "answer.gone": "Cet article n’est plus dans la bibliothèque.",
    "answer.made": "{model}, {seconds} s",
    # briefing
    "briefing.none": "Aucun briefing encore. Le premier racontera le dernier jour de vos articles.",
    "briefing.choose": "Jour",
    "briefing.make": "Faire le briefing du dernier jour",
    "briefing.making": "Le modèle lit les articles et rédige ; cela prend quelques minutes…",
    # library
    "library.add": "Ajouter des articles",
    "library.files": "Fichiers : texte, Markdown, HTML, JSON Lines ou liste de flux (OPML), 25 Mo au plus",
    "library.choose": "Choisir, ou déposer ici",
    "library.paste": "Ou collez ici le texte d’un article",
    "library.address": "Ou l’adresse d’une page ou d’un flux, que Kiosque ira chercher",
    "library.refresh": "Prendre les nouveaux articles de {feeds}",
    "library.refreshing": "Lecture des flux…",
    "library.current": "Rien de nouveau dans les flux.",
    "library.submit": "Ajouter",
    "library.adding": "Lecture de « {name} »…",
    "library.nothing": "Choisissez un fichier, ou collez un texte ou une adresse.",
    "library.results": "{done} sur {total} enregistrés ou déjà là",
    "library.pasted": "texte collé",
    "library.text": "Chercher dans les titres et les textes",
    "library.outlet": "Titre de presse",
    "library.language": "Langue",
    "library.all": "Tous",
    "library.none": "Aucun article ne correspond à ces filtres.",
    "library.shown": "{shown} sur {total}",
    "library.counts": "{articles}, {outlets}",
    "library.reprint": "reprise d’un autre article",
    "library.searched": "dans la recherche",
    "library.undated": "sans date",
    "library.unnamed": "source inconnue",
    "status.added": "ajouté",
    "status.updated": "mis à jour",
    "status.unchanged": "déjà là",
    "status.duplicate": "reprise d’un article déjà là",
    "status.failed": "refusé",
    # an article
    "article.back": "Retour à la liste",
    "article.address": "Adresse d’origine",
    "article.by": "par {author}",
    "article.summarise": "Résumer en français et en anglais",
    "article.summarising": "Le modèle résume l’article…",
    "article.summary": "Résumé",
    "article.remove": "Retirer de la bibliothèque",
    "article.remove.sure": "Retirer cet article ? Il ne sera plus ni cherché ni cité.",
    "yes": "Oui, pour de bon",
    # counts
    "articles.one": "{n} article",
    "articles.many": "{n} articles",
    "feeds.one": "{n} flux",
    "feeds.many": "{n} flux",
    "outlets.one": "{n} titre de presse",
    "outlets.many": "{n} titres de presse",
    "passages.one": "{n} passage",
    "passages.many": "{n} passages",
    "sentences.one": "{n} phrase",
    "sentences.many": "{n} phrases",
    "requests.one": "{n} demande",
    "requests.many": "{n} demandes",
    "untitled": "sans titre",
    # serve
    "serve.ready": "Kiosque est prêt : {address}  (Ctrl-C pour arrêter)",
    "serve.no_port": "aucun port libre entre {first} et {last}",
}

_ENGLISH = {
    # frame
    "name": "Kiosque",
    "private": "Nothing leaves this machine.",
    "page.chat": "Questions",
    "page.briefing": "Briefing",
    "page.library": "Library",
    "language": "Language of the page",
    "language.fr": "French",
    "language.en": "English",
    "unexpected": "Something unexpected went wrong (no. {number}). The details are in the server’s log.",
    "error": "{sentence} (no. {number})",
    # chat
    "chat.title": "What would you like to know?",
    "chat.scope": "The answer is looked for in {articles}, from {since} to {until}, and cited to the sentence.",
    "chat.scope.undated": "The answer is looked for in {articles} and cited to the sentence.",
    "chat.empty": "The library is empty. Add some articles first: the “Library” page takes them.",
    "chat.input": "Ask a question",
    "chat.busy": "An answer is on its way…",
    "chat.stop": "Stop",
    "chat.again": "Ask again",
    "chat.new": "New conversation",
    "chat.history": "Conversations",
    "chat.older": "Older ones",
    "chat.remove": "Erase this conversation",
    "chat.remove.sure": "Erase this conversation and its answers?",
    "chat.no_model": "The model cannot answer, but searching works: the nearest passages will be shown.",
    # an answer being made
    "phase.searching": "Searching the articles…",
    "phase.found": "{passages}, {sentences}",
    "phase.waiting": "Waiting: {place} before this one.",
    "phase.reading": "The model is reading the sentences found…",
    "phase.writing": "The model is writing…",
    "phase.stopping": "Stopping…",
    "draft": "The model’s draft, not checked yet",
    # an answer
    "answer.sources": "Sources",
    "answer.unsupported": "Not verified:",
    "answer.partial": "Stopped answer: it is incomplete.",
    "answer.nearest": "Nearest passages",
    "answer.evidence": "Sentences the model read",
    "answer.as_of": "As of {date}, the day of the newest article cited.",
    "answer.follows": "Understood as going on from: {question}",
    "answer.period": "“{words}”: {days}, counted from the newest article.",
    "answer.filtered": "Searched only in: {filters}.",
    "answer.latest": "Newest article of the library: {date}.",
    "answer.gone": "This article is no longer in the library.",
    "answer.made": "{model}, {seconds} s",
    # briefing
    "briefing.none": "No briefing yet. The first will tell the last day of your articles.",
    "briefing.choose": "Day",
    "briefing.make": "Make the briefing of the last day",
    "briefing.making": "The model is reading the articles and writing; this takes some minutes…",
    # library
    "library.add": "Add articles",
    "library.files": "Files: text, Markdown, HTML, JSON Lines or a list of feeds (OPML), 25 MB at most",
    "library.choose": "Choose, or drop here",
    "library.paste": "Or paste the text of an article here",
    "library.address": "Or the address of a page or of a feed, which Kiosque will fetch",
    "library.refresh": "Take the new articles of {feeds}",
    "library.refreshing": "Reading the feeds…",
    "library.current": "Nothing new in the feeds.",
    "library.submit": "Add",
    "library.adding": "Reading “{name}”…",
    "library.nothing": "Choose a file, or paste a text or an address.",
    "library.results": "{done} of {total} stored or already there",
    "library.pasted": "pasted text",
    "library.text": "Search in titles and texts",
    "library.outlet": "Outlet",
    "library.language": "Language",
    "library.all": "All",
    "library.none": "No article matches these filters.",
    "library.shown": "{shown} of {total}",
    "library.counts": "{articles}, {outlets}",
    "library.reprint": "reprint of another article",
    "library.searched": "in the search",
    "library.undated": "undated",
    "library.unnamed": "unknown source",
    "status.added": "added",
    "status.updated": "updated",
    "status.unchanged": "already there",
    "status.duplicate": "reprint of an article already there",
    "status.failed": "refused",
    # an article
    "article.back": "Back to the list",
    "article.address": "Original address",
    "article.by": "by {author}",
    "article.summarise": "Summarise in French and in English",
    "article.summarising": "The model is summarising the article…",
    "article.summary": "Summary",
    "article.remove": "Remove from the library",
    "article.remove.sure": "Remove this article? It will no longer be searched or cited.",
    "yes": "Yes, for good",
    # counts
    "articles.one": "{n} article",
    "articles.many": "{n} articles",
    "feeds.one": "{n} feed",
    "feeds.many": "{n} feeds",
    "outlets.one": "{n} outlet",
    "outlets.many": "{n} outlets",
    "passages.one": "{n} passage",
    "passages.many": "{n} passages",
    "sentences.one": "{n} sentence",
    "sentences.many": "{n} sentences",
    "requests.one": "{n} request",
    "requests.many": "{n} requests",
    "untitled": "untitled",
    # serve
    "serve.ready": "Kiosque is ready: {address}  (Ctrl-C to stop)",
    "serve.no_port": "no free port between {first} and {last}",
}

WORDS: dict[Language, dict[str, str]] = {
    "fr": {key: typeset(text) for key, text in _FRENCH.items()},
    "en": _ENGLISH,
}
"""For each language: key → template."""


def say(key: str, language: Language, **values: object) -> str:
    """The words of `key`, filled with `values`. Raises KeyError for an unknown key: a test finds those."""
    return WORDS[language][key].format(**values)


def status_word(status: Status, language: Language) -> str:
    """What became of an item, in a word."""
    return say(f"status.{status}", language)


def counted(noun: str, number: int, language: Language) -> str:
    """“12 passages”: in French zero takes the singular."""
    single = number < 2 if language == "fr" else number == 1
    return say(f"{noun}.{'one' if single else 'many'}", language, n=grouped(number, language))
