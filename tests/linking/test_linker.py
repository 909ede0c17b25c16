import random
from dataclasses import replace

import pytest

from telling import act, told
from tidings.errors import InputError
from tidings.linking import Linker, blocking, keys, link, relink

SIDES = ("Norland", "Suria", "Vandia", "Ostrava")
DEEDS = {
    "ASSAULT": ("shelled the harbour of {}", "fired rockets at quays in {}", "bombed cranes in {}"),
    "CONSULT": ("met envoys for grain talks in {}", "held talks on grain in {}", "sat down with envoys in {}"),
    "ACCUSE": ("blamed the fleet for mines off {}", "accused the navy of laying mines off {}"),
}
NEWS = (
    "The grain fleet lay at anchor while insurers argued over who pays for idle ships and rotting wheat.",
    "Rescuers dug through the ruins of a warehouse where dockers had slept after the night shift.",
    "Envoys of four capitals haggle over a corridor for ferries that carry salt and medicine to the islands.",
    "A court hears fishermen who lost their nets to mines that no navy says it has laid.",
)


def collection(seed, size=40):
    chance = random.Random(seed)
    articles = []
    for number in range(size):
        recipes = []
        for n in range(chance.randrange(4)):
            kind = chance.choice(sorted(DEEDS))
            by, on = chance.sample(SIDES, 2)
            place = chance.choice(("Halden", "Moss", "Tromso"))
            day = f"2024-03-{chance.randrange(1, 9):02}"
            words = f"{chance.choice(DEEDS[kind]).format(place)} on {by} day {number} {n}"
            recipes.append(
                act(
                    kind, by=by, on=chance.choice((on, "")), words=words, where=chance.choice((place, None)),
                    when=chance.choice((day, None)), status=chance.choice(("happened", "planned", "denied")),
                )
            )  # fmt: skip
        published = chance.choice((f"2024-03-{chance.randrange(1, 28):02}", None if number % 9 == 0 else "2024-03-05"))
        outlet = chance.choice(("Courier", "Herald", "Daily"))
        articles.append(told(f"a{number:02}", published, *recipes, outlet=outlet, text=chance.choice(NEWS)))
    return articles


def in_any_order(articles, rules, seed, *, times, pause):
    chance = random.Random(seed)
    for _ in range(times):
        chance.shuffle(articles)
        linker = Linker(rules)
        for one in articles:
            linker.add(one)
            if chance.random() < pause:
                linker.events()  # a batch ends
        yield linker.events()


def test_the_same_articles_in_any_order_and_batches_give_the_same_events(rules):
    articles = collection(1)
    wanted = link(articles, rules)
    assert any(len(event.articles) > 1 for event in wanted if event.type)
    for events in in_any_order(articles, rules, 2, times=20, pause=0.2):
        assert events == wanted


def test_blocks_that_are_divided_change_nothing_about_that(rules, monkeypatch):
    monkeypatch.setattr(blocking.Blocks.__init__, "__defaults__", (6, 3))
    articles = collection(3)
    wanted = link(articles, rules)
    for events in in_any_order(articles, rules, 4, times=5, pause=0.3):
        assert events == wanted


def test_what_was_taken_out_leaves_no_trace(rules):
    articles = collection(5)
    linker = Linker(rules)
    for one in articles:
        linker.add(one)
    linker.events()
    for one in articles[::3]:
        linker.remove(one.id)
    kept = [one for number, one in enumerate(articles) if number % 3]
    assert linker.events() == link(kept, rules)


def test_a_corrected_article_takes_the_place_of_the_old(rules):
    first, other = told("a", "2024-03-01", act()), told("b", "2024-03-01", act())
    linker = Linker(rules)
    linker.add(first)
    linker.add(other)
    linker.events()
    corrected = told("a", "2024-03-01", act("PROTEST"))
    linker.add(corrected)
    assert linker.events() == link([corrected, other], rules)


def test_relinking_what_is_connected_gives_what_linking_all_gives(rules):
    articles = {one.id: one for one in collection(6, size=60)}
    whole = link(articles.values(), rules)
    of = {name: keys(one, rules) for name, one in articles.items()}

    def sharing(wanted):
        return [articles[name] for name in sorted(articles) if not of[name].isdisjoint(wanted)]

    for seed in ("a03", "a17", "a40"):
        connected, events = relink([articles[seed]], sharing, rules)
        assert seed in connected
        assert events == [event for event in whole if connected & set(event.articles)]


def test_within_one_article_an_act_is_told_once(rules):
    article = told(
        "a", "2024-03-01", act(words="shelled the harbour of Halden", where="Halden"),
        act(words="had shelled the harbour of Halden at dawn", where="Halden"),
        act("ACCUSE", by="Suria", on="Norland", words="blamed Norland"),
    )  # fmt: skip
    events = link([article], rules)
    assert sorted((event.type, len(event.mentions)) for event in events) == [("ACCUSE", 1), ("ASSAULT", 2)]
    assert all(event.story is None for event in events)


def test_a_mention_that_two_articles_have_is_refused(rules):
    linker = Linker(rules)
    first = told("a", "2024-03-01", act())
    linker.add(first)
    with pytest.raises(InputError, match="mention stands twice"):
        linker.add(replace(told("b", "2024-03-01"), mentions=first.mentions))


def test_a_refused_correction_leaves_the_article_as_it_was(rules):
    linker = Linker(rules)
    one, two = told("a", "2024-03-01", act()), told("b", "2024-03-01", act(kind="PROTEST"))
    linker.add(one)
    linker.add(two)
    before = linker.events()
    with pytest.raises(InputError, match="mention stands twice"):
        linker.add(replace(one, mentions=two.mentions))
    assert linker.events() == before
