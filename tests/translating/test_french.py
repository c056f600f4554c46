"""French that a small model wrote: only what has one right form is mended, and names stay as they are."""

from __future__ import annotations

import pytest

from rag.translating.french import french


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        (
            "Il dit que il part, que elle reste et si ils viennent.",
            "Il dit qu’il part, qu’elle reste et s’ils viennent.",
        ),
        ("La accusation de Emma Orlan se effondre de un coup.", "L’accusation d’Emma Orlan s’effondre d’un coup."),
        (
            "le maire de onze communes, la une du journal, le oui",
            "le maire de onze communes, la une du journal, le oui",
        ),
        ("le haricot de Harrowmouth", "le haricot de Harrowmouth"),
        ("la ville d’Kelsby et l’aide d’EDF et d’SMS", "la ville de Kelsby et l’aide d’EDF et d’SMS"),
        ("Le film de Ana de Armas", "Le film d’Ana de Armas"),
        ("Kelsby a gagné le samedi, sur le dimanche et en lundi.", "Kelsby a gagné samedi, dimanche et lundi."),
        ("Elle ouvre le mardi soir.", "Elle ouvre mardi soir."),
        ("le samedi 17 octobre, le lundi de Pâques", "le samedi 17 octobre, le lundi de Pâques"),
        ("Deux morts, a indiqué les autorités.", "Deux morts, ont indiqué les autorités."),
        ("Au conférence, le bibliothèque du manifestation", "À la conférence, la bibliothèque de la manifestation"),
        ("Cette gouvernement de la changement a une élément.", "Ce gouvernement du changement a un élément."),
        ("Il le finance, le lance et le traité du comité", "Il le finance, le lance et le traité du comité"),
        ("le silence du bastion, la jument", "le silence du bastion, la jument"),
        ("Le exposition ouvre.", "L’exposition ouvre."),
        ("«\u202fC’est fini,\u202f» dit-il.", "«\u202fC’est fini\u202f», dit-il."),
        ("Le Bureau d’ enquête qu’ il dirige", "Le Bureau d’enquête qu’il dirige"),
        ("La Clément et le Mention", "La Clément et le Mention"),
        ("Mr. Orlan, Mrs Orlan et Ms Ada", "M. Orlan, Mme Orlan et Mme Ada"),
    ],
)
def test_what_has_one_right_form_is_mended(written: str, mended: str) -> None:
    assert french(written, "Ana de Armas opens it on Saturday.") == mended


def test_what_happens_every_week_keeps_its_article() -> None:
    assert french("Elle ouvre le samedi.", "It opens every Saturday.") == "Elle ouvre le samedi."
    assert french("Elle ouvre le samedi.", "It opens on Saturdays.") == "Elle ouvre le samedi."
