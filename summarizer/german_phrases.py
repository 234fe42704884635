"""German noun phrases: article, adjectives, noun or name, and the tails that a head may keep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer import german_nouns
from summarizer.german_attributes import (
    is_like_adjective,
    is_nominal,
    is_person,
    is_told_in_passing,
    is_weak,
    nominative_adjective,
    seen_genders,
)
from summarizer.german_events import events
from summarizer.german_tails import Tails
from summarizer.lexicon import lexicon
from summarizer.phrase import Form, Phrase
from summarizer.text import Document, Line
from summarizer.tokens import Word

_DETERMINERS = ("ART", "PDAT", "PPOSAT", "PIAT", "CARD", "APPRART", "PDS", "PRELAT")
_BEFORE_PARTICIPLE = ("ADV", "ADJ(D)", "PROAV", "PTKNEG", "NE", "NN", "PTKA")
_PARTICIPLE = re.compile(r"(?:t|en|nd)e[nrsm]?$")
_SET_PREPOSITIONS = ("in", "zu", "auf", "unter", "außer", "vor", "laut", "nach")
_POINTING_GENITIVE = re.compile(r"^dies(?=e[rs]\b)")
_SPEAKER = ("ART", "ADJ(A)", "NN", "NNA", "NE", "PPOSAT", "APPR", "APPRART", "CARD")
_LONGEST_RUN = 5
_FULL_LABEL = 50


def chunk(document: Document) -> Iterator[Phrase]:
    """All candidate phrases of a German text, in its order."""
    genders = seen_genders(document.lines)
    for line in document.lines:
        tails = Tails(line.words)
        yield from _Chunker(line, genders, tails).phrases()
        yield from events(line, genders, tails)


def _speakers(words: Sequence[Word]) -> frozenset[int]:
    """The words that only tell who speaks, behind what is said: ", sagte Sprecherin Ilona Galich"."""
    found: set[int] = set()
    for at, word in enumerate(words):
        opens = at > 0 and words[at - 1].text in (",", "“", '"', "»", "«")
        if not opens or word.lemma not in lexicon("de").speaking or _has_subject_before(words[:at]):
            continue
        last = at + 1
        while last < len(words) and words[last].tag in _SPEAKER:
            last += 1
        found.update(range(at + 1, last))
    return frozenset(found)


def _has_subject_before(words: Sequence[Word]) -> bool:
    """Whether a verb goes on behind a relative clause: "Die Ministerin, die seit März im Amt ist, fordert …"."""
    relative = next((at for at, word in enumerate(words) if word.tag == "PRELS"), 0)
    return relative > 0 and not any(word.tag.endswith("(FIN)") for word in words[:relative])


@dataclass(frozen=True, slots=True)
class _Head:
    """A noun in its phrase: where it stands, what it is called, and the adjectives in front of it."""

    at: int
    start: int
    noun: str
    lemma: str
    attributes: str
    attribute_terms: tuple[str, ...]
    negated: bool
    singular: bool
    person: bool
    capital_attribute: bool


class _Chunker:
    """The phrases of one line."""

    def __init__(self, line: Line, genders: Mapping[str, str], tails: Tails) -> None:
        self._line = line
        self._words = line.words
        self._genders = genders
        self._tails = tails
        self._lexicon = lexicon("de")
        self._speakers = _speakers(line.words)

    def phrases(self) -> Iterator[Phrase]:
        at = 0
        while at < len(self._words):
            if not is_nominal(self._words[at]) or self._words[at].text.endswith("-"):
                at += 1
                continue
            end = self._end_of_run(at)
            source = self._is_source(at)
            if not source and at not in self._speakers:
                yield from self._run(at, end)
            at = max(end, self._tails.source(at) if source else self._end_of_office(end)) + 1

    def _is_source(self, at: int) -> bool:
        """Such as "nach Auskunft der Feuerwehr": it tells who says so, not what a point is about."""
        words = self._words
        if words[at].lemma not in self._lexicon.sources:
            return False
        before = at - 1
        while before >= 0 and words[before].tag in ("ADJ(A)", "ART", "PPOSAT"):
            before -= 1
        return before >= 0 and words[before].text.lower() in ("nach", "laut", "zufolge")

    def _end_of_office(self, at: int) -> int:
        """Such as "Präsident der Vereinigten Staaten", "Landesamt für Umwelt": who somebody is, not what happens."""
        word = self._words[at]
        if word.tag == "NE":
            return at
        if self._lexicon.bodies.search(word.lemma):
            following = self._words[at + 1].text if at + 1 < len(self._words) else ""
            return max(self._tails.ends(at), default=at) if following == "für" else at
        if not is_person(word.lemma):
            return at
        end = self._tails.genitive(at + 1) or at
        several_names = self._words[end].tag == self._words[end - 1].tag == "NE"
        return at if several_names else end

    def _end_of_run(self, start: int) -> int:
        end = start
        while end + 1 < len(self._words) and end + 1 - start < _LONGEST_RUN:
            following = self._words[end + 1]
            if not is_nominal(following) or following.text.endswith("-"):
                break
            end += 1
        return end

    def _run(self, start: int, end: int) -> Iterator[Phrase]:
        """Nouns and names in a row: a name, a title and a name, "Trumps Bereitschaft", or one noun."""
        if self._is_half_of_pair(start):
            return
        names = [at for at in range(start, end + 1) if self._words[at].tag == "NE"]
        nouns = [at for at in range(start, end + 1) if self._words[at].tag != "NE"]
        if not names:
            measured = all(self._words[at].lemma in self._lexicon.general for at in nouns[:-1])
            if measured or self._words[start].text.endswith("er"):  # "Millionen Euro Soforthilfe"
                yield from self._noun_phrases(nouns[-1], start if len(nouns) == 1 else nouns[-1])
            return
        if not nouns and self._words[names[-1]].text.islower():
            return  # a numeral that the tagger does not know
        if not nouns:
            yield from self._names(names[0], names[-1])
        elif names[0] < nouns[0]:
            before = [at for at in names if at < nouns[0]]
            yield from self._possessed(before, nouns[0], end)
        else:
            after = [at for at in names if at > nouns[-1]]
            if len(after) > 2 and not is_person(self._words[nouns[-1]].lemma):
                yield self._name(after[0], after[0])  # "Chef des Gasmonopolisten Naftohas | Ostap Hnat"
                after = after[1:]
            yield self._called(nouns[-1], after) or self._name(after[0] if after else names[0], names[-1])
            yield from self._named_owner(nouns[-1], after)

    def _is_half_of_pair(self, start: int) -> bool:
        """Such as "Sicherheits- und Verteidigungsrat": the second half alone would be cut."""
        words = self._words
        joined = start > 1 and words[start - 1].text in ("und", "oder", "sowie", "bzw")
        return joined and words[start - 2].text.endswith("-")

    def _called(self, noun: int, names: Sequence[int]) -> Phrase | None:
        """Such as "Kraftwerk Lindach": what a name alone would not tell."""
        if len(names) != 1 or names[0] != noun + 1:
            return None
        lemma = self._words[noun].lemma
        if not any(lemma.endswith(each) for each in self._lexicon.named):
            return None
        head = self._head(noun, noun)
        if head is None or not head.singular:
            return None
        name = self._name(names[0], names[0])
        return replace(name, label=f"{head.noun} {name.label}", form=Form.PROPER, first=noun)

    def _names(self, first: int, last: int) -> Iterator[Phrase]:
        """One name, or what somebody stands for and who it is: "der Ukraine | Wolodymyr Selenskyj"."""
        own = self._stands_for(first, last)
        if own:
            yield self._name(first, first)
        yield self._name(first + own, last)

    def _stands_for(self, first: int, last: int) -> bool:
        """Whether the first of several names is a country or a body: "Chef von Naftohas | Ostap Hnat"."""
        words = self._words
        if last == first or first == 0:
            return False
        if words[first - 1].text == "der":
            return True
        of = first > 1 and words[first - 1].text == "von" and is_person(words[first - 2].lemma)
        return of and last - first > 1

    def _name(self, first: int, last: int) -> Phrase:
        label = self._line.surface(first, last)
        lemma = self._words[last].lemma
        if label.endswith("s") and lemma == self._words[last].text.lower().replace("ß", "ss")[:-1]:
            label = label[:-1]
        return Phrase(label, (lemma,), lemma, Form.NAME, self._line.index, first, last)

    def _possessed(self, names: Sequence[int], noun: int, end: int) -> Iterator[Phrase]:
        """Such as "Trumps Bereitschaft" is a phrase; "Russlands Energieminister Nowak" only names Russia."""
        owner = self._words[names[-1]]
        yield self._name(names[0], names[-1])
        genitive = owner.text.endswith("s") and owner.lemma != owner.text.lower()
        lemma = self._words[noun].lemma
        if not genitive or noun != end or lemma in self._lexicon.general or is_person(lemma):
            return
        nominative, _ = german_nouns.nominative(self._words[noun].text, "", "", False, self._genders)
        label = f"{self._line.surface(names[0], names[-1])} {nominative}"
        yield Phrase(label, (owner.lemma, lemma), lemma, Form.MODIFIED, self._line.index, names[0], noun)

    def _named_owner(self, noun: int, names: Sequence[int]) -> Iterator[Phrase]:
        """Such as "Bemühungen Washingtons": a noun and one name in the genitive."""
        if len(names) != 1:
            return
        owner = self._words[names[0]]
        lemma = self._words[noun].lemma
        genitive = owner.text.endswith("s") and owner.lemma != owner.text.lower()
        if not genitive or lemma in self._lexicon.general or is_person(lemma):
            return
        head = self._head(noun, noun)
        if head is not None and not head.negated:
            label = f"{head.noun} {owner.text}"
            yield Phrase(
                label,
                (lemma, owner.lemma),
                lemma,
                Form.TAILED,
                self._line.index,
                noun,
                names[0],
                is_told_in_passing(self._words, head.at),
            )

    def _head(self, at: int, start: int) -> _Head | None:
        """The noun at `at` in the nominative with the adjectives before `start`."""
        words = self._words
        first = start
        while first > 0 and start - first < 2 and words[first - 1].tag == "ADJ(A)":
            first -= 1
        adjectives = [word.text for word in words[first:start]]
        before = first - 1
        while before >= 0 and words[before].tag == "ADJ(A)":
            before -= 1
        determiner = words[before].text if before >= 0 and words[before].tag in _DETERMINERS else ""
        denied = before - 1 if determiner else before
        negated = determiner.lower().startswith("kein") or (
            denied >= 0 and words[denied].text.lower() == "nicht"
        )
        names_follow = at + 1 < len(words) and words[at + 1].tag == "NE"
        adjective = adjectives[-1] if adjectives else ""
        noun = words[at]
        if noun.tag == "NNA" or is_like_adjective(noun.text):
            return None
        form, number = german_nouns.nominative(noun.text, determiner, adjective, names_follow, self._genders)
        if noun.tag == "NNI":
            form, number = noun.text.removesuffix("s"), "s"
        gender = german_nouns.gender(noun.lemma) or self._genders.get(noun.lemma)
        attributes = self._attributes(adjectives, first, number, gender)
        return _Head(
            at=at,
            start=first if attributes else at,
            noun=form,
            lemma=noun.lemma,
            attributes=" ".join(attributes),
            attribute_terms=tuple(word.lemma for word in words[first:start]) if attributes else (),
            negated=negated,
            singular=number == "s",
            person=number == "s" and is_person(noun.lemma),
            capital_attribute=bool(adjectives) and adjectives[0][0].isupper() and first > 0,
        )

    def _attributes(
        self, adjectives: Sequence[str], first: int, number: str, gender: str | None
    ) -> list[str]:
        """The adjectives that say something, in the nominative; none where one cannot be inflected."""
        kept = [form for form in adjectives if not is_weak(form)]
        if not kept or len(kept) < len(adjectives):
            return []
        if first and self._words[first - 1].tag in _BEFORE_PARTICIPLE and _PARTICIPLE.search(kept[0]):
            return []
        inflected = [nominative_adjective(form, number, gender) for form in kept]
        return [form for form in inflected if form] if all(inflected) else []

    def _noun_phrases(self, at: int, start: int) -> Iterator[Phrase]:
        head = self._head(at, start)
        if head is None or head.negated or self._is_cut(at) or self._opens_preposition(at):
            return  # "es war kein Ruhmesblatt": a heading would tell the opposite
        general = head.lemma in self._lexicon.general
        if not general and not head.capital_attribute and not head.person and self._can_stand_alone(head):
            yield self._phrase(head, head.noun, (head.lemma,), Form.NOUN, at, at)
        idiom = f"{head.attribute_terms[-1]} {head.lemma}" if head.attributes else ""
        if idiom in self._lexicon.idioms:
            return
        if head.attributes and (
            head.capital_attribute or not (general or head.person or head.lemma in self._lexicon.roles)
        ):
            form = Form.PROPER if head.capital_attribute else Form.MODIFIED
            label = f"{head.attributes} {head.noun}"
            yield self._phrase(head, label, (*head.attribute_terms, head.lemma), form, head.start, at)
        if head.person or head.capital_attribute:
            return
        if head.lemma not in self._lexicon.no_complement:
            yield from self._with_tails(head)
        if not general:
            yield from self._pair(head)

    def _can_stand_alone(self, head: _Head) -> bool:
        """Whether a noun is neither part of a set expression ("in Brand") nor cut from its complement."""
        before = self._words[head.at - 1].text.lower() if head.at else ""
        if head.singular and head.start == head.at and before in _SET_PREPOSITIONS:
            return False
        return head.lemma in self._lexicon.no_complement or not self._tails.are_needed(head.at)

    def _is_cut(self, at: int) -> bool:
        """Whether the noun goes on: "Schwarz - und Weiß", "Lehrerinnen und Lehrer"."""
        words = self._words
        if at + 2 >= len(words):
            return False
        women = words[at].lemma.endswith("in") and words[at].lemma.removesuffix("in") == words[at + 2].lemma
        if women and words[at + 1].text in ("und", "oder"):
            return True
        return words[at + 1].text == "-" and words[at + 2].text in ("und", "oder")

    def _opens_preposition(self, at: int) -> bool:
        """Such as "im Gegensatz zu …", "mit Blick auf …": together they are a preposition."""
        words = self._words
        return at > 0 and f"{words[at - 1].text.lower()} {words[at].lemma}" in self._lexicon.idioms

    def _phrase(
        self, head: _Head, label: str, terms: tuple[str, ...], form: Form, first: int, last: int
    ) -> Phrase:
        aside = is_told_in_passing(self._words, head.at)
        return Phrase(label, terms, head.lemma, form, self._line.index, first, last, aside)

    def _with_tails(self, head: _Head) -> Iterator[Phrase]:
        """The head with its genitive, its prepositional complements, or both."""
        for end in self._tails.ends(head.at):
            if len(head.noun) + len(self._line.surface(head.at + 1, end)) < _FULL_LABEL:
                yield from self._tailed(head, end)

    def _tailed(self, head: _Head, end: int) -> Iterator[Phrase]:
        tail = _POINTING_GENITIVE.sub("d", self._line.surface(head.at + 1, end))
        inside = self._words[head.at + 1 : end + 1]
        if any(word.lemma == head.lemma for word in inside):
            return  # "Lastwagen für Lastwagen" counts, it names nothing
        terms = (head.lemma, *(word.lemma for word in inside if is_nominal(word) or word.tag == "ADJ(A)"))
        yield self._phrase(head, f"{head.noun} {tail}", terms, Form.TAILED, head.at, end)
        full = f"{head.attributes} {head.noun} {tail}"
        if head.attributes and len(full) <= _FULL_LABEL:
            yield self._phrase(head, full, (*head.attribute_terms, *terms), Form.TAILED, head.start, end)

    def _pair(self, head: _Head) -> Iterator[Phrase]:
        """Such as "Gimnasien und Schulen": two nouns that the text joins."""
        words = self._words
        at = head.at + 2
        if at >= len(words) or words[head.at + 1].text != "und":
            return
        adjective = words[at].text if words[at].tag == "ADJ(A)" else ""
        at += bool(adjective)
        if at >= len(words) or words[at].tag not in ("NN", "NNI") or not words[at].text[0].isupper():
            return
        goes_on = at + 1 < len(words) and (
            is_nominal(words[at + 1]) or self._tails.genitive(at + 1) is not None
        )
        second = self._head(at, at)
        if goes_on or second is None or second.lemma in self._lexicon.general or second.person:
            return
        if adjective and not second.attributes:
            return
        full = f"{second.attributes} {second.noun}".strip()
        label = f"{head.attributes} {head.noun} und {full}".strip()
        terms = (*head.attribute_terms, head.lemma, *second.attribute_terms, second.lemma)
        yield self._phrase(head, label, terms, Form.PAIR, head.start, at)
