"""What could be the complement of a Ukrainian or Russian noun, but is a subject, an object or another's noun."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.phrases.slavic.line import AND, DEEDS, THERE_IS_NO, VERBS, SlavicLine
from summarizer.wordlists import word_list, word_set
from summarizer.words.lexicon import deeds
from summarizer.words.slavic import NAME, Reading, is_known, readings
from summarizer.words.slavic_cases import agreement, agrees_with_verb, noun_cases, nouns

_WHERE = ("в", "у", "на", "во")
_OF = ("від", "от")
_GIVING = word_set(
    "дати давати надати надавати передати передавати продати продавати постачати поставити виділити "
    "виділяти дарувати подарувати повернути дать давать предоставить предоставлять передать передавать "
    "продать продавать поставлять выделить дарить подарить вернуть"
)
_BESIDE_VERBS = ("ADVB", "PRCL")
_WHETHER = ("ли", "б", "би", "бы")
POSSESSIVES = word_set("мій твій свій наш ваш їхній його її їх мой твой свой его её ее их")
_HUNDREDS = ("десяток", "сотня", "тисяча", "тысяча", "мільйон", "миллион", "мільярд", "миллиард")
# "так і не"
_EVEN = word_list("так і й таки досі ще вже уже більше давно зовсім и еще ещё пока уже больше давно совсем")
_ORDINALS = ("перший", "другий", "первый", "второй")
_OF_SEVERAL = ("их", "іх", "ых")


def _are_alike(one: Reading, other: Reading) -> bool:
    return (one.case, one.number, one.gender) == (other.case, other.number, other.gender)


class Subjects(SlavicLine):
    """A line whose nouns can be asked whether they stand on their own."""

    def _is_subject(self, start: int, at: int) -> bool:
        """Whether what could be a genitive is the subject of the verb behind it: "без човнів [рибалки чекають]".

        Of an acronym nobody sees the case: "від вторгнення [МВФ збільшив]", but "вторгнення НАТО почалося".
        """
        words = self._words
        following = at + 1
        while following < len(words) and words[following].tag in _BESIDE_VERBS:
            following += 1
        joined = at + 3 < len(words) and words[at + 1].text in AND and self._can_be_nominative(at + 2)
        following += 2 * joined  # "після війни [порти й човни зникли]"
        if {"nomn", "gent", "ablt"} <= noun_cases(words[at].text, self._language):
            # what has one form for all cases: "бюро [економічної безпеки] повідомило"
            while following < len(words) and any(each.case == "gent" for each in self._read(following)):
                following += 1
        known = words[at].tag == NAME and is_known(words[at].text, self._language)
        if (known and self._are_one_person(start - 1, at)) or self._is_made(start - 1):
            return False  # "лабораторія професора [Крюкова закрилася]"
        if following >= len(words) or words[start - 1].text.lower() in self._cases:
            return False
        every = readings(words[following].text, self._language)
        verbs = [verb for verb in every if verb.part == "VERB" and not verb.imperative]
        acronym = words[at].text.isupper()
        if not verbs or self._is_free(start - 1, ("nomn", "accs") if acronym else ("nomn",)):
            return False
        spent = self._is_number(following + 1)  # "на ремонт [дороги] витратили 5 млн"
        spent = spent and not deeds(self._language).isdisjoint(self._lemmas(start - 1))
        return acronym or any(
            noun.case == "nomn"
            and not (noun.plural and noun.lemma.endswith(DEEDS))  # "на полях [засідання] обговорили"
            and not (spent and noun.plural and not self._acts(noun))
            and (verb.plural if joined else agrees_with_verb(noun, verb))
            and not self._has_subject(start - 1, noun, verb)
            for noun in nouns(words[at].text, self._language)
            for verb in verbs
        )

    def _is_made(self, role: int) -> bool:
        """Whether an office is what somebody is made: "[головою] ради обрали Галича"."""
        cases = noun_cases(self._words[role].text.lower(), self._language)
        return not self._lexicon.roles.isdisjoint(self._lemmas(role)) and cases == {"ablt"}

    def _are_one_person(self, title: int, name: int) -> bool:
        """Whether a title and the name behind it share a case other than the nominative: "митника Савича"."""
        return any(
            who.animate and who.case != "nomn" and _are_alike(who, called)
            for who in nouns(self._words[title].text.lower(), self._language)
            for called in nouns(self._words[name].text, self._language)
        )

    def _has_subject(self, before: int, noun: Reading, verb: Reading) -> bool:
        """Whether a verb has a likelier subject than a noun behind another: "[чутки] про відставку міністра оборони".

        Who acts is likelier than what does not: "човни порту [рибалки] продали".
        """
        start = self._clause(before)[0]
        told = next((at for at in range(before, start - 1, -1) if self._words[at].tag in VERBS), start - 1)
        return any(
            each.case == "nomn" and agrees_with_verb(each, verb) and self._acts(each) >= self._acts(noun)
            for at in range(told + 1, before + 1)
            if self._words[at].tag in ("NOUN", NAME) and not (self._preposition(at) or self._is_anothers(at))
            for each in nouns(self._words[at].text, self._language)
        )

    def _is_anothers(self, at: int) -> bool:
        """Whether a noun is the genitive of one before it: "на подання [скарги] сторони мають"."""
        before = self._first_adjective(at) - 1
        genitive = "gent" in noun_cases(self._words[at].text, self._language)
        return before >= 0 and genitive and self._words[before].tag == "NOUN"

    def _acts(self, noun: Reading) -> bool:
        return noun.animate or self._lexicon.means_who(noun.lemma)

    def _is_framed(self, start: int, at: int) -> bool:
        """Whether an adjective before the noun and its preposition describes what follows: "старе у селі [депо]".

        So does one before what it is done by or is full of: "куплене громадою [обладнання]".
        One that follows its own noun does not: "рибалки, згадані у звіті [ради]".
        """
        preposition = self._place_before(self._first_adjective(start - 1))
        adjective = preposition - 1
        if preposition < 0 or self._words[preposition].text.lower() not in self._cases:
            adjective = self._before_instrumental(start - 1)
        if adjective < 0:
            return False
        describes = self._is_adjective(adjective) or not self._lemmas(adjective).isdisjoint(_ORDINALS)
        if not describes or (adjective and self._is_behind_its_noun(adjective)):
            return False
        forms = [word.text for word in self._words[start:at]]
        return any(
            agreement(noun, [self._words[adjective].text, *forms], self._language) is not None
            for noun in nouns(self._words[at].text, self._language)
        )

    def _before_instrumental(self, noun: int) -> int:
        """The place before an instrumental and its own adjectives: "[куплене] місцевою громадою"; -1 if it is none."""
        every = [each for each in nouns(self._words[noun].text, self._language) if each.case == "ablt"]
        while every and noun > 0 and self._is_adjective(noun - 1):
            forms = [self._words[noun - 1].text]
            if all(agreement(each, forms, self._language) is None for each in every):
                return noun - 1
            noun -= 1
        return -1

    def _is_behind_its_noun(self, adjective: int) -> bool:
        form, before = self._words[adjective].text, self._words[adjective - 1].text
        lives = form.endswith(_OF_SEVERAL)  # as an accusative
        return before == "," or any(
            reading.is_adjective
            and reading.agrees_with(noun)
            and (reading.case != "accs" or noun.animate or not lives)
            for reading in readings(form, self._language)
            for noun in nouns(before, self._language)
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
        """Whether a genitive is what is not done: "рибалки [миру не хочуть]", "місто [човна так і не купило]"."""
        if self._is_missing(head, end):
            return True
        no = end + 1
        while no + 1 < len(self._words) and self._words[no].text.lower() in _EVEN:
            no += 1
        verb, behind = self._words[no + 1 : no + 2], self._words[no + 2 : no + 3]
        if not verb or self._words[no].text.lower() != "не" or verb[0].text.endswith(("ся", "сь")):
            return False
        if behind and behind[0].text[0].isalnum():
            return False
        verbs = [each for each in readings(verb[0].text, self._language) if each.part == "VERB"]
        if self._preposition(head) in _WHERE:
            return bool(verbs)
        return any(
            (self._acts(noun) or noun.lemma in self._lexicon.settings)
            and noun.case == "nomn"
            and agrees_with_verb(noun, denied)
            for noun in nouns(self._words[head].text, self._language)
            for denied in verbs
        )

    def _is_missing(self, head: int, end: int) -> bool:
        """Whether a genitive is what is not at the place that opens its clause: "у порту [човнів просто немає]"."""
        start, stop = self._clause(head)
        no = end + 1
        while no < stop and self._words[no].text.lower() not in THERE_IS_NO:
            if self._words[no].tag not in _BESIDE_VERBS:
                return False
            no += 1
        opens = self._place_before(self._first_adjective(head)) == start
        closes = no < stop and not any(word.text[0].isalnum() for word in self._words[no + 1 : no + 2])
        return closes and opens and self._preposition(head) in _WHERE

    def _preposition(self, head: int) -> str:
        """The preposition before a noun, its adjectives and pronouns, or ""."""
        before = self._word_before(self._first_adjective(head))
        return before.text.lower() if before is not None and before.text.lower() in self._cases else ""

    def _first_adjective(self, noun: int) -> int:
        start = noun
        while start > 0 and (
            self._is_adjective(start - 1) or (start < noun and self._joins_adjectives(start - 1))
        ):
            start -= 1
        return start

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

    def _is_whom(self, head: int, case: str, tail: range) -> bool:
        """Whether what could be a genitive is whom the verb acts on: "подарував місту [лева]", "бачив у порту [вовка]".

        Not where the verb has another object: "[його] бачили в порту міністра", "отримав на раді міністра [подяку]".
        Some verbs have one in the genitive: "вимагає від порту [звіту]".
        """
        words, preposition = self._words, self._preposition(head)
        verb = self._place_before(self._first_adjective(head)) - bool(preposition)
        if verb >= 0 and preposition in _OF:
            return not self._lexicon.ruled["gent"].isdisjoint(self._lemmas(verb))
        if verb >= 0 and not preposition and case in ("accs", "nomn"):
            deprived = not self._lexicon.ruled["gent"].isdisjoint(self._lemmas(verb))
            if deprived and self._words[verb].tag in VERBS:
                return True  # "позбавив раду [ілюзій]"
            if not _GIVING.isdisjoint(self._lemmas(verb)):
                return self._is_to_whom(tail)
        given = case == "datv" or (verb >= 0 and not _GIVING.isdisjoint(self._lemmas(verb)))
        if verb < 0 or not (given or preposition in _WHERE) or not self._takes_object(verb):
            return False
        noun = next((at for at in tail if not self._is_adjective(at)), tail[-1])
        cases = [
            {each.case for each in readings(words[at].text, self._language)}
            for at in range(self._clause(verb)[0], verb)
        ]
        beside = any("accs" in every and "nomn" not in every for every in cases)
        behind = noun + 1 < len(words) and words[noun + 1].tag in ("NOUN", "ADJF", "NAME")
        whose = self._is_animate(words[head])  # "забрали у злодія [майно]"
        return not (beside or behind) and any(
            each.case == "accs" and (each.animate or whose or each.lemma.endswith(DEEDS))
            for each in nouns(words[noun].text, self._language)
        )

    def _is_to_whom(self, tail: range) -> bool:
        """Whether what could be a genitive is to whom something is given: "продав човен [Лиманії]"."""
        return any(
            each.case == "datv" and not each.plural and (self._acts(each) or self._is_name(at))
            for at in tail
            for each in nouns(self._words[at].text, self._language)
        )

    def _takes_object(self, at: int) -> bool:
        of_verbs = self._lexicon.verbal_nouns
        known = _GIVING.union(
            self._lexicon.with_object, of_verbs.get("accs", ()), of_verbs.get("accs anim", ())
        )
        return self._words[at].tag in VERBS and self._words[at].lemma in known

    def _is_of_deed(self, head: int) -> bool:
        """Whether a genitive behind a time belongs to the deed before that: "скасування на літню пору [збору]"."""
        deed = self._place_before(self._first_adjective(head)) - 1
        timed = bool(self._preposition(head)) and not self._lexicon.times.isdisjoint(self._lemmas(head))
        return timed and deed >= 0 and self._words[deed].lemma.endswith(DEEDS)

    def _is_another_object(self, start: int, tail: int) -> bool:
        """Whether what could be a genitive is the verb's: "не тримав біля їхніх берегів [флоту]"."""
        owned = start > 0 and not POSSESSIVES.isdisjoint(self._lemmas(start - 1))
        counting = self._words[tail].lemma in _HUNDREDS and self._words[tail].text.endswith(("і", "и"))
        return owned or counting
