"""English words: tags (C5), lemmas, names told from capitalised adjectives and verbs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from summarizer.wordlists import word_list
from summarizer.words.hanta import LONGEST_TOKEN, tagger
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word, hyphenated

NOUNS = ("NN0", "NN1", "NN2", "NP0")
_CONTENT = ("NN", "NP", "AJ", "VV", "UN")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9\-]+")
_NOT_A_NAME_YET = ("AJ0", "NN1", "NN2", "NN0", "UNC", "VVB", "VVZ", "VVI", "CRD")
_VERBS_WITH_OF = word_list("approve beware complain consist dream hear know speak talk think")
_NUMBER = re.compile(r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty-[a-z]+")
_WITH = ("with", "without", "have", "has", "had")
_BEFORE_COMMON = ("AT0", "AJ0", "DPS", "DT0", "PUN", "PUQ", "ORD", "POS")
_FINITE = ("VVD", "VVN", "VVZ", "VVB", "VB", "VH", "VD", "VM")
_SUBJECT = ("AT0", "DPS", "DT0", "AJ0", "ORD", "CRD", "NN0", "NN1", "NP0", "POS", "PRF")
_PLACED = (*_SUBJECT, "NN2", "PRP", "AV0")
_OPENS_SUBJECT = ("AT0", "DPS", "DT0", "NP0")
_OF_ONE = ("a", "an", "this", "that", "each", "every", "another")
_OF_SOME = ("all", "both", "few", "half", "many", "most", "several", "some")
_OPENS_CLAUSE = ("CJS", "CJT", "PUN", "PUQ", "DTQ", "AVQ", "PNQ")
_SUBORDINATES = ("CJT", "PNQ", "DTQ", "AVQ")
_PHASES = ("begin", "finish", "quit", "resume", "start", "stop")
_BEHIND_VERB = ("CJS", "CRD", "AT0", "DPS", "DT0", "AV0", "PRP")
_ASKING = ("what", "how", "where", "when", "why", "whom")
CLAUSE_ENDS = ("PUN", "PUQ", "CJC", "CJS", "CJT")
_MODALS = ("VM0", "TO0")
_BETWEEN_MODAL = ("AV0", "XX0", "PNP")
_NOUN_TAGS = ("NN0", "NN1", "NN2", "UNC")
BASE_VERBS = ("VVB", "VVI", "VVZ")
_VERB_OR_NOT = ("AJ0", "NN1")
_BEFORE_NOUNS = ("AT0", "AJ0", "DPS")
_PREFIXED = ("in", "on", "off", "out", "up", "non", "pre", "post", "anti", "pro", "cross", "multi")
_ONESELF = ("himself", "herself", "itself")
_LETTING = ("let", "lets", "letting", "saw", "sees", "heard", "watched", "helped", "helps")
_DO = ("VDB", "VDD", "VDZ")
_NOT = ("not", "n't", "n’t")
_BEFORE_AMOUNT = ("about", "almost", "around", "nearly", "roughly")
_CURRENCIES = ("£", "$", "€")


_OF_A_PEOPLE = ("ian", "ean", "can", "ese", "ish", "nch", "tch", "reek", "wiss", "aqi", "eli")


def is_of_a_people(word: Word) -> bool:
    """Whether an adjective may be a people's: "Polish verbs"; better a capital too many than a small people."""
    return word.tag.startswith("AJ") and word.text.endswith(_OF_A_PEOPLE)


class English:
    """Morphology of English; see `summarizer.words.Morphology`."""

    def analyse(self, tokens: Sequence[str]) -> list[tuple[str, str]]:
        """(lemma, tag) of each token of a sentence."""
        tags = tagger("en").tags(tokens)
        return [(_lemma(token, tag), tag) for token, tag in zip(tokens, tags, strict=True)]

    def harmonise(self, document: Sequence[Sequence[Word]]) -> list[tuple[Word, ...]]:
        """The same sentences; capitals never written small become names, verbs after articles nouns."""
        small = frozenset(word.text for words in document for word in words if word.text[0].islower())
        inside = frozenset(word.text for words in document for word in words[1:] if word.text[0].isupper())
        return [_read_again(words, small, inside - small) for words in document]

    def lemma(self, word: str) -> str:
        """The lemma of a word that stands alone, as in a query."""
        if not word[:1].isalpha() or len(word) > LONGEST_TOKEN:
            return word.lower()
        return _lemma(word, tagger("en").best_tag(word))

    def compound_parts(self, lemma: str) -> tuple[str, ...]:
        """The parts of a hyphenated word."""
        return hyphenated(lemma)

    def is_content(self, word: Word) -> bool:
        """Whether the word's class can carry a topic."""
        return word.tag.startswith(_CONTENT)

    def rarity(self, lemma: str) -> float:
        """By the frequency of the noun in HanTa's corpus."""
        return tagger("en").rarity(lemma, "NN1")


def _lemma(token: str, tag: str) -> str:
    if not token[0].isalpha() or tag in ("NP0", "CRD") or len(token) > LONGEST_TOKEN:
        return token.lower()
    if tag.startswith(_CONTENT):
        return tagger("en").lemma(token, tag).lower()
    return token.lower()


def _read_again(words: Sequence[Word], small: frozenset[str], inside: frozenset[str]) -> tuple[Word, ...]:
    """Left to right, each decision seeing those before it."""
    done: list[Word] = []
    for at, word in enumerate(words):
        before = done[-1] if done else None
        after = words[at + 1] if at + 1 < len(words) else None
        if _is_compound_adjective(word):
            word = replace(word, tag="AJ0", lemma=word.text.lower())
        elif word.text[0].isupper() and word.text != "I":
            opens_as_name = before is None and word.text in inside and word.text.lower() not in small
            if (opens_as_name and word.tag in _NOUN_TAGS) or _is_name(word, before, after, small):
                word = replace(word, tag="NP0", lemma=word.text.lower())
        elif tag := _known_tag(word, done, words[at + 1 :]):
            word = replace(word, tag=tag)
        elif _is_only_verb(word, done, words[at + 1 :]):
            tag = "VVB" if word.tag == "NN1" else "VVZ"
            word = replace(word, tag=tag, lemma=tagger("en").lemma(word.text, tag).lower())
        elif _is_joined_verb(word, done, words[at + 1 :]):
            word = replace(word, tag="VVI" if word.tag == "NN1" else "VVZ")
        elif _is_verb_of_relative(word, done, after) or _is_verb_of_many(word, done, words[at + 1 :]):
            word = replace(word, tag="VVB")
        elif _is_past(word, done, words[at + 1 :]):
            known = word.lemma if word.tag == "VVN" else tagger("en").lemma(word.text, "VVD").lower()
            word = replace(word, tag="VVD", lemma=known)
        elif _may_be_past(word, done):
            word = replace(word, tag="VVN")
        elif before is not None and after is not None and _is_progressive(word, before, after):
            word = replace(word, tag="VVG")
        elif word.tag == "AJ0" and _NUMBER.fullmatch(word.text):
            word = replace(word, tag="CRD")
        elif before is not None and before.tag in NOUNS and (tag := _behind_noun(word, done, after)):
            word = replace(word, tag=tag)
        elif _is_head_here(word, before, after):
            word = replace(word, tag="NN1")
        elif _is_verb_here(word, before, after):
            word = replace(word, tag="VVB")
        elif _shares_modal(word, done, after) or _is_infinitive(word, done, after):
            word = replace(word, tag="VVI")
        elif word.tag == "UNC" and _is_unknown_noun(word, before):
            word = replace(word, tag="NN1")
        elif word.tag == "VVG" and _is_matter(word, before, after):
            word = replace(word, tag="NN1", lemma=word.text)
        elif word.tag == "NN2" and after is not None and _is_verb_of_pronoun(word, done, after):
            word = replace(word, tag="VVZ", lemma=tagger("en").lemma(word.text, "VVZ").lower())
        elif word.tag in BASE_VERBS and before is not None and _is_noun_here(word, done, after):
            tag = "NN2" if word.tag == "VVZ" else "NN1"
            word = replace(word, tag=tag, lemma=tagger("en").lemma(word.text, tag).lower())
        done.append(word)
    return tuple(done)


def _known_tag(word: Word, done: Sequence[Word], rest: Sequence[Word]) -> str:
    """The tag of words that HanTa reads amiss: "a former | pilot", "a permit | costs £40", "which | taste of …"."""
    if not rest or not done:
        return ""
    if word.text == "former" and rest[0].tag in (*NOUNS, "AJ0"):
        return "AJ0"
    if word.text == "mine" and done[-1].tag == "PRF" and rest[0].tag not in NOUNS:
        return "PNP"  # "a friend of | mine"
    if word.text in ("cost", "costs") and done[-1].tag in NOUNS and _is_amount(rest) and not _told(done):
        return "VVD" if word.text == "cost" else "VVZ"
    if word.text == "majoring":
        return "VVG"  # "a junior | majoring in law"
    if word.tag not in ("NN1", "NN2"):
        return ""
    singular = word.tag == "NN1"
    asks = done[0].tag == "VM0" and done[-1].tag in NOUNS and all(each.tag in _SUBJECT for each in done[1:])
    if asks and singular and rest[0].tag in (*_BEHIND_VERB, "PUN"):  # "Can a town | vote while …?"
        return "VVI" if tagger("en").has_seen(word.text, "VVI") else ""
    told_of = done[-2].tag in (*NOUNS, "DT0", "PUN") if len(done) > 1 else False
    relative = done[-1].text.lower() == "who" or (done[-1].text == "which" and told_of)
    if not relative or rest[0].tag in (*_FINITE, "AJ0") or (rest[0].tag in NOUNS and not singular):
        return ""
    verb = tagger("en").has_seen(word.lemma, "VVI")
    return ("VVB" if singular else "VVZ") if verb else ""


def _is_amount(words: Sequence[Word]) -> bool:
    """Whether an amount begins and no other verb follows it: "about a million", "on average £40", "next to nothing"."""
    opens = [word.text for word in words[:2]]
    pair = opens in (["more", "than"], ["less", "than"], ["up", "to"])
    number = words[2 if pair else opens[0] in _BEFORE_AMOUNT :][:1]
    told = opens in (["on", "average"], ["next", "to"]) or any(
        word.tag in ("CRD", "AT0") or word.text in _CURRENCIES for word in number
    )
    joined = next((at for at, word in enumerate(words) if word.tag == "CJC" or word.text == ","), len(words))
    return told and not _has_verb(words[:joined])


def _is_verb_of_pronoun(word: Word, done: Sequence[Word], after: Word) -> bool:
    """Such as "said that it | targets rebels", "prides itself", "means that …"."""
    if after.text in _ONESELF or (word.text == "means" and after.tag == "CJT"):
        return True
    subject = bool(done) and done[-1].text.lower() in ("he", "she", "it")
    opens = len(done) < 2 or done[-2].tag in _OPENS_CLAUSE
    thing = after.tag in ("NN2", "NP0", "AT0", "DPS")
    verb = word.lemma in lexicon("en").nominals or tagger("en").has_seen(word.text, "VVZ")
    return subject and opens and thing and verb


def _is_compound_adjective(word: Word) -> bool:
    """Such as "Narvia-based", "in-house": a participle or a preposition makes it no noun."""
    first, mark, last = word.text.partition("-")
    participle = last.endswith("ed") and tagger("en").has_seen(last, "VVN")
    return bool(mark) and word.tag in ("AJ0", "NN1", "NP0") and (participle or first.lower() in _PREFIXED)


def _is_name(word: Word, before: Word | None, after: Word | None, small: frozenset[str]) -> bool:
    if _ACRONYM.fullmatch(word.text) and word.tag != "AT0":
        return True
    if before is None:
        return False
    lower = word.text.lower()
    if word.tag in _NOT_A_NAME_YET and lower not in small and not tagger("en").known(lower):
        return True
    alone = not before.text[0].isupper() and not (after is not None and after.text[0].isupper())
    if word.tag in ("NN0", "NN1") and lower not in small and alone and before.tag not in _BEFORE_COMMON:
        return True
    if word.tag == "CRD":
        capitals = (each.text[0].isupper() and each.tag in NOUNS for each in (before, after) if each)
        return any(capitals)  # "Seven Sisters", "the Lorne Bridge Five"
    named_before = before.text[0].isupper() and before.tag in ("NP0", "AJ0")
    if word.tag == "AJ0" and named_before and before.tag == "NP0":  # "Port Royal", not "in Ulm French pilots"
        return after is None or after.tag not in (*NOUNS, "AJ0")
    return word.tag in (*BASE_VERBS, "AV0") and named_before


def _is_head_here(word: Word, before: Word | None, after: Word | None) -> bool:
    """An adjective that ends what an owner has is its noun: "the farmers' cooperative"."""
    owned = before is not None and (before.tag == "POS" or before.text in ("'", "’"))
    ends = after is None or after.tag not in (*NOUNS, "AJ0", "CJC", "VVN", "VVG")
    who = before is not None and before.tag in NOUNS and word.lemma in lexicon("en").roles
    owned = owned or (who and after is not None and after.tag == "PUN")  # "a customs | official, …"
    return owned and ends and word.tag == "AJ0" and tagger("en").has_seen(word.text, "NN1")


def _is_verb_here(word: Word, before: Word | None, after: Word | None) -> bool:
    """An adjective behind a plural, such as "lawyers polish verbs", is mostly a verb."""
    between = (
        before is not None and before.tag == "NN2" and after is not None and after.tag in (*NOUNS, "AT0")
    )
    return between and word.tag == "AJ0" and tagger("en").has_seen(word.text, "VVB", "VVI")


def _is_progressive(word: Word, before: Word, after: Word) -> bool:
    """Behind some verbs it is a verb with its object: "demand is | outpacing supply", "stopped | growing beans"."""
    if word.tag != "AJ0" or not word.text.endswith("ing"):
        return False
    bare = after.tag in ("NN0", "NN1", "NP0")  # "these are growing towns"
    phase = before.lemma in _PHASES and after.tag in ("AJ0", *NOUNS)
    return phase or (before.tag.startswith("VB") and bare)


def _behind_noun(word: Word, done: Sequence[Word], after: Word | None) -> str:
    """The tag of what only looks like an attribute or a head: "a ship | striking ice", "with no pilot | present"."""
    attribute = word.tag == "AJ0" or not tagger("en").known(word.text)  # "Narvia | amassing forces"
    if attribute and word.text.endswith("ing") and after is not None and after.tag in (*NOUNS, "AJ0"):
        return "VVG"
    ends = after is None or after.tag in ("PUN", "PRP")
    with_it = any(each.text.lower() in _WITH for each in done[-4:])
    return "AJ0" if word.tag == "NN1" and word.text == "present" and ends and with_it else ""


def _is_only_verb(word: Word, done: Sequence[Word], rest: Sequence[Word]) -> bool:
    """A noun behind its clause's subject is the verb where there is no other: "the tide | matters because …"."""
    if word.tag not in ("NN1", "NN2", "VVZ") or not done or not rest or not word.text.islower():
        return False
    verb = "VVB" if word.tag == "NN1" else "VVZ"
    if not tagger("en").has_seen(word.text, verb):
        return False
    opens = _clause_start(done, len(done))
    subject = [each for each in done[opens:] if each.tag not in ("CJC", "AV0")]
    alone = word.tag == "NN2" and rest[-1].text == "." and not _has_verb(rest)
    if not subject or any(each.tag not in (_PLACED if alone else _SUBJECT) for each in subject):
        return False
    if word.tag == "NN1":
        few = len(subject) == 1 and subject[0].text.lower() in _OF_SOME
        return few and rest[0].tag in ("NN2", "AT0") and not _has_verb(rest)
    bare = len(subject) == 1 and opens > 0 and done[opens - 1].tag in ("CJS", "CJT", "AVQ")
    if subject[-1].tag not in ("NN1", "NP0") or not (bare or subject[0].tag in _OPENS_SUBJECT):
        return False
    ends = rest[0].text == "." or (rest[0].text == "," and _joins(rest[1:]))
    predicate = alone and (rest[0].tag in ("AJ0", "VVG") or word.lemma in _VERBS_WITH_OF)
    if subject[0].text.lower() == "no" or not (ends or predicate or rest[0].tag in _BEHIND_VERB):
        return False
    one = subject[0].text.lower() in _OF_ONE and all(each.tag != "PRF" for each in subject)
    return one or not _has_verb(rest)


def _is_verb_of_relative(word: Word, done: Sequence[Word], after: Word | None) -> bool:
    """A noun that ends a clause whose object stands before: "what pilots | dread", "the rules pilots | fear"."""
    if word.tag != "NN1" or len(done) < 2 or done[-1].tag != "NN2" or after is None:
        return False
    if done[-2].text.lower() in _ASKING:
        return after.tag in CLAUSE_ENDS
    verb = tagger("en").has_seen(word.text, "VVB")
    return done[-2].tag == "NN2" and verb and after.tag.startswith((*CLAUSE_ENDS, *_FINITE))


def _is_verb_of_many(word: Word, done: Sequence[Word], rest: Sequence[Word]) -> bool:
    """A noun behind a plural and its place, in a sentence without a verb: "pilots in the port | film gulls"."""
    if word.tag != "NN1" or not done or done[-1].tag not in NOUNS or not rest or not word.text.islower():
        return False
    head = next((each.tag for each in done if each.tag in NOUNS), "")
    whole = rest[-1].text == "." and rest[0].tag in (*NOUNS, "AT0", "DPS")
    placed = any(each.tag == "PRP" for each in done) and all(each.tag in _PLACED for each in done)
    if head != "NN2" or not whole or not placed or _has_verb(rest):
        return False
    return tagger("en").has_seen(word.text, "VVI")


def _is_joined_verb(word: Word, done: Sequence[Word], rest: Sequence[Word]) -> bool:
    """A noun behind a comma or "and" that goes on as a verb began: "close the port, | fine its owners and …"."""
    if word.tag not in ("NN1", "NN2") or len(done) < 3 or not rest or not word.text.islower():
        return False
    described = done[-1].tag == "AV0"  # "and never | grants interviews"
    joint = done[-2] if described else done[-1]
    alike = ("VVI", "VVB") if word.tag == "NN1" else ("VVZ",)
    verb = tagger("en").has_seen(word.text, *alike)
    if not verb or (joint.tag != "CJC" and joint.text != ","):
        return False
    ends = next((at for at, each in enumerate(rest) if each.tag not in NOUNS), 0)
    goes_on = _joins(rest[ends:-1]) and rest[ends + 1].tag in alike
    listed = joint.text == "," and ends > 0 and goes_on  # "they plant trees, | dump milk and run"
    if rest[0].tag not in ("AT0", "DPS") and not listed and not (described and rest[0].tag == "NN2"):
        return False
    opens = next((at for at in range(len(done), 0, -1) if done[at - 1].tag in ("CJS", "CJT", "PUQ")), 0)
    return any(each.tag in alike for each in done[opens:])


def _is_past(word: Word, done: Sequence[Word], rest: Sequence[Word]) -> bool:
    """A participle behind its subject is the verb where there is no other: "a port | scrambled tugs and sent …"."""
    if word.tag not in ("AJ0", "VVN") or not done or not rest:
        return False
    if not tagger("en").has_seen(word.text, "VVD"):
        return False
    if word.tag == "VVN" and rest[0].tag in (*NOUNS, "AT0", "DPS", "DT0", "CRD"):
        return done[-1].tag in NOUNS and not _told(done) and not _has_verb(rest)
    if word.tag != "AJ0" or not word.text.endswith("ed") or rest[0].tag not in (*NOUNS, "AT0", "DPS"):
        return False
    joined = next((at for at in range(len(rest) - 1) if _joins(rest[at:]) and rest[at + 1].tag == "VVD"), 0)
    if done[-1].text == ",":
        return joined > 0 and not _has_verb(rest[:joined])
    return done[-1].tag in NOUNS and not _has_verb(rest[:joined] if joined else rest)


def _may_be_past(word: Word, done: Sequence[Word]) -> bool:
    """What may go on with a verb is no attribute, if no verb for sure: "baked bread and | distrusted priests"."""
    if word.tag != "AJ0" or not word.text.endswith("ed") or not done or done[-1].tag != "CJC":
        return False
    told = any(each.tag == "VVD" for each in done[_clause_start(done, len(done)) :])
    return told and not tagger("en").prefers(word.text, ("AJ0",), ("VVD",))


def _clause_start(done: Sequence[Word], at: int) -> int:
    return next((k for k in range(at, 0, -1) if done[k - 1].tag in _OPENS_CLAUSE), 0)


def _told(done: Sequence[Word]) -> bool:
    """Whether the clause has had its finite verb already."""
    return any(word.tag.startswith(_FINITE) for word in done[_clause_start(done, len(done)) :])


def _has_verb(rest: Sequence[Word]) -> bool:
    """Whether the clause that goes on here has a finite verb beside those of its relative clauses."""
    ends = (at for at in range(len(rest)) if _ends_clause(rest[at], rest[at + 1 :]))
    clause = rest[: next(ends, len(rest))]
    verbs = sum(word.tag.startswith(_FINITE) for word in clause)
    return verbs > sum(word.tag in _SUBORDINATES for word in clause)


def _ends_clause(word: Word, rest: Sequence[Word]) -> bool:
    if word.tag == "CJS":
        return not rest or rest[0].tag != "PRF"  # "because of the tide" opens no clause
    return word.tag == "PUQ" or word.text in ";:–—" or (word.text == "," and _joins(rest))


def _joins(rest: Sequence[Word]) -> bool:
    return bool(rest) and rest[0].tag == "CJC"


def _shares_modal(word: Word, done: Sequence[Word], after: Word | None) -> bool:
    """An adjective can be a second verb after a modal: "would bar firms from bidding and | fine their owners"."""
    if word.tag != "AJ0" or word.text not in lexicon("en").nominals or after is None:
        return False
    if len(done) < 2 or done[-1].tag != "CJC" or after.tag not in (*NOUNS, "AT0", "DPS"):
        return False
    noun = next((at for at in range(len(done) - 2, 0, -1) if done[at].tag not in NOUNS), 0)
    if done[noun].tag in ("AJ0", "AJC") and done[noun - 1].tag == "PRP":
        return False  # "between cheap coal and | clean rivers"
    behind = False
    for at in range(len(done) - 2, 0, -1):
        if done[at].tag in _OPENS_CLAUSE:
            return False
        if done[at].tag == "VVI":
            modal = next((each for each in reversed(done[:at]) if each.tag not in _BETWEEN_MODAL), None)
            return behind and modal is not None and modal.tag in _MODALS
        behind = behind or done[at].tag in ("PRP", "PRF")
    return False


def _is_infinitive(word: Word, done: Sequence[Word], after: Word | None) -> bool:
    """A noun or adjective is a verb where only that can stand: "a hall used to | house pilots", "did not | man it"."""
    before = done[-1].text.lower() if done else ""
    if word.tag in _VERB_OR_NOT and before == "cannot":  # HanTa knows "can not" only
        return True
    if (
        word.tag != "NN1"
        or len(done) < 2
        or after is None
        or after.tag not in (*NOUNS, *_BEFORE_NOUNS, "VVN", "CRD")
    ):
        return False
    if before in _NOT:
        return done[-2].tag in _DO
    verb = tagger("en").has_seen(word.text, "VVI")
    if verb and done[-1].tag in NOUNS and any(each.text.lower() in _LETTING for each in done[-4:-1]):
        return True  # "lets the firm | build reactors"
    return verb and before == "to" and done[-2].text.lower() in lexicon("en").before_infinitive


def _is_unknown_noun(word: Word, before: Word | None) -> bool:
    """What HanTa does not know is a noun behind what opens or goes on with one: "the Marchev | subpoena"."""
    opened = before is not None and before.tag in (*_BEFORE_NOUNS, *NOUNS)
    return opened and word.text.isalpha() and word.text.islower() and len(word.text) > 3


def _is_matter(word: Word, before: Word | None, after: Word | None) -> bool:
    """What is mostly a noun is one behind its attribute: "to boost defence | spending by half"."""
    ends = after is None or after.tag in ("PUN", "PRP", "PRF", "CJC")
    described = before is not None and before.tag == "NN1" and before.text.islower()
    return ends and described and tagger("en").prefers(word.text, ("NN1",), ("VVG",))


def _is_noun_here(word: Word, done: Sequence[Word], after: Word | None) -> bool:
    before = done[-1]
    noun_follows = after is not None and after.tag in NOUNS
    if before.tag in NOUNS and after is not None and after.text == "of" and word.lemma not in _VERBS_WITH_OF:
        return tagger("en").has_seen(word.text, "NN2" if word.tag == "VVZ" else "NN1")
    if before.tag in _BEFORE_NOUNS and word.text.lower() not in lexicon("en").stop and not noun_follows:
        return True
    if word.tag != "VVZ" or len(done) < 2 or before.tag not in NOUNS or after is None:
        return False
    if after.tag in ("TO0", "CJT", "PRP", "PUN", "CJC") and _is_in_complement(done, after.tag == "CJT"):
        return tagger("en").has_seen(word.text, "NN2")
    if done[-2].tag not in ("AJ0", "VVG", "AT0", "PRP"):
        return False
    counted = after.tag in ("CRD", "PUN") and tagger("en").has_seen(word.text, "NN2")
    return counted or after.tag in ("CJT", "PRP", "PRF")


def _is_in_complement(done: Sequence[Word], described: bool) -> bool:
    """Whether words end in a preposition's noun that is no subject: "has fought against the EU's Narvia | plans".

    Nor is one that a clause describes: "a round of tax | cuts that …".
    """
    at = len(done) - 1
    while at > 0 and done[at].tag in (*_SUBJECT, *NOUNS) and done[at].tag != "PRF":
        at -= 1
    opens = _clause_start(done, at)
    told = any(word.tag.startswith(_FINITE) for word in done[opens:at])
    return (done[at].tag == "PRP" and told) or (done[at].tag == "PRF" and (told or described))


def behind_aside(words: Sequence[Word], at: int) -> int:
    """Where the words go on behind a phrase and behind what commas enclose after it: "Marchev, who runs it, | said"."""
    if at + 1 < len(words) and words[at].text == ",":
        if words[at + 1].tag.startswith("VV"):
            return at + 1
        close = next((i for i in range(at + 1, min(len(words), at + 16)) if words[i].text == ","), None)
        return at if close is None else close + 1
    return at
