"""Ukrainian and Russian noun phrases: readings that agree, their nominative, the tails a head keeps."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

from summarizer.lexicon import lexicon
from summarizer.phrase import Form, Phrase
from summarizer.slavic import NAME, Reading, is_adjective, noun_reading, readings
from summarizer.slavic_cases import CASES, agreement, cased, nouns, same_case
from summarizer.text import Document, Line
from summarizer.tokens import Word

_BETWEEN = ("між", "между")
_AND = ("і", "та", "й", "и")
_INSTITUTIONS = ("комісія", "рада", "суд", "союз", "комиссия", "совет", "комітет", "комитет", "міністерство")
_NOT = ("не",)
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
_FULL_LABEL = 46
_OBLIQUE = ("datv", "loct")


def chunk(document: Document) -> Iterator[Phrase]:
    """All candidate phrases of a Ukrainian or Russian text, in its order."""
    for line in document.lines:
        yield from _Chunker(line, document.grammar).phrases()


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


class _Chunker:
    """The phrases of one line."""

    def __init__(self, line: Line, language: str) -> None:
        self._line = line
        self._words = line.words
        self._language = language
        self._lexicon = lexicon(language)
        self._cases = CASES[language]

    def phrases(self) -> Iterator[Phrase]:
        at = 0
        while at < len(self._words):
            word = self._words[at]
            if not word.text[0].isalpha() or word.text.lower() in self._lexicon.stop:
                at += 1
            elif word.tag == NAME and word.text.isupper():
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

    def _is_adjective(self, at: int) -> bool:
        return is_adjective(self._words[at].text, self._language)

    def _can_be_noun(self, at: int, described: bool) -> bool:
        word = self._words[at]
        if not word.text[0].isalpha() or len(word.text) < 3 or word.text.lower() in self._lexicon.stop:
            return False
        if noun_reading(word.text, self._language) is not None or word.tag == NAME:
            return True
        return described and any(reading.is_noun for reading in readings(word.text, self._language))

    def _group(self, start: int, at: int) -> Generator[Phrase, None, int]:
        """The phrases around the noun at `at`; the generator's value is the last word used."""
        words = self._words
        if at == start and self._is_name(at):
            end = self._end_of_name(at)
            yield self._name(at, end)
            return end
        head = self._head(start, at)
        denied = start > 0 and words[start - 1].text.lower() in _NOT
        if head is not None and not denied:
            yield from self._of_head(head, quoted=start > 0 and words[start - 1].text in '«"“„')
        return at

    def _is_name(self, at: int) -> bool:
        word = self._words[at]
        return word.tag == NAME and word.text[0].isupper()

    def _end_of_name(self, start: int) -> int:
        """Names in a row are one name, unless the first is an institution or a country."""
        words = self._words
        first = noun_reading(words[start].text, self._language)
        if words[start].lemma in _INSTITUTIONS or (first is not None and "Geox" in first.proper):
            return start
        end = start
        while end + 1 < len(words) and end - start < 2:
            following = words[end + 1].text
            if not following[0].isupper() or following.isupper() or not following[0].isalpha():
                break
            end += 1
        return end

    def _name(self, first: int, last: int) -> Phrase:
        forms = [word.text for word in self._words[first : last + 1]]
        before = self._word_before(first)
        wanted = self._cases.get(before.text.lower(), "").split() if before else []
        # nobody is called upon in running text: "Айно" is no Айна
        every = [tuple(r for r in nouns(form, self._language) if r.case != "voct") for form in forms]
        chosen = same_case(every, wanted or self._case_of_role(before, every))
        label = " ".join(
            cased(
                (reading.nominative("plur" if reading.plural else "sing") if reading else None) or form, form
            )
            for reading, form in zip(chosen, forms, strict=True)
        )
        lemma = self._words[last].lemma
        return Phrase(label, (lemma,), lemma, Form.NAME, self._line.index, first, last)

    def _case_of_role(self, before: Word | None, every: Sequence[tuple[Reading, ...]]) -> list[str]:
        """The case a name shares with the title before it ("директорка Ілона", "депутата Ореста").

        A first name that may be a nominative is one where no title says otherwise: "Ілона" is no Ілон's.
        """
        if before is not None and before.lemma in self._lexicon.roles:
            return [reading.case for reading in nouns(before.text, self._language)]
        a_first_name = any(
            reading.case == "nomn" and not reading.plural and "Name" in reading.proper for reading in every[0]
        )
        if a_first_name:
            return ["nomn"] if len(every) > 1 else []
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
        weak = any(term in self._lexicon.weak_adjectives for term in terms)
        described = bool(forms) and all(inflected) and not weak and (reading.gender or reading.plural)
        attributes = [
            cased(form, original) if start + k else form
            for k, (form, original) in enumerate(zip(inflected, forms, strict=True))
            if form
        ]
        proper = words[at].text[0].isupper() and (at > 0 or words[at].tag == NAME)
        return _Head(
            at=at,
            start=start if described else at,
            noun=cased(noun, words[at].text) if proper else noun,
            lemma=words[at].lemma if words[at].tag == NAME else reading.lemma,
            attributes=" ".join(attributes) if described else "",
            attribute_terms=tuple(terms) if described else (),
            plural=reading.plural,
        )

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
            if agreeing is None:
                continue
            score = self._likelihood(rank, reading, at, start, bool(adjectives))
            if score > best_score:
                best, best_score = (reading, agreeing), score
        return best

    def _word_before(self, at: int) -> Word | None:
        """The word before a phrase, its possessives and pronouns left out: "в [її] історії"."""
        at -= 1
        while at > 0 and self._words[at].text.lower() in self._lexicon.stop and self._is_pronominal(at):
            at -= 1
        return self._words[at] if at >= 0 else None

    def _is_pronominal(self, at: int) -> bool:
        form = self._words[at].text
        return any(r.pronominal or r.part == "NPRO" for r in readings(form, self._language))

    def _likelihood(self, rank: int, reading: Reading, at: int, start: int, described: bool) -> float:
        words = self._words
        before = self._word_before(start)
        wanted = self._cases.get(before.text.lower(), "").split() if before else []
        after_noun = before is not None and before.tag in ("NOUN", NAME)
        score = -0.6 * rank
        opens = all(not word.text[0].isalnum() for word in words[:at])  # its capital says nothing
        if wanted and reading.case in wanted:
            score += 6
        if reading.case == "voct":
            score -= 3
        if after_noun and not wanted:
            score += 2 * (reading.case == "gent")
        elif not wanted:
            score -= 2.5 * (reading.case == "gent") + 1.5 * (reading.case in _OBLIQUE)
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

    def _of_head(self, head: _Head, *, quoted: bool) -> Iterator[Phrase]:
        general = head.lemma in self._lexicon.general
        name = self._words[head.at].tag == NAME
        if name and not head.attributes:
            yield self._phrase(head, head.noun, (head.lemma,), Form.NAME, head.at, head.at)
        elif not general and not head.attributes[:1].isupper() and not self._is_adjectival(head):
            yield self._phrase(head, head.noun, (head.lemma,), Form.NOUN, head.at, head.at)
        if head.attributes and not quoted and not (general and len(head.attribute_terms) < 2):
            label = f"{head.attributes} {head.noun}"
            form = Form.PROPER if name else Form.MODIFIED
            yield self._phrase(head, label, (*head.attribute_terms, head.lemma), form, head.start, head.at)
        closed = name or head.lemma in self._lexicon.no_complement or head.lemma in self._lexicon.roles
        if not closed:
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
        if end is None:
            end = self._complement(head)
        if end is None:
            return
        if self._is_apposition(head, end):
            return
        tail = self._line.surface(head.at + 1, end)
        terms = tuple(word.lemma for word in self._words[head.at + 1 : end + 1] if len(word.text) > 2)
        if len(head.noun) + len(tail) < _FULL_LABEL:
            label = f"{head.noun} {tail}"
            yield self._phrase(head, label, (head.lemma, *terms), Form.TAILED, head.at, end)
        full = f"{head.attributes} {head.noun} {tail}"
        if head.attributes and len(full) <= _FULL_LABEL:
            every = (*head.attribute_terms, head.lemma, *terms)
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

    def _complement(self, head: _Head) -> int | None:
        words = self._words
        if head.at + 2 >= len(words):
            return None
        preposition = words[head.at + 1].text.lower()
        heads = self._lexicon.governs.get(preposition)
        if heads is None or not heads.search(head.lemma):
            return None
        cases = tuple(self._cases.get(preposition, "").split())
        end = self._tail(head.at + 2, cases)
        if end is None or preposition not in _BETWEEN:
            return end
        if end + 2 < len(words) and words[end + 1].text in _AND:
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
        if at >= len(words) or not words[at].text[0].isalpha():
            return None
        word = words[at]
        if word.text.isupper() and 1 < len(word.text) < 6:
            return at
        if word.text.lower() in self._lexicon.stop or len(word.text) < 3 or word.tag not in ("NOUN", NAME):
            described = at > start and self._can_be_noun(at, described=True)
            if not described:
                return None
        adjectives = [w.text for w in words[start:at]]
        weak = {word.lemma for word in words[start:at]} & self._lexicon.weak_adjectives
        if weak or any(form.lower() in self._lexicon.stop for form in adjectives):
            return None
        if not self._has_case(at, cases, adjectives):
            return None
        end = self._whole_name(at)
        return self._to_its_end(at, end)

    def _to_its_end(self, at: int, end: int) -> int | None:
        """A tail with the genitives that follow ("права голосу"); None where it would be cut."""
        words = self._words
        following = end + 1
        if following < len(words) and words[at].tag != NAME:
            further = self._tail(following, ("gent",))
            if further is not None:
                return further
            cut = self._is_adjective(following) and any(
                reading.is_adjective and reading.case == "gent"
                for reading in readings(words[following].text, self._language)
            )
            if cut:
                return None
        return None if words[at].lemma in self._lexicon.general else end

    def _has_case(self, at: int, cases: Sequence[str], adjectives: Sequence[str]) -> bool:
        likeliest = noun_reading(self._words[at].text, self._language)
        for reading in nouns(self._words[at].text, self._language):
            if reading.case not in cases or agreement(reading, adjectives, self._language) is None:
                continue
            unlikely = reading.score < 0.05 and likeliest is not None and likeliest.score > 0.5
            if not unlikely:
                return True
        return False

    def _whole_name(self, at: int) -> int:
        """A name in a tail is never cut: first name, surname."""
        words = self._words
        if words[at].tag != NAME or words[at].text.isupper():
            return at
        return self._end_of_name(at)

    def _pair(self, head: _Head) -> Iterator[Phrase]:
        """Two nouns that the text joins, each in the nominative."""
        words = self._words
        at = head.at + 2
        if at >= len(words) or words[head.at + 1].text not in _AND:
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
