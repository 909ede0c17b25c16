import pytest

from tidings.linking.sides import Match, match, match_parties
from tidings.records import Entity


def who(text, **fields):
    return Entity(start=0, end=len(text), text=text, **fields)


NORLAND = who("Norland", name="Norland", country="NOR", wikidata="Q1")
ARMY = who("the army", country="NOR", sectors=("MIL",))
POLICE = who("police", country="NOR", sectors=("COP",))
PREMIER = who("Ms Brandvik", name="Oda Brandvik", country="NOR", sectors=("GOV",), wikidata="Q2")
OTHER_PREMIER = who("Mr Lund", name="Per Lund", country="NOR", sectors=("GOV",), wikidata="Q3")
CROWD = who("protesters", sectors=("CVL",))
MARCHERS = who("marchers", country="SWE", sectors=("CVL",))
FIRM = who("Ferrico", name="Ferrico", country="NOR", organization="MNC", sectors=("BUS",))


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        (NORLAND, who("Oslo", name="Norge", country="NOR", wikidata="Q1"), Match.SAME),
        (NORLAND, ARMY, Match.LIKE),
        (ARMY, POLICE, Match.UNLIKE),
        (PREMIER, OTHER_PREMIER, Match.UNLIKE),
        (NORLAND, who("Suria", name="Suria", country="SWE"), Match.OTHER),
        (CROWD, MARCHERS, Match.UNLIKE),
        (CROWD, ARMY, Match.MISSING),
        (FIRM, NORLAND, Match.OTHER),
        (FIRM, who("ferrico", name="Ferrico", country="SWE", organization="MNC"), Match.SAME),
    ],
)
def test_how_far_two_parties_are_one(one, two, found):
    assert match([one], [two])[0] is found
    assert match([two], [one])[0] is found


def test_a_side_that_is_not_told_is_missing():
    assert match([], [NORLAND]) == (Match.MISSING, "")


def test_every_party_of_the_shorter_list_needs_its_like():
    suria = who("Suria", name="Suria", country="SWE")
    assert [found for found, _ in match_parties([NORLAND, suria], [suria, NORLAND])] == [Match.SAME, Match.SAME]
    assert [found for found, _ in match_parties([NORLAND], [suria, NORLAND])] == [Match.SAME, Match.MISSING]
    assert match_parties([NORLAND, FIRM], [suria, NORLAND])[0][0] is Match.OTHER
