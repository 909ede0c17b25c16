import pytest

from tidings.errors import DataError
from tidings.knowledge.calibration import load, load_records
from tidings.knowledge.tables import Data


@pytest.fixture
def data(tmp_path):
    def write(**tables):
        for name, rows in tables.items():
            path = tmp_path / "coding" / f"{name.replace('_', '/')}.tsv"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join("\t".join(row) for row in rows) + "\n", encoding="utf-8")
        return Data.open(tmp_path)

    return write


def test_each_model_has_its_weights(data):
    table = [("feature", "weight"), ("bias", "-1.5")]
    made = load(data(joint_confidence=table, joint_sides=table, joint_when=table, joint_where=table), "joint")
    assert made.confidence["bias"] == made.when["bias"] == -1.5


def test_a_weight_that_is_no_number_is_told_with_its_line(data):
    given = data(joint_when=[("feature", "weight"), ("bias", "much")])
    load(given, "joint")
    with pytest.raises(DataError, match=r'when\.tsv:2: weight "much" is no number'):
        given.check()


def test_records_are_counts(data):
    assert load_records(data(senses=[("sense", "right", "wrong"), ("ask", "3", "1")]))["ask"] == (3, 1)


def test_a_record_that_is_no_count_is_told_with_its_line(data):
    given = data(senses=[("sense", "right", "wrong"), ("ask", "often", "1")])
    load_records(given)
    with pytest.raises(DataError, match=r'senses\.tsv:2: "often" and "1" must be whole numbers'):
        given.check()
