"""Records for tests: strategies that make any, and one made by hand."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from tidings.records import (
    Article,
    Attribution,
    Bearing,
    Coded,
    Cue,
    Declined,
    Duty,
    Entity,
    Failure,
    Invocation,
    Mention,
    NamedCommitment,
    Origin,
    Place,
    Quantity,
    Span,
    Status,
    Time,
    Voice,
    VoiceKind,
    When,
)

word = st.text(st.characters(codec="utf-8"), max_size=12)
maybe_word = st.none() | word
offset = st.integers(0, 10**9)
number = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
ends = st.tuples(st.none() | number, st.none() | number)
day = st.dates()


def many(strategy, most=2):
    return st.lists(strategy, max_size=most).map(tuple)


party = {
    "start": st.none() | offset,
    "end": st.none() | offset,
    "text": word,
    "name": maybe_word,
    "country": maybe_word,
    "organization": maybe_word,
    "sectors": many(word),
    "wikidata": maybe_word,
}
at = {"start": offset, "end": offset, "text": word}
span = st.builds(Span, **at)
entity = st.builds(Entity, **party)
voice = st.builds(Voice, **party, kind=st.sampled_from(VoiceKind))
when = st.builds(When, earliest=day, latest=day, text=maybe_word, start=st.none() | offset, end=st.none() | offset)
coordinate = st.none() | st.floats(-180, 180)
place = st.builds(
    Place,
    **at,
    name=maybe_word,
    country=maybe_word,
    admin1=maybe_word,
    geonames_id=st.none() | offset,
    latitude=coordinate,
    longitude=coordinate,
    feature=maybe_word,
)
quantity = st.builds(
    Quantity, **at, of=word, value=number | ends.filter(lambda pair: pair[0] is None or pair[0] != pair[1])
)
time = st.builds(
    Time,
    **at,
    type=st.sampled_from(["DATE", "TIME", "DURATION", "SET"]),
    value=word,
    earliest=st.none() | day,
    latest=st.none() | day,
)
mention = st.builds(
    Mention,
    id=word,
    type=word,
    mode=maybe_word,
    contexts=many(word),
    cameo=maybe_word,
    status=st.sampled_from(Status),
    historical=st.booleans(),
    trigger=span,
    evidence=span,
    actors=many(entity),
    recipients=many(entity),
    voices=many(voice),
    silent=many(entity),
    when=st.none() | when,
    where=st.none() | place,
    quantities=many(quantity),
    cues=many(st.builds(Cue, rule=word, start=offset, end=offset)),
    confidence=st.floats(0, 1),
)
attribution = st.builds(
    Attribution, source=st.none() | span, cue=st.none() | span, content=many(span), verbatim=st.booleans()
)
cue = st.builds(Cue, rule=word, start=offset, end=offset)
duty = st.builds(
    Duty,
    force=st.sampled_from(["requires", "forbids", "permits"]),
    content=span,
    condition=st.none() | span,
    article=word,
    cue=cue,
)
invocation = st.builds(
    Invocation,
    bearing=st.sampled_from(Bearing),
    mention=maybe_word,
    by=many(entity, 1),
    status=st.sampled_from(Status),
    voices=many(voice, 1),
    evidence=span,
    article=word,
    cue=cue,
)
commitment = st.builds(
    NamedCommitment,
    name=word,
    kind=word,
    words=many(word),
    names=many(span),
    parties=many(entity, 1),
    signed=st.none() | when,
    duties=many(duty, 1),
    invocations=many(invocation, 1),
    article=word,
)
coded = st.builds(
    Coded,
    id=word,
    text_sha256=word,
    published=maybe_word,
    published_inferred=maybe_word,
    language=maybe_word,
    mentions=many(mention),
    attributions=many(attribution),
    times=many(time),
    places=many(place),
    declined=many(st.builds(Declined, **at, stage=word, reason=word)),
    text=maybe_word,
)
whole = st.builds(lambda record, found: replace(record, commitments=found), coded, many(commitment, 1))
failure = st.builds(Failure, id=word, stage=word, reason=word, detail=word)
article = st.builds(
    Article,
    id=word,
    text=word,
    url=maybe_word,
    publisher=maybe_word,
    title=maybe_word,
    published=maybe_word,
    published_inferred=maybe_word,
    language=maybe_word,
    origin=st.builds(Origin, path=maybe_word, url=maybe_word, container=maybe_word, retrieved=maybe_word),
)


def seen() -> Coded:
    kim = Entity(start=0, end=3, text="Kim", name="Kim Jong Un", country="PRK", sectors=("GOV",))
    return Coded(
        id="a",
        text_sha256="0",
        published="2024-05-02",
        published_inferred=None,
        language="en",
        mentions=(
            Mention(
                id="m",
                type="CONSULT",
                mode="phone",
                contexts=(),
                cameo="041",
                status=Status.HAPPENED,
                historical=False,
                trigger=Span(start=4, end=10, text="called"),
                evidence=Span(start=0, end=20, text="Kim called Minsk ..."),
                actors=(kim,),
                recipients=(),
                voices=(Voice(start=None, end=None, text="KCNA", kind=VoiceKind.MEDIA),),
                silent=(),
                when=When(earliest=date(2024, 5, 1), latest=date(2024, 5, 1)),
                where=None,
                quantities=(Quantity(value=(100, None), of="men", text="...", start=17, end=20),),
                cues=(Cue(rule="lexicon:call", start=4, end=10),),
                confidence=0.5,
            ),
        ),
        attributions=(),
        times=(),
        places=(),
        declined=(),
        text="Kim called Minsk ...",
    )
