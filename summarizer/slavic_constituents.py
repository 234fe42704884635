"""The parts of a Ukrainian or Russian clause: noun phrases, prepositional phrases, times, adverbs, infinitives.

The words stay as they stand; only where a part ends, and in which cases it can be, is asked.
"""

from __future__ import annotations

from dataclasses import replace

from summarizer.slavic import readings
from summarizer.slavic_circumstances import Kind, Part, Use
from summarizer.slavic_line import VERBS
from summarizer.slavic_noun_phrases import NounPhrases

_OF_PREDICATES = ("nomn", "ablt")
_NOT, _ONESELF = ("не",), ("себе", "собі", "собою", "себя", "собой")
_AGO = ("тому", "назад")


class Constituents(NounPhrases):
    """A line that can be parted into constituents."""

    def _part(self, at: int) -> Part | None:
        """The part of a clause that begins at a place; None where nobody knows what it is."""
        if at >= len(self._words):
            return None
        word = self._words[at]
        said = word.text.lower()
        passing = self._end_in_passing(at)
        if passing is not None:
            return Part(Kind.PASSING, at, passing)
        if self._is_year(said):
            return Part(Kind.TIME, at, at)
        if said in self._lexicon.focus:
            inner = self._part(at + 1)
            return None if inner is None or inner.kind is Kind.PASSING else replace(inner, first=at)
        if self._cases_of(at):
            return self._prepositional(at)
        found = self._noun_phrase(at)
        if found is not None:
            following = found.last + 1
            ago = following < len(self._words) and self._words[following].text.lower() in _AGO
            return replace(found, kind=Kind.TIME, last=following) if ago else self._as_time(found)
        if said in _ONESELF:
            return Part(
                Kind.NOUN, at, at, at, tuple(Use(each.case) for each in readings(said, self._language))
            )
        if self._is_adverb(at):
            return Part(Kind.ADVERB, at, at)
        infinitive = at + (said in _NOT and at + 1 < len(self._words))
        if self._is_infinitive(infinitive):
            return Part(Kind.INFINITIVE, at, infinitive)
        return self._adjective(at) if self._is_adjective(at) else None

    def _is_adverb(self, at: int) -> bool:
        """Whether a word says how or how often; "завжди" is a pronoun to the dictionary, and "там" points."""
        word = self._words[at]
        pronominal = word.tag == "NPRO" and not any(
            each.case for each in readings(word.text.lower(), self._language)
        )
        return (word.tag == "ADVB" or pronominal) and word.text.lower() not in self._lexicon.stop

    def _cases_of(self, at: int) -> tuple[str, ...]:
        """The cases that a preposition takes; none for any other word."""
        if at + 1 >= len(self._words):
            return ()
        said = self._words[at].text.lower()
        known = self._cases.get(said) or self._lexicon.prepositions.get(said, "")
        return tuple(known.split())

    def _is_infinitive(self, at: int) -> bool:
        text = self._words[at].text
        return self._words[at].tag in VERBS and any(
            each.part == "INFN"
            or (
                each.part == "VERB"
                and not each.number
                and not each.gender
                and text.endswith(("ти", "тися", "тись"))
            )
            for each in readings(text.lower(), self._language)
        )

    def _adjective(self, at: int) -> Part | None:
        """An adjective without its noun, as in "визнав угоду [недійсною]"."""
        every = [each for each in readings(self._words[at].text.lower(), self._language) if each.is_adjective]
        uses = tuple(
            Use(each.case, each.plural, each.gender) for each in every if each.case in _OF_PREDICATES
        )
        return Part(Kind.ADJECTIVE, at, at, at, uses) if uses else None

    def _prepositional(self, at: int) -> Part | None:
        cases = self._cases_of(at)
        inner = self._noun_phrase(at + 1, cases)
        if inner is None:
            return self._year(at)
        inner = self._joined(inner)
        said = self._words[at].text.lower()
        part = replace(inner, kind=Kind.PREPOSITIONAL, first=at, preposition=said)
        return self._as_time(part)

    def _year(self, at: int) -> Part | None:
        """A number that is a year, as in "у [2014]"; or an hour."""
        said = self._words[at + 1].text
        dated = said[0].isdigit() and (len(said) == 4 or ":" in said or self._is_year(said))
        return Part(Kind.TIME, at, at + 1) if dated else None
