"""Parses of invented sentences that name commitments, frozen so that a new model moves none of them."""

SIGNED = """
Peru Peru PROPN NNP nsubj 3
and and CCONJ CC cc 0
Chile Chile PROPN NNP conj 0
signed sign VERB VBD ROOT 3
a a DET DT det 6
border border NOUN NN compound 6
treaty treaty NOUN NN dobj 3
in in ADP IN prep 3
2018 2018 NUM CD pobj 7
. . PUNCT . punct 3
"""

JOINED = """
Peru Peru PROPN NNP nsubj 1
acceded accede VERB VBD ROOT 1
to to ADP IN prep 1
the the DET DT det 5
Ottawa Ottawa PROPN NNP compound 5
Convention Convention PROPN NNP pobj 2
. . PUNCT . punct 1
"""

SIGNING = """
The the DET DT det 1
signing signing NOUN NN nsubj 6
of of ADP IN prep 1
the the DET DT det 5
border border NOUN NN compound 5
treaty treaty NOUN NN pobj 2
pleased please VERB VBD ROOT 6
Peru Peru PROPN NNP dobj 6
. . PUNCT . punct 6
"""

CITED = """
Peru Peru PROPN NNP nsubj 7
, , PUNCT , punct 7
citing cite VERB VBG advcl 7
the the DET DT det 5
border border NOUN NN compound 5
treaty treaty NOUN NN dobj 2
, , PUNCT , punct 7
recalled recall VERB VBD ROOT 7
its its PRON PRP$ poss 9
envoy envoy NOUN NN dobj 7
. . PUNCT . punct 7
"""

IN_LINE = """
Peru Peru PROPN NNP nsubj 1
sent send VERB VBD ROOT 1
troops troop NOUN NNS dobj 1
in in ADP IN prep 1
line line NOUN NN pobj 3
with with ADP IN prep 4
the the DET DT det 8
defence defence NOUN NN compound 8
pact pact NOUN NN pobj 5
. . PUNCT . punct 1
"""

SENT_UNDER = """
Peru Peru PROPN NNP nsubj 1
sent send VERB VBD ROOT 1
troops troop NOUN NNS dobj 1
under under ADP IN prep 1
the the DET DT det 6
defence defence NOUN NN compound 6
pact pact NOUN NN pobj 3
. . PUNCT . punct 1
"""

HONOURED = """
Peru Peru PROPN NNP nsubj 1
honoured honour VERB VBD ROOT 1
the the DET DT det 4
border border NOUN NN compound 4
treaty treaty NOUN NN dobj 1
. . PUNCT . punct 1
"""

COMPLIED = """
Peru Peru PROPN NNP nsubj 1
complied comply VERB VBD ROOT 1
with with ADP IN prep 1
the the DET DT det 5
border border NOUN NN compound 5
treaty treaty NOUN NN pobj 2
. . PUNCT . punct 1
"""

COMPLIANCE = """
Inspectors inspector NOUN NNS nsubj 1
praised praise VERB VBD ROOT 1
Peru Peru PROPN NNP poss 4
's 's PART POS case 2
compliance compliance NOUN NN dobj 1
with with ADP IN prep 4
the the DET DT det 8
arms arm NOUN NNS compound 8
treaty treaty NOUN NN pobj 5
. . PUNCT . punct 1
"""

FAILED = """
Peru Peru PROPN NNP nsubj 1
failed fail VERB VBD ROOT 1
to to PART TO aux 3
implement implement VERB VB xcomp 1
the the DET DT det 6
peace peace NOUN NN compound 6
accord accord NOUN NN dobj 3
. . PUNCT . punct 1
"""

VIOLATED = """
Chile Chile PROPN NNP nsubj 1
accused accuse VERB VBD ROOT 1
Peru Peru PROPN NNP dobj 1
of of ADP IN prep 1
violating violate VERB VBG pcomp 3
the the DET DT det 7
border border NOUN NN compound 7
treaty treaty NOUN NN dobj 4
. . PUNCT . punct 1
"""

RENEGED = """
Peru Peru PROPN NNP nsubj 1
reneged renege VERB VBD ROOT 1
on on ADP IN prep 1
the the DET DT det 5
trade trade NOUN NN compound 5
deal deal NOUN NN pobj 2
. . PUNCT . punct 1
"""

IN_BREACH = """
Peru Peru PROPN NNP nsubj 1
is be AUX VBZ ROOT 1
in in ADP IN prep 1
breach breach NOUN NN pobj 2
of of ADP IN prep 3
the the DET DT det 7
border border NOUN NN compound 7
treaty treaty NOUN NN pobj 4
. . PUNCT . punct 1
"""

TERMS = """
Peru Peru PROPN NNP nsubj 1
violated violate VERB VBD ROOT 1
the the DET DT det 3
terms term NOUN NNS dobj 1
of of ADP IN prep 3
the the DET DT det 7
border border NOUN NN compound 7
treaty treaty NOUN NN pobj 4
. . PUNCT . punct 1
"""

RELATIVE = """
Chile Chile PROPN NNP nsubj 1
regrets regret VERB VBZ ROOT 1
the the DET DT det 4
border border NOUN NN compound 4
treaty treaty NOUN NN dobj 1
, , PUNCT , punct 4
which which PRON WDT dobj 9
Peru Peru PROPN NNP nsubj 9
has have AUX VBZ aux 9
violated violate VERB VBN relcl 4
. . PUNCT . punct 1
"""

SCRAPPED = """
Peru Peru PROPN NNP nsubj 1
scrapped scrap VERB VBD ROOT 1
the the DET DT det 4
trade trade NOUN NN compound 4
deal deal NOUN NN dobj 1
. . PUNCT . punct 1
"""

PULLED_OUT = """
Peru Peru PROPN NNP nsubj 1
pulled pull VERB VBD ROOT 1
out out ADP IN prep 1
of of ADP IN prep 2
the the DET DT det 6
trade trade NOUN NN compound 6
deal deal NOUN NN pobj 3
. . PUNCT . punct 1
"""

SUSPENDED = """
Peru Peru PROPN NNP nsubj 1
suspended suspend VERB VBD ROOT 1
its its PRON PRP$ poss 3
participation participation NOUN NN dobj 1
in in ADP IN prep 3
the the DET DT det 7
arms arm NOUN NNS compound 7
treaty treaty NOUN NN pobj 4
. . PUNCT . punct 1
"""

WITHDRAWAL = """
Peru Peru PROPN NNP nsubj 1
announced announce VERB VBD ROOT 1
its its PRON PRP$ poss 3
withdrawal withdrawal NOUN NN dobj 1
from from ADP IN prep 3
the the DET DT det 7
arms arm NOUN NNS compound 7
treaty treaty NOUN NN pobj 4
. . PUNCT . punct 1
"""

OBLIGES = """
The the DET DT det 2
defence defence NOUN NN compound 2
pact pact NOUN NN nsubj 3
obliges oblige VERB VBZ ROOT 3
Peru Peru PROPN NNP dobj 3
to to PART TO aux 6
assist assist VERB VB advcl 3
Chile Chile PROPN NNP dobj 6
if if SCONJ IN mark 11
it it PRON PRP nsubjpass 11
is be AUX VBZ auxpass 11
attacked attack VERB VBN advcl 6
. . PUNCT . punct 3
"""

BARS = """
The the DET DT det 2
arms arm NOUN NNS compound 2
treaty treaty NOUN NN nsubj 3
bars bar VERB VBZ ROOT 3
Peru Peru PROPN NNP dobj 3
from from ADP IN prep 3
testing test VERB VBG pcomp 5
missiles missile NOUN NNS dobj 6
. . PUNCT . punct 3
"""

PERMITS = """
The the DET DT det 2
border border NOUN NN compound 2
treaty treaty NOUN NN nsubj 3
allows allow VERB VBZ ROOT 3
Peru Peru PROPN NNP nsubj 6
to to PART TO aux 6
use use VERB VB ccomp 3
the the DET DT det 8
port port NOUN NN dobj 6
. . PUNCT . punct 3
"""

CALLS_FOR = """
The the DET DT det 2
peace peace NOUN NN compound 2
accord accord NOUN NN nsubj 3
calls call VERB VBZ ROOT 3
for for ADP IN prep 3
a a DET DT det 6
withdrawal withdrawal NOUN NN pobj 4
of of ADP IN prep 6
troops troop NOUN NNS pobj 7
. . PUNCT . punct 3
"""

MUST_UNDER = """
Under under ADP IN prep 7
the the DET DT det 3
peace peace NOUN NN compound 3
accord accord NOUN NN pobj 0
, , PUNCT , punct 7
Peru Peru PROPN NNP nsubj 7
must must AUX MD aux 7
withdraw withdraw VERB VB ROOT 7
its its PRON PRP$ poss 9
troops troop NOUN NNS dobj 7
. . PUNCT . punct 7
"""

AGREED_UNDER = """
Under under ADP IN prep 6
the the DET DT det 3
trade trade NOUN NN compound 3
deal deal NOUN NN pobj 0
, , PUNCT , punct 6
Peru Peru PROPN NNP nsubj 6
agreed agree VERB VBD ROOT 6
to to PART TO aux 8
cut cut VERB VB xcomp 6
tariffs tariff NOUN NNS dobj 8
in in ADP IN prep 8
exchange exchange NOUN NN pobj 10
for for ADP IN prep 11
loans loan NOUN NNS pobj 12
. . PUNCT . punct 6
"""

UNDER_WHICH = """
Peru Peru PROPN NNP nsubj 3
and and CCONJ CC cc 0
Chile Chile PROPN NNP conj 0
signed sign VERB VBD ROOT 3
a a DET DT det 6
trade trade NOUN NN compound 6
deal deal NOUN NN dobj 3
under under ADP IN prep 11
which which PRON WDT pobj 7
both both PRON DT nsubj 11
would would AUX MD aux 11
cut cut VERB VB relcl 6
tariffs tariff NOUN NNS dobj 11
. . PUNCT . punct 3
"""

OBLIGING = """
Peru Peru PROPN NNP nsubj 3
and and CCONJ CC cc 0
Chile Chile PROPN NNP conj 0
signed sign VERB VBD ROOT 3
a a DET DT det 6
defence defence NOUN NN compound 6
pact pact NOUN NN dobj 3
obliging oblige VERB VBG acl 6
both both PRON DT preconj 10
to to PART TO aux 10
share share VERB VB advcl 7
intelligence intelligence NOUN NN dobj 10
. . PUNCT . punct 3
"""

TO_HALT = """
Peru Peru PROPN NNP nsubj 3
and and CCONJ CC cc 0
Chile Chile PROPN NNP conj 0
signed sign VERB VBD ROOT 3
an an DET DT det 5
agreement agreement NOUN NN dobj 3
to to PART TO aux 7
halt halt VERB VB acl 5
the the DET DT det 9
strikes strike NOUN NNS dobj 7
. . PUNCT . punct 3
"""

OBLIGED = """
Peru Peru PROPN NNP nsubjpass 2
is be AUX VBZ auxpass 2
obliged oblige VERB VBN ROOT 2
under under ADP IN prep 2
the the DET DT det 6
arms arm NOUN NNS compound 6
treaty treaty NOUN NN pobj 3
to to PART TO aux 8
scrap scrap VERB VB advcl 2
its its PRON PRP$ poss 10
missiles missile NOUN NNS dobj 8
. . PUNCT . punct 2
"""

IT_REQUIRES = """
Peru Peru PROPN NNP nsubj 3
and and CCONJ CC cc 0
Chile Chile PROPN NNP conj 0
signed sign VERB VBD ROOT 3
a a DET DT det 6
peace peace NOUN NN compound 6
accord accord NOUN NN dobj 3
. . PUNCT . punct 3
It it PRON PRP nsubj 9
requires require VERB VBZ ROOT 9
both both PRON DT dobj 9
to to PART TO aux 12
disarm disarm VERB VB xcomp 9
. . PUNCT . punct 9
"""

PACT_AGAIN = """
Peru Peru PROPN NNP nsubj 3
and and CCONJ CC cc 0
Chile Chile PROPN NNP conj 0
signed sign VERB VBD ROOT 3
a a DET DT det 6
border border NOUN NN compound 6
treaty treaty NOUN NN dobj 3
. . PUNCT . punct 3
Bolivia Bolivia PROPN NNP nsubj 9
praised praise VERB VBD ROOT 9
the the DET DT det 11
pact pact NOUN NN dobj 9
. . PUNCT . punct 9
"""

BETWEEN = """
The the DET DT det 1
agreement agreement NOUN NN nsubj 8
between between ADP IN prep 1
Peru Peru PROPN NNP pobj 2
and and CCONJ CC cc 3
Chile Chile PROPN NNP conj 3
on on ADP IN prep 1
fisheries fishery NOUN NNS pobj 6
pleased please VERB VBD ROOT 8
Bolivia Bolivia PROPN NNP dobj 8
. . PUNCT . punct 8
"""

COMPOUND = """
The the DET DT det 6
Peru Peru PROPN NNP compound 3
- - PUNCT HYPH punct 3
Chile Chile PROPN NNP compound 5
border border NOUN NN compound 5
treaty treaty NOUN NN compound 6
obliges oblige NOUN NNS ROOT 6
Peru Peru PROPN NNP appos 6
to to PART TO aux 9
pay pay VERB VB relcl 6
. . PUNCT . punct 6
"""

FIRMS = """
The the DET DT det 1
firm firm NOUN NN nsubj 2
signed sign VERB VBD ROOT 2
a a DET DT det 5
merger merger NOUN NN compound 5
deal deal NOUN NN dobj 2
with with ADP IN prep 2
its its PRON PRP$ poss 8
rival rival NOUN NN pobj 6
. . PUNCT . punct 2
"""

RESOLUTION = """
Peru Peru PROPN NNP nsubj 1
violated violate VERB VBD ROOT 1
Resolution Resolution PROPN NNP dobj 1
1718 1718 NUM CD nummod 2
. . PUNCT . punct 1
"""

KNOWN = """
Peru Peru PROPN NNP nsubj 1
violated violate VERB VBD ROOT 1
the the DET DT det 5
JCPOA JCPOA PROPN NNP nmod 5
nuclear nuclear ADJ JJ amod 5
deal deal NOUN NN dobj 1
. . PUNCT . punct 1
"""

TWO_YEARS = """
Peru Peru PROPN NNP nsubj 1
violated violate VERB VBD ROOT 1
the the DET DT det 5
1979 1979 NUM CD nummod 5
peace peace NOUN NN compound 5
treaty treaty NOUN NN dobj 1
. . PUNCT . punct 1
Chile Chile PROPN NNP nsubj 8
praised praise VERB VBD ROOT 8
the the DET DT det 11
1994 1994 NUM CD nummod 11
treaty treaty NOUN NN dobj 8
. . PUNCT . punct 8
"""
