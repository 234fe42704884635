"""The heads of Ukrainian and Russian noun phrases: how a noun and the adjectives before it are read together."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.phrases.slavic.line import AND, BE, NOT, OUT_OF, VERBS
from summarizer.phrases.slavic.tails import Tails
from summarizer.words.slavic import NAME, Reading, readings
from summarizer.words.slavic_cases import agreement, cased, noun_cases, nouns

_SURELY_CLOSING = ("»", "”")
_BY = ("у",)
_OPENING = ("CONJ", "PNCT")
_TOLD = ("VERB", "GRND")
_ADVERBS = ("ADVB", "PRCL", "NPRO")  # "завжди" is a pronoun to the dictionary
_BEFORE_APPOSITIONS = (",", "–", "—")
_SPECIAL = ("спеціальний", "специальный")  # "спеціальні права запозичення" are no rights
_OF_A_QUALITY = ("ості", "ости")
_UNGOVERNED = (("datv", 2), ("loct", 4))  # how unlikely a case is without its preposition


@dataclass(frozen=True, slots=True)
class Head:
    """A noun in its phrase: its reading, its nominative, and the adjectives before it.

    It is `picked` out where without its first adjective it would be another: "найстаріший [порт Лиманії]".
    """

    at: int
    start: int
    noun: str
    lemma: str
    attributes: str
    attribute_terms: tuple[str, ...]
    case: str
    plural: bool
    picked: bool


class Heads(Tails):
    """A line whose nouns can be read with their adjectives."""

    def _head(self, start: int, at: int, case: str = "") -> Head | None:
        """The noun at `at` with the adjectives from `start` that agree with it, all in the nominative."""
        words = self._words
        start += self._is_predicate(start, at)
        reading, adjectives = self._agreeing(start, at, case)
        while reading is None and start < at:
            start += 1
            reading, adjectives = self._agreeing(start, at, case)
        if reading is None:
            return None
        forms = [word.text for word in words[start:at]]
        number = "plur" if reading.plural else "sing"
        noun = reading.nominative(number)
        if noun is None:
            return None
        inflected = [adjective.nominative(number, reading.gender) for adjective in adjectives]
        terms = [adjective.lemma for adjective in adjectives]
        telling = 1 + max(
            (k for k, term in enumerate(terms) if self._is_weak(term, start + k, reading)), default=-1
        )
        described = telling < len(forms) and all(inflected) and (reading.gender or reading.plural)
        attributes = [
            cased(form, original) if start + k or "-" in form else form
            for k, (form, original) in enumerate(zip(inflected, forms, strict=True))
            if form and k >= telling  # "так званий", "новий" say nothing
        ]
        first = start + telling
        if described and self._is_compound_ordinal(first, terms[telling]):
            first -= 1
            attributes[0] = f"{words[first].text if first else words[first].text.lower()} {attributes[0]}"
        if described and self._joins_adjectives(first - 1):
            other = agreement(reading, [words[first - 2].text], self._language)
            form = other[0].nominative(number, reading.gender) if other else None
            if other and form:  # "[німецька та] австрійська поезія"
                first -= 2
                form = cased(form, words[first].text) if first else form
                attributes[:0] = [form, words[first + 1].text]
                terms[:0] = [other[0].lemma]
        proper = words[at].text[0].isupper() and (at > 0 or words[at].tag == NAME)
        return Head(
            at=at,
            start=first if described else at,
            noun=cased(noun, words[at].text) if proper else noun,
            lemma=words[at].lemma if words[at].tag == NAME else reading.lemma,
            attributes=" ".join(attributes) if described else "",
            attribute_terms=tuple(terms[telling:]) if described else (),
            case=reading.case,
            plural=reading.plural,
            picked=bool(described)
            and any(term in _SPECIAL or self._is_superlative(term) for term in terms[telling:]),
        )

    def _is_adjective(self, at: int) -> bool:
        """Whether a word may describe the noun behind it, as in "порядку [денного] засідання" it does not."""
        whole = f"{self._words[at - 1].lemma} {self._words[at].text.lower()}" if at else ""
        return whole not in self._lexicon.wholes and super()._is_adjective(at)

    def _is_compound_ordinal(self, at: int, adjective: str) -> bool:
        """Whether a numeral begins the ordinal at a place: "[сімдесят] четвертий"."""
        return self._tells_which(adjective, at) and self._is_number(at - 1, ("nomn",))

    def _is_predicate(self, start: int, noun: int) -> bool:
        """Whether an adjective tells what its noun is: "була прийнята ухвала", "тут розміщена школа".

        So does one that is denied, "не завжди ясна мова", or a participle where no other verb is, and what opens a
        sentence without a verb: "вигідна угода порту".
        """
        if start < noun and self._is_past(start):
            return True
        if start == noun:
            return False
        words, before = self._words, start - 1
        first, end = self._clause(start)
        verbs = any(word.tag in VERBS for word in words[first:end])
        if all(word.tag in _OPENING for word in words[:start]):
            return not verbs and not self._lexicon.predicates.isdisjoint(self._lemmas(start))
        while before > 0 and self._is_adverb(before) and words[before].text.lower() not in NOT:
            before -= 1
        if words[before].text.lower() in NOT and before < start - 1:
            return True
        if not any(
            reading.case == "nomn" and (reading.passive or reading.lemma in self._lexicon.predicates)
            for reading in readings(words[start].text, self._language)
        ):
            return False
        if not BE.isdisjoint(self._lemmas(before)):
            return True
        governed = words[before].text.lower() in self._cases or (
            self._is_determiner(start - 1)
            and any(each.case == "nomn" for each in readings(words[start - 1].text, self._language))
        )
        named = words[before].text in _SURELY_CLOSING  # "у фірми «Прибій» відсутні човни"
        return (first < start or named) and not (governed or verbs or words[before].tag == "CONJ")

    def _is_adverb(self, at: int) -> bool:
        form = self._words[at].text
        cases = any(reading.case for reading in readings(form, self._language))
        return self._words[at].tag in _ADVERBS and not cases

    def _agreeing(self, start: int, at: int, case: str) -> tuple[Reading | None, tuple[Reading, ...]]:
        """The likeliest noun reading (of a case, if one is given) that agrees with the adjectives from `start`."""
        adjectives = [word.text for word in self._words[start:at]]
        found: list[tuple[int, Reading, tuple[Reading, ...]]] = []
        word = self._words[at]
        form = word.text if word.tag == NAME else word.text.lower()
        for rank, reading in enumerate(nouns(form, self._language)):
            agreeing = agreement(reading, adjectives, self._language)
            if agreeing is None or reading.case == "voct":  # nobody is called upon in running text
                continue
            if case and reading.case != case:
                continue
            found.append((rank, reading, agreeing))
        if not found:
            return None, ()
        _, likeliest, agreeing = (
            max(found, key=lambda each: self._likelihood(each[0], each[1], at, start, bool(adjectives)))
            if len(found) > 1
            else found[0]
        )
        return likeliest, agreeing

    def _likelihood(self, rank: int, reading: Reading, at: int, start: int, described: bool) -> float:
        words = self._words
        before = self._word_before(start)
        wanted = self._wanted_of(reading, start, at)
        after_noun = before is not None and (
            before.tag == "NOUN" or (before.tag == NAME and before.text.isupper())
        )
        score = -0.6 * rank - 4 * (reading.lemma in self._lexicon.unlikely)
        if start and (self._is_pronominal(start - 1) or self._is_determiner(start - 1)):
            score += 4 * self._agrees_with_pronoun(start - 1, reading)
        if reading.case in wanted:
            score += 6
        if start and reading.plural and reading.case == "gent" and self._is_number(start - 1):
            score += 3  # "дванадцять [ставок]"
        if after_noun and not wanted:
            score += 2 * (reading.case == "gent") - 4 * (reading.case == "loct")
        elif not wanted:
            score -= 2.5 * (reading.case == "gent") + sum(
                value for case, value in _UNGOVERNED if reading.case == case
            )
        if (
            reading.gender == "femn"
            and reading.case == "accs"
            and words[at].text.lower().endswith(("у", "ю"))
            and not after_noun
        ):
            score += 3  # "газету", but "ціна газу" is no gauze's
        if reading.proper and words[at].text[0].isupper():
            score += 2.5
        quality = not described and words[at].text.lower().endswith(_OF_A_QUALITY)
        if reading.plural and (quality or reading.lemma in self._lexicon.no_plural):
            score -= 4  # what has no plural: "вимагати сміливості"
        named = reading.plural and words[at].text[0].isupper() and not described
        return score - 3 * (named and not self._opens(at))

    def _opens(self, at: int) -> bool:
        """Whether a word is the first of its line, whose capital says nothing."""
        return all(not word.text[0].isalnum() for word in self._words[:at])

    def _wanted_of(self, reading: Reading, start: int, at: int) -> tuple[str, ...]:
        """The cases that what stands before a phrase asks of a reading of its noun."""
        before = self._word_before(start)
        if reading.animate and before is not None and before.tag == "VERB":
            return ()  # "заважають [гості]": who lives may be the subject
        if (
            before is not None
            and before.text.lower() in _BY
            and reading.case == "gent"
            and self._acts(reading)
        ):
            return ("gent",)  # "замовили у [фірми]"
        wanted = self._wanted(start) or self._wanted_beside(reading, start, at)
        if wanted or reading.plural or (reading.animate and self._preposition(start - 2) in (*OUT_OF, "с")):
            return wanted  # "родичі з Ремська, [онуки ради]" explains not the place
        return self._cases_of_apposition(start, at)

    def _wanted_beside(self, reading: Reading, start: int, at: int) -> tuple[str, ...]:
        """The case of a reading that a noun joined before it has, or that a verb asks for as it is denied.

        Such as "вимагали хліба й [свободи]", "не маючи [підтримки]"; but "не зросли [ціни]" has a subject.
        """
        words, before = self._words, self._place_before(start)
        if before < 1:
            return ()
        joined = words[before].text in AND and words[before - 1].tag == "NOUN"
        if joined and not self._is_subject(start, at):
            same = self._wanted(self._first_adjective(before - 1))
            return (reading.case,) if reading.case in same else ()
        told = [each for each in readings(words[before].text, self._language) if each.part in _TOLD]
        plural = any(each.plural for each in told)
        denied = words[before - 1].text.lower() in NOT and told and not plural
        return ("gent",) if denied and reading.case == "gent" else ()

    def _cases_of_apposition(self, start: int, at: int) -> tuple[str, ...]:
        """The cases of the name that a phrase behind a comma or a dash explains, if it is no subject.

        Such as "у Ремську, столиці Лиманії": a genitive, a dative or a locative, but no "столиці" in the plural.
        """
        words = self._words
        if start < 2 or words[start - 1].text not in _BEFORE_APPOSITIONS or words[start - 2].tag != NAME:
            return ()
        if any(word.tag in VERBS for word in words[at : self._clause(start)[1]]):
            return ()
        wanted = self._wanted(start - 2)
        cases = noun_cases(words[start - 2].text, self._language)
        return () if "nomn" in cases and not wanted else tuple(cases.intersection(wanted or cases))

    def _agrees_with_pronoun(self, at: int, noun: Reading) -> bool:
        """Whether a noun agrees with the pronoun before it: "іншої [пам'яті]"."""
        return any(pronoun.agrees_with(noun) for pronoun in readings(self._words[at].text, self._language))
