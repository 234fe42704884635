"""Noun phrases of a Ukrainian or Russian line, and the same phrases in the genitive."""

from __future__ import annotations

from dataclasses import dataclass, replace

from summarizer.phrases.slavic.line import DEEDS
from summarizer.phrases.slavic.tails import Tails
from summarizer.wordlists import word_list
from summarizer.words.slavic import NAME, Reading, is_known, readings
from summarizer.words.slavic_cases import agreement, cased, nouns

_UNSAID = frozenset(
    ("свій", "цей", "весь", "їхній", "наш", "його", "її", "їх", "свой", "этот", "наш", "его", "ее", "их")
)
_MOST_ADJECTIVES = 3
_KEPT = word_list("колишній новий перший останній єдиний бывший новый первый последний единый")
_FEW = ("два", "дві", "три", "чотири", "две", "четыре")


@dataclass(frozen=True, slots=True)
class Named:
    """A noun phrase: its words from `start` to `end`, where its head is, how that and its adjectives are read.

    `noun` is None where the words stand unchanged in every case; `count` is a numeral in the genitive.
    """

    start: int
    head: int
    end: int
    noun: Reading | None
    adjectives: tuple[Reading, ...] = ()
    count: str = ""


class Genitives(Tails):
    """A line whose noun phrases can be put into the genitive."""

    def _named(self, start: int, case: str) -> Named | None:
        """The noun phrase that begins at a place, if it can be read in this case in one way only."""
        words = self._words
        pronoun = None
        if start < len(words) and self._is_unsaid(start):
            pronoun, start = start, start + 1
        if start >= len(words):
            return None
        if self._is_number(start):
            return self._counted(start, case) or self._ordered(start, case)
        if not words[start].text[0].isalpha():
            return None
        if pronoun is None and self._is_acronym(start):
            return Named(start, start, start, None)
        head = self._head_behind(start)
        found = [] if head is None else self._readings(start, head, case, pronoun)
        if head is None or not found:
            return None
        noun, adjectives = found[0]
        end = self._end(head, noun.lemma)
        if len({each.plural for each, _ in found}) > 1:
            if end == head or not noun.lemma.endswith(DEEDS):
                return None
            noun, adjectives = next(each for each in found if not each[0].plural)
        return Named(start, head, end, noun, adjectives)

    def _head_behind(self, start: int) -> int | None:
        """The noun behind the adjectives that begin at a place."""
        head = start
        while head < len(self._words) and self._is_adjective(head) and head - start < _MOST_ADJECTIVES:
            head += 1
        if head >= len(self._words) or not self._can_be_noun(head, described=head > start):
            return None
        unlikely = head == start and self._words[head].tag not in ("NOUN", NAME)
        if unlikely or self._is_number(head) or self._is_in_preposition(head) or self._describes_next(head):
            return None
        return head

    def _counted(self, start: int, case: str) -> Named | None:
        """Things with their number: "118 шкіл", "дві машини"."""
        count = self._words[start].text
        if count.isdigit():
            few, known = count[-1] in "234" and count[-2:-1] != "1", count[-1] != "1" or count[-2:-1] == "1"
        else:
            numeral = next((r for r in self._read(start) if r.part == "NUMR" and r.case == case), None)
            few, known = count.lower() in _FEW, numeral is not None
            count = (numeral.genitive() if numeral else None) or ""
        head = self._head_behind(start + 1) if known and count else None
        if head is None:
            return None
        found = [
            reading
            for reading in self._readings(start + 1, head, case if few else "gent", None)
            if reading[0].plural
        ]
        if not found or (found[0][0].lemma in self._lexicon.general and not found[0][0].animate):
            return None
        noun, adjectives = found[0]
        return Named(start + 1, head, self._end(head, noun.lemma), noun, adjectives, count)

    def _ordered(self, start: int, case: str) -> Named | None:
        """What is the how-manieth: "сімдесят четвертий обмін"."""
        if start + 1 >= len(self._words) or not self._is_adjective(start + 1):
            return None
        named = self._named(start + 1, case)
        if (
            named is None
            or not named.adjectives
            or not self._tells_which(named.adjectives[0].lemma, start + 1)
        ):
            return None
        return replace(named, count=self._words[start].text.lower())

    def _is_unsaid(self, at: int) -> bool:
        """Whether a heading leaves a pronoun out: "скасувала [свою] постанову"."""
        return not _UNSAID.isdisjoint(self._lemmas(at))

    def _readings(
        self, start: int, head: int, case: str, pronoun: int | None
    ) -> list[tuple[Reading, tuple[Reading, ...]]]:
        """How a head and its adjectives can be read in a case."""
        word = self._words[head]
        form = word.text if word.tag == NAME else word.text.lower()
        forms = [each.text for each in self._words[start:head]]
        found = []
        for noun in nouns(form, self._language):
            agreeing = agreement(noun, forms, self._language)
            if noun.case != case or agreeing is None or noun.lemma in self._lexicon.unlikely:
                continue
            if pronoun is None or self._can_describe(pronoun, noun):
                found.append((noun, agreeing))
        return sorted(found, key=lambda each: word.tag == NAME and not each[0].proper)

    def _can_describe(self, pronoun: int, noun: Reading) -> bool:
        every = [r for r in readings(self._words[pronoun].text, self._language) if r.case]
        return not every or any(r.case == noun.case and r.plural == noun.plural for r in every)

    def _end(self, head: int, lemma: str) -> int:
        """The end of what a noun has behind it: a genitive, an instrumental, a prepositional phrase."""
        if self._words[head].tag == NAME:
            return self._end_of_name(head)
        if lemma in self._lexicon.no_complement:
            return head
        end = self._tail(head + 1, ("gent",))
        if end is None and lemma in self._lexicon.instrumental:
            end = self._tail(head + 1, ("ablt",))
        if end is None:
            return self._complement((lemma,), head) or head
        governing = (lemma, *(word.lemma for word in self._words[head + 1 : end + 1]))
        return self._complement(governing, end) or end

    def _genitive(self, named: Named) -> str | None:
        """A noun phrase in the genitive, what follows its head unchanged; None where that is not certain."""
        words = self._words
        if named.noun is None:
            return self._line.surface(named.start, named.end)
        if words[named.head].tag == NAME:
            return self._genitive_of_name(named)
        if named.noun.animate and named.end > named.head and self._is_subject_called(named.head + 1):
            return self._genitive_of_name(replace(named, start=named.head + 1))
        noun = self._genitive_of(named.head, named.noun)
        adjectives = [adjective.genitive() for adjective in named.adjectives]
        if noun is None or not all(adjectives):
            return None
        places = range(named.start, named.head + 1)
        said = [
            self._as_written(form or "", at) for at, form in zip(places, [*adjectives, noun], strict=True)
        ]
        said = said[self._first_telling(named) :]
        if named.count:
            said.insert(0, named.count)
        if named.end > named.head:
            said.append(self._line.surface(named.head + 1, named.end))
        return " ".join(said)

    def _is_subject_called(self, at: int) -> bool:
        """Whether a name tells who the subject before it is: "помер директор [Савич]"."""
        one = [noun.case for noun in nouns(self._words[at].text, self._language) if not noun.plural]
        return self._is_name(at) and ("nomn" in one or "gent" not in one)

    def _as_written(self, form: str, at: int) -> str:
        """A form with its capital, unless that only begins a sentence."""
        opens = at == 0 or not self._words[at - 1].text[0].isalnum()
        return form if opens and self._words[at].tag != NAME else cased(form, self._words[at].text)

    def _first_telling(self, named: Named) -> int:
        """How many adjectives a heading leaves out: "відхилення [зазначеної] скарги"."""
        if named.count or named.noun is None:
            return 0
        weak = [
            k
            for k, adjective in enumerate(named.adjectives, 1)
            if adjective.lemma not in _KEPT
            and self._is_weak(adjective.lemma, named.start + k - 1, named.noun)
        ]
        return max(weak, default=0)

    def _genitive_of(self, at: int, noun: Reading) -> str | None:
        """The genitive of a noun; of two, that of a thing in -у: "вокзалу", "центру"."""
        text = self._words[at].text
        if noun.case == "gent" or (noun.animate and noun.case == "accs" and self._is_also_genitive(at, noun)):
            return text if self._words[at].tag == NAME else text.lower()
        if not is_known(text, self._language):
            return None
        forms = [
            form
            for other in nouns(text, self._language)
            if (other.case, other.plural, other.gender) == (noun.case, noun.plural, noun.gender)
            and other.lemma not in self._lexicon.unlikely
            and (form := other.genitive()) is not None
        ]
        if noun.animate or noun.proper:
            return forms[0] if forms else None
        return max(forms, key=lambda form: form.endswith(("у", "ю")), default=None)

    def _is_also_genitive(self, at: int, noun: Reading) -> bool:
        every = nouns(self._words[at].text, self._language)
        return any(r.case == "gent" and r.lemma == noun.lemma and r.plural == noun.plural for r in every)

    def _genitive_of_name(self, named: Named) -> str | None:
        """A name in the genitive, where the dictionary knows every part of it."""
        forms = []
        for at in range(named.start, named.end + 1):
            parts = [r for r in nouns(self._words[at].text, self._language) if not r.plural]
            parts = [r for r in parts if named.noun is not None and r.case == named.noun.case]
            parts.sort(key=lambda part: named.noun is not None and part.gender != named.noun.gender)
            form = self._genitive_of(at, parts[0]) if parts else None
            if form is None:
                return None
            forms.append(cased(form, self._words[at].text))
        return " ".join(forms)
