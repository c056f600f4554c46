"""Who speaks is put before what is said, where a sentence is a quotation and that."""

from __future__ import annotations

import pytest

from rag.records import Language
from rag.translating.speakers import speaker_first


@pytest.mark.parametrize(
    ("sentence", "language", "turned"),
    [
        ("« Non », a dit la maire.", "fr", 'La maire a dit : "Non"'),
        ('"Nous payons 12 %", a-t-il ajouté.', "fr", 'Il a ajouté : "Nous payons 12 %"'),
        ('"Nous payons", a t-elle dit à l’AFP.', "fr", 'Elle a dit à l’AFP : "Nous payons"'),
        ("« Enfin\u202f! », s’est-elle félicitée.", "fr", 'Elle s’est félicitée : "Enfin\u202f!"'),
        ("« On tient », souligne encore Odilon Varède.", "fr", 'Odilon Varède souligne encore : "On tient"'),
        (
            "« L’eau monte », a indiqué mardi le préfet.", "fr", "« L’eau monte », a indiqué mardi le préfet.",
        ),
        (
            "« On tient », a estimé le maire de Valmorel, Odilon Varède.",
            "fr",
            'Le maire de Valmorel, Odilon Varède, a estimé : "On tient"',
        ),
        (
            "« On tient », a assuré Mme Fontenac lors d’une visite, mardi.",
            "fr",
            'Mme Fontenac a assuré lors d’une visite, mardi : "On tient"',
        ),
        ("“We pay,” said Dr. Ida Thornbury.", "en", 'Dr. Ida Thornbury said: "We pay"'),
        ("“We pay,” the mayor said on Monday.", "en", 'The mayor said on Monday: "We pay"'),
        (
            "“We pay,” said Ida Thornbury, mayor of Harrowmouth, on Monday.",
            "en",
            'Ida Thornbury, mayor of Harrowmouth, said, on Monday: "We pay"',
        ),
    ],
)  # fmt: skip
def test_who_speaks_stands_first(sentence: str, language: Language, turned: str) -> None:
    assert speaker_first(sentence, language) == turned


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("« On tient. »", "fr"),
        ("Le maire dit « non » au préfet.", "fr"),
        ("« L’Aube » est un journal du soir.", "fr"),
        ("« Non », a dit le maire, « jamais ».", "fr"),
        ("“The Lantern” opens on Friday.", "en"),
    ],
)
def test_other_sentences_stay_as_they_are(sentence: str, language: Language) -> None:
    assert speaker_first(sentence, language) == sentence
