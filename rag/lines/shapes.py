"""The shapes of the lines that a page prints around an article, in French and English.

A line is told by its whole shape, never by one word: an article about newsletters keeps its sentences.
"""

from __future__ import annotations

import re


def _whole(*shapes: str) -> re.Pattern[str]:
    return re.compile(rf"(?:[>→►▶(]+ ?)?(?:{'|'.join(shapes)})\s*[.:…!»>→)]*", re.IGNORECASE)


COMMENTS = _whole(
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
COMMENTS_OR_HEADING = _whole(r"comments?|(?:les )?commentaires?")
REACTIONS = _whole(r"(?:les )?réactions")

RELATED = _whole(
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
    r"à la une|(?:la rédaction|on) vous (?:conseille|recommande)(?: aussi)?|pour aller plus loin",
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
    r"(?:read (?:more|also|next)|also read|see also|related|more on this)(?: ?[:–—|>→»]| -).*",
    r"(?:skip|jump) to (?:main )?content|aller (?:au|directement au) contenu|back to top|retour en haut|haut de page",
    r"menu|search|rechercher|recherche|se connecter|connexion|s['’]abonner|abonnez-vous",
    r"log ?in|sign (?:in|up)|subscribe",
    r"(?:voir|lire|consulter|afficher|ouvrir) (?:ce|cet|cette|la|le|l['’]) ?(?:message|e-?mail|courriel|lettre|version|"
    r"newsletter)\b.{0,40}(?:navigateur|en ligne)\b.*",
    r"(?:view|read|open|see) (?:this|the|it|online)\b.{0,30}\b(?:in (?:your|a|the) browser|online)\b.*",
    r"(?:voir|lire|ouvrir|afficher) dans (?:le|votre|un) navigateur|(?:view|open|read) in (?:your |a |the )?browser",
    r"(?:lire|voir) (?:l['’]article|la vidéo)|read the (?:full )?(?:article|story)|continue reading",
    r"vous recevez (?:cette?|ce) (?:lettre|newsletter|infolettre|e-?mail|courriel|message)\b.*",
    r"you(?:['’]re| are)? (?:receiving|received) this (?:e-?mail|newsletter|message)\b.*",
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

_OURS = (
    r"(?:notre (?:chaîne|application|appli|page|compte|podcast|site|boutique)|"
    r"nos (?:articles|podcasts|newsletters|réseaux|comptes|émissions)|nous sur|"
    r"our (?:\w+ ){0,2}(?:app|channel|podcast|newsletter|briefing|page|socials))\b"
)
_CALLS = (
    r"(?:suivez|retrouvez|découvrez|écoutez|téléchargez|rejoignez|ajoutez|abonnez-vous|inscrivez-vous)\b"
    rf".{{0,100}}\b{_OURS}.{{0,80}}",
    rf"(?:follow|download|join|listen|sign up|subscribe|watch)\b.{{0,100}}\b{_OURS}.{{0,80}}",
    r"(?:soutenez|faites vivre|support) (?:un |le |notre |our |independent )*(?:journalisme|rédaction|journalism)\b.*",
    r"cet article vous a (?:plu|intéressé)\b.*|vous (?:souhaitez|voulez) réagir ?\?.*",
    r"(?:une|des) (?:question|remarque|suggestion|erreur|faute)s?\b.{0,40}\? (?:contact|écri|signal).{0,80}",
    r"to (?:comment|leave a comment)\b.{0,60}\b(?:log ?in|sign ?in|register|subscribe)\b.*",
    r"(?:ajoutez|add) .{2,40} (?:à|to|comme|as) (?:vos favoris|your|source).{0,60}\bgoogle\b.*",
    r".{2,40} is (?:now )?on whatsapp\. join\b.*",
)
_SHORT_CALLS = (
    r"(?:download|téléchargez|get) (?:the |our |l['’]|notre ).{0,40}\b(?:app|application|appli)\b.*",
    r"have a (?:story|tip|news tip)\b.*|newsletter ?:.*|je m['’](?:abonne|inscris)\b.*",
    r"(?:sign up|subscribe) (?:to|for)\b.*|listen to\b.*\bpodcast\b.*|(?:watch|regardez|en vidéo) ?[:|].*",
)

LINE = _whole(*_SHARING, *_LEADING, *_NOTICES, *_PAYWALL, *_AGENCIES, *_CALLS)
BEGINNING = _whole(*_BEGINNINGS, *_SHORT_CALLS)
DATED = _whole(
    r"(?:publié|mis à jour|modifié|published|posted|(?:last )?updated)(?: le| on| at)? ?:? \w.{4,60}\d{4}\b.{0,20}"
)
"""Alone on a line, wherever it is printed, once it has been read."""
