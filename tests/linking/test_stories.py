from telling import told
from tidings.linking import link

FERRY = "The ferry to the Skerry islands sank off Valdor in a gale, and eleven passengers drowned near the lighthouse."
FERRY_TOO = (
    "Eleven passengers drowned when the Skerry ferry sank in a gale near the Valdor lighthouse, the coastguard said."
)
CHEESE = "Cheese makers in the valley want a lower duty on rennet and have written to the ministry of trade."


def stories(rules, *articles):
    return [event for event in link(articles, rules) if event.type is None]


def test_articles_of_one_happening_are_a_story_that_says_why(rules):
    [story] = stories(
        rules,
        told("a", "2024-03-01", text=FERRY),
        told("b", "2024-03-02", text=FERRY_TOO),
        told("c", "2024-03-02", text=CHEESE),
    )
    assert story.articles == ("a", "b")
    assert story.event == story.story
    assert story.links[0].reasons[1] == "published 1 day apart"
    assert "skerry" in story.links[0].reasons[0]


def test_the_same_words_months_later_are_another_story(rules):
    assert stories(rules, told("a", "2024-03-01", text=FERRY), told("b", "2024-07-01", text=FERRY_TOO)) == []


def test_an_article_without_a_date_finds_its_story(rules):
    assert len(stories(rules, told("a", None, text=FERRY), told("b", "2024-03-01", text=FERRY_TOO))) == 1
