"""What the subject of an English headline says of how many there are."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.headlines.english.clauses import MainClause
from summarizer.headlines.english.constituents import Part
from summarizer.wordlists import word_list
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

_HOW_MANY = ("no", "many", "several", "most", "few", "all")
_SHARES = word_list("all first half last many most one several some third quarter fifth tenth")
_COLLECTIVE = ("band", "club", "couple", "crew", "family", "pair", "side", "squad", "team")
_SINGULAR, _PLURAL = ("VVZ", "VBZ", "VHZ", "VDZ"), ("VVB", "VBB", "VHB", "VDB")
_ABOUT = ("AV0", "AJC", "CJS", "DT0", "PRP")


def is_counted(words: Sequence[Word], subject: Part, opening: int) -> bool:
    """Whether it is said how many: "40 people", "at least 40", "no ships", "most shops"; `opening` is no article."""
    head, low = subject.head, words[opening].text.lower()
    if words[head].tag == "PNI":
        return words[head].text.lower() in ("nobody", "none")
    if opening + (low == "a") == head and words[head + 1].tag == "PRF":
        whole = words[
            subject.shown[-1][1]
        ].lemma  # "most of the money", "a third of the yards", no "one of the reasons"
        return words[head].text.lower() in _SHARES and whole not in lexicon("en").general
    if low in ("first", "last") and opening < head:
        return subject.shown[-1][1] != head or words[head].tag == "NN2"  # "the last speaker of the language"
    amount = next((at for at in range(opening, min(opening + 3, head)) if words[at].tag == "CRD"), -1)
    if opening < head and low in _HOW_MANY:
        return amount < 0  # no "No 26 seed Kolb"
    return amount >= 0 and all(words[at].tag in _ABOUT for at in range(opening, amount))


def agrees(words: Sequence[Word], clause: MainClause) -> bool:
    """Whether subject and verb agree in number; else one of them was misread."""
    subject, tag = clause.subject, words[clause.verb.first].tag
    head = words[subject.head]
    if head.tag == "NN2" and head.text[0].isupper() and subject.first < subject.head:
        return True  # "the United Nations has"
    if subject.joined or head.tag == "NN2":
        return tag not in _SINGULAR
    if words[subject.head + 1].tag == "PRF":
        return True  # "a majority of voters oppose"
    many = head.lemma in _COLLECTIVE or lexicon("en").is_body(head.lemma)  # "the team have"
    return head.tag != "NN1" or many or tag not in _PLURAL
