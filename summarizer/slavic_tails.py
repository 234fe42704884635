"""Where the complement of a Ukrainian or Russian noun ends: genitives, governed prepositions, whole names."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.slavic import NAME, is_first_name, noun_reading, possessives, readings
from summarizer.slavic_cases import agreement, agrees_with_verb, nouns
from summarizer.slavic_line import AND, INSTITUTIONS, SlavicLine

_WHERE = ("в", "у", "на", "во")
_WHETHER = ("ли", "б", "би", "бы")
_POSSESSIVES = frozenset(
    (
        *("мій", "твій", "свій", "наш", "ваш", "їхній", "його", "її", "їх"),
        *("мой", "твой", "свой", "его", "её", "ее", "их"),
    )
)
_HUNDREDS = ("десяток", "сотня", "тисяча", "тысяча", "мільйон", "миллион", "мільярд", "миллиард")
_BETWEEN = ("між", "между")
_SAME = {"із": "з", "зі": "з", "во": "в", "со": "с", "ко": "к"}
_SEVERAL = ("низка", "купа", "ряд")
_OF_STATES = ("країн", "держав", "стран", "государств")  # which ones was said before
_GOVERNED = {"на": ("accs",)}  # "право на працю", but "права людини [на засіданні]"


class Tails(SlavicLine):
    """A line whose nouns' complements can be followed to their end."""

    def _complement(self, governing: Sequence[str], at: int) -> int | None:
        """The end of the dative or prepositional phrase behind the word at `at` that one of these lemmas governs."""
        words = self._words
        given = None if self._lexicon.dative.isdisjoint(governing) else self._tail(at + 1, ("datv",))
        if given is not None or at + 2 >= len(words):
            return given
        preposition = _SAME.get(words[at + 1].text.lower(), words[at + 1].text.lower())
        heads = self._lexicon.governs.get(preposition)
        if heads is None or not any(heads.search(lemma) for lemma in governing):
            return None
        cases = _GOVERNED.get(preposition) or tuple(self._cases.get(preposition, "").split())
        end = self._tail(at + 2 + self._is_number(at + 2, cases), cases)
        if end is None or preposition not in _BETWEEN:
            return end
        if any(word.text in AND for word in words[at + 2 : end]):
            return end
        if end + 2 < len(words) and words[end + 1].text in AND:
            return self._tail(end + 2, cases)
        plural = any(
            reading.plural and reading.case in cases for reading in nouns(words[end].text, self._language)
        )
        return end if plural else None

    def _tail(self, start: int, cases: Sequence[str]) -> int | None:
        """The end of a noun phrase in one of these cases that begins at `start`, or None."""
        words = self._words
        at = start
        while at < len(words) and words[at].text[0].isalpha() and at - start < 2 and self._is_adjective(at):
            at += 1
        at -= at > start and self._is_substantive(at - 1)
        if at >= len(words) or not words[at].text[0].isalpha() or self._is_in_preposition(at):
            return None
        word = words[at]
        if word.text.isupper() and 1 < len(word.text) < 6:
            named = self._is_quoted(at + 1) or (at + 1 < len(words) and self._is_acronym(at + 1))
            closed = at and words[at - 1].tag == NAME and words[at - 1].lemma not in INSTITUTIONS
            return None if named or closed or self._is_subject(start, at) else self._with_joined(at, cases)
        if word.text.lower() in self._lexicon.stop or len(word.text) < 3 or word.tag not in ("NOUN", NAME):
            described = at > start and self._can_be_noun(at, described=True)
            if not described and not self._is_substantive(at):
                return None
        adjectives = [w.text for w in words[start:at]]
        if any(form.lower() in self._lexicon.stop for form in adjectives):
            return None
        if (
            word.lemma in _SEVERAL
            or not self._has_case(at, cases, adjectives)
            or self._is_subject(start, at)
            or self._describes_next(at)
        ):
            return None
        end = self._to_its_end(at, self._whole_name(at))
        return None if end is None else self._with_joined(end, cases)

    def _is_incomplete(self, first: int) -> bool:
        """Whether a tail begins with a participle without what it needs: "аукціон [пов'язаних громад]"."""
        return self._is_adjective(first) and not self._lexicon.incomplete.isdisjoint(self._lemmas(first))

    def _is_whose(self, at: int) -> bool:
        """Whether what could be a noun says whose the next is: "братів човен", "братова хата"."""
        form = self._words[at].text if at else self._words[at].text.lower()
        following = self._words[at + 1].text if at + 1 < len(self._words) else ""
        if not any(
            adjective.case != "voct" and adjective.agrees_with(noun)
            for adjective in possessives(form, self._language)
            for noun in nouns(following, self._language)
        ):
            return False
        before = self._word_before(self._first_adjective(at))
        several = any(
            noun.plural and noun.case == "gent" for noun in nouns(self._words[at].text, self._language)
        )
        return not (several and before is not None and (before.tag == "NOUN" or before.tag == "PREP"))

    def _describes_next(self, at: int) -> bool:
        """Whether what could be a noun is the adjective of the next: "повернення в [мирне життя]"."""
        following = self._words[at + 1].text if at + 1 < len(self._words) else ""
        return self._is_whose(at) or (
            self._words[at].text.islower()
            and any(
                adjective.is_adjective and adjective.agrees_with(noun)
                for adjective in readings(self._words[at].text, self._language)
                for noun in nouns(following, self._language)
            )
        )

    def _is_subject(self, start: int, at: int) -> bool:
        """Whether what could be a genitive is the subject of the verb behind it: "без човнів [рибалки чекають]".

        Of an acronym nobody sees the case: "від вторгнення [МВФ збільшив]", but "вторгнення НАТО почалося".
        """
        words = self._words
        following = at + 2 if at + 1 < len(words) and words[at + 1].text.lower() == "не" else at + 1
        if following >= len(words) or words[start - 1].text.lower() in self._cases:
            return False
        every = readings(words[following].text, self._language)
        verbs = [verb for verb in every if verb.part == "VERB" and not verb.imperative]
        acronym = words[at].text.isupper()
        if not verbs or self._is_free(start - 1, ("nomn", "accs") if acronym else ("nomn",)):
            return False
        return acronym or any(
            noun.case == "nomn" and agrees_with_verb(noun, verb)
            for noun in nouns(words[at].text, self._language)
            for verb in verbs
        )

    def _is_free(self, at: int, cases: Sequence[str]) -> bool:
        """Whether a noun, by its adjectives and what stands before them, can be in one of these cases."""
        start = self._first_adjective(at)
        before = self._word_before(start)
        possible = [
            noun.case
            for noun in nouns(self._words[at].text, self._language)
            if agreement(noun, [word.text for word in self._words[start:at]], self._language) is not None
        ]
        if before is not None and before.tag == "NOUN" and "gent" in possible:
            return False
        wanted = self._cases.get(before.text.lower(), "").split() if before else []
        return any(case in cases and (not wanted or case in wanted) for case in possible)

    def _is_denied(self, head: int, end: int) -> bool:
        """Whether a genitive is what is not done: "рибалки [миру не хочуть]", "у порту [човнів не бояться]"."""
        verb, behind = self._words[end + 2 : end + 3], self._words[end + 3 : end + 4]
        if not verb or self._words[end + 1].text.lower() != "не" or verb[0].text.endswith(("ся", "сь")):
            return False
        if behind and behind[0].text[0].isalnum():
            return False
        verbs = [each for each in readings(verb[0].text, self._language) if each.part == "VERB"]
        if self._preposition(head) in _WHERE:
            return bool(verbs)
        return any(
            noun.animate and noun.case == "nomn" and agrees_with_verb(noun, denied)
            for noun in nouns(self._words[head].text, self._language)
            for denied in verbs
        )

    def _preposition(self, head: int) -> str:
        """The preposition before a noun, its adjectives and pronouns, or ""."""
        before = self._word_before(self._first_adjective(head))
        return before.text.lower() if before is not None and before.text.lower() in self._cases else ""

    def _first_adjective(self, noun: int) -> int:
        start = noun
        while start > 0 and self._is_adjective(start - 1):
            start -= 1
        return start

    def _is_attribute(self, head: int, end: int) -> bool:
        """Whether a lone adjective belongs to the noun before it, or to one left out: "тиску військового"."""
        if end != head + 1 or self._words[end].tag == NAME or not self._is_adjective(end):
            return False
        return any(
            (adjective.case not in ("nomn", "accs") and adjective.agrees_with(noun))
            or (adjective.lemma in self._lexicon.weak_adjectives and not adjective.plural)
            for noun in nouns(self._words[head].text, self._language)
            for adjective in readings(self._words[end].text, self._language)
            if adjective.is_adjective
        )

    def _is_subject_behind(self, head: int, end: int) -> bool:
        """Whether what could be a genitive is the subject of the verb before the noun: "мають сенс [порти]"."""
        words, verb = self._words, self._first_adjective(head) - 1
        verb -= verb > 0 and words[verb].text in _WHETHER
        opens = verb >= 0 and (verb == 0 or words[verb - 1].tag in ("CONJ", "PRCL"))
        if not opens or any(noun.plural for noun in nouns(words[head].text, self._language)):
            return False
        verbs = [each.plural for each in readings(words[verb].text, self._language) if each.part == "VERB"]
        subjects = [noun for noun in nouns(words[end].text, self._language) if noun.case == "nomn"]
        alone = end == head + 1 and any(noun.plural for noun in subjects)
        return alone and bool(verbs) and all(verbs)

    def _is_another_object(self, start: int, tail: int) -> bool:
        """Whether what could be a genitive is the verb's: "не тримав біля їхніх берегів [флоту]"."""
        owned = start > 0 and not _POSSESSIVES.isdisjoint(self._lemmas(start - 1))
        counting = self._words[tail].lemma in _HUNDREDS and self._words[tail].text.endswith(("і", "и"))
        return owned or counting

    def _is_substantive(self, at: int) -> bool:
        """Whether an adjective stands for a noun: "обмін полоненими", not "полоненими бійцями"."""
        following = at + 1
        if following < len(self._words) and self._words[following].text in (*AND, ","):
            following += 1
        described = following < len(self._words) and (
            self._is_adjective(following)
            or (following == at + 1 and self._can_be_noun(following, described=True))
        )
        return (
            not described
            and bool(nouns(self._words[at].text.lower(), self._language))
            and self._is_adjective(at)
        )

    def _to_its_end(self, at: int, end: int) -> int | None:
        """A tail with the genitives that follow ("права голосу"); None where it would be cut."""
        words = self._words
        following = end + 1
        closed = words[at].tag == NAME and words[at].lemma not in INSTITUTIONS
        # "голова групи мешканців [Ганна Пристай]" is who she is, not whose they are
        named = words[following : following + 2]
        called = len(named) == 2 and is_first_name(named[0].text, self._language) and named[1].tag == NAME
        if following < len(words) and not closed and not called:
            further = self._tail(following, ("gent",))
            if further is not None:
                return further
            cut = self._is_adjective(following) and any(
                reading.is_adjective and reading.case == "gent"
                for reading in readings(words[following].text, self._language)
            )
            if cut or self._is_measured(following):
                return None
        return None if self._says_nothing(at) else end

    def _is_measured(self, at: int) -> bool:
        """Whether a number with its unit follows: "труби калібру [9 дюймів]", but not a date, "12 травня"."""
        unit = self._words[at + 1 : at + 2]
        numeral = self._words[at].text[0].isdigit() and bool(unit)
        return numeral and any(
            noun.plural and noun.case == "nomn" for noun in nouns(unit[0].text, self._language)
        )

    def _says_nothing(self, at: int) -> bool:
        """A general noun at the end of a tail, unless it is for people: "права людини"; or "човни країн"."""
        word = self._words[at]
        if word.text.lower() in _OF_STATES:
            return True
        return word.lemma in self._lexicon.general and not self._is_animate(word)

    def _with_joined(self, end: int, cases: Sequence[str]) -> int | None:
        """A tail with the noun that is joined to it; None where a list would be cut."""
        words = self._words
        if end + 2 >= len(words) or words[end + 1].text not in (*AND, ","):
            return end
        listed_name = words[end].tag == NAME and self._is_name(end + 2)
        sure = listed_name or self._is_never_nominative(end + 2)
        further = self._tail(end + 2, cases) if sure else None
        if further is None and words[end + 1].text in AND and self._are_joined_names(end, end + 2):
            further = self._end_of_name(end + 2)
        if further is None or words[end + 1].text in AND:
            return end if further is None else further
        listed = any(word.text in (*AND, ",") for word in words[end + 2 : further + 2])
        return None if listed else end

    def _are_joined_names(self, first: int, second: int) -> bool:
        """Whether two names are one complement, though a verb follows: "дружба Ореста й Насті триває".

        A verb before them may make the second a subject: "приїхали від Ореста й Настя зраділа".
        """
        if not (self._is_name(first) and self._is_name(second)):
            return False
        verbs = any(word.tag == "VERB" for word in self._words[self._clause(first)[0] : first])
        every = nouns(self._words[second].text, self._language)
        oblique = self._is_acronym(second) or any(each.case == "gent" and not each.plural for each in every)
        return oblique and not (verbs and self._is_subject(second, second))

    def _is_never_nominative(self, start: int) -> bool:
        """Whether the noun phrase from `start` can be no subject or object of its own."""
        at = start
        while at < len(self._words) and at - start < 2 and self._is_adjective(at):
            at += 1
        if at >= len(self._words):
            return False
        return not any(
            reading.case in ("nomn", "accs")
            and not (reading.animate and reading.case == "accs")
            and agreement(reading, [word.text for word in self._words[start:at]], self._language) is not None
            for reading in nouns(self._words[at].text, self._language)
        )

    def _has_case(self, at: int, cases: Sequence[str], adjectives: Sequence[str]) -> bool:
        likeliest = noun_reading(self._words[at].text, self._language)
        for reading in nouns(self._words[at].text, self._language):
            if reading.case not in cases or agreement(reading, adjectives, self._language) is None:
                continue
            unlikely = reading.lemma in self._lexicon.unlikely or (
                reading.score < 0.05 and likeliest is not None and likeliest.score > 0.5
            )
            if not unlikely:
                return True
        return False

    def _whole_name(self, at: int) -> int:
        """A name in a tail is never cut, nor one that stands behind its noun: "міста Ремськ"."""
        words = self._words
        if words[at].text.isupper():
            return at
        if words[at].tag == NAME:
            return self._end_of_name(at)
        following = at + 1
        if following >= len(words) or not self._is_name(following) or not self._can_be_nominative(following):
            return at
        if words[following].text.isupper():
            return at
        another = is_first_name(words[following].text, self._language) or self._is_subject(
            following, following
        )
        return at if another else self._end_of_name(following)
