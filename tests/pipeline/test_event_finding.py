from dataclasses import replace

from examples import seen
from tidings import wire
from tidings.knowledge import actors
from tidings.knowledge.tables import Data
from tidings.pipeline import EventFinder
from tidings.pipeline.linking import coded, outlet
from tidings.records import Failure
from tidings.settings import Settings

TEXT = (
    "VALDOR, June 4 (Reuters) - Dock workers at the grain harbour of Valdor walked off the job on Tuesday after talks "
    "about night shifts broke down, leaving eleven ships at anchor in the bay."
)


def article(name, text=TEXT, **fields):
    return replace(seen(), id=name, text=text, mentions=(), **fields)


def test_copies_are_one_origin_and_credits_are_kept():
    finder = EventFinder(Settings())
    finder.add(article("a", published="2024-06-05", publisher="Bay Herald"))
    finder.add(article("b", published="2024-06-04", url="https://news.example/2"))
    finder.add(
        article(
            "c", "Cheese makers in the valley want a lower duty on rennet and wrote to the ministry.", published=None
        )
    )
    told = {one.id: one for one in finder.told()}
    assert (told["a"].origin, told["b"].origin, told["c"].origin) == ("b", "b", "c")
    assert told["a"].agency == "reuters"
    assert (told["a"].outlet, told["b"].outlet, told["c"].outlet) == ("Bay Herald", "news.example", None)
    [story] = finder.events()
    assert story.origins == 1


def test_an_outlet_has_one_name():
    outlets = actors.load(Data.open()).outlets
    assert outlet("Agence France-Presse", None, outlets) == outlet("AFP", None, outlets)
    assert outlet(None, "https://www.reuters.com/world/", outlets) == "Reuters"
    assert outlet(None, "nonsense", outlets) is None


def test_what_cannot_be_linked_is_told():
    finder = EventFinder(Settings())
    assert finder.add(article("a", published="lately")).reason == "no date"
    assert finder.add(article("b", text=None)).reason == "no text"
    finder.add(article("c"))
    assert finder.add(article("c", "Another text of the same id.")).reason == "id stands twice"
    assert next(iter(finder.told())).id == "c"


def test_coded_lines_are_not_coded_again(tmp_path):
    path = tmp_path / "coded.jsonl"
    path.write_bytes(wire.encode(article("a"), with_text=True) + b"\n")
    [found] = coded([path], Settings(parser="no such parser"))
    assert not isinstance(found, Failure)
    assert found.text == TEXT
