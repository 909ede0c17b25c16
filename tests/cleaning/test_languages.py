import pytest

from tidings.cleaning import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "The minister said on Monday that talks with the neighbours had failed and that no new round was planned.",
            "en",
        ),
        (
            (
                "Le ministre a déclaré lundi que les négociations avec les voisins avaient échoué et qu'aucune "
                "nouvelle réunion n'était prévue avant la fin du mois de décembre."
            ),
            "fr",
        ),
        (
            (
                "De minister zei maandag dat het overleg met de buren was mislukt, of dat er voor het einde van de "
                'maand geen nieuwe ronde komt. "The talks and the hopes of the past are over," zei hij tegen de pers.'
            ),
            "nl",
        ),
        ("Министр сообщил в понедельник, что переговоры провалились", "ru"),
        ("Seoul and Hanoi sign accord", "en"),
        ("", "en"),
        ("12:30", "en"),
    ],
)
def test_language(text, code):
    assert language(text) == code
