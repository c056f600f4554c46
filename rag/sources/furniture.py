"""Site furniture: what a page prints around an article, in French and English, and what is left without it.

A line is furniture by its whole shape, never by one word: an article about newsletters keeps its sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.lines.prose import ends_sentence, is_prose

LINE_CHARS = 220
"""A longer line is a paragraph of the article, whatever its first words."""

LINK_CHARS = 160
"""Longest title in a list of links to other articles."""

SIGNATURE_CHARS = 40
"""Longest line with the name of a reader, or the time of a comment."""

SENTENCE_WORDS = 8
"""With a full stop and more words than this, a line that begins as furniture does is a sentence of the article."""


def _whole(*shapes: str) -> re.Pattern[str]:
    return re.compile(rf"(?:[>→►▶(]+ ?)?(?:{'|'.join(shapes)})\s*[.:…!»>→)]*", re.IGNORECASE)


_COMMENTS = _whole(
    r"leave a (?:comment|reply)\b.*",
    r"(?:post|add|write) a comment",
    r"\d+ comments?|comments? ?\(\d+\)",
    r"join the (?:conversation|discussion)",
    r"(?:les )?commentaires sont (?:désormais )?(?:fermés|clos)|comments are (?:now )?closed",
    r"(?:laisser|laissez|ajouter|poster|écrire) (?:un|votre) commentaire\b.*",
    r"(?:\d+ |vos )(?:commentaires?|réactions)(?: ?\(\d+\))?|(?:les )?(?:commentaires?|réactions) ?\(\d+\)",
    r"réagi(?:r|ssez) à cet article",
    r"(?:your email address will not be published|votre adresse (?:e-?mail|de messagerie) ne sera pas publiée).*",
)
_COMMENTS_OR_HEADING = _whole(r"comments?|(?:les )?commentaires?")
_REACTIONS = _whole(r"(?:les )?réactions")

_RELATED = _whole(
    r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in)\b.*",
    r"(?:related|similar|recommended|latest|recent) (?:posts?|articles?|stories|news|content|reading|coverage)",
    r"read (?:more|also|next)",
    r"more (?:from|on) .{2,40}",
    r"(?:most (?:read|popular|viewed)|recommended(?: for you)?|see also|up next|don['’]t miss)",
    r"articles? (?:similaires?|liés?|connexes?|associés?|récents?|recommandés?)",
    r"(?:à |a )?(?:lire|voir|découvrir) (?:aussi|également|ensuite)",
    r"(?:sur|dans) l[ea] même (?:sujet|thème|rubrique|catégorie)",
    r"(?:les )?(?:articles )?(?:les )?plus (?:lus|populaires|récents|consultés)",
    r"vous (?:aimerez|pourriez|allez) (?:aussi|également|peut-être|aimer)\b.*",
    r"ces articles (?:peuvent|pourraient|devraient)\b.*",
    r"(?:nos |les )?derniers articles",
    r"à la une",
)

_NETWORK = (
    r"(?:facebook|twitter|x|linkedin|whatsapp|telegram|pinterest|reddit|e-?mail|courriel|instagram|bluesky|tumblr)"
)
_SHARED = r"(?:this |the )?(?:article|story|post|page|cet article|l['’]article|sur|on|via|with|avec|par|in|ce contenu)"
_BUTTON = (
    rf"(?:{_NETWORK}|share|tweet|post|print|save|copy link|read later|save for later|"
    r"partager|envoyer|offrir|commenter(?: ?\(\d+\))?|imprimer|enregistrer|copier le lien|lire plus tard)"
)

_SHARING = (
    rf"(?:share|tweet|partager|partagez|envoyer)(?: {_SHARED})*(?:[ ,/|·]+(?:on |sur |via |by |par )?{_NETWORK})*",
    rf"{_BUTTON}(?:[ ,/|·]+{_BUTTON})*",
    r"(?:écouter (?:l['’]|cet )article|listen to this (?:article|story))(?: ?\(.{1,12}\))?",
)
_LEADING = (
    r"(?:(?:à |a )?(?:lire|voir|découvrir) (?:aussi|également)\b|lire la suite|en savoir plus)(?: ?[:–—|>→»]| -).*",
    r"(?:read (?:more|also|next)|see also|related|more on this)(?: ?[:–—|>→»]| -).*",
    r"(?:skip|jump) to (?:main )?content|aller (?:au|directement au) contenu|back to top|retour en haut|haut de page",
    r"menu|search|rechercher|recherche|se connecter|connexion|s['’]abonner|abonnez-vous",
    r"log ?in|sign (?:in|up)|subscribe",
    r"(?:voir|lire|consulter|afficher|ouvrir) (?:ce|cet|cette|la|le|l['’]) ?(?:message|e-?mail|courriel|lettre|version|"
    r"newsletter)\b.{0,40}(?:navigateur|en ligne)\b.*",
    r"(?:view|read|open|see) (?:this|the|it|online)\b.{0,30}\b(?:in (?:your|a|the) browser|online)\b.*",
)
_BEGINNINGS = (
    r"(?:(?:à |a )?(?:lire|voir|découvrir) (?:aussi|également)\b|lire la suite|en savoir plus) [«\w].*",
    r"retrouvez .{2,60} (?:chaque|tous les) .{2,40}",
    r"(?:follow us|suivez[- ]nous|retrouvez[- ]nous) (?:on|sur)\b.*",
    r"(?:(?:se |me |vous )?d[ée]s(?:abonner|inscrire|inscription)|unsubscribe)"
    r"(?:(?: (?:de|d['’]|du|des|en|ici|à|par|ou|et|from|here|in|at|by|or|and)\b| ?[|·,/?:(→>-]).*)?",
    r"(?:manage|update) (?:your )?preferences\b.*|(?:gérer|modifier) (?:mes|vos) (?:préférences|abonnements)\b.*",
    r"(?:tags?|mots[- ]clés|étiquettes|filed under|topics?|thèmes?|catégories?|categories) ?:.*",
    r"(?:article|post|page|story) (?:précédente?|suivante?)\b.*|(?:previous|next) (?:article|post|story|page)\b.*",
    r"story continues below.*|this is a breaking(?: new)?s? (?:news )?story.*",
    r"\(c\).*",
    r"(?:crédits? photos?|photo credits?|image illustrative|photo d['’]illustration)"
    r"(?: ?[:–—|/(.-].*|(?-i: [A-ZÀ-ÖØ-Þ]).{0,60})?",
)
_NOTICES = (
    r"(?:passer la )?publicité|advertisement|skip (?:advertisement|ad)",
    r"(?:sponsored|sponsorisé|contenu sponsorisé)(?: ?:.*)?",
    r"(?:temps de lecture|lecture|reading time)(?: de)? ?:? ?(?:environ )?\d+ ?(?:min|mn|minutes?)\b",
    r"\d+ ?(?:min|mn|minutes?|minute) (?:read|de lecture)",
    r"(?:inscrivez|abonnez|recevez (?:chaque|tou(?:s|tes?)|par|dans|directement|gratuitement|notre|la|les|l['’])"
    r"|subscribe|sign up|get our|join our|ne (?:manquez|ratez)).{0,140}"
    r"(?:newsletter|infolettre|lettre d['’]information|inbox|boîte (?:mail|e-?mail|aux lettres)|alertes).{0,80}",
    r"(?:nous utilisons|ce site utilise|we use|this (?:web)?site uses) (?:des )?cookies\b.*",
    r"(?:accepter|accept|refuser|reject)(?: et continuer| and continue| all| tout)?(?: (?:les )?cookies)?",
    r"(?:do you have a (?:story|tip)|got a (?:story|tip)|vous avez une information)\b.*",
    r"(?:©|\(c\) ?\d{4}|copyright (?:©|\(c\)|\d{4})).*|.{0,40}(?:all rights reserved|tous droits réservés).{0,40}",
    r"(?:please |you need to |veuillez |vous devez )?(?:enable|activer) javascript\b.*",
    r"(?:photo ?: ?)?getty images",
    r"\[object object\]",
)
_PAYWALL = (
    r"(?:(?:cet )?article )?réservé (?:aux|à nos) abonnés(?: ?:.{0,40})?",
    r"(?:la suite|cet article) est réservée? (?:aux|à nos) abonnés.*",
    r"il vous reste .{1,12}% de (?:cet |l['’])article à lire.*",
    r"pour (?:lire (?:la suite|cet article)|accéder à (?:la suite|cet article|l['’]article|l['’]intégralité)|"
    r"continuer (?:à lire|la lecture|votre lecture)).{0,160}(?:abonn|connect|inscri).*",
    r"to (?:continue|keep) reading.{0,160}\b(?:subscri|log ?in\b|sign ?(?:in|up)\b|register\b).*",
    r"(?:this (?:article|content|story) is (?:for|reserved for|available to)).{0,60}(?:subscriber|member|reader).*",
    r"subscribe (?:now )?to (?:continue|read|keep).{0,160}",
    r"(?:déjà abonné|already a (?:subscriber|member)).{0,80}",
)
_NAME = (
    r"(?:AFP|Agence France[- ]Presse|Reuters|AP|(?:the )?Associated Press|Bloomberg|"
    r"(?:Keystone[- ])?ATS|Belga|dpa|ANSA|EFE|Xinhua|TASS)"
)
_AGENCIES = (
    rf"[(\[–—-]? ?(?:sources? ?: ?)?(?:(?:avec|par|with|from|by) )?(?:l['’])?{_NAME}"
    rf"(?:(?:,| et| and| ?/| avec| with) ?(?:l['’])?{_NAME})* ?[)\]]?",
    rf"(?-i:(?:Le |La |Les |L['’]|The )?[A-ZÀ-ÖØ-Þ][\w’'-]+(?: (?:de |du |des |of |d['’])?[A-ZÀ-ÖØ-Þ][\w’'-]+){{0,2}}|"
    rf"(?:Le|La|Les) [A-ZÀ-ÖØ-Þ][\w’'-]+ \w+),? (?:avec|with) (?-i:{_NAME})",
)

_LINE = _whole(*_SHARING, *_LEADING, *_NOTICES, *_PAYWALL, *_AGENCIES)
_BEGINNING = _whole(*_BEGINNINGS)


def is_furniture(line: str) -> bool:
    """Whether `line` is a share bar, a link to another article, a newsletter box, a paywall notice or the like."""
    plain = _plain(line) if len(line) <= LINE_CHARS else ""
    if ends_sentence(plain, ".!?") and len(plain.split()) > SENTENCE_WORDS:
        return _LINE.fullmatch(plain) is not None
    return any(shapes.fullmatch(plain) for shapes in (_LINE, _BEGINNING))


def without_furniture(lines: Sequence[str]) -> list[str]:
    """The lines of the article: nothing from the comments on, no list of other articles, no line of furniture."""
    lines = lines[: _comments_start(lines)]
    kept: list[str] = []
    in_links = False
    for line in lines:
        in_links = _is_related(line) or (in_links and _is_link(line))
        if not in_links and not is_furniture(line):
            kept.append(line)
    return kept


def _comments_start(lines: Sequence[str]) -> int:
    """The first line of the comments: their heading, once some text has come before it."""
    chars, last = 0, next((number for number in reversed(range(len(lines))) if is_prose(lines[number])), 0)
    for number, line in enumerate(lines):
        if chars > LINE_CHARS and len(line) <= LINE_CHARS:
            after = next((lines[n] for n in range(number + 1, len(lines)) if lines[n].strip()), "")
            if _begins_comments(_plain(line), after, goes_on=last > number):
                return number
        chars += len(line)
    return len(lines)


def _begins_comments(line: str, after: str, goes_on: bool) -> bool:
    """Whether `line` is the heading of comments. Without a count it may be the article's, which then `goes_on`."""
    if _COMMENTS.fullmatch(line):
        return True
    if _COMMENTS_OR_HEADING.fullmatch(line):
        return not goes_on or _is_signature(after)
    return not goes_on and _REACTIONS.fullmatch(line) is not None


def _is_signature(line: str) -> bool:
    return 0 < len(line) <= SIGNATURE_CHARS and line.strip()[-1] not in ".!?…:»”"


def _is_related(line: str) -> bool:
    return len(line) <= LINE_CHARS and _RELATED.fullmatch(_plain(line)) is not None


def _plain(line: str) -> str:
    """`line` with the plain spaces that the shapes are written with."""
    return line.replace("\u00a0", " ").replace("\u202f", " ").strip()


def _is_link(line: str) -> bool:
    """Whether a line that follows "Related articles" is one of them rather than the article going on."""
    return len(line) <= LINK_CHARS and not line.rstrip().endswith((".", ".»", ". »", ".”"))
