"""The noun of a German phrase: its determiner, however far in front, its adjectives, and both in the nominative."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.phrases.german.lists import JOINED
from summarizer.wordlists import word_list
from summarizer.words import german_nouns
from summarizer.words.german_attributes import (
    gender_of,
    is_like_adjective,
    is_nominal,
    is_person,
    is_superlative,
    is_weak,
    is_year,
    may_describe,
    nominative_adjective,
)
from summarizer.words.tokens import Word

_DETERMINERS = ("ART", "PDAT", "PPOSAT", "PIAT", "CARD", "APPRART", "PDS", "PRELAT")
_ARTICLES = ("ART", "PDAT", "PPOSAT")
_BEFORE_PARTICIPLE = ("ADV", "ADJ(D)", "PROAV", "PTKNEG", "NE", "NN", "PTKA")
# What may stand between an article and the participle of its noun: "der | am Montag mit Narvia | vereinbarte".
_INSIDE = (*_BEFORE_PARTICIPLE, "ADJ(A)", "NNA", "NNI", "CARD", "ART", "PPOSAT", "APPR", "APPRART", "$.")
_OPENS_INSIDE = ("APPR", "APPRART", "ADV", "ADJ(D)", "PROAV", "PTKNEG", "CARD")
_FARTHEST = 9
_PARTICIPLE = re.compile(r"(?:t|en|nd)e[nrsm]?$")
_QUOTES = "„“”\"»«›‹‚‘'"
# What an adjective glued to its number means as one word with it: "90minütig", "5fach".
_COUNTS = re.compile(r"(?:ig|fach|mal|tel)e[nrsm]?$")
# "Nicht nur ein Unkraut" denies what it says.
_STILL_DENIED = ("nur", "bloß", "bloss", "allein", "einfach", "mehr", "länger", "immer")
_ONLY = ("nur", "bloß", "bloss", "allein", "einfach")
# Prepositions behind which a noun in -s is a plural.
_NO_GENITIVE = word_list(
    "an auf aus bei durch für gegen hinter in mit nach neben ohne seit über um unter von vor zu zwischen"
)
_DENIES = ("nicht", "ohne", "mangels", "kaum", "weder")


@dataclass(frozen=True, slots=True)
class Head:
    """A noun in its phrase: where it stands, what it is called, and the adjectives in front of it.

    A `superlative` says something with a tail alone: "größter Hafen der Insel".
    """

    at: int
    start: int
    noun: str
    lemma: str
    attributes: str
    attribute_terms: tuple[str, ...]
    superlative: str
    negated: bool
    singular: bool
    determined: bool
    person: bool
    capital_attribute: bool


@dataclass(frozen=True, slots=True)
class _Adjectives:
    """The adjectives before a noun from the word `first` on, each form with what stands before it in the label."""

    first: int
    forms: tuple[str, ...]
    before: tuple[str, ...]


class Heads:
    """The nouns of one sentence."""

    def __init__(self, words: Sequence[Word], genders: Mapping[str, str]) -> None:
        self._words = words
        self._genders = genders

    def head(self, at: int, start: int) -> Head | None:
        """The noun at `at` in the nominative with the adjectives before `start`; None for none that is sure."""
        words = self._words
        noun = words[at]
        if noun.tag == "NNA" or is_like_adjective(noun.text) or noun.text == "Nord":
            return None
        adjectives = self._adjectives(start)
        place = self._determiner(adjectives.first)
        determiner = words[place].text if place >= 0 else ""
        if determiner in ("am", "Am") and _is_adverbial(adjectives.forms, noun.text):
            adjectives, determiner = _Adjectives(start, (), ()), ""
        names_follow = at + 1 < len(words) and words[at + 1].tag == "NE"
        adjective = adjectives.forms[-1] if adjectives.forms else ""
        form, number = german_nouns.nominative(noun.text, determiner, adjective, names_follow, self._genders)
        if noun.tag == "NNI":
            form, number = noun.text.removesuffix("s"), "s"
        elif place < 0 and f"{form}s" == noun.text and self._rules_no_genitive(adjectives.first):
            form, number = noun.text, "p"  # "mit neuen Monitors"
        elif place < 0 and form.endswith(("er", "el", "en")) and self._is_genitive(adjectives):
            number = "p"  # "die Zahl fossiler Träger"
        gender = gender_of(noun, determiner, adjective, self._genders)
        attributes = self._attributes(adjectives, number, gender)
        described = words[adjectives.first : start]
        return Head(
            at=at,
            start=adjectives.first if attributes else at,
            noun=form,
            lemma=noun.lemma,
            attributes=attributes,
            attribute_terms=tuple(word.lemma for word in described if word.tag == "ADJ(A)")
            if attributes
            else (),
            superlative=_superlative(adjectives.forms, number, gender),
            negated=self._is_denied(adjectives.first, place),
            singular=number == "s",
            determined=bool(determiner),
            person=number == "s" and is_person(noun.lemma),
            capital_attribute=bool(adjectives.forms)
            and adjectives.forms[0][0].isupper()
            and adjectives.first > 0,
        )

    def _rules_no_genitive(self, first: int) -> bool:
        """Whether a preposition before a phrase takes another case; a verb has no bare genitive: "man lobt [Tests]"."""
        if not first:
            return True
        before = self._words[first - 1]
        other = before.tag == "APPR" and before.text.lower() in _NO_GENITIVE
        return other or before.tag.startswith(("V", "PPER", "PIS"))

    def _is_genitive(self, adjectives: _Adjectives) -> bool:
        """Whether adjectives in -er without an article stand behind a noun, as only a genitive plural does."""
        forms = adjectives.forms
        strong = all(form.endswith("er") and form.islower() and not is_superlative(form) for form in forms)
        behind_noun = adjectives.first > 0 and self._words[adjectives.first - 1].tag == "NN"
        return bool(forms) and strong and behind_noun

    def _adjectives(self, start: int) -> _Adjectives:
        """Up to two adjectives, or two that are joined: "nasse und faule"."""
        words = self._words
        first = start
        while first > 0 and start - first < 2 and words[first - 1].tag == "ADJ(A)":
            first -= 1
        if first == start - 1 and words[first].text[0].isupper() and self._opens_body(first - 1):
            first -= 1
        elif first == start - 1 and self._are_joined(first):
            before = ("", f"{words[first - 1].text} ")
            return _Adjectives(first - 2, (words[first - 2].text, words[first].text), before)
        forms = tuple(word.text for word in words[first:start])
        return _Adjectives(first, forms, ("",) * len(forms))

    def _opens_body(self, first: int) -> bool:
        """Whether an adjective that looks like a noun opens a name: "beim [Deutschen] Olympischen Bund"."""
        before = self._words[first] if first >= 0 else None
        return (
            before is not None and before.tag == "NNA" and before.text[-1] == self._words[first + 1].text[-1]
        )

    def _are_joined(self, second: int) -> bool:
        """Whether an adjective is the second of a pair with the same ending."""
        words = self._words
        if second < 2 or words[second - 1].text not in (*JOINED, "bzw"):
            return False
        first = words[second - 2]
        return first.tag == "ADJ(A)" and first.text[-1] == words[second].text[-1] and first.text[0].islower()

    def _determiner(self, first: int) -> int:
        """The place of the determiner before the adjectives that begin at `first`; -1 for none."""
        words = self._words
        at = first - 1
        while at >= 0 and (
            words[at].tag == "ADJ(A)"
            or words[at].text in _QUOTES
            or (words[at].text == "," and words[at - 1].tag == "ADJ(A)")
        ):
            at -= 1
        if at >= 0 and words[at].tag == "CARD" and words[at].end == words[at + 1].start:
            at -= 1  # "einer 90minütigen Sitzung"
        if first < len(words) and _PARTICIPLE.search(words[first].text) and words[first].tag == "ADJ(A)":
            far = self._far_determiner(at)
            if far >= 0 or (at >= 0 and is_year(words[at])):
                return far
        if at < 0 or words[at].tag not in _DETERMINERS:
            return -1
        described = min(first, at + 1)
        adjective = words[described].text if words[described].tag == "ADJ(A)" else ""
        return at if may_describe(words[at].text, adjective) else -1

    def _far_determiner(self, at: int) -> int:
        """The article before what a participle says of its noun: "des [an dem Bau beteiligten] Rats"."""
        words = self._words
        nearest = at
        while at >= 0 and nearest - at < _FARTHEST and words[at].tag in _INSIDE:
            if words[at].tag in _ARTICLES and at < nearest and words[at + 1].tag in _OPENS_INSIDE:
                return at
            if words[at].tag in _ARTICLES and at == nearest:
                return -1
            at -= 1
        return -1

    def _is_denied(self, first: int, determiner: int) -> bool:
        """Such as "kein Hafen", "ohne Hafen", "nicht nur ein harmloser Hafen"."""
        words = self._words
        own = words[determiner].text.lower() if determiner >= 0 else ""
        if own.startswith("kein"):
            return True
        at = (determiner if determiner >= 0 else first) - 1
        if at < 0:
            return False
        low = words[at].text.lower()
        if low in _STILL_DENIED and at > 0 and words[at - 1].text.lower() == "nicht":
            return low not in _ONLY or own.startswith("ein")
        return low in _DENIES and not (low == "ohne" and self._is_undone(at))

    def _is_undone(self, without: int) -> bool:
        """Whether "ohne" denies a verb, or is denied itself: "ohne den Hafen zu nennen", "nichts geht ohne …"."""
        words = self._words
        if any(word.text.lower().startswith(("kein", "nicht")) for word in words[:without]):
            return True
        for word in words[without:]:
            if word.tag in ("PTKZU", "VV(IZU)"):
                return True
            if word.tag in ("$,", "$.") or word.tag.endswith("(FIN)"):
                return False
        return False

    def _attributes(self, adjectives: _Adjectives, number: str, gender: str | None) -> str:
        """The adjectives that say something, in the nominative; "" where one cannot be inflected or is cut."""
        forms, first = adjectives.forms, adjectives.first
        if not forms or any(is_weak(form) for form in forms) or self._is_described(first, forms[0]):
            return ""
        opening = self._opening(first, forms[0])
        if opening is None or (first > 1 and self._is_second(first)):
            return ""
        inflected = [nominative_adjective(form, number, gender) for form in forms]
        if not all(inflected):
            return ""
        pairs = zip(adjectives.before, inflected, strict=True)
        return opening + " ".join(f"{before}{form}" for before, form in pairs)

    def _is_described(self, first: int, form: str) -> bool:
        """Whether one is cut from what stands before it: "der 2026 vereinbarte Bau", "den in Narvia ansässigen"."""
        if not first:
            return False
        before = self._words[first - 1]
        if not _PARTICIPLE.search(form):
            return is_nominal(before) and self._far_determiner(first - 1) >= 0
        return before.tag in _BEFORE_PARTICIPLE or (before.tag == "CARD" and is_year(before))

    def _is_second(self, first: int) -> bool:
        """Whether an adjective is joined to another that is not offered: "bestens geschulte und kluge"."""
        words = self._words
        return words[first - 1].text in (*JOINED, "/") and words[first - 2].tag.startswith(("ADJ", "TRUNC"))

    def _opening(self, first: int, form: str) -> str | None:
        """A number or a name that an adjective is one word with: "90minütig", "New Yorker"; None where it is cut."""
        words = self._words
        if not first:
            return ""
        before = words[first - 1]
        if before.tag == "CARD" and before.end == words[first].start:
            return before.text if _COUNTS.search(form) else None
        if form[0].isupper() and form.endswith("er") and before.tag in ("NE", "FM") and before.text.istitle():
            return f"{before.text} "
        return ""


def _is_adverbial(adjectives: Sequence[str], noun: str) -> bool:
    """Such as "am besten Helme tragen": no dative ends so."""
    return len(adjectives) == 1 and adjectives[0].endswith("sten") and noun.endswith(("e", "er"))


def _superlative(adjectives: Sequence[str], number: str, gender: str | None) -> str:
    if len(adjectives) != 1 or not is_superlative(adjectives[0]):
        return ""
    return nominative_adjective(adjectives[0], number, gender) or ""
