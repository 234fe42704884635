"""Who acts in a sentence, and what it then speaks of: "Gazprom: Rabatt", as a headline has it.

Readers took 72 of 100 labels for good ones where this form was among the choices, 50 where it was not. It holds
where the name or the body is the subject of the main clause and the matter stands behind the verb, in that clause
or in what somebody says there, without a preposition unless it has a complement, or in the quotation that somebody
is named behind; a name joined with anything else of its sentences was taken for good by one of three.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from summarizer.matters import (
    CLOSING_QUOTES,
    CONJUNCTIONS,
    NOUNS,
    OPENING_QUOTES,
    PREPOSITIONS,
    Matters,
)
from summarizer.phrases.german.lists import GENITIVE
from summarizer.phrases.hearsay import OPENS_CONTENT, is_finite
from summarizer.phrases.phrase import Form, Phrase, by_line
from summarizer.text import Document
from summarizer.words.lexicon import Lexicon, lexicon
from summarizer.words.tokens import Word

_LONGEST_ACTOR = 28
_OF_BODIES = (Form.NOUN, Form.MODIFIED, Form.TAILED, Form.PROPER)
_OPENING_WORDS, _LONGEST_ADVERBIAL, _FARTHEST_VERB = 4, 12, 8
_ADVERBS = ("ADV", "AV0", "XX0", "PTKNEG", "PRCL")
_IN_SUBJECT = ("ART", "AT0", "ADJ", "AJ", "NN", "NOUN", "NE", "NP0", "NAME", "CARD", "ORD", "$(", "PUQ")
_BEHIND_SUBJECT = {
    "de": ("APPR", "ART", "ADJ", "NN", "NE", "CARD", "PRF", *_ADVERBS),
    "en": ("PRP", "CRD", "NN", *_ADVERBS),
    **dict.fromkeys(("uk", "ru"), ("PREP", "NOUN", "NAME", "NPRO", "NUM", "UNKN", *_ADVERBS)),
}
_ADVERBIAL = ("APPR", "APPRART", "PROAV", *_ADVERBS)
_AT_A_PLACE = ("gericht", "kreis", "gemeinde", "staatsanwaltschaft")
_OBLIQUE = ("der", "dem", "den", "des", "einem", "einen", "einer", "eines")
_LIKE = ("wie", "als", "as", "like", "than", "як", "ніж", "как", "чем")
_SHORTEST_QUOTATION = 6
_NO_LETTERS = re.compile(r"[\W_]+")
_BEHIND_QUOTATION = (",", "-", "–", "—")
_SO = ("so",)
_RELATIVES = ("which", "who", "whose", "whom", "where")
_CONDITIONS = ("if", "якщо", "если")
_TIMES = ("before", "after", "since", "until", "when")
_CLAUSE_BEGINS_WITHIN = 8


def actions(document: Document, phrases: Sequence[Phrase]) -> list[Phrase]:
    """For each sentence that has an actor, the actor before each phrase of what it does or says."""
    known = lexicon(document.language)
    found: list[Phrase] = []
    for index, in_line in by_line(phrases).items():
        words = document.lines[index].words
        actors = Actors(words, document.language)
        for actor in in_line:
            told = actors.told_of(actor) if can_act(actor, in_line, known) else range(0)
            if told:
                matters = [phrase for phrase in in_line if phrase.first in told and phrase.last in told]
                found += Matters(actor, matters, words, told, document.language).labels()
                break
    return found


def can_act(phrase: Phrase, in_line: Sequence[Phrase], known: Lexicon) -> bool:
    """Whether a phrase is a name or a body, and no title: "die Forscherin [Nina Moros]"."""
    who = phrase.form in _OF_BODIES and known.means_who(phrase.head)
    named = any(each.is_name and each.first == phrase.last + 1 for each in in_line)
    body = who and (known.is_body(phrase.head) or not named)
    return (phrase.is_name or body) and len(phrase.label) <= _LONGEST_ACTOR


class Actors:
    """One sentence, asked who acts in it."""

    def __init__(self, words: Sequence[Word], language: str) -> None:
        self._words = words
        self._language = language

    def told_of(self, actor: Phrase) -> range:
        """The verb of an actor and what stands behind it, if it is the subject of the main clause; else none."""
        start = self.subject_start(actor)
        if start is None:
            return range(0)
        if (quoted := self._quoted_before(start, actor.last)) is not None:
            return quoted
        if self._can_open(start):
            verb = self._verb_behind(actor.last)
            if verb is None or self._words[verb].lemma in lexicon(self._language).of_a_dative:
                return range(0)
            return range(verb, self._end_of_clause(verb))
        return range(start - 1, self._end_of_clause(actor.last)) if self._is_inverted(start) else range(0)

    def subject_start(self, actor: Phrase) -> int | None:
        """Where a subject begins that an actor closes, with articles and titles; None in another case."""
        start = actor.first
        while start > 0 and self._words[start - 1].tag.startswith(_IN_SUBJECT):
            start -= 1
        return start if self._is_nominative(actor, start) else None

    def _quoted_before(self, start: int, last: int) -> range | None:
        """The quotation that opens a sentence and that a subject speaks: "„…“, sagte [die Ministerin X]"."""
        words = self._words
        start += words[start].text in CLOSING_QUOTES
        closing = next((at for at in range(start - 1, 0, -1) if words[at].text in CLOSING_QUOTES), 0)
        bracketed = any(word.text == "(" for word in words[closing + 1 : last])
        if words[0].text not in OPENING_QUOTES or closing < _SHORTEST_QUOTATION or bracketed:
            return None
        between = [word for word in words[closing + 1 : start] if word.text not in _BEHIND_QUOTATION]
        says = len(between) == 1 and (is_finite(between[0]) or between[0].text in _SO)
        if says or (not between and self._verb_behind(last) is not None):
            return range(1, closing)
        return None

    def _is_nominative(self, actor: Phrase, start: int) -> bool:
        """Whether an actor stands in its sentence as in its label: "Putin", not "Putins" or "dem Gericht"."""
        told = "".join(word.text for word in self._words[actor.first : actor.last + 1])
        if _NO_LETTERS.sub("", actor.label).casefold() != _NO_LETTERS.sub("", told).casefold():
            return False
        within = self._words[start : actor.first]
        before = [word for word in within if word.tag in NOUNS]
        if before and (not actor.is_name or self._is_called(before[-1])):
            return False  # "die Chefin der Behörde", "das Landgericht Narvia", "des Kreises Narvia"
        if any(one.tag in NOUNS and two.text.lower() in GENITIVE for one, two in pairwise(within)):
            return False  # "der Anwalt der Witwe Maria Kolb"
        if self._language in ("uk", "ru"):
            acronym = actor.label.isupper()  # "постанова НБУ", "голова НБУ": a genitive
            return start == actor.first or (not acronym and self._can_be_title(actor.first - 1))
        article = self._words[start].text.lower()
        if self._language != "de" or article not in _OBLIQUE:
            return True
        following = self._words[start + 1 : start + 2]
        if article != "der" or any(word.tag == "NE" for word in following):  # "der Ukraine" helps somebody
            return False
        from summarizer.words.german_nouns import gender

        return actor.is_name or gender(actor.head) != "f"

    def _is_called(self, noun: Word) -> bool:
        """Whether a noun is no title: called by the name behind it, in the genitive, or "a man | Narvia arrested"."""
        if self._language == "en":
            return not lexicon("en").means_who(noun.lemma)
        if self._language != "de":
            return False
        genitive = noun.text.endswith("s") and not noun.lemma.endswith("s")
        return genitive or noun.lemma.endswith((*_AT_A_PLACE, *lexicon("de").named))

    def _can_be_title(self, at: int) -> bool:
        """Whether a Slavic word before an actor can be its own: "міністр Ткач", not "друзі Ткач", "влада Нарвію"."""
        from summarizer.words.slavic import readings

        word = self._words[at]
        return not lexicon(self._language).is_body(word.lemma) and any(
            each.case == "nomn" and not each.plural for each in readings(word.text, self._language)
        )

    def _can_open(self, start: int) -> bool:
        """Whether the main clause begins at a word: nothing rules it, an English adverbial is over."""
        before = self._words[:start]
        if any(word.text.lower() in lexicon(self._language).subordinates for word in before):
            return False
        if self._language == "en" and before and before[-1].text == ",":
            inside = before[:-1]
            return len(inside) <= _LONGEST_ADVERBIAL and not any(
                is_finite(word) or not word.text[0].isalnum() for word in inside
            )
        return len(before) <= _OPENING_WORDS and all(
            word.tag.startswith((*CONJUNCTIONS, *_ADVERBS)) or word.text in "„“«\"'–—" for word in before
        )

    def _is_inverted(self, start: int) -> bool:
        """Whether a German subject stands behind the verb: "Am Mittwoch genehmigte die Regierung den Bau"."""
        before = self._words[: max(0, start - 1)]
        return (
            self._language == "de"
            and bool(before)
            and is_finite(self._words[start - 1])
            and before[0].tag.startswith(_ADVERBIAL)
            and not any(word.text in ",;:" or is_finite(word) for word in before)
        )

    def _verb_behind(self, last: int) -> int | None:
        """The finite verb of a subject that ends at a word; an apposition may stand between."""
        words = self._words
        at = last + 1
        if at < len(words) and words[at].text in (",", "("):
            closing = ")" if words[at].text == "(" else ","
            closes = next((i for i in range(at + 1, len(words)) if words[i].text == closing), len(words))
            if self._is_doubted(words[at + 1 : closes]):
                return None
            at = closes + 1
        for index in range(at, min(at + _FARTHEST_VERB, len(words))):
            called = index == at and words[index].tag == "VVN"  # read as "[is] called"
            if called or is_finite(words[index]):
                return index
            dated = words[index].tag == "NP0" and words[index - 1].tag == "PRP"  # on Tuesday
            if not dated and not words[index].tag.startswith(_BEHIND_SUBJECT[self._language]):
                return None
        return None

    def _is_doubted(self, aside: Sequence[Word]) -> bool:
        """Whether what stands between a subject and its verb has a verb of its own: "the army, [it seems], fled"."""
        if not aside or self._language == "de":
            return False  # there commas part all clauses, and hearsay has its own words
        attached = {*_RELATIVES, *OPENS_CONTENT, *lexicon(self._language).subordinates} - {*_CONDITIONS}
        opens = aside[0].text.lower() in attached or aside[0].lemma in attached
        return not opens and aside[0].tag not in PREPOSITIONS and any(map(is_finite, aside))

    def _end_of_clause(self, verb: int) -> int:
        """One past the last word of the clause of a verb, with what is said in it."""
        words = self._words
        for at in range(verb + 1, len(words)):
            if words[at].text in (";", ":", "–", "—", *_LIKE):
                return at
            if words[at].text == "," and (
                at + 1 == len(words) or words[at + 1].text.lower() not in OPENS_CONTENT
            ):
                return at
            if words[at].tag.startswith(CONJUNCTIONS) and any(map(is_finite, words[at + 1 : at + 5])):
                return at
            if words[at - 1].tag.startswith("NN") and self._is_relative(at):
                return at
            if self._is_subordinate(at):
                return at
        return len(words)

    def _is_subordinate(self, at: int) -> bool:
        """Whether an English clause begins that needs no comma: "[because] the referee overlooked a foul"."""
        word, behind = self._words[at], self._words[at + 1 : at + _CLAUSE_BEGINS_WITHIN]
        opens = word.tag == "CJS" or (self._language == "en" and word.text in _TIMES)
        return opens and word.text not in OPENS_CONTENT and any(map(is_finite, behind))

    def _is_relative(self, at: int) -> bool:
        """Whether a clause about the noun before it begins, without the comma of the other languages."""
        words = self._words
        subject = words[at].text == "that" and at + 1 < len(words) and is_finite(words[at + 1])
        return subject or words[at].text in _RELATIVES
