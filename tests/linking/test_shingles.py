from tidings.linking.shingles import CROWD, Proposal, Proposer, Shingles


def runs(text):
    return Shingles.of(text).runs.size


def test_runs_are_four_words_long():
    assert runs("One two three four five six") == 3
    assert runs("One two three four") == 1
    assert runs("One") == 1
    assert runs("") == runs("!?") == 0


def test_a_run_that_stands_twice_counts_once():
    assert runs("go on go on go on go on") == 2


def test_letters_that_are_written_in_two_ways_are_one():
    assert Shingles.of("The office at Zu\u0308rich").digest == Shingles.of("THE OFFICE at Z\u00fcrich.").digest
    assert Shingles.of("half a pair \ud800 here").words == 4


def test_shared_runs_are_counted():
    assert Shingles.of("a b c d e f").shared(Shingles.of("x b c d e f")) == 2


def text(seed, words):
    return " ".join(f"w{(seed * 997 + n * n) % 7919}" for n in range(words))


def test_unlike_texts_do_not_meet():
    proposer = Proposer()
    assert [proposer.add(Shingles.of(text(seed, 200))) for seed in range(30)] == [[]] * 30
    assert Proposal(7, 30, ()) in proposer.add(Shingles.of(text(7, 200)))


def test_an_opening_that_all_share_proposes_nothing_in_the_end():
    proposer = Proposer()
    notice = text(5000, 28)
    first = Shingles.of(f"{notice} {text(0, 600)}")
    proposer.add(first)
    [early] = proposer.add(Shingles.of(f"{notice} {text(1, 600)}"))
    assert early.openings == (0,)
    assert proposer.stands(early)
    for seed in range(2, CROWD + 10):
        late = proposer.add(Shingles.of(f"{notice} {text(seed, 600)}"))
    assert not any(0 in one.openings for one in late)
    assert not proposer.stands(early)
