"""English noun phrases: attributes, noun or name, and the tails that a head may keep. All verbatim."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.english import NOUNS
from summarizer.hanta import tagger
from summarizer.lexicon import lexicon
from summarizer.phrase import Form, Phrase
from summarizer.text import Document, Line
from summarizer.tokens import Word

_ADJECTIVES = ("AJ0", "AJC", "AJS")
_BEFORE_PARTICIPLE = ("AT0", "DPS", "AJ0", "PRP", "PRF")
_COMMON = ("NN0", "NN1", "NN2")
_POSSESSIVE = ("'s", "’s", "'", "’")
_TITLES = ("Mr", "Mrs", "Ms", "Dr", "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.")
_UNITS = frozenset(
    (
        "century",
        "decade",
        "year",
        "month",
        "day",
        "week",
        "hour",
        "minute",
        "point",
        "percent",
        "million",
        "billion",
        "mile",
        "metre",
    )
)
_OF_A_PEOPLE = (
    "ian",
    "ean",
    "can",
    "ese",
    "ish",
)  # "Polish verbs": better a capital too many than a small people
_LONGEST = 5
_FULL_LABEL = 46


def chunk(document: Document) -> Iterator[Phrase]:
    """All candidate phrases of an English text, in its order."""
    for line in document.lines:
        yield from _Chunker(line).phrases()


def is_possessive(word: Word) -> bool:
    """Whether a token is the mark of an owner."""
    return word.text in _POSSESSIVE


class _Chunker:
    """The phrases of one line."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._words = line.words
        self._lexicon = lexicon("en")

    def phrases(self) -> Iterator[Phrase]:
        at = 0
        while at < len(self._words):
            group = self._group(at)
            if group is None:
                at += 1
                continue
            yield from self._of_group(*group)
            at = group[1] + 1
            if at < len(self._words) and self._is_noun(at) and self._breaks_between(at):
                at += 1  # "democracies guard against": a verb that the tagger took for a noun

    def _is_noun(self, at: int) -> bool:
        word = self._words[at]
        if word.tag not in NOUNS or not word.text[0].isalpha():
            return False
        name_inside = word.tag == "NP0" and word.text[0].isupper() and at > 0
        return name_inside or word.text.lower() not in self._lexicon.stop

    def _group(self, start: int) -> tuple[int, int] | None:
        """(first, last) word of [adjective | participle | noun | owner]* noun that begins at `start`."""
        last = None
        at = start
        while at < len(self._words) and at - start < _LONGEST:
            if self._is_noun(at):
                if last == at - 1 and self._breaks_between(at):
                    break
                last = at
            elif not self._goes_on(at, start, last):
                break
            at += 1
        return None if last is None else (start, last)

    def _breaks_between(self, at: int) -> bool:
        """A small plural before a small noun: "democracies | guard", "states | votes"."""
        before, word = self._words[at - 1], self._words[at]
        if word.text.islower() and self._is_rather_verb(word):
            return True
        return before.tag == "NN2" and before.text.islower() and word.tag in _COMMON and word.text.islower()

    def _is_rather_verb(self, word: Word) -> bool:
        """Such as "sensors depends", "array stands": after a noun, what is mostly a verb is one."""
        return tagger("en").prefers(word.text, ("VVZ", "VVB", "VVI", "VVD"), NOUNS)

    def _goes_on(self, at: int, start: int, last: int | None) -> bool:
        """Whether a word that is no noun can stand inside a noun phrase here."""
        words, word = self._words, self._words[at]
        noun_follows = at + 1 < len(words) and self._is_noun(at + 1)
        if word.tag in _ADJECTIVES:
            inside_name = last is not None and words[last].text[0].isupper() and word.text[0].isupper()
            return word.text[0].isalpha() and (last is None or inside_name)
        if word.tag in ("VVN", "VVG"):
            allowed = _BEFORE_PARTICIPLE[:3] if word.tag == "VVG" else _BEFORE_PARTICIPLE
            return last is None and at == start and noun_follows and at > 0 and words[at - 1].tag in allowed
        if word.text in _POSSESSIVE[:2] and last == at - 1 and words[at - 1].tag == "NP0":
            return noun_follows or (at + 1 < len(words) and words[at + 1].tag == "AJ0")
        return False

    def _trimmed(self, first: int, last: int) -> int:
        """The first word that says something: no "recent", no "Mr", no participle of a number."""
        words = self._words
        while first < last and self._is_empty(first, last):
            first += 1
        if (
            first < last
            and first
            and words[first - 1].tag == "AV0"
            and words[first].tag in ("AJ0", "VVN", "VVG")
        ):
            first += 1
        if first < last and first and words[first - 1].tag == "CRD" and words[first].lemma in _UNITS:
            first += 1
        while first < last and words[first].text in _TITLES:
            first += 1
        return first

    def _is_empty(self, at: int, last: int) -> bool:
        word = self._words[at]
        low = word.text.lower()
        if low not in self._lexicon.weak_adjectives and low not in self._lexicon.stop:
            return False
        part_of_name = word.text[0].isupper() and at > 0 and self._words[at + 1].text[0].isupper()
        return at < last and not part_of_name

    def _of_group(self, first: int, last: int) -> Iterator[Phrase]:
        words = self._words
        first = self._trimmed(first, last)
        owner_follows = last + 1 < len(words) and is_possessive(words[last + 1])
        if owner_follows and words[last].tag != "NP0":
            return
        if not self._is_name(first, last) and words[last].tag == "NP0":
            first = self._name_start(first, last)
        if self._is_name(first, last):
            yield self._name(first, last)
            if last + 1 < len(words) and words[last + 1].text == "of":
                yield from self._tailed(first, last, negated=False)
            return
        yield from self._of_noun(first, last)

    def _name_start(self, first: int, last: int) -> int:
        """Where the name begins in "spokesman Dmitry Peskov"."""
        start = last
        while start > first and self._words[start - 1].tag == "NP0":
            start -= 1
        return start

    def _is_name(self, first: int, last: int) -> bool:
        words = self._words[first : last + 1]
        if any(is_possessive(word) for word in words):
            return False
        opens_line = first == 0 and last < 2
        return (last > first or words[-1].tag == "NP0") and all(
            word.tag == "NP0" or (word.text[0].isupper() and not opens_line) for word in words
        )

    def _name(self, first: int, last: int) -> Phrase:
        lemma = self._words[last].lemma
        label = self._line.surface(first, last)
        return Phrase(label, (lemma,), lemma, Form.NAME, self._line.index, first, last)

    def _of_noun(self, first: int, last: int) -> Iterator[Phrase]:
        words = self._words
        lemma = words[last].lemma
        negated = first > 0 and words[first - 1].text.lower() in ("no", "not")
        owners = [at for at in range(first, last + 1) if is_possessive(words[at])]
        general = lemma in self._lexicon.general
        if last > first and not (general and last - first < 2 and not owners):
            yield self._phrase(first, last, self._terms(first, last), Form.MODIFIED, negated)
        if not general and words[last].tag in _COMMON:
            yield self._phrase(last, last, (lemma,), Form.NOUN, negated)
        if owners:
            yield self._name(first, owners[-1] - 1)
        yield from self._tailed(first, last, negated)

    def _terms(self, first: int, last: int) -> tuple[str, ...]:
        return tuple(
            word.lemma
            for word in self._words[first : last + 1]
            if word.text[0].isalpha() and word.text.lower() not in self._lexicon.stop
        )

    def _phrase(self, first: int, last: int, terms: tuple[str, ...], form: Form, negated: bool) -> Phrase:
        head = self._words[last].lemma
        label = self._uncapitalised(self._line.surface(first, last), first)
        return Phrase(label, terms, head, form, self._line.index, first, last, negated)

    def _uncapitalised(self, label: str, first: int) -> str:
        """A phrase without the capital that it only has because it opens its sentence."""
        word = self._words[first]
        opens = all(not before.text[0].isalnum() for before in self._words[:first])
        proper = (
            word.tag == "NP0"
            or word.text.isupper()
            or (word.tag in _ADJECTIVES and word.text.endswith(_OF_A_PEOPLE))
            or (first + 1 < len(self._words) and self._words[first + 1].text[0].isupper())
        )
        return label if proper or not opens else label[:1].lower() + label[1:]

    def _tailed(self, first: int, last: int, negated: bool) -> Iterator[Phrase]:
        """The phrase with the complement that its head governs."""
        words = self._words
        head = words[last]
        if last + 2 >= len(words) or head.lemma in self._lexicon.no_complement:
            return
        preposition = words[last + 1].text
        heads = self._lexicon.governs.get(preposition)
        if heads is None or not heads.search(head.lemma):
            return
        end = self._complement(last + 1)
        if end is None:
            return
        start = first if len(self._line.surface(first, end)) <= _FULL_LABEL else last
        terms = self._terms(start, last) + self._terms(last + 2, end)
        label = self._uncapitalised(self._line.surface(start, end), start)
        yield Phrase(label, terms, head.lemma, Form.TAILED, self._line.index, start, end, negated)

    def _complement(self, at: int) -> int | None:
        """The end of the noun phrase after a preposition, or None where it would be cut."""
        words = self._words
        preposition = words[at].text
        start = at + 1
        if words[start].tag == "AT0" and words[start].text.lower() not in ("no", "every"):
            start += 1
        if start >= len(words) or not words[start].text[0].isalpha():
            return None
        if words[start].tag == "CRD" and words[start].text[0].isupper() and preposition == "of":
            return start  # Group of Seven
        group = self._group(start)
        if group is None:
            return None
        end = self._whole_name(group[1])
        if words[start].text.lower() in self._lexicon.weak_adjectives or self._is_cut(end):
            return None
        if preposition == "in" and not words[end].text[0].isupper():
            return None
        if preposition == "between":
            return self._between(end)
        general = words[end].lemma in self._lexicon.general
        return None if general and end == start else end

    def _whole_name(self, end: int) -> int:
        """Such as "Inspector-General of Intelligence and Security": capitals that "and" joins are one name."""
        words = self._words
        goes_on = end + 2 < len(words) and words[end + 1].text == "and" and words[end].text[0].isupper()
        if not goes_on or words[end].tag == "NP0" or not words[end + 2].text[0].isupper():
            return end
        return end + 2 if self._is_noun(end + 2) else end

    def _is_cut(self, end: int) -> bool:
        words = self._words
        return end + 1 < len(words) and (is_possessive(words[end + 1]) or words[end + 1].text == "-")

    def _between(self, end: int) -> int | None:
        words = self._words
        if end + 2 < len(words) and words[end + 1].text == "and":
            start = end + 2 + (words[end + 2].tag == "AT0")
            group = self._group(start) if start < len(words) else None
            return group[1] if group else None
        return end if words[end].tag == "NN2" else None
