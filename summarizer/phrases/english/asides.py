"""Phrases that name no topic of their sentence: who said it, and where it was said or done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from summarizer.phrases.phrase import Form, Phrase
from summarizer.text import Document
from summarizer.wordlists import word_list
from summarizer.words.english import NOUNS, behind_aside
from summarizer.words.hanta import tagger
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

_A_CHARACTER = 3  # who is met in so many sentences is more than a source
_AUXILIARIES = ("VB", "VH", "VM", "AV0")
_AT_AN_OFFICE = ("at", "of", "for", "from", "with")
_FULL = (Form.MODIFIED, Form.TAILED, Form.EVENT)
_SOME_SINGLE = ("a", "an", "its", "his", "her", "their", "our", "my", "your", "another")
_WHEN_OR_WHERE = word_list("after at before during in inside near on outside since until")
_HEADS = ("head", "leader", "chairman", "chairwoman", "member")
_BETWEEN = ("AT0", "DPS", "AJ0", "NP0", "NN1", "NN2", "CRD", "ORD", "DT0")
_LONGEST_TITLE = 6
_NAMED = (Form.NAME, Form.PROPER)


def without_asides(document: Document, phrases: Sequence[Phrase]) -> list[Phrase]:
    """The same phrases; those that name nothing are marked so, unless their sentence has no other."""
    judge = _Asides(document, phrases)
    left = _unless_all(phrases, {p for p in phrases if judge.is_part(p) or judge.is_circumstance(p)})
    left = _unless_all(left, {phrase for phrase in left if judge.is_aside(phrase)})
    told = {phrase.line for phrase in left if phrase.form in _FULL}
    left = _unless_all(left, {phrase for phrase in left if phrase.line in told and judge.is_passing(phrase)})
    kept = set(left)
    return [phrase if phrase in kept else replace(phrase, aside=True) for phrase in phrases]


def _unless_all(phrases: Sequence[Phrase], gone: AbstractSet[Phrase]) -> list[Phrase]:
    """The phrases without those that go, but all of a sentence that would have none that says something."""
    words = lexicon("en")
    empty = words.general | words.roles
    named = {phrase.line for phrase in phrases if phrase not in gone and not empty.issuperset(phrase.terms)}
    return [phrase for phrase in phrases if phrase not in gone or phrase.line not in named]


class _Asides:
    """The speakers and places of one text."""

    def __init__(self, document: Document, phrases: Sequence[Phrase]) -> None:
        self._lines = document.lines
        self._lexicon = lexicon("en")
        self._met = Counter(term for line in document.lines for term in set(line.terms))
        self._said = Counter(term for line in document.lines for term in line.terms)
        nouns = (*self._lexicon.nominals.values(), *self._lexicon.nominals_of_subject.values())
        self._nominal = frozenset(noun.split()[0] for noun in nouns)
        self._wholes: dict[int, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            if phrase.form in (Form.TAILED, Form.EVENT) and not phrase.aside:
                self._wholes[phrase.line].append(phrase)
        self._done = {(phrase.line, phrase.first) for phrase in phrases if phrase.form is Form.EVENT}
        self._done |= {(phrase.line, self._verb_before(phrase)) for phrase in phrases if self._tells(phrase)}
        self._actors = {
            (p.line, p.head) for p in phrases if p.form not in _NAMED and self._is_before_event(p)
        }
        self._eventful = {line for line, _ in self._done}
        self._title = document.title_terms

    def is_aside(self, phrase: Phrase) -> bool:
        """Whether a phrase only tells who speaks, or where."""
        words = self._lines[phrase.line].words
        if self._is_occasion(words, phrase.first):
            return True
        if phrase.form is Form.EVENT:
            return False
        is_name = phrase.form in _NAMED
        if is_name and phrase.first and words[phrase.first - 1].text.lower() == "dear":
            return True
        if is_name and self._met[phrase.head] >= _A_CHARACTER:
            return False
        if self._speaks(words, phrase.first, phrase.last):
            return True
        if not is_name and self._acts(phrase):
            return True
        return is_name and (self._is_office(words, phrase.first) or self._is_place(words, phrase))

    def is_part(self, phrase: Phrase) -> bool:
        """Whether a phrase stands inside an event, or is the complement of a fuller phrase."""
        if phrase.form in (*_NAMED, Form.EVENT):
            return False
        return any(
            whole.first <= phrase.first and phrase.last <= whole.last
            for whole in self._wholes[phrase.line]
            if whole.form is Form.EVENT or (whole.first < phrase.first and phrase.form is not Form.TAILED)
        )

    def is_circumstance(self, phrase: Phrase) -> bool:
        """Whether a phrase only tells when or where, by a preposition that no noun governs, and only once."""
        setting = phrase.head in self._lexicon.settings
        if not setting and (phrase.form not in (Form.NOUN, Form.MODIFIED) or self._met[phrase.head] > 1):
            return False
        words = self._lines[phrase.line].words
        at = _governor(words, phrase.first)
        if at is None or words[at].text.lower() not in _WHEN_OR_WHERE:
            return False
        if setting or at == 0:
            return setting
        before = words[at - 1]
        return before.tag not in NOUNS or before.lemma in self._lexicon.general

    def is_passing(self, phrase: Phrase) -> bool:
        """Whether a bare noun is some single thing ("a drawer", "its flag") that the text hardly comes back to.

        Any bare noun says less than what happens in its sentence.
        """
        if phrase.form is not Form.NOUN or self._met[phrase.head] >= _A_CHARACTER:
            return False
        if phrase.line in self._eventful and phrase.head not in self._title:
            return True
        words = self._lines[phrase.line].words
        before = next(
            (word for word in reversed(words[: phrase.first]) if word.tag not in ("AJ0", "ORD", "AV0")), None
        )
        return words[phrase.last].tag == "NN1" and before is not None and before.text.lower() in _SOME_SINGLE

    def _speaks(self, words: Sequence[Word], first: int, last: int) -> bool:
        """Whether it is the subject of a verb of saying, or the source after "according to"."""
        governor = _governor(words, first)
        if governor is not None and governor > 0:
            office = words[governor - 1].lemma
            if words[governor].text == "to" and office == "accord":
                return True
            if office not in self._lexicon.roles and office not in _HEADS:
                return False
        after = behind_aside(words, self._behind_office(words, last))
        while after < len(words) and words[after].tag.startswith(_AUXILIARIES):
            after += 1
        return (after < len(words) and self._is_saying(words[after])) or self._is_said_before(words, first)

    def _tells(self, phrase: Phrase) -> bool:
        """Such as "ordered | the closure of the mine": an event that is told by its noun."""
        return phrase.form is Form.TAILED and phrase.head in self._nominal and self._verb_before(phrase) >= 0

    def _verb_before(self, phrase: Phrase) -> int:
        """Where the verb stands whose object a phrase is, or -1."""
        words = self._lines[phrase.line].words
        at = phrase.first - 1
        while at > 0 and words[at].tag in ("AT0", "DPS", "AJ0"):
            at -= 1
        return at if at >= 0 and words[at].tag.startswith("VV") else -1

    def _acts(self, phrase: Phrase) -> bool:
        """Whether it is the subject of a verb whose event has a phrase of its own, which says more."""
        return (phrase.line, phrase.head) in self._actors

    def _is_before_event(self, phrase: Phrase) -> bool:
        """Such as "the Senate | began debating"."""
        words = self._lines[phrase.line].words
        after = behind_aside(words, phrase.last + 1)
        while after + 1 < len(words) and (phrase.line, after) not in self._done:
            leads = words[after].tag.startswith("VV") and words[after + 1].tag in ("TO0", "VVG")
            if not leads and not words[after].tag.startswith((*_AUXILIARIES, "TO0")):
                return False
            after += 1
        return (phrase.line, after) in self._done

    def _is_occasion(self, words: Sequence[Word], first: int) -> bool:
        """Such as "said at a press conference", "told a rally"."""
        at = _governor(words, first)
        if at is None:
            at = first - (first > 0 and words[first - 1].tag == "AT0")
            return at > 0 and words[at - 1].lemma == "tell"
        return at > 0 and words[at].text in ("at", "in") and self._is_saying(words[at - 1])

    def _behind_office(self, words: Sequence[Word], last: int) -> int:
        """The word behind a phrase, and behind the place or body of "ambassador | in Skopje"."""
        at = last + 1
        if words[last].lemma in self._lexicon.roles and at < len(words) and words[at].tag in ("PRP", "PRF"):
            at += 1
            while at < len(words) and (words[at].tag in NOUNS or words[at].tag in _BETWEEN):
                at += 1
        return at

    def _is_said_before(self, words: Sequence[Word], first: int) -> bool:
        """Such as '…," said Chief Inspector | Marchev'."""
        for at in range(first - 1, max(0, first - _LONGEST_TITLE), -1):
            if words[at].tag in ("PUN", "PUQ"):
                return False
            if self._is_saying(words[at]):
                return words[at - 1].tag == "PUQ"
            if words[at].tag not in (*NOUNS, *_BETWEEN, "POS", "PRF"):
                return False
        return False

    def _is_saying(self, word: Word) -> bool:
        if not word.tag.startswith("VV") or word.tag == "VVG":
            return False
        return tagger("en").lemma(word.text, word.tag).lower() in self._lexicon.speaking

    def _is_office(self, words: Sequence[Word], first: int) -> bool:
        """Such as "analysts at Pontos Capital"."""
        at = first - 1 - (first > 1 and words[first - 1].tag == "AT0")
        return at > 0 and words[at].text in _AT_AN_OFFICE and words[at - 1].lemma in self._lexicon.roles

    def _is_place(self, words: Sequence[Word], phrase: Phrase) -> bool:
        """A name behind a preposition inside a sentence, that the text does not come back to."""
        at = _governor(words, phrase.first)
        inside = at is not None and at > 0 and words[at - 1].tag not in ("PUN", "PUQ")
        return inside and self._said[phrase.head] < 2


def _governor(words: Sequence[Word], first: int) -> int | None:
    """Where the preposition of a phrase stands, if it has one."""
    at = first - 1
    while at > 0 and words[at].tag in _BETWEEN:
        at -= 1
    return at if at >= 0 and words[at].tag in ("PRP", "PRF") else None
