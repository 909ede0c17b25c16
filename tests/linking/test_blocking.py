import random

from tidings.linking.blocking import Blocks, Keyed, windows


def item(number, coarse="k", fine=()):
    return Keyed(id=f"{number:03}", order=(number, f"{number:03}"), keys={coarse: frozenset(fine)})


def test_those_who_share_no_key_do_not_meet():
    blocks = Blocks()
    blocks.add(item(1, "a"))
    blocks.add(item(2, "b"))
    assert blocks.met("001") == set()


def test_a_block_that_is_too_large_is_divided_and_whole_again_when_it_is_not():
    blocks = Blocks(most=3)
    for number in range(3):
        blocks.add(item(number, fine=("even" if number % 2 == 0 else "odd",)))
    assert blocks.met("000") == {"001", "002"}
    assert blocks.add(item(3, fine=("odd",))) == {"000", "001", "002", "003"}
    assert blocks.met("000") == {"002"}
    assert "000" in blocks.remove("003")
    assert blocks.met("000") == {"001", "002"}


def test_a_fine_block_that_is_too_large_gives_neighbours():
    blocks = Blocks(most=5, nearest=2)
    for number in range(20):
        blocks.add(item(number, fine=("f",)))
    assert blocks.met("010") == {"008", "009", "011", "012"}


def test_who_meets_whom_does_not_depend_on_the_order():
    chance = random.Random(7)
    items = [
        Keyed(
            id=f"{n:03}",
            order=(chance.randrange(50), f"{n:03}"),
            keys={f"c{chance.randrange(3)}": frozenset({f"f{chance.randrange(4)}"})},
        )
        for n in range(150)
    ]
    met = []
    for _ in range(5):
        chance.shuffle(items)
        blocks = Blocks(most=10, nearest=3)
        for one in items:
            blocks.add(one)
        for gone in sorted(items, key=lambda one: one.id)[:20]:
            blocks.remove(gone.id)
        met.append({one.id: blocks.met(one.id) for one in sorted(items, key=lambda one: one.id)[20:]})
    assert met[1:] == met[:-1]
    assert all(one in met[0][other] for one, others in met[0].items() for other in others)


def test_days_as_near_as_a_window_share_one():
    for first in range(60, 75):
        for gap in range(8):
            assert set(windows(first, first, 7)) & set(windows(first + gap, first + gap, 7))
