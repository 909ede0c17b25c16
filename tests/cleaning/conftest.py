from datetime import date

import pytest

from tidings.cleaning import Cleaner
from tidings.knowledge import cleaning
from tidings.knowledge.tables import Data


@pytest.fixture(scope="session")
def rules():
    data = Data.open()
    found = cleaning.load(data)
    data.check()
    return found


@pytest.fixture(scope="session")
def cleaner(rules):
    return Cleaner(rules, date(2025, 11, 24))
