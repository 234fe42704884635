"""Ukrainian and Russian noun phrases: readings that agree, their nominative, the tails a head keeps."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.phrase import Form, Phrase
from summarizer.slavic import NAME, Reading, is_first_name, readings
from summarizer.slavic_asides import weighed, without_circumstances
from summarizer.slavic_cases import agreement, cased, nouns, same_case
from summarizer.slavic_events import events
from summarizer.slavic_line import AND, OPENING_QUOTES
from summarizer.slavic_numbers import counted
from summarizer.slavic_tails import Tails
from summarizer.text import Document
from summarizer.tokens import Word

_NOT = ("не",)
_INSTEAD = ("замість", "крім", "окрім", "вместо", "кроме")
_WITHOUT = (*_INSTEAD, "попри", "несмотря")
_OF_A_QUALITY = ("ості", "ости")
_NOUNS_LIKE_ADJECTIVES = (
    "минуле",
    "майбутнє",
    "прошлое",
    "будущее",
    "поранений",
    "раненый",
    "учений",
    "ученый",
)
_FROM = ("з", "із", "зі", "від", "из", "с", "со", "от")
_FULL_LABEL = 46
_OF_AN_OBJECT = ("ння", "ття", "ість", "ние", "тие", "ость")  # "середня тривалість" is cut
_FULLER = (Form.MODIFIED, Form.TAILED)
_CLOSING = ("»", "“", "”", '"')
_UNGOVERNED = (("datv", 2), ("loct", 4))  # how unlikely a case is without its preposition


def chunk(document: Document) -> Iterator[Phrase]:
    """All candidate phrases of a Ukrainian or Russian text, in its order."""
    lines = document.lines
    for at, line in enumerate(lines):
        found = [*_Chunker(line, document.grammar).phrases(), *counted(line, document.grammar)]
        phrases = without_circumstances(found, line, document.grammar)
        around = {
            term for other in lines[max(0, at - 1) : at + 2] if other is not line for term in other.terms
        }
        said_once = [
            phrase for phrase in phrases if phrase.head in around or not _is_in_full(phrase, phrases)
        ]
        yield from weighed(said_once, line, document.grammar)
        yield from events(line, document.grammar)


def _is_in_full(noun: Phrase, phrases: Sequence[Phrase]) -> bool:
    """Whether a bare noun is said with its attribute or complement in another phrase."""
    return noun.form is Form.NOUN and any(
        phrase.form in _FULLER and phrase.head == noun.head and phrase.first <= noun.first <= phrase.last
        for phrase in phrases
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """A noun in its phrase: its reading, its nominative, and the adjectives before it."""

    at: int
    start: int
    noun: str
    lemma: str
    attributes: str
    attribute_terms: tuple[str, ...]
    plural: bool


class _Chunker(Tails):
    """The phrases of one line."""

    def phrases(self) -> Iterator[Phrase]:
        at = 0
        while at < len(self._words):
            word = self._words[at]
            if not word.text[0].isalpha() or word.text.lower() in self._lexicon.stop:
                at += 1
            elif self._is_acronym(at):
                yield Phrase(word.text, (word.lemma,), word.lemma, Form.NAME, self._line.index, at, at)
                at += 1
            else:
                start = at
                while at < len(self._words) and at - start < 3 and self._is_adjective(at):
                    at += 1
                end = at
                if at < len(self._words) and self._can_be_noun(at, at > start):
                    end = yield from self._group(start, at)
                at = max(end + 1, start + 1)

    def _group(self, start: int, at: int) -> Generator[Phrase, None, int]:
        """The phrases around the noun at `at`; the generator's value is the last word used."""
        words = self._words
        if at == start and self._is_name(at):
            end = self._end_of_name(at)
            yield self._name(at, end)
            return end
        head = self._head(start, at)
        if head is not None and head.attributes and (end := self._end_of_name(at)) > at and self._is_name(at):
            yield self._described_name(head, end)
            return end
        before = words[start - 1].text.lower() if start else ""
        if head is not None and before not in _NOT and not self._is_in_preposition(at):
            cut = (
                before in OPENING_QUOTES
                and self._line.text[words[at].end : words[at].end + 1] not in _CLOSING
            )
            for phrase in self._of_head(head, quoted=cut):
                if before not in _INSTEAD or phrase.form not in _FULLER:
                    yield replace(phrase, aside=phrase.aside or before in _WITHOUT)
        return at

    def _name(self, first: int, last: int) -> Phrase:
        forms = [word.text for word in self._words[first : last + 1]]
        before = self._word_before(first)
        wanted = self._cases.get(before.text.lower(), "").split() if before else []
        # nobody is called upon in running text: "Айно" is no Айна
        every = [tuple(r for r in nouns(form, self._language) if r.case != "voct") for form in forms]
        chosen = same_case(every, wanted or self._case_of_role(before, forms[0], alone=first == last))
        label = " ".join(
            cased(
                (reading.nominative("plur" if reading.plural else "sing") if reading else None) or form, form
            )
            for reading, form in zip(chosen, forms, strict=True)
        )
        lemma = self._words[last].lemma
        return Phrase(label, (lemma,), lemma, Form.NAME, self._line.index, first, last)

    def _described_name(self, head: _Head, end: int) -> Phrase:
        """A whole name with its attributes: "загиблий Орест Галич"."""
        name = self._name(head.at, end)
        terms = (*head.attribute_terms, *name.terms)
        label = f"{head.attributes} {name.label}"
        return Phrase(label, terms, name.head, Form.PROPER, self._line.index, head.start, end)

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

    def _head(self, start: int, at: int) -> _Head | None:
        """The noun at `at` with the adjectives from `start` that agree with it, all in the nominative."""
        words = self._words
        forms = [word.text for word in words[start:at]]
        reading, adjectives = self._agreeing(at, forms, start)
        if reading is None and forms:
            reading, adjectives = self._agreeing(at, [], start)
            forms = []
        if reading is None:
            return None
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
        proper = words[at].text[0].isupper() and (at > 0 or words[at].tag == NAME)
        return _Head(
            at=at,
            start=first if described else at,
            noun=cased(noun, words[at].text) if proper else noun,
            lemma=words[at].lemma if words[at].tag == NAME else reading.lemma,
            attributes=" ".join(attributes) if described else "",
            attribute_terms=tuple(terms[telling:]) if described else (),
            plural=reading.plural,
        )

    def _is_compound_ordinal(self, at: int, adjective: str) -> bool:
        """Whether a numeral begins the ordinal at a place: "[сімдесят] четвертий"."""
        return self._tells_which(adjective, at) and self._is_number(at - 1, ("nomn",))

    def _agreeing(
        self, at: int, adjectives: Sequence[str], start: int
    ) -> tuple[Reading | None, tuple[Reading, ...]]:
        """The likeliest noun reading that agrees with its adjectives and with the preposition's case."""
        best: tuple[Reading | None, tuple[Reading, ...]] = (None, ())
        best_score = float("-inf")
        word = self._words[at]
        form = word.text if word.tag == NAME else word.text.lower()
        for rank, reading in enumerate(nouns(form, self._language)):
            agreeing = agreement(reading, adjectives, self._language)
            if agreeing is None or reading.case == "voct":  # nobody is called upon in running text
                continue
            score = self._likelihood(rank, reading, at, start, bool(adjectives))
            if score > best_score:
                best, best_score = (reading, agreeing), score
        return best

    def _likelihood(self, rank: int, reading: Reading, at: int, start: int, described: bool) -> float:
        words = self._words
        before = self._word_before(start)
        wanted = self._cases.get(before.text.lower(), "").split() if before else []
        after_noun = before is not None and (
            before.tag == "NOUN" or (before.tag == NAME and before.text.isupper())
        )
        score = -0.6 * rank - 4 * (reading.lemma in self._lexicon.unlikely)
        opens = all(not word.text[0].isalnum() for word in words[:at])  # its capital says nothing
        if start and self._is_pronominal(start - 1):
            score += 4 * self._agrees_with_pronoun(start - 1, reading)
        if wanted and reading.case in wanted:
            score += 6
        if after_noun and not wanted:
            score += 2 * (reading.case == "gent")
        elif not wanted:
            score -= 2.5 * (reading.case == "gent") + sum(
                value for case, value in _UNGOVERNED if reading.case == case
            )
        if (
            reading.gender == "femn"
            and reading.case == "accs"
            and words[at].text.lower().endswith(("у", "ю"))
        ):
            score += 3
        if reading.proper and words[at].text[0].isupper():
            score += 2.5
        if reading.plural and not described and words[at].text.lower().endswith(_OF_A_QUALITY):
            score -= 4  # what has no plural: "вимагати сміливості"
        return score - 3 * (reading.plural and words[at].text[0].isupper() and not described and not opens)

    def _agrees_with_pronoun(self, at: int, noun: Reading) -> bool:
        """Whether a noun agrees with the pronoun before it: "іншої [пам'яті]"."""
        return any(pronoun.agrees_with(noun) for pronoun in readings(self._words[at].text, self._language))

    def _of_head(self, head: _Head, *, quoted: bool) -> Iterator[Phrase]:
        general = head.lemma in self._lexicon.general
        name = self._words[head.at].tag == NAME
        if name and not head.attributes:
            yield self._phrase(head, head.noun, (head.lemma,), Form.NAME, head.at, head.at)
        fuller = list(self._fuller(head, quoted=quoted, name=name, general=general))
        if head.lemma.endswith(_OF_AN_OBJECT) and any(
            phrase.form is Form.TAILED and phrase.first == head.start for phrase in fuller
        ):
            fuller = [phrase for phrase in fuller if phrase.form is not Form.MODIFIED]
        if not name and not general and not self._is_adjectival(head):
            bare = self._phrase(head, head.noun, (head.lemma,), Form.NOUN, head.at, head.at)
            yield replace(bare, aside=any(phrase.form is not Form.PAIR for phrase in fuller))
        yield from fuller

    def _fuller(self, head: _Head, *, quoted: bool, name: bool, general: bool) -> Iterator[Phrase]:
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

    def _is_adjectival(self, head: _Head) -> bool:
        """Whether a noun is but an adjective without its noun: "старі", "справедливе"."""
        if head.lemma in _NOUNS_LIKE_ADJECTIVES:
            return False
        form = self._words[head.at].text.lower()
        return any(reading.is_adjective for reading in readings(form, self._language))

    def _phrase(
        self, head: _Head, label: str, terms: tuple[str, ...], form: Form, first: int, last: int
    ) -> Phrase:
        return Phrase(label, terms, head.lemma, form, self._line.index, first, last)

    def _with_tails(self, head: _Head) -> Iterator[Phrase]:
        """The head with its genitive or prepositional complement, both verbatim."""
        end = self._tail(head.at + 1, ("gent",))
        if end is not None and (
            self._is_denied(head.at, end)
            or self._is_attribute(head.at, end)
            or self._is_subject_behind(head.at, end)
            or self._is_another_object(head.start, head.at + 1)
        ):
            return
        if end is None and head.lemma in self._lexicon.instrumental:
            end = self._tail(head.at + 1, ("ablt",))
        if end is None and head.lemma in self._lexicon.dative:
            end = self._tail(head.at + 1, ("datv",))
        if end is None:
            end = self._complement((head.lemma,), head.at) or self._place(head)
        if end is None or self._is_apposition(head, end):
            return
        end = self._with_complement(head, end)
        tail = self._line.surface(head.at + 1, end)
        terms = tuple(word.lemma for word in self._words[head.at + 1 : end + 1] if len(word.text) > 2)
        if len(head.noun) + len(tail) < _FULL_LABEL and head.lemma not in self._lexicon.no_complement:
            label = f"{head.noun} {tail}"
            yield self._phrase(head, label, (head.lemma, *terms), Form.TAILED, head.at, end)
        full = f"{head.attributes} {head.noun} {tail}"
        if head.attributes and len(full) <= _FULL_LABEL:
            every = (head.lemma, *head.attribute_terms, *terms)
            yield self._phrase(head, full, every, Form.TAILED, head.start, end)

    def _is_apposition(self, head: _Head, end: int) -> bool:
        """Such as "дослідниці Ярини Костюк": a noun that may itself be a genitive, and a person's name."""
        following = self._words[head.at + 1]
        person = end > head.at + 1 and following.tag == NAME and following.text[0].isupper()
        own = readings(self._words[head.at].text, self._language)
        named = readings(following.text, self._language)
        return person and (
            any(reading.is_noun and reading.case == "gent" for reading in own)
            or any(reading.proper and reading.case == "nomn" for reading in named)
        )

    def _with_complement(self, head: _Head, end: int) -> int:
        """A tail with what the head or a noun of the tail governs: "підготовка міста до зими"."""
        governing = (head.lemma, *(word.lemma for word in self._words[head.at + 1 : end + 1]))
        further = self._complement(governing, end)
        if further is None or len(head.noun) + len(self._line.surface(head.at + 1, further)) >= _FULL_LABEL:
            return end
        return further

    def _place(self, head: _Head) -> int | None:
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
        empty = self._lexicon.general | self._lexicon.shell
        if head.lemma in empty or any(not reading.is_noun for reading in every):
            return None
        before = words[head.start - 1] if head.start else None
        inside = before is not None and before.tag == "NOUN" and any(each.case == "gent" for each in every)
        if inside or self._preposition(head.at) in _FROM:
            return None  # "пункт прийому у …" is there as a whole, and from houses one goes somewhere
        end = self._tail(at + 1, ("loct",))
        adverb = end == at + 1 and words[end].tag != NAME and self._is_adjective(end)  # "у середньому"
        return None if adverb else end

    def _pair(self, head: _Head) -> Iterator[Phrase]:
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
        second = self._head(start, at)
        if second is None or second.lemma in self._lexicon.general or not self._same_cases(head.at, at):
            return
        if start != at and not second.attributes:
            return
        if self._tail(at + 1, ("gent",)) is not None:
            return
        full = f"{second.attributes} {second.noun}".strip()
        label = f"{head.attributes} {head.noun} {words[head.at + 1].text} {full}".strip()
        terms = (*head.attribute_terms, head.lemma, *second.attribute_terms, second.lemma)
        yield self._phrase(head, label, terms, Form.PAIR, head.start, at)

    def _same_cases(self, first: int, second: int) -> bool:
        left = {reading.case for reading in nouns(self._words[first].text, self._language)}
        return any(reading.case in left for reading in nouns(self._words[second].text, self._language))
