"""German noun phrases: article, adjectives, noun or name, and the tails that a head may keep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import takewhile

from summarizer.phrases.german.asides import (
    Asides,
    belongs_to_verb,
    is_first_of_pair,
    is_half_of_pair,
)
from summarizer.phrases.german.events import events
from summarizer.phrases.german.groups import end_of_foreign_name
from summarizer.phrases.german.heads import Head, Heads
from summarizer.phrases.german.lists import is_in_list
from summarizer.phrases.german.names import Names
from summarizer.phrases.german.tails import Tails
from summarizer.phrases.phrase import Form, Phrase
from summarizer.text import Document, Line
from summarizer.words.german_attributes import (
    begins_phrase,
    is_adverbial,
    is_governed,
    is_nominal,
    is_person,
    is_told_in_passing,
    opens_preposition,
    seen_genders,
    with_number,
)
from summarizer.words.lexicon import lexicon

_SET_PREPOSITIONS = ("in", "zu", "auf", "unter", "außer", "vor", "laut", "nach")
_QUOTES = ("„", "“", "«", "»", '"')
_POINTING = re.compile(r"\bdiese[rmns]?\b")
# What stands for a pronoun, first in a tail and behind a preposition: "dieses Hauses", "für dieses Haus".
_ARTICLES = {
    (f"diese{ending}", first): "das"
    if ending == "s" and not first
    else {"": "die"}.get(ending, f"de{ending}")
    for ending in ("", "r", "m", "n", "s")
    for first in (True, False)
}
# Behind a superlative these tell among what: "die größte Halle der Stadt", "in Narvia".
_AMONG = ("in", "im", "auf", "an", "am", "von", "aus", "unter")
_LONGEST_RUN = 5
_FULL_LABEL = 50


def chunk(document: Document) -> Iterator[Phrase]:
    """All candidate phrases of a German text, in its order."""
    genders = seen_genders(line.words for line in document.lines)
    for line in document.lines:
        tails = Tails(line.words)
        yield from _Chunker(line, genders, tails).phrases()
        yield from events(line, genders, tails)


class _Chunker:
    """The phrases of one line."""

    def __init__(self, line: Line, genders: Mapping[str, str], tails: Tails) -> None:
        self._line = line
        self._words = line.words
        self._tails = tails
        self._lexicon = lexicon("de")
        self._heads = Heads(line.words, genders)
        self._names = Names(line, self._heads)
        self._asides = Asides(line.words, tails)

    def phrases(self) -> Iterator[Phrase]:
        at = 0
        while at < len(self._words):
            if not is_nominal(self._words[at]) or self._words[at].text.endswith("-"):
                at += 1
                continue
            end = self._end_of_run(at)
            source = self._asides.end_of_source(at, end)
            if source is None and at not in self._asides.speakers:
                yield from self._run(at, end)
            elif source is None and self._words[0].text in _QUOTES:  # whose the quotation is
                yield from (replace(name, aside=True) for name in self._run(at, end) if name.is_name)
            at = 1 + (max(end, self._asides.end_of_office(end)) if source is None else source)

    def _end_of_run(self, start: int) -> int:
        end = start
        while end + 1 < len(self._words) and end + 1 - start < _LONGEST_RUN:
            following = self._words[end + 1]
            joined = is_nominal(following) and not following.text.endswith("-")
            if not joined or begins_phrase(self._words, end + 1):
                break
            end += 1
        return max(end, end_of_foreign_name(self._words, start))

    def _run(self, start: int, end: int) -> Iterator[Phrase]:
        """Nouns and names in a row: a name, a title and a name, "Trumps Bereitschaft", or one noun."""
        if is_half_of_pair(self._words, start):
            return
        if end_of_foreign_name(self._words, start) == end:
            listed = is_in_list(self._words, start)  # "Wein, | Musik & Boote"
            yield from () if listed else self._names.foreign(start, end)
            return
        names = [at for at in range(start, end + 1) if self._words[at].tag == "NE"]
        nouns = [at for at in range(start, end + 1) if self._words[at].tag != "NE"]
        if not names:
            measured = all(self._words[at].lemma in self._lexicon.general for at in nouns[:-1])
            if measured or self._words[start].text.endswith("er"):  # "Millionen Euro Soforthilfe"
                yield from self._noun_phrases(nouns[-1], start if len(nouns) == 1 else nouns[-1])
        elif not nouns:
            if not self._words[names[-1]].text.islower():  # a numeral that the tagger does not know
                yield from self._names.alone(names[0], names[-1])
        elif names[0] < nouns[0]:
            yield from self._names.before_noun([at for at in names if at < nouns[0]], nouns[0], end)
        elif names[-1] < nouns[-1] and names[-1] - names[0] < len(names):
            yield from self._names.between_nouns(names, nouns[-1])
        else:
            yield from self._names.behind_noun(nouns[-1], [at for at in names if at > nouns[-1]], names[0])

    def _noun_phrases(self, at: int, start: int) -> Iterator[Phrase]:
        words = self._words
        head = None if is_adverbial(words, at) else self._heads.head(at, start)
        if head is None or head.negated or is_first_of_pair(words, at) or opens_preposition(words, at):
            return  # "es war kein Ruhmesblatt": a heading would tell the opposite
        numbered = with_number(words, at)
        if numbered > at:
            label = f"{head.noun} {words[numbered].text}"
            yield self._phrase(head, label, (head.lemma,), Form.NOUN, at, numbered)
            return
        general = head.lemma in self._lexicon.general
        if not general and not head.capital_attribute and not head.person and self._can_stand_alone(head):
            yield self._phrase(head, head.noun, (head.lemma,), Form.NOUN, at, at)
        idiom = f"{head.attribute_terms[-1]} {head.lemma}" if head.attributes else ""
        if idiom in self._lexicon.idioms:
            return
        end = self._asides.end_of_office(at)
        if head.capital_attribute and end > at:
            yield from self._body(head, end)
        elif head.attributes and (
            head.capital_attribute or not (general or head.person or head.lemma in self._lexicon.roles)
        ):
            form = Form.PROPER if head.capital_attribute else Form.MODIFIED
            label = f"{head.attributes} {head.noun}"
            yield self._phrase(head, label, (*head.attribute_terms, head.lemma), form, head.start, at)
        if head.person or head.capital_attribute or head.lemma in self._lexicon.roles:
            return
        if head.lemma not in self._lexicon.no_complement:
            yield from self._with_tails(head)
        if not general:
            yield from self._pair(head)

    def _body(self, head: Head, end: int) -> Iterator[Phrase]:
        """A name with all that belongs to it: "Lindacher Anstalt für Deichbau"."""
        label = f"{head.attributes} {head.noun} {self._line.surface(head.at + 1, end)}"
        if head.attributes and not head.person:
            terms = (*head.attribute_terms, head.lemma)
            yield self._phrase(head, label, terms, Form.PROPER, head.start, end)

    def _can_stand_alone(self, head: Head) -> bool:
        """Whether a noun is neither part of a set expression ("in Brand") nor cut from its complement."""
        before = self._words[head.at - 1].text.lower() if head.at else ""
        if head.singular and head.start == head.at and before in _SET_PREPOSITIONS:
            return False
        if self._asides.end_of_office(head.at) > head.at and not is_person(head.lemma):
            return False  # "Institut | für Wetterkunde"
        return head.lemma in self._lexicon.no_complement or not self._tails.are_needed(head.at)

    def _phrase(
        self, head: Head, label: str, terms: tuple[str, ...], form: Form, first: int, last: int
    ) -> Phrase:
        words = self._words
        aside = is_told_in_passing(words, head.at) or belongs_to_verb(words, head.at) or self._tells(head.at)
        return Phrase(label, terms, head.lemma, form, self._line.index, first, last, aside)

    def _tells(self, at: int) -> bool:
        """Whether a noun is where something is said: "In einer Stellungnahme … | schreibt der Verein"."""
        words = self._words
        if words[at].lemma not in self._lexicon.sayings or not is_governed(words, at, "in", "im"):
            return False
        clause = takewhile(lambda word: word.tag != "$,", words[at + 1 :])
        return any(word.lemma in self._lexicon.speaking for word in clause)

    def _with_tails(self, head: Head) -> Iterator[Phrase]:
        """The head with its genitive, its prepositional complements, or both."""
        for end in self._tails.ends(head.at):
            if len(head.noun) + len(self._line.surface(head.at + 1, end)) < _FULL_LABEL:
                yield from self._tailed(head, end)

    def _tailed(self, head: Head, end: int) -> Iterator[Phrase]:
        tail = _without_pointing(self._line.surface(head.at + 1, end))
        inside = self._words[head.at + 1 : end + 1]
        if any(word.lemma == head.lemma for word in inside):
            return  # "Lastwagen für Lastwagen" counts, it names nothing
        terms = (head.lemma, *(word.lemma for word in inside if is_nominal(word) or word.tag == "ADJ(A)"))
        among = inside[0].tag not in ("APPR", "APPRART") or inside[0].text.lower() in _AMONG
        if not (head.superlative and among):
            yield self._phrase(head, f"{head.noun} {tail}", terms, Form.TAILED, head.at, end)
        attributes = head.superlative if among and head.superlative else head.attributes
        full = f"{attributes} {head.noun} {tail}"
        if attributes and len(full) <= _FULL_LABEL:
            start = head.at - 1 if head.superlative else head.start
            yield self._phrase(head, full, (*head.attribute_terms, *terms), Form.TAILED, start, end)

    def _pair(self, head: Head) -> Iterator[Phrase]:
        """Such as "Gimnasien und Schulen": two nouns that the text joins."""
        words = self._words
        at = head.at + 2
        if at >= len(words) or words[head.at + 1].text != "und" or is_in_list(words, head.start):
            return
        if self._tails.are_parted(head.at):
            return
        adjective = words[at].text if words[at].tag == "ADJ(A)" else ""
        at += bool(adjective)
        if at >= len(words) or words[at].tag not in ("NN", "NNI") or not words[at].text[0].isupper():
            return
        goes_on = at + 1 < len(words) and (
            is_nominal(words[at + 1]) or self._tails.genitive(at + 1) is not None
        )
        second = self._heads.head(at, at)
        if goes_on or second is None or second.lemma in self._lexicon.general or second.person:
            return
        # "gebrauchtes | Tuch und alte Anker"
        cut = words[head.at - 1].tag == "ADJ(A)" and not head.attributes
        if (adjective and (cut or not second.attributes)) or not _share_article(head, second, adjective):
            return
        full = f"{second.attributes} {second.noun}".strip()
        label = f"{head.attributes} {head.noun} und {full}".strip()
        terms = (*head.attribute_terms, head.lemma, *second.attribute_terms, second.lemma)
        yield self._phrase(head, label, terms, Form.PAIR, head.start, at)


def _without_pointing(tail: str) -> str:
    """A tail with an article for "dieser", which a label cannot show: "mit den Gästen", "für das Haus"."""
    return _POINTING.sub(lambda found: _ARTICLES[found.group().lower(), found.start() == 0], tail)


def _share_article(first: Head, second: Head, adjective: str) -> bool:
    """Whether an article can belong to both nouns; in "an den Schulen und Not" it cannot."""
    unmarked = second.noun.endswith(("er", "el", "en"))
    return bool(adjective) or not first.determined or unmarked or first.singular == second.singular
