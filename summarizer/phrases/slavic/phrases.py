"""Ukrainian and Russian noun phrases: readings that agree, their nominative, the tails a head keeps."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

from summarizer.phrases.phrase import Form, Phrase
from summarizer.phrases.slavic.asides import find_asides, weighed, without_circumstances
from summarizer.phrases.slavic.events import events
from summarizer.phrases.slavic.heads import Head, Heads
from summarizer.phrases.slavic.line import AND, CLOSING_QUOTES, DEEDS, NOT, OPENING_QUOTES, THERE_IS_NO, VERBS
from summarizer.phrases.slavic.names import Names
from summarizer.phrases.slavic.numbers import counted
from summarizer.phrases.slavic.subjects import POSSESSIVES
from summarizer.text import Document
from summarizer.wordlists import word_list
from summarizer.words.slavic import NAME, readings
from summarizer.words.slavic_cases import cased, nouns

_INSTEAD = ("замість", "крім", "окрім", "вместо", "кроме")
_TOWNS = ("місто", "город")
_WITHOUT = (*_INSTEAD, "попри", "несмотря")
_NOUNS_LIKE_ADJECTIVES = word_list("минуле майбутнє прошлое будущее поранений раненый учений ученый")
_FROM = ("з", "із", "зі", "від", "из", "с", "со", "от")
_FULL_LABEL = 46
_LONGEST_TITLE = 40  # a longer one is no title, but may be a phrase
_OF_AN_OBJECT = ("ння", "ття", "ість", "ние", "тие", "ость")  # "середня тривалість" is cut
_FULLER = (Form.MODIFIED, Form.TAILED)


def chunk(document: Document) -> Iterator[Phrase]:
    """All candidate phrases of a Ukrainian or Russian text, in its order."""
    lines = document.lines
    for at, line in enumerate(lines):
        found = [*_Chunker(line, document.grammar).phrases(), *counted(line, document.grammar)]
        asides = find_asides(line, document.grammar)
        phrases = without_circumstances(found, line, asides, document.grammar)
        around = {
            term for other in lines[max(0, at - 1) : at + 2] if other is not line for term in other.terms
        }
        said_once = [
            phrase for phrase in phrases if phrase.head in around or not _is_in_full(phrase, phrases)
        ]
        yield from weighed(said_once, line, asides, document.grammar)
        yield from events(line, document.grammar)


def _is_in_full(noun: Phrase, phrases: Sequence[Phrase]) -> bool:
    """Whether a bare noun is said with its attribute or complement in another phrase."""
    return noun.form is Form.NOUN and any(
        phrase.form in _FULLER and phrase.head == noun.head and phrase.first <= noun.first <= phrase.last
        for phrase in phrases
    )


class _Chunker(Heads, Names):
    """The phrases of one line."""

    def phrases(self) -> Iterator[Phrase]:
        at = 0
        while at < len(self._words):
            word = self._words[at]
            if not word.text[0].isalpha() or word.text.lower() in self._lexicon.stop:
                at += 1
            elif self._is_acronym(at):
                if not self._is_quoted(at + 1):  # "ТОВ «Прибій»" is called «Прибій»
                    yield Phrase(word.text, (word.lemma,), word.lemma, Form.NAME, self._line.index, at, at)
                at += 1
            elif (closing := self._end_of_quoted_name(at)) is not None:
                at = closing
            elif self._is_street_name(at):
                at = self._end_of_name(at) + 1
            else:
                start = at
                while at < len(self._words) and at - start < 3 and self._is_adjective(at):
                    at += 1
                end = at
                if at < len(self._words) and self._is_whose(at):
                    at += 1
                    continue
                if at < len(self._words) and self._can_be_noun(at, at > start):
                    end = yield from self._group(start, at)
                at = max(end + 1, start + 1)

    def _end_of_quoted_name(self, at: int) -> int | None:
        """The mark that closes a name of several words, no part of which is one: "«Тихий Прибій»"."""
        words = self._words
        if not self._is_quoted(at - 1) or not at or not words[at].text[0].isupper():
            return None
        end = next((k for k in range(at, min(at + 5, len(words))) if words[k].text in CLOSING_QUOTES), None)
        if end is None or end < at + 2 or any(word.tag in ("VERB", "INFN") for word in words[at:end]):
            return None
        if words[end].start - words[at].start > _LONGEST_TITLE:
            return None
        return end if all(word.text[0].isalnum() for word in words[at:end]) else None

    def _group(self, start: int, at: int) -> Generator[Phrase, None, int]:
        """The phrases around the noun at `at`; the generator's value is the last word used."""
        words = self._words
        if at == start and self._is_name(at) and not self._is_body_of_something(at):
            end = self._end_of_name(at)
            yield self._name(at, end)
            return end
        head = self._head(start, at)
        if head is not None and self._is_name(at) and (end := self._end_of_name(at)) > at:
            yield self._described_name(head, end) if head.attributes else self._name(at, end)
            return end
        before = words[start - 1].text.lower() if start else ""
        if head is not None and before not in NOT and not self._is_in_preposition(at):
            cut = (
                before in OPENING_QUOTES
                and self._line.text[words[at].end : words[at].end + 1] not in CLOSING_QUOTES
            )
            for phrase in self._of_head(head, quoted=cut):
                if before not in _INSTEAD or phrase.form not in _FULLER:
                    yield replace(phrase, aside=True) if before in _WITHOUT else phrase
        return at

    def _is_body_of_something(self, at: int) -> bool:
        """Whether the name of a body goes on in small letters: "Міністерство [оборони]"."""
        following = self._words[at + 1 : at + 2]
        return (
            self._lexicon.is_body(self._words[at].lemma)
            and any(word.text.islower() and word.tag != "PREP" for word in following)
            and self._tail(at + 1, ("gent",)) is not None
        )

    def _described_name(self, head: Head, end: int) -> Phrase:
        """A whole name with its attributes: "загиблий Орест Галич"."""
        name = self._name(head.at, end)
        terms = (*head.attribute_terms, *name.terms)
        label = f"{head.attributes} {name.label}"
        return Phrase(label, terms, name.head, Form.PROPER, self._line.index, head.start, end)

    def _of_head(self, head: Head, *, quoted: bool) -> Iterator[Phrase]:
        general = head.lemma in self._lexicon.general
        name = self._words[head.at].tag == NAME and not self._is_body_of_something(head.at)
        if name and not head.attributes:
            yield self._phrase(head, head.noun, (head.lemma,), Form.NAME, head.at, head.at)
        fuller = list(self._fuller(head, quoted=quoted, name=name, general=general))
        with_object = head.lemma.endswith(_OF_AN_OBJECT) and any(
            phrase.form is Form.TAILED and phrase.first == head.start for phrase in fuller
        )
        measure = head.lemma in self._lexicon.measures
        if with_object or measure:
            fuller = [phrase for phrase in fuller if phrase.form is not Form.MODIFIED]
        if not name and not general and not self._is_adjectival(head):
            bare = self._phrase(head, head.noun, (head.lemma,), Form.NOUN, head.at, head.at)
            whole = any(phrase.form is not Form.PAIR for phrase in fuller)
            yield replace(bare, aside=True) if whole or measure or self._is_cut(head) else bare
        yield from fuller

    def _is_cut(self, head: Head) -> bool:
        """Whether what is done would stand without what it is done to: "отримання [5 млн тонн]"."""
        following = self._words[head.at + 1 : head.at + 2]
        return head.lemma.endswith(DEEDS) and any(
            word.text[0].isdigit()
            or (
                word.text.lower() not in self._lexicon.stop
                and any(reading.case == "gent" for reading in readings(word.text, self._language))
            )
            for word in following
        )

    def _fuller(self, head: Head, *, quoted: bool, name: bool, general: bool) -> Iterator[Phrase]:
        """The phrases that say more than the bare noun."""
        if head.attributes and not quoted:
            label = f"{head.attributes} {head.noun}"
            form = Form.PROPER if name else Form.MODIFIED
            yield self._phrase(head, label, (head.lemma, *head.attribute_terms), form, head.start, head.at)
        closed = head.lemma in self._lexicon.no_complement and not head.attributes
        if not (name or closed or head.lemma in self._lexicon.roles):
            yield from self._with_tails(head)
        if not general and not name:
            yield from self._pair(head)

    def _is_adjectival(self, head: Head) -> bool:
        """Whether a noun is but an adjective without its noun: "старі", "справедливе"."""
        if head.lemma in _NOUNS_LIKE_ADJECTIVES:
            return False
        form = self._words[head.at].text.lower()
        return any(reading.is_adjective for reading in readings(form, self._language))

    def _phrase(
        self, head: Head, label: str, terms: tuple[str, ...], form: Form, first: int, last: int
    ) -> Phrase:
        return Phrase(label, terms, head.lemma, form, self._line.index, first, last)

    def _with_tails(self, head: Head) -> Iterator[Phrase]:
        """The head with its genitive or prepositional complement, both verbatim."""
        first = self._behind_pronoun(head.at + 1)
        end = self._tail(first, ("gent",))
        if end is not None and (
            self._is_denied(head.at, end)
            or self._is_attribute(head.at, end)
            or self._is_subject_behind(head.at, end)
            or self._is_of_deed(head.at)
            or self._is_another_object(head.start, head.at + 1)
            or self._is_whom(head.at, head.case, range(first, end + 1))
        ):
            return
        if end is None or (first > head.at + 1 and self._is_whose_people(head, first, end)):
            first, end = head.at + 1, None
        if end is None and head.lemma in self._lexicon.instrumental:
            end = self._tail(head.at + 1, ("ablt",))
        if end is None and head.lemma in self._lexicon.dative:
            end = self._tail(head.at + 1, ("datv",))
        if end is None:
            end = self._complement((head.lemma,), head.at) or self._place(head)
        if end is None or self._is_apposition(head, end):
            return
        end = self._with_complement(head, end)
        if self._is_incomplete(first) or self._end_of_made(head.at, end) is not None:
            return
        tail = self._tail_of_town(head, first, end)
        if tail is None:
            return
        terms = tuple(word.lemma for word in self._words[first : end + 1] if len(word.text) > 2)
        short = len(head.noun) + len(tail) < _FULL_LABEL and head.lemma not in self._lexicon.no_complement
        if short and not head.picked:
            label = f"{head.noun} {tail}"
            yield self._phrase(head, label, (head.lemma, *terms), Form.TAILED, head.at, end)
        full = f"{head.attributes} {head.noun} {tail}"
        if head.attributes and len(full) <= _FULL_LABEL:
            every = (head.lemma, *head.attribute_terms, *terms)
            yield self._phrase(head, full, every, Form.TAILED, head.start, end)

    def _is_whose_people(self, head: Head, first: int, end: int) -> bool:
        """Whether a tail without its pronoun would not tell whose people they are; how many they are it may."""
        whose = not POSSESSIVES.isdisjoint(self._lemmas(first - 1))
        people = any(map(self._is_animate, self._words[first : end + 1]))
        return whose and people and head.lemma not in self._lexicon.measures

    def _tail_of_town(self, head: Head, first: int, end: int) -> str | None:
        """A tail as it stands; but a town is called by its name: "міста Лиманського" is "місто Лиманський".

        None where nobody sees whether the town or its founder is named.
        """
        one = head.lemma in _TOWNS and head.case == "gent" and not head.plural and first == end
        if not one or self._words[end].tag != NAME or self._can_be_nominative(end):
            return self._line.surface(first, end)
        form = self._words[end].text
        every = [reading for reading in readings(form, self._language) if reading.case == "gent"]
        towns = [each for each in every if each.is_noun and each.lemma in self._lexicon.places]
        towns += [each for each in every if each.part == "ADJF" and each.gender == "masc"]
        named = towns[0].nominative("sing", towns[0].gender) if towns else None
        return cased(named, form) if named else None

    def _is_apposition(self, head: Head, end: int) -> bool:
        """Such as "дослідниці Ярини Костюк": a noun that may itself be a genitive, and a person's name.

        Of one name the case and the gender must show it: "митника Савича", but "дружини Савича".
        """
        following = self._words[head.at + 1]
        if following.tag != NAME or not following.text[0].isupper() or following.text.isupper():
            return False
        if end == head.at + 1 or self._words[head.at + 2].text in AND:
            return self._are_one_person(head.at, head.at + 1)
        own = readings(self._words[head.at].text, self._language)
        named = readings(following.text, self._language)
        return any(reading.is_noun and reading.case == "gent" for reading in own) or any(
            reading.proper and reading.case == "nomn" for reading in named
        )

    def _with_complement(self, head: Head, end: int) -> int:
        """A tail with what the head or a noun of the tail governs: "підготовка міста до зими"."""
        governing = (head.lemma, *(word.lemma for word in self._words[head.at + 1 : end + 1]))
        further = self._end_of_made(head.at, end) or self._complement(governing, end)
        if further is None or len(head.noun) + len(self._line.surface(head.at + 1, further)) >= _FULL_LABEL:
            return end
        return further

    def _place(self, head: Head) -> int | None:
        """Where a noun that nothing else describes is: "тріщини в опорах"."""
        words, at = self._words, head.at + 1
        counted = head.at > 0 and words[head.at - 1].text[0].isdigit()
        if (
            head.attributes
            or counted
            or at + 1 >= len(words)
            or words[at].text.lower() not in self._lexicon.events_in
        ):
            return None
        every = readings(words[head.at].text, self._language)
        predicate = head.case == "ablt" and "ablt" not in self._wanted(head.start)
        if predicate or self._is_animate(words[head.at]):
            return None  # "поховають [рибалку] в Лиманії", "[власником] у реєстрі записана фірма"
        empty = self._lexicon.general | self._lexicon.shell
        if head.lemma in empty or any(not reading.is_noun for reading in every):
            return None
        clause = self._words[slice(*self._clause(head.at))]
        missing = any(word.text.lower() in THERE_IS_NO for word in clause)
        if self._is_charged(head) or (head.case == "gent" and missing):
            return None
        before = words[head.start - 1] if head.start else None
        inside = before is not None and before.tag == "NOUN" and any(each.case == "gent" for each in every)
        inside = inside or (before is not None and before.text == "(")  # "Ремськ ([місто] в Лиманії)"
        if inside or self._preposition(head.at) in _FROM:
            return None  # "пункт прийому у …" is there as a whole, and from houses one goes somewhere
        end = self._tail(at + 1, ("loct",))
        adverb = end == at + 1 and words[end].tag != NAME and self._is_adjective(end)  # "у середньому"
        return None if adverb else end

    def _is_charged(self, head: Head) -> bool:
        """Whether what follows belongs to the verb: "відмовив [музею] в кредиті", "звинуватив [раду] в обмані"."""
        if self._preposition(head.at):
            return False
        start, end = self._clause(head.at)
        charged = any(not self._lexicon.charges.isdisjoint(self._lemmas(k)) for k in range(start, end))
        given = head.case == "datv" and "datv" not in self._wanted(head.start)
        return given or charged

    def _pair(self, head: Head) -> Iterator[Phrase]:
        """Two nouns that the text joins, each in the nominative."""
        words = self._words
        at = head.at + 2
        if at >= len(words) or words[head.at + 1].text not in AND:
            return
        start = at
        while at < len(words) and at - start < 2 and words[at].text[0].isalpha() and self._is_adjective(at):
            at += 1
        if at >= len(words) or words[at].tag != "NOUN" or words[at].text[0].isupper():
            return
        second = self._in_case_of(head, start, at)
        if second is None or second.lemma in self._lexicon.general:
            return
        if self._is_body_beside_thing(head, second) or self._is_body_beside_thing(second, head):
            return  # "рішення [ради та угоди] про порт"
        if start != at and not second.attributes:
            return
        if self._tail(at + 1, ("gent",)) is not None or self._closes_list(head):
            return
        full = f"{second.attributes} {second.noun}".strip()
        label = f"{head.attributes} {head.noun} {words[head.at + 1].text} {full}".strip()
        terms = (*head.attribute_terms, head.lemma, *second.attribute_terms, second.lemma)
        yield self._phrase(head, label, terms, Form.PAIR, head.start, at)

    def _closes_list(self, head: Head) -> bool:
        """Whether a pair is but the end of a list, whose verb stands before it: "продають хліб, [сіль і рибу]"."""
        comma = head.start - 1
        if (
            comma < 1
            or self._words[comma].text != ","
            or any(word.tag in VERBS for word in self._words[head.at : self._clause(head.at)[1]])
        ):
            return False
        first = self._clause(comma - 1)[0]
        return any(
            noun.case == head.case
            for at in range(first, comma)
            if self._words[at].tag in ("NOUN", NAME)
            for noun in nouns(self._words[at].text, self._language)
        )

    def _is_body_beside_thing(self, body: Head, thing: Head) -> bool:
        known = self._lexicon
        acts = known.means_who(thing.lemma) or self._is_animate(self._words[thing.at])
        return known.means_who(body.lemma) and not acts

    def _in_case_of(self, first: Head, start: int, at: int) -> Head | None:
        """The second noun of a pair in the case of the first; None where one may be singular, one plural."""
        second = self._head(start, at)
        if second is None or second.case == first.case:
            return second
        other = self._head(first.start, first.at, second.case)
        if other is not None and other.start == first.start:
            return second if other.plural == first.plural else None
        same = self._head(start, at, first.case)
        return same if same is not None and same.plural == second.plural else None
