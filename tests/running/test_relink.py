"""Events are found again when articles changed, and only then."""

from dataclasses import dataclass, field

from tidings.running.relink import relink


@dataclass
class Shelf:
    unlinked: set = field(default_factory=set)
    snapshot: int = 7
    calls: list = field(default_factory=list)
    quicker: int = 0  # how often another writer is

    def told(self):
        yield from ("a1", "a2")

    def named(self):
        yield "pact"

    def relink(self, events, *, commitments=None, seen=None):
        self.calls.append((list(events), list(commitments), seen))
        return len(self.calls) > self.quicker


class Linker:
    def link(self, told):
        return [f"event of {one}" for one in told]

    def commitments(self, named):
        return [f"joined {one}" for one in named]


def test_events_are_found_again_only_when_articles_changed():
    shelf = Shelf()
    assert not relink(shelf, Linker())
    assert shelf.calls == []
    shelf.unlinked.add("a1")
    assert relink(shelf, Linker())
    assert shelf.calls == [(["event of a1", "event of a2"], ["joined pact"], 7)]


def test_events_are_found_anew_where_another_writer_was_quicker():
    shelf = Shelf(unlinked={"a1"}, quicker=2)
    assert relink(shelf, Linker())
    assert len(shelf.calls) == 3
