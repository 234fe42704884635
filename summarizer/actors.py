"""Who acts in a sentence, and what it then speaks of: "Gazprom: Rabatt", as a headline has it.

Readers took 72 of 100 labels for good ones where this form was among the choices, 50 where it was not. It holds
where the name or the body is the subject of the main clause and the matter stands behind the verb, in that clause
or in what somebody says there, without a preposition unless it has a complement, or in the quotation that somebody
is named behind; a name joined with anything else of its sentences was taken for good by one of three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from summarizer.hearsay import (
    ENGLISH_FINITE,
    OPENS_CONTENT,
    is_by_account,
    is_content,
    is_intended,
    is_of_speaker,
)
from summarizer.lexicon import Lexicon, deeds, lexicon
from summarizer.phrase import Form, Phrase, by_line, fits, is_governed
from summarizer.text import Document
from summarizer.tokens import Word, whole_lemmas

_LONGEST_ACTOR = 28
_WHOLE = (Form.TAILED, Form.EVENT)
_OPENING_WORDS, _LONGEST_ADVERBIAL, _FARTHEST_VERB = 4, 12, 8
_FINITE = (*ENGLISH_FINITE, "VERB")
_ADVERBS = ("ADV", "AV0", "XX0", "PTKNEG", "PRCL")
_CONJUNCTIONS = ("KON", "CJC", "CONJ")
_IN_SUBJECT = ("ART", "AT0", "ADJ", "AJ", "NN", "NOUN", "NE", "NP0", "NAME", "CARD", "ORD", "$(", "PUQ")
_BEHIND_SUBJECT = {
    "de": ("APPR", "ART", "ADJ", "NN", "NE", "CARD", "PRF", *_ADVERBS),
    "en": ("PRP", "CRD", "NN", *_ADVERBS),
    **dict.fromkeys(("uk", "ru"), ("PREP", "NOUN", "NAME", "NPRO", "NUM", "UNKN", *_ADVERBS)),
}
_ADVERBIAL = ("APPR", "APPRART", "PROAV", *_ADVERBS)
_AT_A_PLACE = ("gericht", "kreis", "gemeinde", "staatsanwaltschaft")
_OBLIQUE = ("der", "dem", "den", "des", "einem", "einen", "einer", "eines")
_VERBS = ("V", "INFN")
_SOMEBODY = ("NN", "NP", "PNP", "NOUN", "NAME", "NPRO")
_INFINITIVES = ("ти", "тися", "тись")
_LIKE = ("wie", "als", "like", "than", "як", "ніж", "как", "чем")
_OPENING_QUOTES, _CLOSING_QUOTES = frozenset('„“«»"”'), frozenset('“”»«"')
_SHORTEST_QUOTATION = 6
_NO_LETTERS = re.compile(r"[\W_]+")
_BEHIND_QUOTATION = (",", "-", "–", "—")
_SO = ("so",)
_RELATIVES = ("which", "who", "whose")


def actions(document: Document, phrases: Sequence[Phrase]) -> list[Phrase]:
    """For each sentence that has an actor, the actor before each phrase of what it does or says."""
    known = lexicon(document.language)
    found: list[Phrase] = []
    for index, in_line in by_line(phrases).items():
        words = document.lines[index].words
        clause = _Clause(words, document.language)
        for actor in in_line:
            told = clause.told_of(actor) if _can_act(actor, known) else range(0)
            if told:
                matters = [phrase for phrase in in_line if phrase.first in told and phrase.last in told]
                found += _Account(actor, matters, words, told, document.language).labels()
                break
    return found


def _can_act(phrase: Phrase, known: Lexicon) -> bool:
    who = phrase.is_name or (known.means_who(phrase.head) and phrase.form in (Form.NOUN, Form.MODIFIED))
    return who and len(phrase.label) <= _LONGEST_ACTOR


class _Account:
    """What the words `told` of a sentence tell of an actor, with the phrases in them."""

    def __init__(
        self, actor: Phrase, matters: Sequence[Phrase], words: Sequence[Word], told: range, language: str
    ) -> None:
        self._actor = actor
        self._matters = matters
        self._words = words
        self._told = told
        self._language = language
        self._lexicon = lexicon(language)
        self._deeds = deeds(language)
        inside = [words[at] for at in told]
        said = whole_lemmas(inside) | {word.text.lower() for word in inside}
        self._denied = not said.isdisjoint(self._lexicon.denials)
        self._refused = not said.isdisjoint(self._lexicon.refusals)

    def labels(self) -> Iterator[Phrase]:
        """The actor before each matter that is its own."""
        not_own = [matter for matter in self._matters if self._is_of_another(matter)]
        for matter in self._matters:
            label = f"{self._actor.label}: {matter.label}"
            own = not any(_is_within(matter, other) for other in not_own)
            if own and self._is_matter(matter) and not self._reads_as_done(matter) and fits(label):
                yield replace(matter, label=label, actor=self._actor.label)

    def _is_matter(self, phrase: Phrase) -> bool:
        """Whether a phrase says something of the actor: neither who nor where nor itself."""
        if phrase.is_name or phrase.aside or not set(phrase.terms).isdisjoint(self._actor.terms):
            return False
        if phrase.form is Form.NOUN and not self._actor.is_name:
            return False  # "Gericht: Bedenken" three of four refused
        who = phrase.form is not Form.EVENT and self._lexicon.means_who(phrase.head)
        # "sprach in einem kleinen Park": where that was is nothing that anybody does
        return not who and (phrase.form in _WHOLE or not is_governed(phrase, self._words))

    def _reads_as_done(self, matter: Phrase) -> bool:
        """Whether a matter that is denied or refused would read as done: "[kein] Geheimnis", "[gibt] den Plan [auf]".

        What happens was asked for that already.
        """
        return (self._refused and matter.form is not Form.EVENT) or (
            self._denied and matter.form is Form.NOUN
        )

    def _is_of_another(self, matter: Phrase) -> bool:
        """Whether a deed is not the actor's: "begrüßt [die Sperrung]", "macht ihn für [die Sperrung] haftbar".

        Only what the verbs of the sentence tell can be: "sperrt die Brücke" is a Sperrung.
        """
        if not self._is_deed(matter):
            return False
        if matter.form is not Form.EVENT:
            intent = self._lexicon.governs.get("to do")  # "criticised the plan" accuses nobody
            return intent is None or intent.search(matter.head) is None
        if self._is_passed_on(matter):
            return True
        undergoes = any(
            each.first < matter.first and _is_within(matter, each) and self._is_deed(each)
            for each in self._matters
        )
        somebody = not self._actor.is_name or any(
            each.is_name and self._actor.last < each.first and each.last < matter.first
            for each in self._matters
        )
        governed = somebody and is_governed(matter, self._words)
        return undergoes or governed or self._is_asked_of_another(matter)

    def _is_passed_on(self, event: Phrase) -> bool:
        """Whether something is only said to have happened, or is what the actor says of others."""
        words = self._words
        verb = event.first if words[event.first].tag.startswith(_VERBS) else event.last
        if words[0].text in _OPENING_QUOTES and self._told.start == 1:
            return not is_of_speaker(words, 1, verb)
        told = self._told.start
        return (self._by_account and not is_intended(words[told])) or is_content(words, told, verb)

    @cached_property
    def _by_account(self) -> bool:
        return is_by_account(self._words, self._language)

    def _is_asked_of_another(self, matter: Phrase) -> bool:
        """Whether a deed is what somebody else is to do: "ordered [the state to pay the fine]"."""
        words, verb = self._words, matter.first
        if verb and (words[verb].tag == "INFN" or words[verb].text.endswith(_INFINITIVES)):
            return words[verb - 1].tag.startswith(_SOMEBODY) or words[verb - 1].lemma in self._lexicon.asking
        if words[verb].tag != "VVI" or words[verb - 1].tag != "TO0" or verb < 2:
            return False
        may_be_done = self._lexicon.governs["to do"]  # "a plan to close the port"
        before = words[verb - 2]
        return before.tag.startswith(_SOMEBODY) and may_be_done.search(before.lemma) is None

    def _is_deed(self, phrase: Phrase) -> bool:
        """Whether a phrase names what somebody does: "Sperrung der Brücke"."""
        return not {phrase.head.lower(), phrase.label.split()[0].lower()}.isdisjoint(self._deeds)


def _is_within(part: Phrase, whole: Phrase) -> bool:
    return whole.first <= part.first and part.last <= whole.last


class _Clause:
    """One sentence, asked who its subject is."""

    def __init__(self, words: Sequence[Word], language: str) -> None:
        self._words = words
        self._language = language

    def told_of(self, actor: Phrase) -> range:
        """The verb of an actor and what stands behind it, if it is the subject of the main clause; else none."""
        start = actor.first
        while start > 0 and self._words[start - 1].tag.startswith(_IN_SUBJECT):
            start -= 1
        if not self._is_nominative(actor, start):
            return range(0)
        if (quoted := self._quoted_before(start, actor.last)) is not None:
            return quoted
        if self._can_open(start):
            verb = self._verb_behind(actor.last)
            return range(0) if verb is None else range(verb, self._end_of_clause(verb))
        return range(start - 1, self._end_of_clause(actor.last)) if self._is_inverted(start) else range(0)

    def _quoted_before(self, start: int, last: int) -> range | None:
        """The quotation that opens a sentence and that a subject speaks: "„…“, sagte [die Ministerin X]"."""
        words = self._words
        start += words[start].text in _CLOSING_QUOTES
        closing = next((at for at in range(start - 1, 0, -1) if words[at].text in _CLOSING_QUOTES), 0)
        bracketed = any(word.text == "(" for word in words[closing + 1 : last])
        if words[0].text not in _OPENING_QUOTES or closing < _SHORTEST_QUOTATION or bracketed:
            return None
        between = [word for word in words[closing + 1 : start] if word.text not in _BEHIND_QUOTATION]
        says = len(between) == 1 and (_is_finite(between[0]) or between[0].text in _SO)
        if says or (not between and self._verb_behind(last) is not None):
            return range(1, closing)
        return None

    def _is_nominative(self, actor: Phrase, start: int) -> bool:
        """Whether an actor stands in its sentence as in its label: "Putin", not "Putins" or "dem Gericht"."""
        told = "".join(word.text for word in self._words[actor.first : actor.last + 1])
        if _NO_LETTERS.sub("", actor.label).casefold() != _NO_LETTERS.sub("", told).casefold():
            return False
        before = [word for word in self._words[start : actor.first] if word.tag in ("NN", "NOUN")]
        if before and (not actor.is_name or self._is_called(before[-1])):
            return False  # "die Chefin der Behörde", "das Landgericht Narvia", "des Kreises Narvia"
        if self._language in ("uk", "ru"):
            return start == actor.first or self._can_be_subject(actor.first - 1)
        article = self._words[start].text.lower()
        if self._language != "de" or article not in _OBLIQUE:
            return True
        if article != "der" or self._words[start + 1].tag == "NE":  # "der Ukraine" helps somebody
            return False
        from summarizer.german_nouns import gender

        return actor.is_name or gender(actor.head) != "f"

    def _is_called(self, noun: Word) -> bool:
        """Whether a German noun is but called by the name behind it, or stands in the genitive."""
        if self._language != "de":
            return False
        genitive = noun.text.endswith("s") and not noun.lemma.endswith("s")
        return genitive or noun.lemma.endswith((*_AT_A_PLACE, *lexicon("de").named))

    def _can_be_subject(self, at: int) -> bool:
        """Whether a Slavic word before an actor can be its own: "міністр Ткач", not "друзі Ткач"."""
        from summarizer.slavic import readings

        return any(
            each.case == "nomn" and not each.plural for each in readings(self._words[at].text, self._language)
        )

    def _can_open(self, start: int) -> bool:
        """Whether the main clause begins at a word: nothing rules it, an English adverbial is over."""
        before = self._words[:start]
        if any(word.text.lower() in lexicon(self._language).subordinates for word in before):
            return False
        if self._language == "en" and before and before[-1].text == ",":
            inside = before[:-1]
            return len(inside) <= _LONGEST_ADVERBIAL and not any(
                _is_finite(word) or not word.text[0].isalnum() for word in inside
            )
        return len(before) <= _OPENING_WORDS and all(
            word.tag.startswith((*_CONJUNCTIONS, *_ADVERBS)) or word.text in "„“«\"'–—" for word in before
        )

    def _is_inverted(self, start: int) -> bool:
        """Whether a German subject stands behind the verb: "Am Mittwoch genehmigte die Regierung den Bau"."""
        before = self._words[: max(0, start - 1)]
        return (
            self._language == "de"
            and bool(before)
            and _is_finite(self._words[start - 1])
            and before[0].tag.startswith(_ADVERBIAL)
            and not any(word.text in ",;:" or _is_finite(word) for word in before)
        )

    def _verb_behind(self, last: int) -> int | None:
        """The finite verb of a subject that ends at a word; an apposition may stand between."""
        words = self._words
        at = last + 1
        if at < len(words) and words[at].text in (",", "("):
            closing = ")" if words[at].text == "(" else ","
            at = 1 + next((i for i in range(at + 1, len(words)) if words[i].text == closing), len(words))
        for index in range(at, min(at + _FARTHEST_VERB, len(words))):
            called = index == at and words[index].tag == "VVN"  # read as "[is] called"
            if called or _is_finite(words[index]):
                return index
            dated = words[index].tag == "NP0" and words[index - 1].tag == "PRP"  # on Tuesday
            if not dated and not words[index].tag.startswith(_BEHIND_SUBJECT[self._language]):
                return None
        return None

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
            if words[at].tag.startswith(_CONJUNCTIONS) and any(map(_is_finite, words[at + 1 : at + 5])):
                return at
            if words[at - 1].tag.startswith("NN") and self._is_relative(at):
                return at
        return len(words)

    def _is_relative(self, at: int) -> bool:
        """Whether a clause about the noun before it begins, without the comma of the other languages."""
        words = self._words
        subject = words[at].text == "that" and at + 1 < len(words) and _is_finite(words[at + 1])
        return subject or words[at].text in _RELATIVES


def _is_finite(word: Word) -> bool:
    return word.tag.endswith("(FIN)") or word.tag in _FINITE
