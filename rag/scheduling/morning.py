"""One morning: take what is new, tell what came, write it down. Once a day, however often it is begun."""

from __future__ import annotations

import mailbox
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes
from pathlib import Path

from filelock import FileLock

from rag.assemble import Kiosque
from rag.briefing.edition import Briefing
from rag.briefing.export.html import html
from rag.briefing.export.mail import mail
from rag.briefing.export.write import write
from rag.errors import NotWritten
from rag.intake.refresh import FeedReport
from rag.records import LANGUAGES, Language
from rag.scheduling.install import make_folder

FOLDER = "mornings"
"""Where the briefings lie, in the folder of the library: a file for each day, which also marks that it is done."""

LOCK = "mornings.lock"

Teller = Callable[[str, str], None]
"""Takes a line of the log, in French and in English."""


@dataclass(frozen=True)
class Morning:
    """What is done of a morning. `maildir` is the folder of a mail program that gets the briefing as a message."""

    kiosque: Kiosque
    today: date
    tell: Teller
    maildir: Path | None = None
    opens: bool = False

    @property
    def file(self) -> Path:
        return self.kiosque.settings.home / FOLDER / f"{self.today.isoformat()}.html"

    def run(self) -> Briefing | None:
        """Refresh the feeds, brief what came, write it; None when this was done today, or is under way, or must wait.

        Raises NotWritten, LibraryError, ModelError: the day is not done then, and the next call tries again.
        """
        with _alone(self.kiosque.settings.home) as alone:
            if not alone or self.file.exists():
                return None
            reached = self._refresh()
            briefing = self.kiosque.brief(new=True)
            if not (reached or briefing.told):
                self.tell("Aucun flux joint : nouvel essai plus tard.", "No feed reached: trying again later.")
                return None
            if self.maildir:
                deliver(briefing, self._languages, self.maildir)
            # The file is the mark that the day is done: it comes last.
            make_folder(self.file.parent)
            write(html(briefing, self._languages).encode(), self.file)
        self._tell_written(briefing)
        if self.opens:
            webbrowser.open(self.file.as_uri())
        return briefing

    @property
    def _languages(self) -> list[Language]:
        return sorted(LANGUAGES, key=lambda one: one != self.kiosque.settings.language)

    def _refresh(self) -> bool:
        """Take what is new; whether anything could be. A feed that fails does not keep the rest from being told."""
        if self.kiosque.settings.offline:
            self.tell("Hors ligne : les flux ne sont pas relus.", "Offline: the feeds are not read again.")
            return True
        events = self.kiosque.refresh(self.kiosque.library.feeds())
        reports = [one for one in events if isinstance(one, FeedReport)]
        added = sum(one.counts.get("added", 0) for one in reports)
        self.tell(f"{len(reports)} flux relus, articles nouveaux : {added}", f"{len(reports)} feeds read, new: {added}")
        for one in reports:
            if one.error:
                name = one.feed.title or one.feed.address
                self.tell(f"{name} : {one.error.sentence('fr')}", f"{name}: {one.error.sentence('en')}")
        return not reports or any(one.error is None for one in reports)

    def _tell_written(self, briefing: Briefing) -> None:
        told, named = len(briefing.entries), len(briefing.listed)
        self.tell(
            f"Briefing écrit, sujets racontés : {told}, nommés : {named} — {self.file}",
            f"Briefing written, stories told: {told}, named: {named} — {self.file}",
        )


@contextmanager
def _alone(home: Path) -> Iterator[bool]:
    """Whether no other process has begun the morning; it is this one's until the end."""
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / LOCK, timeout=0)
    try:
        lock.acquire()
    except TimeoutError:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def deliver(briefing: Briefing, languages: list[Language], folder: Path) -> None:
    """Put the briefing into a maildir as an unread message. Raises NotWritten."""
    message = mailbox.MaildirMessage(message_from_bytes(mail(briefing, languages)))
    del message["X-Unsent"]  # which makes it a draft
    message["From"] = "Kiosque <kiosque@kiosque.invalid>"
    try:
        mailbox.Maildir(folder, create=True).add(message)
    except OSError as error:
        raise NotWritten(file=folder, cause=error.strerror) from error
