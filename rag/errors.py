"""What can fail: one tree. Each error is a sentence that a reader can act on, in French and in English.

KiosqueError
├── BadSetting   BadQuestion   BadPrompt   NotScheduled   NotWritten
├── SourceError
│   ├── SourceMissing    SourceUnreadable   SourceTooLarge    EmptySource      NotText
│   ├── UnknownFormat    BadLine            NoArticle         FeedUnreadable   UnknownFeed
│   ├── AddressRefused   NotFetched         StayedOffline     GivenUp
│   └── LockedDocument   ScannedDocument    DamagedDocument   RefusedDocument
├── LibraryError
│   ├── LibraryTooNew    LibraryReadOnly    LibraryFull       LibraryDamaged   LibraryBusy
│   └── UnknownArticle   LibraryEmpty       EmbedderChanged   IndexFault
└── ModelError
    ├── BadCatalogue     UnknownModel       ModelMissing      ModelDamaged     ModelUnusable
    ├── DownloadFailed   NoSpace            NoMemory          OfflineRefused
    └── EngineStopped    PromptTooLong      ServerUnreachable ServerRefused

Results such as "not in the articles" or "duplicate" are not errors. Rooms raise; the page and the command line catch.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar


class KiosqueError(Exception):
    """Base of all errors. Subclasses give one template for each language; keyword arguments fill it."""

    english: ClassVar[str] = ""
    french: ClassVar[str] = ""

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.sentence("en"))

    def sentence(self, language: str) -> str:
        """What happened and what to do about it, in "fr" or "en". A value may have both forms: {"en": …, "fr": …}."""
        language = "fr" if language == "fr" else "en"
        template = self.french if language == "fr" else self.english
        values = {name: value[language] if isinstance(value, dict) else value for name, value in self.values.items()}
        return template.format(**values)


def in_both(texts: Mapping[str, str], **values: object) -> dict[str, str]:
    """A value for an error that has both forms: `texts`, each filled with `values`."""
    return {language: text.format(**values) for language, text in texts.items()}


def brief(error: BaseException) -> str:
    """What another program's error says, in one line that fits into a sentence of ours."""
    return next(iter(str(error).splitlines()), "")[:200] or type(error).__name__


class BadSetting(KiosqueError):
    english = "The setting “{name}” is not usable: {rule}. Correct it in settings.toml or in its KIOSQUE_ variable."
    french = "Le réglage « {name} » est inutilisable : {rule}. Corrigez-le dans settings.toml ou sa variable KIOSQUE_."


class BadQuestion(KiosqueError):
    english = "A question must have between 1 and {limit:,} characters; this one has {size:,}."
    french = "Une question doit avoir entre 1 et {limit} caractères ; celle-ci en a {size}."


class BadPrompt(KiosqueError):
    english = "The prompt file “{file}” is not usable: {cause}. Put back the original file."
    french = "Le fichier de consigne « {file} » est inutilisable : {cause}. Remettez le fichier d’origine."


class NotScheduled(KiosqueError):
    english = "“{timer}” could not be set up: {cause}. “schedule print” shows what it needs; --timer chooses another."
    french = "« {timer} » n’a pas pu être réglé : {cause}. « schedule print » le montre ; --timer en choisit un autre."


class NotWritten(KiosqueError):
    english = "“{file}” could not be written: {cause}. Choose another place."
    french = "« {file} » n’a pas pu être écrit : {cause}. Choisissez un autre endroit."


class SourceError(KiosqueError):
    """A document that could not become an article."""


class SourceMissing(SourceError):
    english = "“{origin}” does not exist. Check the path."
    french = "« {origin} » n’existe pas. Vérifiez le chemin."


class SourceUnreadable(SourceError):
    english = "“{origin}” cannot be read: {cause}. Check its permissions."
    french = "« {origin} » ne peut pas être lu : {cause}. Vérifiez ses droits d’accès."


class SourceTooLarge(SourceError):
    english = "“{origin}” is too large: {size_mb} MB, and the limit is {limit_mb} MB. Split it into articles."
    french = "« {origin} » est trop gros : {size_mb} Mo pour une limite de {limit_mb} Mo. Découpez-le en articles."


class EmptySource(SourceError):
    english = "“{origin}” holds no text."
    french = "« {origin} » ne contient aucun texte."


class NotText(SourceError):
    english = "“{origin}” is not text (it looks like {kind}). Export it as text or HTML first."
    french = "« {origin} » n’est pas du texte (on dirait : {kind}). Exportez-le d’abord en texte ou en HTML."


class UnknownFormat(SourceError):
    english = "“{origin}” has a format that is not read here: {kind}. Readable: {known}."
    french = "« {origin} » est d’un format qui n’est pas lu ici : {kind}. Formats lus : {known}."


class BadLine(SourceError):
    english = "Line {number} of “{origin}” is not a usable JSON object: {cause}."
    french = "La ligne {number} de « {origin} » n’est pas un objet JSON utilisable : {cause}."


class NoArticle(SourceError):
    english = "No article was found in “{origin}”: {cause}."
    french = "Aucun article dans « {origin} » : {cause}."


class AddressRefused(SourceError):
    english = "The address “{origin}” is not fetched: {cause}."
    french = "L’adresse « {origin} » n’est pas demandée : {cause}."


class NotFetched(SourceError):
    english = "“{origin}” could not be fetched: {cause}. Check the address, or try again later."
    french = "« {origin} » n’a pas pu être récupéré : {cause}. Vérifiez l’adresse, ou réessayez plus tard."


class GivenUp(SourceError):
    english = "{why} After {tries} attempts it is left alone: “add” with its address tries once more."
    french = "{why} Après {tries} essais, on n’y revient plus : « add » avec son adresse essaie encore une fois."


class StayedOffline(SourceError):
    english = "“{origin}” would have to be fetched, and the setting “offline” forbids it."
    french = "Il faudrait aller chercher « {origin} », et le réglage « offline » l’interdit."


class FeedUnreadable(SourceError):
    english = "“{origin}” is not a readable feed or list of feeds: {cause}. Give the address of an RSS or Atom feed."
    french = "« {origin} » n’est ni un flux ni une liste de flux : {cause}. Donnez l’adresse d’un flux RSS ou Atom."


class UnknownFeed(SourceError):
    english = "No feed is “{feed}”. The command “feeds list” shows numbers and addresses."
    french = "Aucun flux n’est « {feed} ». La commande « feeds list » montre numéros et adresses."


class LockedDocument(SourceError):
    english = "“{origin}” is protected by a password. Save a copy without it, then add that copy."
    french = "« {origin} » est protégé par un mot de passe. Enregistrez-en une copie sans, puis ajoutez cette copie."


class ScannedDocument(SourceError):
    english = "“{origin}” holds pictures of pages and no text. Run a text recognition (OCR) on it, then add the result."
    french = "« {origin} » n’a que des images de pages. Reconnaissez-en les caractères (OCR), puis ajoutez le résultat."


class DamagedDocument(SourceError):
    english = "“{origin}” is damaged or cut off: {cause}. Get the file again."
    french = "« {origin} » est abîmé ou incomplet : {cause}. Procurez-vous de nouveau le fichier."


class RefusedDocument(SourceError):
    english = "“{origin}” was not read, for safety: {cause}."
    french = "« {origin} » n’a pas été lu, par prudence : {cause}."


class LibraryError(KiosqueError):
    """The library cannot do what was asked."""


class UnknownArticle(LibraryError):
    english = "No article has the id “{id}”. The command “list” shows the ids."
    french = "Aucun article n’a l’identifiant « {id} ». La commande « list » montre les identifiants."


class LibraryTooNew(LibraryError):
    english = "The library in “{path}” was written by a newer Kiosque (format {found}; this one reads {known}). Update."
    french = "« {path} » a été écrite par un Kiosque plus récent (format {found} ; ici {known}). Mettez Kiosque à jour."


class LibraryReadOnly(LibraryError):
    english = "Nothing can be written in “{path}”. Check its permissions, or choose another folder with KIOSQUE_HOME."
    french = "Impossible d’écrire dans « {path} ». Vérifiez les droits, ou choisissez un autre KIOSQUE_HOME."


class LibraryFull(LibraryError):
    english = "The disk that holds “{path}” takes no more. Free some space and try again: nothing was lost."
    french = "Le disque de « {path} » n’accepte plus rien. Libérez de la place et recommencez : rien n’est perdu."


class LibraryDamaged(LibraryError):
    english = "The library file “{path}” is damaged: {cause}. Put back a copy made with “backup”."
    french = "Le fichier « {path} » est abîmé : {cause}. Remettez une copie faite avec « backup »."


class LibraryBusy(LibraryError):
    english = "Another Kiosque has been writing in “{path}” for a long time. Wait until it is done, then try again."
    french = "Un autre Kiosque écrit dans « {path} » depuis longtemps. Attendez qu’il ait fini, puis recommencez."


class EmbedderChanged(LibraryError):
    english = "The library was indexed with “{stored}”, not “{asked}”. Go back to it, or run “reindex”."
    french = "La bibliothèque a été indexée avec « {stored} », pas « {asked} ». Revenez-y, ou lancez « reindex »."


class LibraryEmpty(LibraryError):
    english = "The library is empty: add some articles first, with “add”."
    french = "La bibliothèque est vide : ajoutez d’abord des articles, avec « add »."


class IndexFault(LibraryError):
    english = "The search index does not work: {cause}. It is rebuilt from the library by “reindex”."
    french = "L’index de recherche ne marche pas : {cause}. « reindex » le refait depuis la bibliothèque."


class ModelError(KiosqueError):
    """A model cannot be had or cannot work."""


class BadCatalogue(ModelError):
    english = "The catalogue “{path}” is not usable: {rule}. Correct it, or put back the one of this version."
    french = "Le catalogue « {path} » est inutilisable : {rule}. Corrigez-le, ou remettez celui de cette version."


class UnknownModel(ModelError):
    english = "No model is called “{model}”. The command “models list” shows the names; a path to a .gguf works too."
    french = "Aucun modèle ne s’appelle « {model} ». « models list » les montre ; un chemin vers un .gguf marche aussi."


class ModelMissing(ModelError):
    english = "The model “{model}” is not on this machine. Download it: python -m rag models pull {model}"
    french = "Le modèle « {model} » n’est pas sur cette machine. Téléchargez-le : python -m rag models pull {model}"


class ModelDamaged(ModelError):
    english = (
        "The file of “{model}” is not the expected one ({cause}). Download it again: python -m rag models pull {model}"
    )
    french = (
        "Le fichier de « {model} » n’est pas celui attendu ({cause}). "
        "Téléchargez-le de nouveau : python -m rag models pull {model}"
    )


class ModelUnusable(ModelError):
    english = "The model “{model}” cannot be loaded: {cause}. Choose another one with “models use”."
    french = "Le modèle « {model} » ne se charge pas : {cause}. Choisissez-en un autre avec « models use »."


class DownloadFailed(ModelError):
    english = "The download of “{model}” stopped: {cause}. Run the command again: it goes on where it stopped."
    french = "Le téléchargement de « {model} » s’est arrêté : {cause}. Relancez la commande : il reprendra."


class NoSpace(ModelError):
    english = "“{model}” needs {needed_mb:,} MB of disk in “{path}”; {free_mb:,} MB are free."
    french = "« {model} » demande {needed_mb} Mo de disque dans « {path} » ; il en reste {free_mb}."


class NoMemory(ModelError):
    english = (
        "“{model}” needs about {needed_mb:,} MB of memory; {free_mb:,} MB are free. "
        "Close programs or choose a smaller model."
    )
    french = (
        "« {model} » demande environ {needed_mb} Mo de mémoire ; il en reste {free_mb}. "
        "Fermez des programmes ou choisissez un modèle plus petit."
    )


class OfflineRefused(ModelError):
    english = "“{model}” would have to be downloaded, and the setting “offline” forbids it."
    french = "Il faudrait télécharger « {model} », et le réglage « offline » l’interdit."


class EngineStopped(ModelError):
    english = "The model stopped unexpectedly ({cause}). Ask again: it restarts by itself."
    french = "Le modèle s’est arrêté de façon inattendue ({cause}). Reposez la question : il redémarre tout seul."


class PromptTooLong(ModelError):
    english = "The request has {size:,} tokens and the model takes {limit:,}. Shorten it or raise “context_tokens”."
    french = "La demande fait {size} jetons, le modèle en lit {limit}. Raccourcissez-la ou montez « context_tokens »."


class ServerUnreachable(ModelError):
    english = "The server {address} does not answer: {cause}. Check that it runs and that the address is right."
    french = "Le serveur {address} ne répond pas : {cause}. Vérifiez qu’il tourne et que l’adresse est juste."


class ServerRefused(ModelError):
    english = "The server {address} refused the request: {cause}."
    french = "Le serveur {address} a refusé la demande : {cause}."
