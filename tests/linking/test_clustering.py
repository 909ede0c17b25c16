import random

from tidings.events import Link
from tidings.linking.clustering import clusters, connected, spanning


def links(*told):
    return [Link(one=pair[0], two=pair[1], score=score, reasons=()) for pair, score in told]


def test_two_that_are_alike_are_one_and_the_rest_is_alone():
    assert clusters("abc", links(("ab", 0.6), ("bc", 0.2)), 0.5) == [("a", "b"), ("c",)]


def test_a_chain_is_no_cluster():
    chain = links(("ab", 0.9), ("bc", 0.8), ("cd", 0.9))
    assert clusters("abcd", chain, 0.5) == [("a", "b"), ("c", "d")]


def test_weak_links_count_in_the_average():
    assert clusters("abc", links(("ab", 0.9), ("bc", 0.6), ("ac", 0.45)), 0.5) == [("a", "b", "c")]


def test_clusters_do_not_depend_on_the_order_of_links():
    chance = random.Random(3)
    names = "abcdefghijkl"
    told = [
        Link(one=one, two=two, score=round(chance.random(), 2), reasons=())
        for one in names
        for two in names
        if one < two and chance.random() < 0.5
    ]
    found = []
    for _ in range(20):
        chance.shuffle(told)
        found.append(clusters(sorted(names, key=lambda _: chance.random()), told, 0.5))
    assert found[1:] == found[:-1]


def test_a_cluster_is_spanned_by_its_strongest_links():
    found = spanning("abc", links(("ab", 0.9), ("bc", 0.6), ("ac", 0.7), ("cd", 1.0)))
    assert [(link.one, link.two) for link in found] == [("a", "b"), ("a", "c")]


def test_parts_of_a_graph():
    assert list(connected({"a": ["b"], "b": ["a"], "c": []})) == [("a", "b"), ("c",)]
