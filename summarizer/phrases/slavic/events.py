"""What happens, as a heading says it: a verb with its object or subject, read as the noun of that verb.

"Рада скасувала мито" is about the "скасування мита", "ціни зросли" about the "зростання цін".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.phrases.phrase import Form, Phrase, fits_event
from summarizer.phrases.slavic.genitives import Genitives, Named
from summarizer.phrases.slavic.line import AND, AS, BE, NOT, THAT, VERBS
from summarizer.text import Line
from summarizer.words.slavic import NAME, Reading, readings
from summarizer.words.slavic_cases import agrees_with_verb, noun_cases, nouns
from summarizer.words.tokens import Word

_PASSIVE_ENDINGS = ("но", "то")
_OF_MINE = ("у", "ю", "усь", "юсь", "уся", "юся")
_OF_OURS = ("мо", "м")
_SOURCES = ("NOUN", "NPRO", "ADJF", "NUMR", NAME)
_OBJECTS = ("accs", "accs anim")
_FROM = ("з", "із", "зі")
_WOULD = ("б", "би", "бы")
_OF = ("від", "от")
_IF = frozenset(("якщо", "если"))
_ONLY_WHEN = (["тоді", ",", "коли"], ["тогда", ",", "когда"])
_SO_THAT = frozenset(("щоб", "аби", "чтобы"))
_EITHER = ("або", "либо", "или")
_RUMOURS = (("за", "чутками"), ("по", "слухам"))


def events(line: Line, language: str) -> Iterator[Phrase]:
    """The events that a Ukrainian or Russian sentence tells."""
    if line.text.rstrip('»”"').endswith("?"):
        return  # what is asked need not have happened
    reader = _Events(line, language)
    for at, word in enumerate(line.words):
        if word.tag != NAME:
            yield from reader.at(at)


class _Events(Genitives):
    """The verbs of one line with what they govern."""

    def at(self, at: int) -> Iterator[Phrase]:
        """The first event that the word at a place tells, if it is a verb."""
        verb = self._verb(at)
        if verb is None:
            return
        start, end = self._clause(at)
        if self._is_in_passing(start) or self._is_undone(start, at, end, verb):
            return
        if self._is_wished(start, at, verb):
            return
        if self._is_conditional(at, verb) or self._is_said_by_nobody(start, at):
            return
        event = next(self._told(at, verb, start), None)
        if event is not None:
            yield event

    def _verb(self, at: int) -> Reading | None:
        """How a word is read as a verb, if it is most likely one; "відкрито" may be one beside an adverb."""
        text = self._words[at].text
        every = readings(text, self._language)
        verbs = [reading for reading in every if reading.part in VERBS and not reading.imperative]
        likely = bool(verbs) and (every[0].part in VERBS or text.endswith(_PASSIVE_ENDINGS))
        if not (likely or self._is_past(at)):
            return None
        first_person = verbs[0].number == "sing" and text.endswith(_OF_MINE)
        return None if first_person else verbs[0]

    def _is_in_passing(self, start: int) -> bool:
        """Whether a clause only describes, or tells no fact: "рада, яка скасувала мито"; "коли" may set a scene."""
        if start == 0:
            return False
        words = self._words
        opening = words[start : start + 2]  # "у якому"
        if any(
            not self._lexicon.subordinates.isdisjoint(self._lemmas(k))
            for k in range(start, start + len(opening))
        ):
            return True
        if opening[0].text not in THAT:
            return False
        before = {word.lemma for word in words[max(0, start - 2) : start]}
        told = words[self._clause(start - 2)[0] : start - 1]
        if any(word.text.lower() in NOT for word in told):
            return True  # "не стверджую, що порт закрито"
        return before.isdisjoint(self._lexicon.speaking) or not before.isdisjoint(self._lexicon.refusals)

    def _is_undone(self, start: int, at: int, end: int, verb: Reading) -> bool:
        """Whether something was perhaps not done; an infinitive must depend on a word that says it is to be."""
        infinitive = _is_infinitive(verb, self._words[at].text)
        stretch = [*self._aside_before(start), *self._words[start : end if infinitive else at]]
        denied = self._lexicon.denials | self._lexicon.refusals
        if any({word.text.lower(), word.lemma} & denied for word in stretch):
            return True
        if any(word.text.lower() in _WOULD for word in self._words[start:end]):
            return True
        if any(self._words[k].text.lower() in _EITHER for k in (start, at - 1) if k >= 0):
            return True
        return infinitive and not any(
            {word.text.lower(), word.lemma} & self._lexicon.intends for word in self._words[start:at]
        )

    def _is_wished(self, start: int, at: int, verb: Reading) -> bool:
        """Whether a verb goes on with what is to be: "щоб рада не чекала, — [закрила] порт, [відкрила] школу"."""
        if verb.tense != "past" or _SO_THAT.isdisjoint(word.text.lower() for word in self._words[:start]):
            return False
        return all(word.tag in ("ADVB", "PRCL", "CONJ") for word in self._words[start:at])

    def _aside_before(self, start: int) -> Sequence[Word]:
        """The word that stands alone between marks before a clause, "[мабуть], завод збанкрутував", but no answer."""
        alone = start > 1 and self._words[start - 1].text == "," and self._clause(start - 2)[0] == start - 2
        return self._words[start - 2 : start - 1] if alone and self._words[start - 2].text != "Ні" else ()

    def _is_conditional(self, at: int, verb: Reading) -> bool:
        """Whether what has not happened yet depends on something: "порт закриють, [якщо] рада скасує мито"."""
        if verb.tense == "past" or _is_impersonal(verb, self._words[at].text):
            return False
        said = [word.text.lower() for word in self._words]
        return not _IF.isdisjoint(said) or any(said[k : k + 3] in _ONLY_WHEN for k in range(len(said)))

    def _is_said_by_nobody(self, start: int, at: int) -> bool:
        """Whether a clause only tells what people say: "[кажуть], що порт закрили", "[за чутками], порт закрили"."""
        said = [word.text.lower() for word in self._words[:at]]
        if any(pair in _RUMOURS for pair in pairwise(said)):
            return True
        before = start - 2  # the word before the comma
        if before < 0 or not self._tells_report(before):
            return False
        return not any(map(self._can_be_speaker, range(self._clause(before)[0], before)))

    def _can_be_speaker(self, at: int) -> bool:
        word = self._words[at]
        return self._is_acronym(at) or (
            word.tag in _SOURCES
            and any(reading.case == "nomn" for reading in readings(word.text, self._language))
        )

    def _tells_report(self, at: int) -> bool:
        """Whether a word is a verb of speech that can do without a speaker: "пишуть", but not "нагадаємо"."""
        text = self._words[at].text
        return not text.endswith(_OF_OURS) and any(
            reading.part == "VERB" and reading.plural and reading.lemma in self._lexicon.speaking
            for reading in readings(text, self._language)
        )

    def _told(self, at: int, verb: Reading, start: int) -> Iterator[Phrase]:
        for governed, by_verb in self._lexicon.verbal_nouns.items():
            noun = by_verb.get(verb.lemma)
            if noun is None:
                continue
            if governed in _OBJECTS:
                yield from self._of_object(noun, at, verb, start, governed != _OBJECTS[0])
            elif governed.startswith("nomn"):
                yield from self._of_subject(noun, at, verb, start, of_things=governed != "nomn")
            else:
                yield from self._of_complement(noun, at, *governed.split())

    def _of_complement(self, noun: str, at: int, *governed: str) -> Iterator[Phrase]:
        """What follows the noun as it follows the verb: "відмовитися від мита", "торгувати зерном"."""
        first = at + len(governed)
        *preposition, case = governed
        if first >= len(self._words):
            return
        if preposition:
            said = self._words[at + 1].text
            if said != preposition[0] and not {said, *preposition} <= set(_FROM):
                return
        end = self._tail(first, (case,))
        if end is None:
            return
        whole = self._complement([word.lemma for word in self._words[first : end + 1]], end)
        for last in (whole, end):
            if last is not None and self._is_finished(last):
                yield from self._event(noun, self._line.surface(at + 1, last), at, first, last)

    def _of_object(self, noun: str, at: int, verb: Reading, start: int, lives: bool) -> Iterator[Phrase]:
        for named in self._surely_objects(at, verb, start):
            if not lives or (named.noun is not None and named.noun.animate):
                yield from self._of_named(noun, at, named)

    def _surely_objects(self, at: int, verb: Reading, start: int) -> Iterator[Named]:
        """What can only be the object of a verb, behind it or right before it."""
        text = self._words[at].text
        infinitive = _is_infinitive(verb, text)
        free = infinitive or _is_impersonal(verb, text)
        before = None if infinitive else self._before(at, start, "accs")
        for named in self._objects(at + 1):
            told = self._subject(at, verb, start) is not None and not self._may_act_on(named, before)
            if told or free or not self._can_be_subject(named, verb):
                yield named
        if before is not None and (free or not self._can_be_subject(before, verb)):
            yield before

    def _may_act_on(self, behind: Named, before: Named | None) -> bool:
        """Whether who acts stands behind a thing and nobody sees the cases: "скарги розглядають [суди]"."""
        if before is None or before.noun is None or behind.noun is None or self._acts(before.noun):
            return False
        return self._acts(behind.noun) or behind.noun.lemma in self._lexicon.settings

    def _objects(self, first: int) -> Iterator[Named]:
        """What may be the object behind a verb; that which follows a dative is surer: "передали [лікарні] намети".

        What may be an accusative in -у is no dative: "втратив [посаду] ректора".
        """
        named = self._named(first, "accs")
        dative = self._named(first, "datv")
        given = dative is not None and dative.noun is not None and dative.noun.case == "datv"
        if dative is not None and given and not _is_feminine(named):
            behind = self._named(dative.head + 1, "accs")
            if behind is not None:
                yield behind
                return
        if named is not None:
            yield named

    def _can_be_subject(self, named: Named, verb: Reading) -> bool:
        """Whether a noun phrase agrees with a verb; a surname may be a woman's: "Ганна [Лебідь] скасувала"."""
        if named.noun is None or named.count:
            return named.noun is None or _agrees(named, verb)  # an acronym has no cases
        possible = [
            other
            for other in nouns(self._words[named.head].text, self._language)
            if other.case == "nomn" and (not named.adjectives or other.plural == named.noun.plural)
        ]
        surnames = [other for other in possible if self._is_name(named.head) and "Surn" in other.proper]
        return any(agrees_with_verb(other, verb) for other in possible) or any(
            other.plural == verb.plural for other in surnames
        )

    def _of_subject(
        self, noun: str, at: int, verb: Reading, start: int, *, of_things: bool
    ) -> Iterator[Phrase]:
        if _is_infinitive(verb, self._words[at].text):
            return
        before, behind = self._subject(at, verb, start), self._named(at + 1, "nomn")
        if behind is not None and (behind.noun is None or not _agrees(behind, verb)):
            behind = None
        for subject in (before, behind):
            if subject is not None and not (of_things and self._is_figurative(subject, at)):
                yield from self._of_named(noun, at, subject)

    def _is_figurative(self, subject: Named, at: int) -> bool:
        """Whether what only befalls things is said of who lives, or of how: "зал вибухнув [оплесками]"."""
        lives = subject.noun is not None and subject.noun.animate
        return lives or self._named(at + 1, "ablt") is not None

    def _subject(self, at: int, verb: Reading, start: int) -> Named | None:
        """The noun phrase before a verb that must be its subject; where it opens the clause, not right before it."""
        named = self._before(at, start, "nomn")
        if named is None:
            opening = self._named(start, "nomn")
            between = self._words[opening.end + 1 : at] if opening is not None else ()
            circumstance = bool(between) and between[0].text.lower() in self._cases
            if not circumstance or any(word.tag in (*VERBS, "CONJ") for word in between):
                return None
            named = opening
        return named if named is not None and _agrees(named, verb) else None

    def _before(self, at: int, start: int, case: str) -> Named | None:
        """The noun phrase that ends before a verb, its adverbs and auxiliaries, and follows no other noun."""
        end = at - 1
        while end >= start and (
            self._words[end].tag in ("ADVB", "PRCL") or not BE.isdisjoint(self._lemmas(end))
        ):
            end -= 1
        for first in range(start, end + 1):
            named = self._named(first, case)
            if named is not None and named.end == end and self._is_opening(first, start, named):
                return named
        return None

    def _is_opening(self, first: int, start: int, named: Named) -> bool:
        """Whether nothing before a noun phrase can govern it or describe it."""
        if first == start:
            return True
        if self._is_unsaid(first - 1):
            return self._is_opening(first - 1, start, named)
        before = self._words[first - 1]
        if before.text in AND and first - 2 >= start and self._words[first - 2].tag in ("NOUN", NAME):
            return False  # "катери [і човни]"
        if before.text.lower() in self._cases or before.text[0].isdigit() or self._is_adjective(first - 1):
            return False
        if before.tag in ("NOUN", NAME):
            cases = noun_cases(self._words[named.head].text, self._language)
            return named.noun is not None and "gent" not in cases
        return before.tag in ("ADVB", "PRCL", "CONJ") or before.text.lower() in THAT

    def _of_named(self, noun: str, at: int, named: Named) -> Iterator[Phrase]:
        if not self._is_finished(named.end):
            return
        end = self._end_of_rid(noun, named.end)
        if end is None:
            return
        head = self._words[named.head].lemma if named.noun is None else named.noun.lemma
        genitive = self._genitive(named)
        lives = named.noun is not None and named.noun.animate
        if genitive is not None and (lives or head not in self._lexicon.general or " " in genitive):
            rid = f" {self._line.surface(named.end + 1, end)}" if end > named.end else ""
            yield from self._event(noun, f"{genitive}{rid}", at, named.start, end)

    def _end_of_rid(self, noun: str, end: int) -> int | None:
        """The end of an event with what somebody is rid of: "звільнення громад [від податку]"; None where unsure."""
        preposition = self._words[end + 1].text if end + 1 < len(self._words) else ""
        if preposition not in _OF or not self._lexicon.asks_for(noun, preposition):
            return end
        return self._complement((noun,), end)

    def _is_finished(self, end: int) -> bool:
        """Whether nothing follows that belongs to a phrase: a genitive that was not read, or "as what"."""
        if end + 1 >= len(self._words):
            return True
        word = self._words[end + 1]
        every = readings(word.text, self._language)
        if word.text in AS or (every and all(each.is_adjective and each.case == "ablt" for each in every)):
            return False  # "оголосив вибори [недійсними]"
        return word.text.lower() in self._lexicon.stop or not any(
            (reading.is_noun or reading.is_adjective) and reading.case == "gent" for reading in every
        )

    def _event(self, noun: str, named: str, at: int, first: int, last: int) -> Iterator[Phrase]:
        label = f"{noun} {named}"
        if fits_event(label):
            terms = tuple(word.lemma for word in self._words[first : last + 1] if len(word.text) > 2)
            yield Phrase(
                label,
                (noun, *terms),
                noun,
                Form.EVENT,
                self._line.index,
                min(at, first),
                max(at, last),
            )


def _agrees(named: Named, verb: Reading) -> bool:
    """Whether a noun phrase can be the subject of a verb; what is counted has a verb in the plural or the neuter."""
    if named.count and named.noun is not None and named.noun.plural:
        return verb.plural or verb.gender in ("", "neut")
    return named.noun is None or agrees_with_verb(named.noun, verb)


def _is_feminine(named: Named | None) -> bool:
    """Whether a noun phrase is one feminine thing, whose accusative in -у is hardly another's dative."""
    return (
        named is not None and named.noun is not None and named.noun.gender == "femn" and not named.noun.plural
    )


def _is_infinitive(verb: Reading, form: str) -> bool:
    return verb.part == "INFN" or (
        not verb.number and not verb.gender and form.endswith(("ти", "тися", "тись"))
    )


def _is_impersonal(verb: Reading, form: str) -> bool:
    """Such as "скасовано", whose object is no subject."""
    return not verb.number and not verb.gender and form.endswith(_PASSIVE_ENDINGS)
