import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.errors import InputError
from tidings.linking import CopyIndex, copies
from tidings.linking.likeness import CopyKind, Credit
from tidings.records import Article

VOCABULARY = [f"{a}{b}{c}" for a in ("ba", "ke", "li", "mo") for b in ("n", "r", "st", "v") for c in ("a", "o", "um")]


def reuters(name):
    return Credit(article=name, agency="reuters", text="(Reuters)", start=0, end=9, rule="dateline")


def together(articles):
    return [group.articles for group in copies((one, None) for one in articles)]


def prose(seed, words):
    return " ".join(random.Random(seed).choices(VOCABULARY, k=words))


def test_case_punctuation_and_space_make_no_other_text(make, wire):
    [group] = copies([(make("b", wire), None), (make("a", wire.upper().replace(",", " ;")), None)])
    assert group.articles == ("a", "b")
    [like] = group.likenesses
    assert (like.kind, like.jaccard, like.containment, like.articles) == (CopyKind.EXACT, 1.0, 1.0, ("a", "b"))


def test_an_edited_copy_is_near_and_its_estimate_stands_beside_the_count(make, wire):
    edited = wire.replace("walked off the job", "downed tools").replace("Some two thousand", "About 2,000")
    [group] = copies([(make("a", wire), None), (make("b", edited), None)])
    [like] = group.likenesses
    assert like.kind is CopyKind.NEAR
    assert 0.75 < like.jaccard < 1
    assert like.estimated == pytest.approx(like.jaccard, abs=0.12)


def test_a_wire_copy_cut_to_its_first_paragraph_is_contained(make, wire):
    whole = wire + "\n\n" + prose(1, 900)
    [group] = copies([(make("long", whole), None), (make("cut", wire.split("\n\n")[0] + " More follows."), None)])
    [like] = group.likenesses
    assert like.kind is CopyKind.CONTAINED
    assert like.jaccard < 0.05
    assert like.containment > 0.8


def test_a_copy_cut_to_a_twentieth_is_found_by_its_opening(make):
    whole = prose(2, 1300)
    cut = " ".join(whole.split()[:65])
    assert together([make("long", whole), make("cut", cut)]) == [("cut", "long")]


def test_two_reports_of_one_event_are_no_copies(make, wire, own):
    assert together([make("a", wire), make("b", own)]) == []


def test_a_shared_quotation_is_no_copy(make):
    said = '"We learned of our own hours from a sheet of paper on a door," she said.'
    assert together([make("a", prose(3, 30) + said), make("b", said + prose(4, 200))]) == []


def test_a_credit_joins_what_was_cut_and_written_over(make, wire, own):
    mixed = "\n\n".join([own.split("\n\n")[0], *wire.split("\n\n")[2:3], *own.split("\n\n")[1:3]])
    pair = [make("a", wire), make("b", mixed)]
    assert together(pair) == []
    [group] = copies([(one, reuters(one.id)) for one in pair])
    assert group.agency == "reuters"
    assert [like.kind for like in group.likenesses] == [CopyKind.CREDIT]
    assert [credit.article for credit in group.credits] == ["a", "b"]


def test_a_credit_alone_joins_nothing_and_is_told(make, wire, own):
    found = copies([(make("a", wire), reuters("a")), (make("b", own), reuters("b"))])
    assert [(group.articles, group.agency, group.likenesses) for group in found] == [
        (("a",), "reuters", ()),
        (("b",), "reuters", ()),
    ]


def test_credits_that_differ_name_no_agency(make, wire):
    other = Credit(article="b", agency="tass", text="TASS", start=0, end=4, rule="dateline")
    [group] = copies([(make("a", wire), reuters("a")), (make("b", wire), other)])
    assert group.agency is None
    assert len(group.credits) == 2


def test_what_was_published_first_stands_first(make, wire):
    dates = {"a": None, "b": "2024-06-05", "c": "2024-06-04T10:00"}
    assert together(make(name, wire, published=day) for name, day in dates.items()) == [("c", "b", "a")]


def test_a_report_in_many_wordings_is_one_group_with_no_more_reasons_than_join_it(make):
    words = prose(5, 240).split()
    wordings = [" ".join(words[n : n + 160]) for n in range(0, 60, 3)]
    [group] = copies((make(f"{n:02}", text), None) for n, text in enumerate(wordings))
    assert len(group.articles) == len(wordings)
    assert len(group.likenesses) == len(wordings) - 1
    assert group.likenesses[0].jaccard >= group.likenesses[-1].jaccard > 0.9


def test_a_round_up_does_not_join_what_it_holds(make):
    parts = [prose(seed, 120) for seed in range(10, 14)]
    found = together([make("all", "\n\n".join(parts)), *(make(f"p{n}", part) for n, part in enumerate(parts))])
    assert all(len(group) <= 2 for group in found)


@pytest.mark.parametrize(
    "text",
    ["", " \n", "…", "Too short.", "Fourteen words are not enough to tell whether a text was copied from another."],
)
def test_empty_and_tiny_texts_are_no_copies_and_are_counted(make, text):
    index = CopyIndex()
    index.add(make("a", text))
    index.add(make("b", text))
    assert list(index.groups()) == []
    assert index.too_short == ["a", "b"]


def test_an_article_that_comes_again_changes_nothing_and_another_text_of_its_id_is_told(make, wire, own):
    index = CopyIndex()
    index.add(make("a", wire))
    index.add(make("a", wire))
    assert list(index.groups()) == []
    with pytest.raises(InputError, match="id stands twice"):
        index.add(make("a", own))


def test_a_notice_that_crowds_an_opening_does_so_in_every_order(make, monkeypatch):
    monkeypatch.setattr("tidings.linking.shingles.CROWD", 2)
    notice, story = prose(6, 30), prose(7, 900)
    cut = [f"{notice} {part}" for part in (story, " ".join(story.split()[:9]))]  # alike by their opening alone
    noted = [make(f"n{seed}", f"{notice} {prose(seed, 900)}") for seed in range(20, 22)]
    few = [make("cut", cut[1]), make("whole", cut[0])]
    assert together(few) == [("cut", "whole")]
    orders = [random.Random(seed).sample(few + noted, k=4) for seed in range(12)]
    assert {str(together(order)) for order in orders} == {"[]"}


def variants(base, number):
    """A text as several outlets print it: whole, cut, with a word changed, with words of their own after it."""
    words = prose(base, 60 + base % 90).split()
    match number % 4:
        case 1:
            words = words[: max(20, len(words) // 2)]
        case 2:
            words[len(words) // 2] = "another"
        case 3:
            words += prose(base + 1000 * number, 40).split()
    return " ".join(words)


collections = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=14).flatmap(
    lambda rows: st.tuples(st.just(rows), st.permutations(range(len(rows))), st.integers(0, max(len(rows), 1)))
)


@settings(max_examples=60, deadline=None)
@given(collections)
def test_neither_the_order_nor_the_pace_changes_the_groups(drawn):
    rows, order, pause = drawn
    items = []
    for number, (base, variant, credited) in enumerate(rows):
        name = f"{number:02}"
        items.append((Article(id=name, text=variants(base, variant)), reuters(name) if credited else None))
    at_once = copies(items)
    index = CopyIndex()
    for number, position in enumerate(order):
        index.add(*items[position])
        if number == pause:
            list(index.groups())
    assert list(index.groups()) == at_once
    grouped = [name for group in at_once for name in group.articles]
    assert len(grouped) == len(set(grouped))
    for group in at_once:
        joined = {name for like in group.likenesses for name in like.articles}
        assert joined == (set(group.articles) if len(group.articles) > 1 else set())
        assert len(group.likenesses) == len(group.articles) - 1
