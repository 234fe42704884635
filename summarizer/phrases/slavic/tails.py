"""Where the complement of a Ukrainian or Russian noun ends: genitives, governed prepositions, whole names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.phrases.slavic.line import AND, DEEDS, INSTITUTIONS, VERBS
from summarizer.phrases.slavic.subjects import POSSESSIVES, Subjects
from summarizer.wordlists import word_set
from summarizer.words.slavic import NAME, is_first_name, noun_reading, possessives, readings
from summarizer.words.slavic_cases import agreement, noun_cases, nouns

_UNSAID = POSSESSIVES | word_set(
    "цей той весь увесь кожен кожний жоден жодний такий будь-який этот тот каждый такой какой-либо "
    "какой-нибудь любой"
)
_MAKING = word_set(
    "визнання обрання призначення оголошення проголошення признание избрание назначение объявление "
    "провозглашение"
)
_AGAINST = ("проти", "против")
BETWEEN = ("між", "между")
_GENITIVES_OF_DEEDS = ("ння", "ття", "ния", "тия")
_BY = ("на",)
_INTO = ("в", "у", "во")
_LATIN = re.compile("[A-Z][A-Za-z]")
SAME = {"із": "з", "зі": "з", "во": "в", "со": "с", "ко": "к"}
_SEVERAL = ("низка", "купа", "ряд")
_OF_STATES = ("країн", "держав", "стран", "государств")  # which ones was said before
_GOVERNED = {"на": ("accs",)}  # "право на працю", but "права людини [на засіданні]"


class Tails(Subjects):
    """A line whose nouns' complements can be followed to their end."""

    def _complement(self, governing: Sequence[str], at: int) -> int | None:
        """The end of the dative or prepositional phrase behind the word at `at` that one of these lemmas governs."""
        words = self._words
        given = None if self._lexicon.dative.isdisjoint(governing) else self._tail(at + 1, ("datv",))
        if given is not None or at + 2 >= len(words):
            return given
        preposition = SAME.get(words[at + 1].text.lower(), words[at + 1].text.lower())
        if not any(self._lexicon.asks_for(lemma, preposition) for lemma in governing):
            return None
        if preposition in _AGAINST and not self._lexicon.settings.isdisjoint(governing):
            return None  # "вийшли на вулиці столиці [проти реформи]"
        cases = _GOVERNED.get(preposition) or tuple(self._cases.get(preposition, "").split())
        number = self._is_number(at + 2, cases)
        if number and preposition in _BY and self._is_changed(at, governing):
            return None
        end = self._tail(at + 2 + number, cases)
        further = end is not None and preposition in _BY and self._preposition(at)
        if end is not None and further and any(map(self._is_animate, words[at + 2 : end + 1])):
            return None  # "при виході з води [на моряків] одягли медалі"
        if end is not None and (self._is_handed_on(end) or self._is_cut_short(end)):
            return None
        if end is None or preposition not in BETWEEN:
            return end
        if any(word.text in AND for word in words[at + 2 : end]):
            return end
        if end + 2 < len(words) and words[end + 1].text in AND:
            return self._tail(end + 2, cases)
        plural = any(
            reading.plural and reading.case in cases for reading in nouns(words[end].text, self._language)
        )
        behind = range(end + 1, self._clause(end)[1] - 1)  # "між човнами в порту [та цінами]"
        other = any(words[k].text in AND and self._tail(k + 1, cases) is not None for k in behind)
        return end if plural and not other else None

    def _end_of_made(self, head: int, end: int) -> int | None:
        """The end of what something is made or said to be: "визнання угоди [недійсною]", "обрання мера [головою]"."""
        at = end + 1
        every = self._read(at) if at < len(self._words) else ()
        told = any(not _MAKING.isdisjoint(self._lemmas(k)) for k in range(head, at))
        cases = {each.case for each in every}
        if not told or "ablt" not in cases or not cases <= {"ablt", "datv"}:
            return None
        return self._tail(at, ("ablt",)) or at

    def _tail(self, start: int, cases: Sequence[str]) -> int | None:
        """The end of a noun phrase in one of these cases that begins at `start`, or None."""
        words = self._words
        at = start
        while at < len(words) and words[at].text[0].isalpha() and at - start < 2 and self._is_adjective(at):
            at += 1
        if at > start and self._joins_adjectives(at) and self._describe_one_noun(at - 1, at + 1):
            at += 2  # "ремонт [міських і сільських доріг]"
        at -= at > start and self._is_substantive(at - 1)
        if at >= len(words) or not words[at].text[0].isalpha() or self._is_in_preposition(at):
            return None
        word = words[at]
        if self._is_roman(at):
            return None  # "середина [ХХ століття]"
        if word.text.isupper() and 1 < len(word.text) < 6:
            named = self._is_quoted(at + 1) or (at + 1 < len(words) and self._is_acronym(at + 1))
            closed = at and words[at - 1].tag == NAME and not self._is_institution(at - 1)
            return None if named or closed or self._is_subject(start, at) else self._with_joined(at, cases)
        if word.text.lower() in self._lexicon.stop or len(word.text) < 3 or word.tag not in ("NOUN", NAME):
            described = at > start and self._can_be_noun(at, described=True)
            if not described and not self._is_substantive(at):
                return None
        adjectives = [w.text for w in words[start:at] if w.text not in AND]
        if any(form.lower() in self._lexicon.stop for form in adjectives):
            return None
        if (
            word.lemma in _SEVERAL
            or not self._has_case(at, cases, adjectives)
            or self._is_subject(start, at)
            or self._describes_next(at)
            or self._is_framed(start, at)
        ):
            return None
        end = self._to_its_end(at, self._whole_name(at))
        return None if end is None else self._with_joined(end, cases)

    def _describe_one_noun(self, one: int, other: int) -> bool:
        """Whether two adjectives can describe one noun, and the first is nobody and no month: "[військових] та"."""
        forms = [
            {(each.case, each.number, each.gender) for each in self._read(at) if each.is_adjective}
            for at in (one, other)
        ]
        itself = any(each.is_noun and each.animate for each in self._read(one))
        itself = itself or not self._lexicon.dates.isdisjoint(self._lemmas(one))
        return not itself and not forms[0].isdisjoint(forms[1])

    def _behind_pronoun(self, at: int) -> int:
        """Where a tail begins behind a pronoun that a heading leaves out: "ціна [їхнього] човна".

        Not where it says whose people they are: "онуки [його] сестер".
        """
        if at + 1 >= len(self._words) or _UNSAID.isdisjoint(self._lemmas(at)):
            return at
        cases = {reading.case for reading in readings(self._words[at].text, self._language)}
        return at + 1 if "gent" in cases or not any(cases) else at

    def _is_changed(self, at: int, governing: Sequence[str]) -> bool:
        """Whether a number says how far another noun changes this one: "зниження ставки [на два відсотки]"."""
        before = self._word_before(self._first_adjective(at))
        return before is not None and before.lemma.endswith(DEEDS) and before.lemma not in governing

    def _is_incomplete(self, first: int) -> bool:
        """Whether a tail begins with a participle without what it needs: "аукціон [пов'язаних громад]"."""
        return self._is_adjective(first) and not self._lexicon.incomplete.isdisjoint(self._lemmas(first))

    def _is_whose(self, at: int) -> bool:
        """Whether what could be a noun says whose the next is: "братів човен", "братова хата"."""
        form = self._words[at].text if at else self._words[at].text.lower()
        following = self._words[at + 1].text if at + 1 < len(self._words) else ""
        if self._is_name(at) and following[:1].isupper():
            return False  # "[Ірина] Коваль"
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
        noun = at + 1
        while noun < len(self._words) and noun - at < 3 and self._is_adjective(noun):
            noun += 1  # "[стару] дубову браму"
        following = self._words[noun].text if noun < len(self._words) else ""
        return self._is_whose(at) or (
            self._words[at].text.islower()
            and any(
                adjective.is_adjective and adjective.agrees_with(noun)
                for adjective in readings(self._words[at].text, self._language)
                for noun in nouns(following, self._language)
            )
        )

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

    def _is_substantive(self, at: int) -> bool:
        """Whether an adjective stands for a noun: "обмін полоненими", not "полоненими бійцями"."""
        following = at + 1
        if self._is_quoted(following):
            return False  # "провідники рибного [«Прибою»]"
        if following < len(self._words) and self._words[following].text in (*AND, ","):
            following += 1
        described = following < len(self._words) and (
            self._is_adjective(following)
            or (following == at + 1 and self._can_be_noun(following, described=True) and self._describes(at))
        )
        return (
            not described
            and bool(nouns(self._words[at].text.lower(), self._language))
            and self._is_adjective(at)
        )

    def _describes(self, adjective: int) -> bool:
        """Whether an adjective agrees with the noun right behind it: not in "брак [пального] автобусам шкодить"."""
        return any(
            agreement(noun, [self._words[adjective].text], self._language) is not None
            for noun in nouns(self._words[adjective + 1].text, self._language)
        )

    def _to_its_end(self, at: int, end: int) -> int | None:
        """A tail with the genitives that follow ("права голосу"); None where it would be cut."""
        words = self._words
        following = end + 1
        closed = words[at].tag == NAME and not self._is_institution(at)
        # "голова групи мешканців [Ганна Пристай]" is who she is, not whose they are
        named = words[following : following + 2]
        called = len(named) == 2 and is_first_name(named[0].text, self._language) and named[1].tag == NAME
        called = called or self._is_holder(at, following)
        if following < len(words) and not closed and not called:
            further = self._tail(following, ("gent",))
            if further is not None:
                return further
            cut = self._is_adjective(following) and any(
                reading.is_adjective and reading.case == "gent"
                for reading in readings(words[following].text, self._language)
            )
            if cut or self._is_measured(following) or self._lacks_object(at, following):
                return None
            if self._is_foreign_name(following):
                return self._end_of_foreign_name(following)
        return None if self._says_nothing(at) else end

    def _is_institution(self, at: int) -> bool:
        """Whether a name goes on with its genitive: "відділення Академії [наук]"."""
        lemma = self._words[at].lemma
        return lemma in INSTITUTIONS or self._lexicon.is_body(lemma)

    def _is_holder(self, at: int, name: int) -> bool:
        """Whether a full name behind a body is that of who holds an office in it: "речниці ради міст [Марти Вітер]"."""
        full = name + 1 < len(self._words) and self._is_name(name) and self._is_name(name + 1)
        if not full or self._is_animate(self._words[at]):
            return False
        before = range(self._clause(at)[0], at)
        return any(not self._lexicon.roles.isdisjoint(self._lemmas(k)) for k in before)

    def _is_measured(self, at: int) -> bool:
        """Whether a number with its unit follows: "труби калібру [9 дюймів]", but not a date, "12 травня"."""
        unit = self._words[at + 1 : at + 2]
        numeral = self._words[at].text[0].isdigit() and bool(unit)
        return numeral and any(
            noun.plural and noun.case == "nomn" for noun in nouns(unit[0].text, self._language)
        )

    def _lacks_object(self, at: int, following: int) -> bool:
        """Whether what is done would stand without what follows: "питання визначення [меж]"."""
        doing = self._words[at].text.lower().endswith(_GENITIVES_OF_DEEDS) and at + 1 == following
        word = self._words[following]
        if not doing or not word.text.islower() or word.text in self._lexicon.stop:
            return False
        every = [reading for reading in readings(word.text, self._language) if reading.part != "ADVB"]
        return bool(every) and any(
            (reading.is_noun or reading.is_adjective) and reading.case in ("gent", "ablt")
            for reading in every
        )

    def _is_handed_on(self, deed: int) -> bool:
        """Whether what is done stands without its object, which follows: "рішення про [передачу в оренду порту]"."""
        deeds = self._lexicon.verbal_nouns.get("accs", {}).values()
        if self._lemmas(deed).isdisjoint(deeds) and not self._words[deed].lemma.endswith(DEEDS):
            return False
        following = self._words[deed + 1 : deed + 3]
        if len(following) < 2 or following[0].text.lower() not in _INTO:
            return bool(following) and self._is_acronym(deed + 1)
        cases = noun_cases(following[1].text, self._language)
        return "accs" in cases and "loct" not in cases

    def _is_cut_short(self, at: int) -> bool:
        """Whether a name or a number that follows belongs to a noun: "на суму [5 млн]", "через річку [Кам'янку]"."""
        following = self._words[at + 1 : at + 2]
        measured = not self._lexicon.measures.isdisjoint(self._lemmas(at))
        return any(
            (measured and word.text[0].isdigit())
            or (word.tag == NAME and self._words[at].tag == "NOUN" and self._are_in_one_case(at))
            for word in following
        )

    def _are_in_one_case(self, at: int) -> bool:
        """Whether a thing and the name behind it share an oblique case."""
        named = noun_cases(self._words[at + 1].text, self._language)
        things = nouns(self._words[at].text, self._language)
        return any(each.case in named - {"nomn", "gent"} and not each.animate for each in things)

    def _is_foreign_name(self, at: int) -> bool:
        """Whether a name in Latin letters stands at a place: "човни виробництва [General Boats]"."""
        return at < len(self._words) and _LATIN.match(self._words[at].text) is not None

    def _end_of_foreign_name(self, at: int) -> int:
        while self._is_foreign_name(at + 1):
            at += 1
        return at

    def _says_nothing(self, at: int) -> bool:
        """A general noun at the end of a tail, "човни країн", unless it is for people or a whole: "свобода слова"."""
        word = self._words[at]
        if at and f"{self._words[at - 1].lemma} {word.text.lower()}" in self._lexicon.wholes:
            return False
        if word.text.lower() in _OF_STATES:
            return True
        if word.lemma in self._lexicon.times and self._is_adjective(at - 1):
            return self._preposition(at) not in _BY  # "план на [наступний тиждень]"
        return word.lemma in self._lexicon.general and not self._is_animate(word)

    def _with_joined(self, end: int, cases: Sequence[str]) -> int | None:
        """A tail with the noun that is joined to it; None where a list would be cut."""
        words = self._words
        if end + 2 >= len(words) or words[end + 1].text not in (*AND, ","):
            return end
        listed_name = words[end].tag == NAME and self._is_name(end + 2)
        sure = listed_name or self._is_never_nominative(end + 2)
        further = self._tail(end + 2, cases) if sure else None
        if further is not None and self._joins_thing_to_name(end, further):
            return end
        if further is None and words[end + 1].text in AND and self._are_joined_names(end, end + 2):
            further = self._end_of_name(end + 2)
        if further is None and self._opens_list(end, cases):
            return None
        if further is None or words[end + 1].text in AND:
            return end if further is None else further
        listed = any(word.text in (*AND, ",") for word in words[end + 2 : further + 2])
        return None if listed else end

    def _joins_thing_to_name(self, name: int, further: int) -> bool:
        """Whether a thing behind "and" goes with more than a name: "окупація Криму [та велика війна]"."""
        joined = self._words[name + 2 : further + 1]
        known = self._lexicon
        alike = any(
            word.tag == NAME
            or self._is_animate(word)
            or known.is_body(word.lemma)
            or word.lemma in known.settings
            for word in joined
        )
        return self._words[name].tag == NAME and not alike

    def _opens_list(self, end: int, cases: Sequence[str]) -> bool:
        """Whether a noun is but the first of several in its case: "квоти на рибу[, сіль і зерно]"."""
        words = self._words
        if words[end + 1].text != ",":
            return False
        stop = self._clause(end + 2)[1]
        joined = next((at for at in range(end + 3, stop) if words[at].text in AND), stop)
        if joined + 1 >= stop or any(
            word.tag in VERBS or word.tag == "PREP" for word in words[end + 2 : stop]
        ):
            return False
        heads = [at for at in range(end + 2, stop) if words[at].tag in ("NOUN", NAME)]
        return bool(heads) and all(
            any(noun.case in cases for noun in nouns(words[at].text, self._language))
            for at in (heads[0], next((k for k in heads if k > joined), heads[0]))
        )

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
        another = (
            is_first_name(words[following].text, self._language)
            or self._is_subject(following, following)
            or self._is_holder(at, following)
        )
        return at if another else self._end_of_name(following)
