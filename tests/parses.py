"""Parses written by hand, so that a new model cannot move what these tests expect."""

import spacy
from spacy.tokens import Doc

VOCABULARY = spacy.blank("en").vocab


def frozen(table: str) -> Doc:
    """A parse from lines of ``word lemma POS TAG dep head``, the head counted from 0."""
    rows = [line.split() for line in table.strip().splitlines()]
    words, lemmas, pos, tags, deps, heads = (list(column) for column in zip(*rows, strict=True))
    return Doc(VOCABULARY, words=words, lemmas=lemmas, pos=pos, tags=tags, deps=deps, heads=[int(h) for h in heads])


URGED = """
Peru Peru PROPN NNP nsubj 1
urged urge VERB VBD ROOT 1
Chile Chile PROPN NNP dobj 1
to to PART TO aux 4
sign sign VERB VB xcomp 1
"""

ATTACKED = """
Troops troop NOUN NNS nsubjpass 2
were be AUX VBD auxpass 2
attacked attack VERB VBN ROOT 2
by by ADP IN agent 2
rebels rebel NOUN NNS pobj 3
and and CCONJ CC cc 4
bandits bandit NOUN NNS conj 4
"""

HELD = """
Peru Peru PROPN NNP nsubj 1
held hold VERB VBD ROOT 1
talks talk NOUN NNS dobj 1
with with ADP IN prep 1
Chile Chile PROPN NNP pobj 3
"""

GAVE = """
Mali Mali PROPN NNP nsubjpass 2
was be AUX VBD auxpass 2
given give VERB VBN ROOT 2
tanks tank NOUN NNS dobj 2
by by ADP IN agent 2
Chad Chad PROPN NNP pobj 4
"""

SENT = """
Peru Peru PROPN NNP nsubj 1
sent send VERB VBD ROOT 1
doctors doctor NOUN NNS dobj 1
to to PART TO aux 4
help help VERB VB advcl 1
Chile Chile PROPN NNP dobj 4
"""

IMPOSED = """
Sanctions sanction NOUN NNS nsubj 5
that that PRON WDT dobj 3
Peru Peru PROPN NNP nsubj 3
imposed impose VERB VBD relcl 0
have have AUX VBP aux 5
failed fail VERB VBN ROOT 5
"""

MET = """
After after ADP IN prep 9
talks talk NOUN NNS pobj 0
with with ADP IN prep 1
Peru Peru PROPN NNP pobj 2
in in ADP IN prep 1
Lima Lima PROPN NNP pobj 4
, , PUNCT , punct 9
Ana Ana PROPN NNP compound 8
Lopez Lopez PROPN NNP nsubj 9
smiled smile VERB VBD ROOT 9
"""

LISTED = """
Peru Peru PROPN NNP nsubj 1
met meet VERB VBD ROOT 1
the the DET DT det 3
king king NOUN NN dobj 1
, , PUNCT , punct 3
Tupou Tupou PROPN NNP appos 3
, , PUNCT , punct 5
and and CCONJ CC cc 5
Chile Chile PROPN NNP conj 5
"""
