import pytest

import treaties


@pytest.mark.parametrize(
    ("table", "rule", "bearing", "by"),
    [
        ("SIGNED", "make", "makes", ["Peru", "Chile"]),
        ("JOINED", "make-with-preposition", "makes", ["Peru"]),
        ("SIGNING", "making", "makes", []),
        ("CITED", "invoke", "invokes", ["Peru"]),
        ("IN_LINE", "base", "invokes", ["Peru"]),
        ("SENT_UNDER", "under", "invokes", ["Peru"]),
        ("HONOURED", "keep", "keeps", ["Peru"]),
        ("COMPLIED", "comply", "keeps", ["Peru"]),
        ("COMPLIANCE", "compliance", "keeps", ["Peru"]),
        ("FAILED", "keep", "breaches", ["Peru"]),
        ("VIOLATED", "breach", "breaches", ["Peru"]),
        ("RENEGED", "renege", "breaches", ["Peru"]),
        ("IN_BREACH", "violation", "breaches", ["Peru"]),
        ("TERMS", "breach", "breaches", ["Peru"]),
        ("RELATIVE", "breach", "breaches", ["Peru"]),
        ("SCRAPPED", "leave", "leaves", ["Peru"]),
        ("PULLED_OUT", "withdraw", "leaves", ["Peru"]),
        ("SUSPENDED", "leave", "leaves", ["Peru"]),
        ("WITHDRAWAL", "withdrawal", "leaves", ["Peru"]),
    ],
)
def test_words_bear_on_a_commitment(name, table, rule, bearing, by):
    [found] = name(getattr(treaties, table))
    [invocation] = found.invocations
    assert (invocation.cue.rule, invocation.bearing) == (f"commitments:{rule}", bearing)
    assert [entity.name for entity in invocation.by] == by


def test_what_asks_does_not_bear_as_well(name):
    [found] = name(treaties.MUST_UNDER)
    assert found.invocations == ()
    assert len(found.duties) == 1
