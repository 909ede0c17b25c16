from datetime import date

from tidings.events import Commitment, Signing
from tidings.explaining.commitments import lines
from tidings.records import Bearing, Cue, Duty, Entity, Invocation, Span, Status, Voice, When

CUE = Cue(rule="commitments:breach", start=0, end=1)
PERU = Entity(start=0, end=4, text="Peru", name="Peru", country="PER")


def test_a_commitment_is_told_with_who_breaks_it_in_whose_words():
    breach = Invocation(
        bearing=Bearing.BREACHES,
        mention=None,
        by=(PERU,),
        status=Status.HAPPENED,
        voices=(Voice(start=None, end=None, text="Chile"),),
        evidence=Span(start=0, end=17, text="Peru broke\nthe pact."),
        article="a",
        cue=CUE,
    )
    duty = Duty(
        force="requires",
        content=Span(start=0, end=6, text="to pay"),
        condition=Span(start=7, end=14, text="if sued"),
        article="a",
        cue=CUE,
    )
    commitment = Commitment(
        commitment="sha256:0",
        name="border pact",
        kind="pact",
        names=("border pact", "pact"),
        parties=(PERU,),
        signed=(Signing(when=When(earliest=date(2018, 1, 1), latest=date(2018, 1, 1)), articles=("a",)),),
        duties=(duty,),
        invocations=(breach,),
        articles=("a",),
    )
    assert list(lines(commitment)) == [
        "border pact",
        "  also called  pact",
        "  parties      Peru",
        "  signed       2018-01-01 (a)",
        "  requires     to pay, if sued (a)",
        "  breaches     Peru (happened, says Chile): “Peru broke the pact.” (a)",
    ]
