"""The commands, a file for each group. Heavy imports wait until a command runs, so that --help is instant."""

from rag.interface.commands.briefings import briefings
from rag.interface.commands.care import care
from rag.interface.commands.evaluation import evaluation
from rag.interface.commands.feeds import feeds, refreshing
from rag.interface.commands.frame import app
from rag.interface.commands.library import library
from rag.interface.commands.models import models
from rag.interface.commands.questions import questions
from rag.interface.commands.schedule import schedule

for group in (library, refreshing, questions, briefings, care, evaluation):
    app.registered_commands.extend(group.registered_commands)
app.add_typer(feeds, name="feeds")
app.add_typer(models, name="models")
app.add_typer(schedule, name="schedule")

__all__ = ["app"]
