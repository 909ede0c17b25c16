import pickle

import pytest

from tidings.errors import DataError, InputError


@pytest.mark.parametrize("error", [InputError("reading", "no text", "0 words"), DataError(["a.tsv:1: bad"])])
def test_an_error_comes_back_whole_from_another_process(error):
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.args, vars(again)) == (type(error), error.args, vars(error))
