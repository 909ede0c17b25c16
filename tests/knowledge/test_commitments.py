import pytest

from tidings.errors import DataError
from tidings.knowledge.commitments import load
from tidings.knowledge.tables import Data


def read(tmp_path, name, text):
    folder = tmp_path / "commitments"
    folder.mkdir()
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    data = Data.open(tmp_path)
    words = load(data)
    data.check()
    return words


NAME = """
[[name]]
id = "Treaty of Tlatelolco"
forms = ["Tlatelolco Treaty"]
kind = "{kind}"
example = "Cuba ratified the Tlatelolco Treaty."
near = "Cuba ratified the budget."
"""


def test_a_users_name_is_added_to_ours(tmp_path):
    words = read(tmp_path, "names", NAME.format(kind="treaty"))
    assert words.names["Tlatelolco", "Treaty"].id == "Treaty of Tlatelolco"
    assert words.names["JCPOA",].kind == "deal"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("names", NAME.format(kind="treety"), "names.toml:3: kind"),
        ("names", "[[nam]]\n", "did you mean name?"),
        ("heads", 'head = "x"\n', "head: expected entries, each under [[head]]"),
        ("heads", '[[head]]\nid = ["a"]\n', "fields are id"),
        ("heads", '[[head]]\nid = "x"\nwords = ["x"]\n', "heads.toml:2: fields are id words"),
        (
            "bearings",
            '[[turn]]\nid = "x"\nwords = [3]\nexample = "a"\nnear = "b"\n',
            "words: expected a text, or a list of texts",
        ),
        (
            "bearings",
            (
                '[[bearing]]\nid = "x"\nwords = ["x"]\nbearing = "hugs"\npos = "verb"\nthrough = ["of"]\n'
                'example = "a"\nnear = "b"\n'
            ),
            'bearing "hugs" is not known',
        ),
    ],
)
def test_a_fault_names_its_line_and_the_choices(tmp_path, name, text, told):
    with pytest.raises(DataError) as caught:
        read(tmp_path, name, text)
    assert told in str(caught.value)
