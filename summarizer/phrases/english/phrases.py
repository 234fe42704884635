"""English noun phrases: attributes, noun or name, and the tails that a head may keep. All but pronouns verbatim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.phrases.english.events import events
from summarizer.phrases.english.groups import ADJECTIVES, BEARINGS, COMMON, FINITE, Groups, is_possessive
from summarizer.phrases.english.tails import Tails
from summarizer.phrases.phrase import Form, Phrase, fits
from summarizer.text import Document, Line
from summarizer.wordlists import word_set
from summarizer.words.english import is_of_a_people
from summarizer.words.hanta import tagger
from summarizer.words.lexicon import deeds, lexicon

_TITLES = ("Mr", "Mrs", "Ms", "Dr", "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.")
_UNITS = word_set("century decade year month day week hour minute point percent million billion mile metre")
_BEFORE_NOUN = ("AT0", "DPS", "DT0", *ADJECTIVES)
_BEFORE_ATTRIBUTES = ("AT0", "DPS", "DT0", "PRP", "PRF")
_IN_DATELINE = ("NP0", "PUN", "PUL", "PUR", "CRD")
_BEARINGS = [[bearing, "of"] for bearing in BEARINGS]  # "somewhere south of Narvia"
_STOPPING = ("abandon", "abolish", "axe", "cancel", "end", "halt", "scrap", "shelve", "stop", "suspend")
_WHOLE = (
    *("real estate", "big data", "common sense", "common law", "general election", "general strike"),
    *("high school", "high street", "old age", "small business", "soft power", "working class"),
)
_ALTERING = ("alleged", "apparent", "former", "possible", "potential")  # no mayor, no sale
_GRADES = ("education", "house", "chamber", "court")  # "higher education" compares nothing


def chunk(document: Document) -> Iterator[Phrase]:
    """All candidate phrases of an English text, in its order."""
    for line in document.lines:
        chunker = _Chunker(line)
        phrases = list(chunker.phrases())
        happened = list(events(line, phrases))
        stated = [phrase for phrase in phrases if not chunker.is_unreal(phrase, happened)]
        yield from stated or ([] if happened else phrases)
        yield from happened


class _Chunker:
    """The phrases of one line."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._words = line.words
        self._lexicon = lexicon("en")
        self._groups = Groups(line.words)
        self._tails = Tails(line.words, self._groups)
        self._dateline = self._behind_dateline()
        self._main_clause = self._behind_role()

    def phrases(self) -> Iterator[Phrase]:
        at = 0
        while at < len(self._words):
            group = self._groups.group(at)
            if group is None:
                at += 1
                continue
            yield from self._of_group(*group)
            at = group[1] + 1
            taken_for_noun = at < len(self._words) and self._words[at].tag in COMMON  # "democracies | guard"
            breaks = taken_for_noun and self._groups.is_noun(at) and self._groups.breaks_between(at)
            if breaks and not self._groups.is_given(at):
                at += 1

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
        if first < last and first and words[first - 1].tag in ("CRD", "ORD") and words[first].lemma in _UNITS:
            first += 1
        while first < last and (
            words[first].text in _TITLES or words[first].text.lower().startswith("then-")
        ):
            first += 1
        return first + (first < last and is_possessive(words[first]))  # "two days' | wages"

    def _is_empty(self, at: int, last: int) -> bool:
        word = self._words[at]
        low = word.text.lower()
        if word.tag in ("AJC", "AJS", "ORD") and word.text.islower():
            return at < last and not (word.tag == "AJC" and self._words[at + 1].lemma in _GRADES)
        if f"{low} {self._words[at + 1].lemma}" in _WHOLE or low in _ALTERING:
            return False
        if low not in self._lexicon.weak_adjectives and low not in self._lexicon.stop:
            return False
        part_of_name = word.text[0].isupper() and at > 0 and self._words[at + 1].text[0].isupper()
        return at < last and not part_of_name

    def _of_group(self, first: int, last: int) -> Iterator[Phrase]:
        words = self._words
        if first > 1 and first in map(self._tails.rest_of_name, (first - 2, first - 3)):
            return
        first = self._trimmed(self._behind_list(first, last), last)
        if self._is_idiom(first, last) or self._groups.is_numbered(last) or last < self._dateline:
            return
        owner_follows = last + 1 < len(words) and is_possessive(words[last + 1])
        if owner_follows and words[last].tag != "NP0":
            return
        if self._groups.is_cut(first, last):
            return
        first = self._joined_names(first, last)
        owned = last > first + 1 and is_possessive(words[last - 1]) and words[last - 2].tag in COMMON
        owned = owned and words[first].text[0].isupper()  # "Farmers' Party"
        if not self._is_name(first, last) and words[last].tag == "NP0" and not owned:
            first = self._name_start(first, last)
        if self._is_name(first, last):
            goes_on = self._tails.rest_of_name(last) > 0
            if not goes_on:
                yield self._name(first, last)
            person = last > first and not any(
                tagger("en").known(word.text.lower()) for word in words[first : last + 1]
            )
            if goes_on or (last + 1 < len(words) and words[last + 1].text == "of" and not person):
                yield from self._tailed(first, last, negated=False)
            return
        yield from self._of_noun(first, last)

    def _is_idiom(self, first: int, last: int) -> bool:
        """Whether a noun only makes up a preposition: "to the | right | of the river"."""
        around = [word.text.lower() for word in self._words[max(0, first - 2) : last + 2]]
        if any(" ".join(each) in self._lexicon.idioms for each in (around[-4:], around[-3:], around[:-1])):
            return True
        articled = first > 0 and self._words[first - 1].tag in ("AT0", "DPS", "AJ0")
        return not articled and around[-2:] in _BEARINGS

    def _behind_list(self, first: int, last: int) -> int:
        """The bare noun of which three or more attributes tell: "Danish, Greek and Irish | ports"."""
        words = self._words
        at = next((at for at in range(first, last) if words[at].tag == "CJC"), first - 1) - 1
        listed = at > 1 and words[at + 1].tag == "CJC" and words[at - 1].text == ","
        alike = listed and words[at - 2].tag == words[at].tag == words[at + 2].tag
        described = alike and words[at].tag in (*ADJECTIVES, "NP0")
        return last if described and words[last].tag in COMMON else first

    def _joined_names(self, first: int, last: int) -> int:
        """Where "the | Law and Order party" or "of | old and Narvian pilots" begins; the group is its last part."""
        words = self._words
        described = first > 2 and words[first - 1].text == "and" and words[first - 2].tag == "AJ0"
        if described and first < last and words[first - 3].tag in _BEFORE_ATTRIBUTES:
            return first - 2
        joined = (
            first > 2 and words[first - 1].text == "and" and words[first].tag == words[first - 2].tag == "NP0"
        )
        if not joined or not words[last].text.islower():
            return first
        before = words[first - 3]
        return first - 2 if before.tag == "AT0" or (before.tag in COMMON and before.text.islower()) else first

    def _behind_dateline(self) -> int:
        """Where a line goes on behind "NARVA – " or "NARVA (Agency) – ", or 0."""
        words = self._words
        dash = next((at for at, word in enumerate(words) if word.text in ("-", "–", "—")), 0)
        opened = dash and all(word.tag in _IN_DATELINE for word in words[:dash])
        return dash if opened and words[0].text.isupper() and len(words[0].text) > 2 else 0

    def _behind_role(self) -> int:
        """Where a line goes on that tells first who speaks: "As a pilot, a young widow, | I …"; or 0."""
        words = self._words
        if [word.text for word in words[:2]] not in (["As", "a"], ["As", "an"]):
            return 0
        verb = next((at for at, word in enumerate(words) if word.tag.startswith(FINITE)), 0)
        return max((at for at in range(verb) if words[at].text == ","), default=0)

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
        negated = self._is_negated(first) or self._tails.is_awaited(last)
        owners = [at for at in range(first, last + 1) if is_possessive(words[at])]
        general = lemma in self._lexicon.general
        described = last - first < 2 and words[first].tag not in COMMON and not owners
        office = lemma in self._lexicon.roles and last + 2 < len(words) and words[last + 1].text == "of"
        titled = office and words[last + 2].text[0].isupper()  # "Narvia's minister | of Justice"
        # by itself what was something names nothing
        former = not owners and any(word.text == "former" for word in words[first:last])
        modified = last > first and not (titled or former) and not (general and described)
        if modified:
            yield self._phrase(first, last, self._terms(first, last), Form.MODIFIED, negated)
        elif not (general or former) and words[last].tag in COMMON and not self._groups.is_doing(last):
            yield self._phrase(last, last, (lemma,), Form.NOUN, negated)
        if owners and words[owners[-1] - 1].tag == "NP0":
            yield self._name(first, owners[-1] - 1)
        yield from self._tailed(first, last, self._is_negated(first))

    def is_unreal(self, phrase: Phrase, happened: Sequence[Phrase]) -> bool:
        """Whether a phrase tells what is denied, or what an event says is stopped: "stopped | production of salt"."""
        if phrase.is_name:
            return False
        if self._is_who(phrase):
            return True
        words, at = self._words, self._before_attributes(self._before_joined(phrase.first))
        low = words[at].text.lower() if at >= 0 else ""
        if low in ("not", "without", "nor", "neither"):
            return True
        if at > 0 and words[at].tag.startswith(("VB", "VD", "VH", "VM")):
            return words[at - 1].text.lower() in ("nor", "neither")  # "nor has | the price"
        stopped = phrase.head in deeds("en") and at >= 0 and words[at].lemma in _STOPPING
        return stopped and any(event.first == at and phrase.last <= event.last for event in happened)

    def _is_who(self, phrase: Phrase) -> bool:
        """Whether a phrase only tells what somebody is: "Ines Duarte, 71, a [retired pilot] from Ulm"."""
        before = [word.text for word in self._words[: phrase.first]]
        explains = before.count("(") > before.count(")") and phrase.form is not Form.TAILED
        if explains or phrase.last < self._main_clause:
            return True  # "in a wapentake (administrative [district])"
        words, comma = self._words, self._before_attributes(phrase.first)
        if words[comma].text.lower() == "as" and words[comma + 1].text in ("a", "an"):
            # So does "identified him as a [witness]"; "as a storm blew" and "as well as a bridge" tell of more.
            told = any(word.tag.startswith(FINITE) for word in words[phrase.last + 1 : phrase.last + 2])
            return words[comma - 1].text != "well" and not told
        if not 1 < comma < phrase.first - 1 or words[comma].text != "," or phrase.last + 1 == len(words):
            return False
        apposed = words[comma + 1].text in ("a", "an") or words[phrase.last + 1].text == "who"
        comma -= 2 * (words[comma - 1].tag == "CRD")
        named = words[comma - 1].tag == words[comma - 2].tag == "NP0"
        return named and apposed

    def _before_joined(self, first: int) -> int:
        """Where the first of several things begins that "or" joins: "not [storms] or | the price of salt"."""
        at = self._before_attributes(first)
        while at > 0 and self._words[at].text in ("or", "nor") and self._words[at - 1].tag in COMMON:
            first, at = at - 1, self._before_attributes(at - 1)
        return first

    def _is_negated(self, first: int) -> bool:
        """Whether a phrase stands behind "no" or "not", or as the complement of what does ("no strikes on …")."""
        words = self._words
        at = self._before_attributes(first)
        if at > 1 and words[at].tag in ("PRP", "PRF") and words[at - 1].tag in COMMON:
            at = self._before_attributes(at - 1)
        return at >= 0 and words[at].text.lower() in ("no", "not")

    def _before_attributes(self, first: int) -> int:
        """Where the word before a noun, its article and its adjectives stands: "not | another long report"."""
        at = first - 1
        while at >= 0 and self._words[at].tag in _BEFORE_NOUN and self._words[at].text.lower() != "no":
            at -= 1
        return at

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
            or is_of_a_people(word)
            or (first + 1 < len(self._words) and self._words[first + 1].text[0].isupper())
        )
        return label if proper or not opens else label[:1].lower() + label[1:]

    def _tailed(self, first: int, last: int, negated: bool) -> Iterator[Phrase]:
        """The phrase with each complement that its head governs; none of a measure: "within a [mile of the port]"."""
        head = self._words[last]
        if head.tag == "NN1" and head.lemma in self._lexicon.measures:
            return
        for tail, end in self._tails.ends(first, last):
            cut = head.tag == "NP0" and last > first and not fits(self._line.surface(first, end))
            idiom = " ".join(word.text.lower() for word in self._words[last : end + 1])
            if not cut and idiom not in self._lexicon.idioms:
                # "Professor Ines [Duarte of the Institute of …]" is cut, "frame of mind" says nothing
                yield self._with_tail(first, last, tail, end, negated)

    def _with_tail(self, first: int, last: int, tail: int, end: int, negated: bool) -> Phrase:
        """A phrase with its complement, whose own words begin at `tail`."""
        start = first if fits(self._line.surface(first, end)) else last
        terms = self._terms(start, last) + self._terms(tail, end)
        owner = next((at for at in range(tail, end) if self._words[at].tag == "DPS"), None)
        label = self._line.surface(start, end)
        if owner is not None:  # an owner told by a pronoun is nobody in a heading
            label = f"{self._line.surface(start, owner - 1)} the {self._line.surface(owner + 1, end)}"
        label = self._uncapitalised(label, start)
        head = self._words[last].lemma
        return Phrase(label, terms, head, Form.TAILED, self._line.index, start, end, negated)
