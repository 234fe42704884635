"""German noun phrases: article, adjectives, noun or name, and the tails that a head may keep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from summarizer import german_nouns
from summarizer.german_attributes import (
    is_nominal,
    is_pointing,
    is_weak,
    nominative_adjective,
    seen_genders,
)
from summarizer.lexicon import lexicon
from summarizer.phrase import Form, Phrase
from summarizer.text import Document, Line

_DETERMINERS = ("ART", "PDAT", "PPOSAT", "PIAT", "CARD", "APPRART", "PDS", "PRELAT")
_BEFORE_PARTICIPLE = ("ADV", "ADJ(D)", "PROAV", "PTKNEG", "NE", "NN", "PTKA")
_PARTICIPLE = re.compile(r"(?:t|en|nd)e[nrsm]?$")
_PERSON = re.compile(
    r"(?:präsident|minister|kanzler|chef|sekretär|sprecher|leiter|vorsitzende|premier|könig|papst|general"
    r"|kandidat|abgeordnete|politiker|experte|professor|autor|journalist|anwalt|richter|sohn|frau|mann|herr"
    r"|bruder|meister|beauftragte|direktor|forscher|gouverneur|botschafter|in)$"
)
# Nouns that are inflected like adjectives: their nominative hangs on an article that a label has not.
_LIKE_ADJECTIVES = re.compile(
    r"(?:gesandt|verbündet|abgeordnet|vorsitzend|angehörig|beamt|beauftragt|gefangen|verletzt|geflüchtet|gestellt"
    r"|jugendlich|erwachsen|arbeitslos|studierend|überlebend|bekannt|verwandt|deutsch|lehrend|forschend)e[nrm]?$",
    re.IGNORECASE,
)
_INSTITUTIONS = (
    "bank",
    "partei",
    "universität",
    "institut",
    "stiftung",
    "volkspartei",
    "schloss",
    "koalition",
)
_CONTRACTED = {"im": "in", "am": "an", "zum": "zu", "zur": "zu", "vom": "von", "beim": "bei"}
_LONGEST_RUN = 5
_FULL_LABEL = 46


def chunk(document: Document) -> Iterator[Phrase]:
    """All candidate phrases of a German text, in its order."""
    genders = seen_genders(document.lines)
    for line in document.lines:
        yield from _Chunker(line, genders).phrases()


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
    person: bool
    capital_attribute: bool


class _Chunker:
    """The phrases of one line."""

    def __init__(self, line: Line, genders: Mapping[str, str]) -> None:
        self._line = line
        self._words = line.words
        self._genders = genders
        self._lexicon = lexicon("de")

    def phrases(self) -> Iterator[Phrase]:
        at = 0
        while at < len(self._words):
            if not is_nominal(self._words[at]) or self._words[at].text.endswith("-"):
                at += 1
                continue
            end = self._end_of_run(at)
            yield from self._run(at, end)
            at = end + 1

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
            if len(nouns) == 1 or self._words[start].text.endswith("er"):
                yield from self._noun_phrases(nouns[-1], start if len(nouns) == 1 else nouns[-1], start > 0)
            return
        if not nouns:
            yield from self._names(names[0], names[-1])
        elif names[0] < nouns[0]:
            before = [at for at in names if at < nouns[0]]
            yield from self._possessed(before, nouns[0], end)
        else:
            after = [at for at in names if at > nouns[-1]]
            first = nouns[-1] if self._is_institution(nouns[-1], after) else after[0] if after else names[0]
            yield self._name(first, names[-1])
            yield from self._named_owner(nouns[-1], after)

    def _is_half_of_pair(self, start: int) -> bool:
        """Such as "Sicherheits- und Verteidigungsrat": the second half alone would be cut."""
        words = self._words
        joined = start > 1 and words[start - 1].text in ("und", "oder", "sowie", "bzw")
        return joined and words[start - 2].text.endswith("-")

    def _is_institution(self, noun: int, names: Sequence[int]) -> bool:
        lemma = self._words[noun].lemma
        return bool(names) and names[0] == noun + 1 and len(names) == 1 and lemma in _INSTITUTIONS

    def _names(self, first: int, last: int) -> Iterator[Phrase]:
        """One name, or a country in the genitive and a person: "der Ukraine | Wolodymyr Selenskyj"."""
        country = last > first and first > 0 and self._words[first - 1].text == "der"
        if country:
            yield self._name(first, first)
        yield self._name(first + country, last)

    def _name(self, first: int, last: int) -> Phrase:
        label = self._line.surface(first, last)
        lemma = self._words[last].lemma
        if label.endswith("s") and lemma == self._words[last].text.lower()[:-1]:
            label = label[:-1]
        return Phrase(label, (lemma,), lemma, Form.NAME, self._line.index, first, last)

    def _possessed(self, names: Sequence[int], noun: int, end: int) -> Iterator[Phrase]:
        """Such as "Trumps Bereitschaft" is a phrase; "Russlands Energieminister Nowak" only names Russia."""
        owner = self._words[names[-1]]
        yield self._name(names[0], names[-1])
        genitive = owner.text.endswith("s") and owner.lemma != owner.text.lower()
        lemma = self._words[noun].lemma
        if not genitive or noun != end or lemma in self._lexicon.general or self._is_person(lemma):
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
        if not genitive or lemma in self._lexicon.general or self._is_person(lemma):
            return
        head = self._head(noun, noun)
        if head is not None:
            label = f"{head.noun} {owner.text}"
            yield Phrase(
                label,
                (lemma, owner.lemma),
                lemma,
                Form.TAILED,
                self._line.index,
                noun,
                names[0],
                head.negated,
            )

    def _is_person(self, lemma: str) -> bool:
        return lemma in self._lexicon.roles or bool(_PERSON.search(lemma))

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
        negated = determiner.lower().startswith("kein") or (
            before >= 0 and words[before].text.lower() == "nicht"
        )
        names_follow = at + 1 < len(words) and words[at + 1].tag == "NE"
        adjective = adjectives[-1] if adjectives else ""
        noun = words[at]
        if noun.tag == "NNA" or _LIKE_ADJECTIVES.search(noun.text):
            return None
        form, number = german_nouns.nominative(noun.text, determiner, adjective, names_follow, self._genders)
        if noun.tag == "NNI":
            form, number = noun.text.removesuffix("s"), "s"
        gender = german_nouns.gender(noun.lemma) or self._genders.get(noun.lemma)
        attributes = self._attributes(adjectives, first, number, gender, negated)
        return _Head(
            at=at,
            start=first if attributes else at,
            noun=form,
            lemma=noun.lemma,
            attributes=" ".join(attributes),
            attribute_terms=tuple(word.lemma for word in words[first:start]) if attributes else (),
            negated=negated,
            person=number == "s" and self._is_person(noun.lemma),
            capital_attribute=bool(adjectives) and adjectives[0][0].isupper() and first > 0,
        )

    def _attributes(
        self, adjectives: Sequence[str], first: int, number: str, gender: str | None, negated: bool
    ) -> list[str]:
        """The adjectives that say something, in the nominative; none where one cannot be inflected."""
        kept = [form for form in adjectives if not is_weak(form)]
        if not kept or negated or len(kept) < len(adjectives):
            return []
        if first and self._words[first - 1].tag in _BEFORE_PARTICIPLE and _PARTICIPLE.search(kept[0]):
            return []
        inflected = [nominative_adjective(form, number, gender) for form in kept]
        return [form for form in inflected if form] if all(inflected) else []

    def _noun_phrases(self, at: int, start: int, _inside: bool) -> Iterator[Phrase]:
        head = self._head(at, start)
        if head is None or self._is_cut(at):
            return
        general = head.lemma in self._lexicon.general
        if not general and not head.capital_attribute and not head.person:
            yield self._phrase(head, head.noun, (head.lemma,), Form.NOUN, at, at)
        if head.attributes and not (general and not head.capital_attribute):
            form = Form.PROPER if head.capital_attribute else Form.MODIFIED
            label = f"{head.attributes} {head.noun}"
            yield self._phrase(head, label, (*head.attribute_terms, head.lemma), form, head.start, at)
        if head.person or head.capital_attribute:
            return
        if head.lemma not in self._lexicon.no_complement:
            yield from self._with_tails(head)
        if not general:
            yield from self._pair(head)

    def _is_cut(self, at: int) -> bool:
        """Whether the noun goes on after a dash: "Nord-" or "Schwarz - und Weiß"."""
        words = self._words
        return at + 2 < len(words) and words[at + 1].text == "-" and words[at + 2].text in ("und", "oder")

    def _phrase(
        self, head: _Head, label: str, terms: tuple[str, ...], form: Form, first: int, last: int
    ) -> Phrase:
        return Phrase(label, terms, head.lemma, form, self._line.index, first, last, head.negated)

    def _with_tails(self, head: _Head) -> Iterator[Phrase]:
        """The head with its genitive, its prepositional complement, or both."""
        end = self._genitive(head.at + 1)
        if end is None:
            end = self._complement(head.at + 1, head.lemma)
            if end is not None:
                yield from self._tailed(head, end)
            return
        yield from self._tailed(head, end)
        further = self._complement(end + 1, head.lemma)
        if (
            further is not None
            and len(head.noun) + len(self._line.surface(head.at + 1, further)) < _FULL_LABEL
        ):
            yield from self._tailed(head, further)

    def _tailed(self, head: _Head, end: int) -> Iterator[Phrase]:
        tail = self._line.surface(head.at + 1, end)
        inside = self._words[head.at + 1 : end + 1]
        if any(word.lemma == head.lemma for word in inside):
            return  # "Lastwagen für Lastwagen" counts, it names nothing
        terms = (head.lemma, *(word.lemma for word in inside if is_nominal(word) or word.tag == "ADJ(A)"))
        yield self._phrase(head, f"{head.noun} {tail}", terms, Form.TAILED, head.at, end)
        full = f"{head.attributes} {head.noun} {tail}"
        if head.attributes and len(full) <= _FULL_LABEL:
            yield self._phrase(head, full, (*head.attribute_terms, *terms), Form.TAILED, head.start, end)

    def _genitive(self, at: int) -> int | None:
        """The end of a genitive attribute that begins at `at`."""
        words = self._words
        if at >= len(words):
            return None
        word, low = words[at], words[at].text.lower()
        if word.tag in ("ART", "PPOSAT") and low in (
            "des",
            "der",
            "eines",
            "einer",
            "seiner",
            "ihrer",
            "unserer",
        ):
            return None if word.tag == "PPOSAT" else self._group(at)
        if word.tag == "ADJ(A)" and low.endswith("er") and at + 1 < len(words) and is_nominal(words[at + 1]):
            return self._group(at)  # Aufnahme neuer Mitglieder
        genitive_name = word.tag == "NE" and word.text.endswith("s") and word.lemma != low
        if genitive_name and not (at + 1 < len(words) and is_nominal(words[at + 1])):
            return at
        return None

    def _group(self, start: int) -> int | None:
        """The end of a noun phrase that can stand at the end of a label, or None where it would be cut."""
        words = self._words
        at = start
        if at < len(words) and words[at].tag == "ART":
            at += 1
        first_adjective = at
        while at < len(words) and words[at].tag == "ADJ(A)" and at - first_adjective < 2:
            at += 1
        if at >= len(words) or not is_nominal(words[at]) or words[at].text.endswith("-"):
            return None
        if any(is_pointing(word.text) for word in words[first_adjective:at]):
            return None
        end = at
        while end + 1 < len(words) and words[end + 1].tag == "NE" and end - at < 3:
            end += 1
        if end == at and end + 1 < len(words) and is_nominal(words[end + 1]):
            return None
        if end > at and words[at].tag != "NE" and not self._is_person(words[at].lemma):
            return None
        if end + 1 < len(words) and (words[end + 1].tag == "TRUNC" or words[end + 1].text.endswith("-")):
            return None
        alone = end == at and first_adjective == at
        return None if alone and words[end].lemma in self._lexicon.general else end

    def _complement(self, at: int, lemma: str) -> int | None:
        """The end of a prepositional phrase that belongs to the head by its government."""
        words = self._words
        if at + 1 >= len(words) or words[at].tag not in ("APPR", "APPRART"):
            return None
        form = words[at].text.lower()
        preposition = _CONTRACTED.get(form, form)
        if form == "in" and words[at + 1].text in ("die", "das"):
            preposition = "ins"  # a direction, which other heads take than a place
        heads = self._lexicon.governs.get(preposition)
        if heads is None or not heads.search(lemma.rsplit("-", 1)[-1]):
            return None
        if preposition == "zwischen":
            return self._between(at + 1)
        if preposition == "in" and not self._is_place(at + 1):
            return None
        end = self._group(at + 1)
        if end is None or self._group_goes_on(end):
            return None
        further = self._genitive(end + 1)
        return end if further is None else further

    def _group_goes_on(self, end: int) -> bool:
        """Such as "für Investitionen und Hilfe": what is joined on would be cut off."""
        words = self._words
        joined = end + 2 < len(words) and words[end + 1].text in ("und", "oder", "sowie")
        return (
            joined and (is_nominal(words[end + 2]) and words[end].tag == "NE") and words[end + 2].tag == "NE"
        )

    def _is_place(self, at: int) -> bool:
        words = self._words
        if words[at].tag == "ART":
            at += 1
        return at < len(words) and words[at].tag in ("NE", "ADJ(A)")

    def _between(self, at: int) -> int | None:
        words = self._words
        end = self._group(at)
        if end is None:
            return None
        if end + 2 < len(words) and words[end + 1].text == "und":
            return self._group(end + 2)
        plural = german_nouns.lemma_and_ending(words[end].text)[1] in ("en", "n", "e", "ern")
        return end if plural and words[end].tag != "NE" else None

    def _pair(self, head: _Head) -> Iterator[Phrase]:
        """Such as "Gimnasien und Schulen": two nouns that the text joins."""
        words = self._words
        at = head.at + 2
        if at >= len(words) or words[head.at + 1].text != "und" or head.negated:
            return
        adjective = words[at].text if words[at].tag == "ADJ(A)" else ""
        at += bool(adjective)
        if at >= len(words) or words[at].tag not in ("NN", "NNI") or not words[at].text[0].isupper():
            return
        goes_on = at + 1 < len(words) and (is_nominal(words[at + 1]) or self._genitive(at + 1) is not None)
        second = self._head(at, at)
        if goes_on or second is None or second.lemma in self._lexicon.general or second.person:
            return
        if adjective and not second.attributes:
            return
        full = f"{second.attributes} {second.noun}".strip()
        label = f"{head.attributes} {head.noun} und {full}".strip()
        terms = (*head.attribute_terms, head.lemma, *second.attribute_terms, second.lemma)
        yield self._phrase(head, label, terms, Form.PAIR, head.start, at)
