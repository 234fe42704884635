"""Ukrainian and Russian names in the nominative, in the case that their place in the sentence shows."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.phrases.phrase import Form, Phrase
from summarizer.phrases.slavic.line import PARTICLES, SlavicLine
from summarizer.wordlists import word_list
from summarizer.words.slavic import Reading, is_first_name, is_known, readings
from summarizer.words.slavic_cases import cased, noun_cases, nouns, same_case
from summarizer.words.tokens import APOSTROPHES, Word

_CALLED = ("ім'я", "прізвище", "прізвисько", "назвою", "имя", "названием", "именем")
_INSTRUMENTAL = ("ом", "ем", "єм", "ою", "ею", "єю")
_SURNAMES = ("ов", "ев", "ёв", "ин", "ын")
_WITHOUT_CASES = ("і", "и")
# Towns mostly stand behind these as they are called.
_TOWNS = word_list("село селище містечко хутір станиця деревня посёлок поселок станица хутор")
_VILLAGE = ("ське", "цьке", "зьке")
_OF_A_LAND, _LAND = ("ії", "ии"), ("ія", "ия")


def _nominative(reading: Reading, *, of_man: bool) -> str | None:
    gender = "" if reading.is_noun else reading.gender
    form = reading.nominative("plur" if reading.plural else "sing", gender)
    village = of_man and form is not None and form.endswith(_VILLAGE)
    return f"{form[:-1]}ий" if village and form else form


class Names(SlavicLine):
    """A line whose names can be said in the nominative."""

    def _name(self, first: int, last: int) -> Phrase:
        lemma = self._words[last].lemma
        label = (
            self._line.surface(first, last) if self._is_called(first) else self._in_nominative(first, last)
        )
        return Phrase(label, (lemma,), lemma, Form.NAME, self._line.index, first, last)

    def _is_called(self, at: int) -> bool:
        """Whether a name is said to be one, and so stands in the nominative: "дівчина на ім'я Ксеня"."""
        before = self._words[at - 1].text.lower().translate(APOSTROPHES) if at else ""
        return before in _CALLED and self._is_in_preposition(at - 1)

    def _in_nominative(self, first: int, last: int) -> str:
        forms = [word.text for word in self._words[first : last + 1]]
        if last - first == 2 and forms[1] in PARTICLES:
            return f"{self._in_nominative(first, first)} {forms[1]} {self._in_nominative(last, last)}"
        if first == last and self._is_town_in(first):
            return forms[0][:-1]  # "у Ремську"
        before = self._word_before(first)
        wanted = self._cases.get(before.text.lower(), "").split() if before else []
        every = [self._readings_of_name(form) for form in forms]
        wanted = wanted or self._case_of_role(before, forms[0], alone=first == last)
        town = before is not None and before.lemma in _TOWNS
        if town and any(each.case == "nomn" and "Surn" not in each.proper for each in every[-1]):
            return self._line.surface(first, last)  # "у містечку Грабів"
        guessed = not is_known(forms[0], self._language) and forms[0].endswith(_WITHOUT_CASES)
        if guessed and wanted == ["gent"] and not any(reading.case == "gent" for reading in every[0]):
            return self._line.surface(first, last)  # "собор Гораті"
        titled = before is not None and before.tag == "NOUN" and self._is_animate(before)
        if titled or last > first:
            every[-1] = self._readings_of_man(forms[-1], every[-1])
            if self._is_as_called(every):
                return self._line.surface(first, last)
        chosen = same_case(every, wanted, person=titled)
        if self._has_genitive(first, last):
            chosen[1:] = [None] * (last - first)
        return " ".join(
            cased(
                (_nominative(reading, of_man=titled or last > first) if reading else None) or form,
                form,
            )
            for reading, form in zip(chosen, forms, strict=True)
        )

    def _readings_of_name(self, form: str) -> tuple[Reading, ...]:
        """How a part of a name can be read; an ending that tells its case is believed: "з Ґрунером"."""
        # nobody is called upon in running text: "Айно" is no Айна
        every = tuple(reading for reading in nouns(form, self._language) if reading.case != "voct")
        if any("Geox" in reading.proper for reading in every):  # "Київ" is no several sticks'
            every = tuple(reading for reading in every if reading.proper or not reading.plural)
        if is_known(form, self._language):
            return every
        sure = tuple(
            reading
            for reading in every
            if (form.endswith(_INSTRUMENTAL) and reading.case == "ablt")
            or (form.endswith(_OF_A_LAND) and reading.lemma.endswith(_LAND))
        )
        return sure or every

    def _readings_of_man(self, form: str, every: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """How a surname can be read; one like "Снегов" is no genitive of several snows.

        One that the dictionary knows as an adjective alone is read as that: "Олега [Вербівського]".
        """
        surname = self._language == "ru" and form.endswith(_SURNAMES)
        if not any(reading.animate or "Surn" in reading.proper for reading in every):
            adjectives = (each for each in readings(form, self._language) if each.is_adjective)
            every = tuple(each for each in adjectives if each.gender and each.gender != "neut") or every
        return tuple(reading for reading in every if not (surname and reading.plural))

    def _is_as_called(self, every: Sequence[tuple[Reading, ...]]) -> bool:
        """Whether one part of a name is a nominative alone, and another can be none: "[Віктор] Попеску"."""
        cases = [{reading.case for reading in part} for part in every]
        return len(cases) == 2 and {"nomn"} in cases and any("nomn" not in each for each in cases)

    def _has_genitive(self, first: int, last: int) -> bool:
        """Whether a name ends with what its first noun has: "Різдво [Святої Марини]", "Палац [Спорту]"."""
        of_thing = self._is_thing_called(first) and last > first
        if of_thing and "gent" in noun_cases(self._words[first + 1].text, self._language):
            return last - first > 1 or not self._is_given(first + 1)  # "Дуба Івана" is somebody
        return last - first > 1 and any(
            adjective.is_adjective and adjective.case == "gent" and adjective.agrees_with(noun)
            for adjective in readings(self._words[first + 1].text, self._language)
            for noun in nouns(self._words[last].text, self._language)
        )

    def _is_thing_called(self, at: int) -> bool:
        """Whether a part of a name is a word for a thing: "[Палаці] Спорту", but "[Морозу] Івану"."""
        text = self._words[at].text
        every = nouns(text, self._language)
        return is_known(text, self._language) and not any(each.proper or each.animate for each in every)

    def _is_given(self, at: int) -> bool:
        return any("Name" in each.proper for each in readings(self._words[at].text, self._language))

    def _case_of_role(self, before: Word | None, first: str, *, alone: bool) -> list[str]:
        """The case a name shares with the title before it ("директорка Ілона", "депутата Ореста").

        A first name that may be a nominative is one where no title says otherwise: "Ілона" is no Ілон's.
        """
        if before is not None and before.lemma in self._lexicon.roles:
            return [reading.case for reading in nouns(before.text, self._language)]
        if is_first_name(first, self._language):
            of_a_thing = before is not None and before.tag == "NOUN" and not self._is_animate(before)
            return [] if alone and of_a_thing else ["nomn"]
        return ["gent"] if before is not None and before.tag == "NOUN" else []
