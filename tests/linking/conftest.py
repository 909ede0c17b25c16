import pytest

from tidings.knowledge import actors, linking
from tidings.knowledge.credits import load
from tidings.knowledge.tables import Data
from tidings.records import Article

WIRE = """\
VALDOR, June 4 (Reuters) - Dock workers at the grain harbour of Valdor walked off the job on Tuesday after
talks about night shifts broke down, leaving eleven ships at anchor in the bay.

The union said that its members would not return before the port authority withdrew a roster that it had put
up without notice in May. Some two thousand people work on the quays.

"We learned of our own hours from a sheet of paper on a door," said Oda Brandvik, who speaks for the crane
drivers. She added that nobody had answered her letters.

The authority called the strike unlawful and asked a court to end it. A hearing is set for Thursday morning,
and the judge has told both sides to bring their figures.

Millers inland hold flour for nine days, according to their association. Bakers in two towns have begun to buy
from across the border, where a sack costs a fifth more."""
OWN = """\
Eleven ships are waiting in the bay because nobody unloads them: since Tuesday the cranes of Valdor stand
still.

It began with a roster. Night shifts, hung up on a door in May, took away what the crews had been promised two
years ago, and letters to the authority were left lying.

Oda Brandvik drives a crane herself and speaks for the others. For her it is a matter of respect, she tells us
in the canteen, where soup is handed out to the pickets.

On Thursday the case comes before a judge. The port calls the walkout unlawful; the union says that it will go
on whatever the ruling, and has rented a tent.

Flour will last for nine days, the millers reckon. Then bread will be dearer, as it is already in two border
towns."""


def article(name, text, **fields):
    return Article(id=name, text=text, **fields)


@pytest.fixture
def wire():
    return WIRE


@pytest.fixture
def own():
    return OWN


@pytest.fixture
def make():
    return article


@pytest.fixture(scope="session")
def forms():
    data = Data.open()
    found = load(data, actors.load(data).outlets)
    data.check()
    return found


@pytest.fixture(scope="session")
def rules():
    return linking.load(Data.open())
