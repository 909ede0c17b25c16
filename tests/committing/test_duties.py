import pytest

import treaties


@pytest.mark.parametrize(
    ("table", "force", "content", "condition"),
    [
        ("OBLIGES", "requires", "Peru to assist Chile", "if it is attacked"),
        ("BARS", "forbids", "Peru from testing missiles", None),
        ("PERMITS", "permits", "Peru to use the port", None),
        ("CALLS_FOR", "requires", "a withdrawal of troops", None),
        ("MUST_UNDER", "requires", "Peru must withdraw its troops", None),
        ("AGREED_UNDER", "requires", "Peru agreed to cut tariffs", "in exchange for loans"),
        ("UNDER_WHICH", "requires", "both would cut tariffs", None),
        ("OBLIGING", "requires", "both to share intelligence", None),
        ("TO_HALT", "requires", "to halt the strikes", None),
        ("OBLIGED", "requires", "to scrap its missiles", None),
        ("IT_REQUIRES", "requires", "both to disarm", None),
    ],
)
def test_a_duty_is_what_the_text_asks(name, table, force, content, condition):
    [found] = name(getattr(treaties, table))
    [duty] = found.duties
    assert (duty.force, duty.content.text) == (force, content)
    assert (duty.condition.text if duty.condition else None) == condition
