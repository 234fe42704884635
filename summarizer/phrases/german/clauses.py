"""German clauses: the verb of each, its voice, and the noun phrases that it governs.

A clause of which any part is not understood is left out: this module would rather see nothing than guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import takewhile

from summarizer.phrases.german.cases import COMPARED_WITH_NUMBER, Group, group, pronoun
from summarizer.phrases.german.lists import JOINED
from summarizer.wordlists import word_list
from summarizer.words import german_nouns
from summarizer.words.german_attributes import begins_phrase, is_nominal, is_person
from summarizer.words.hanta import tagger
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word, whole_lemmas

_FINITE = ("VV(FIN)", "VA(FIN)", "VM(FIN)")
_PRONOUNS = ("PPER", "PIS", "PDS")
_BREAKS = ("$,", "$.", "$(")
# Such a word makes a relative clause or a question, or was not understood by the tagger.
_NOT_UNDERSTOOD = ("PRELS", "PRELAT", "PWS", "PWAT", "PWAV", "TRUNC", "FM", "XY", "APZR", "VV(IMP)")
_SUBORDINATES = ("KOUS", "KOUI")
_OPENS = ("KON", "ADV", "KOUS", "KOUI")
_ASSERTING = ("dass", "daß", "weil", "nachdem", "da", "seit", "seitdem", "während", "indem")
_PARTICLES = word_list(
    "ab an auf aus bei durch ein fest frei los mit nach um unter vor weg wieder zu zurück zusammen"
)
_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag")
_BEHIND_NOUN = ("zufolge", "gegenüber", "entlang", "zuliebe", "lang", "hindurch")
_PASSIVE = ("wird", "werden", "wurde", "wurden", "werde")
_REFLEXIVE = ("mich", "dich", "uns", "euch")
_BELIEVING = ("glauben", "denken", "finden", "annehmen", "vermuten", "behaupten", "vorwerfen", "heissen")
PARTS_OF_TIME = ("anfang", "mitte", "ende")
_TIME = word_list(
    "jahrhundert jahrzehnt jahr quartal monat woche wochenende tag stunde minute sekunde mal zeit moment "
    "augenblick abend morgen nacht mittag sommer winter herbst frühling frühjahr"
)


class Voice(Enum):
    """How a verb stands to its noun phrases."""

    ACTIVE = "somebody does something"
    PASSIVE = "something is done"
    INFINITIVE = "to do something"
    PERFECT_OF_BEING = "something has become so"


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb at `verb` with its particle in `lemma`, and the noun phrases around it that no preposition governs.

    `finite` is the place of what agrees with the subject, -1 in an infinitive. `elided`: the subject stands in a
    clause before. `governed`: a main clause decides whether this one is true. What stands from `shared` on bears
    upon this verb.
    """

    first: int
    shared: int
    last: int
    verb: int
    finite: int
    lemma: str
    voice: Voice
    groups: tuple[Group, ...]
    elided: bool
    governed: bool
    reflexive: bool


def clauses(words: Sequence[Word], genders: Mapping[str, str]) -> Iterator[Clause]:
    """The clauses of a sentence that are understood."""
    before: Clause | None = None
    for first, last, aside in _spans(words):
        clause = _Reader(words, genders, first, last, before, aside).clause()
        if clause is not None:
            yield clause
        before = clause


def _spans(words: Sequence[Word]) -> Iterator[tuple[int, int, range]]:
    """First and last words of clauses, and an aside in them: "hat den Leiter[, Jens Kolb,] entlassen"."""
    spans = list(_between_marks(words))
    at = 0
    while at < len(spans):
        joined = at + 2 < len(spans) and _is_parted(words, *spans[at : at + 3])
        last = spans[at + 2 * joined][1]
        yield spans[at][0], last, range(spans[at][1] + 1, spans[at + 2][0]) if joined else range(0)
        at += 1 + 2 * joined


def _is_parted(
    words: Sequence[Word], opening: tuple[int, int], aside: tuple[int, int], closing: tuple[int, int]
) -> bool:
    """Whether a clause waits for its verb, a name or who somebody is follows, and then the verb ends the clause."""
    marks = (opening[1] + 1, aside[1] + 1)
    if any(words[mark].text != "," for mark in marks) or (aside[0], closing[0]) != (
        marks[0] + 1,
        marks[1] + 1,
    ):
        return False
    before, after = (
        [word.tag for word in words[first : last + 1] if word.tag.startswith("V")]
        for first, last in (opening, closing)
    )
    inner = words[aside[0] : aside[1] + 1]
    named = inner[0].tag in ("NE", "NN", "ART") and not any(word.tag[0] in "VK" for word in inner)
    waits = before in (["VA(FIN)"], ["VM(FIN)"]) and is_nominal(words[opening[1]])
    return waits and named and after in (["VV(PP)"], ["VV(INF)"], ["VV(PP)", "VA(PP)"])


def _between_marks(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """First and last words between marks, and on both sides of an "und" beside a verb."""
    first = 0
    for at, word in enumerate(words):
        ordinal = word.text == "." and at > 0 and words[at - 1].tag == "CARD" and at + 1 < len(words)
        if word.tag in _BREAKS and not ordinal:
            if at > first:
                yield first, at - 1
            first = at + 1
        elif word.tag == "KON" and at > first and _joins_verbs(words, at):
            yield first, at - 1
            first = at
    if first < len(words):
        yield first, len(words) - 1


def _joins_verbs(words: Sequence[Word], at: int) -> bool:
    after = words[at + 1].tag if at + 1 < len(words) else ""
    return after in _FINITE or words[at - 1].tag.startswith("V") or words[at - 1].tag == "PTKVZ"


class _Reader:
    """One span of a sentence, read as a clause."""

    def __init__(
        self,
        words: Sequence[Word],
        genders: Mapping[str, str],
        first: int,
        last: int,
        before: Clause | None,
        aside: range = range(0),
    ) -> None:
        self._words = words
        self._genders = genders
        self._joined = words[first].tag == "KON" and before is not None and before.last == first - 1
        self._before = before
        self._first = first
        self._last = last
        self._aside = aside
        self._verbs = [at for at in range(first, last + 1) if words[at].tag.startswith("V")]

    def clause(self) -> Clause | None:
        words = self._words
        full = [at for at in self._verbs if words[at].tag.startswith("VV")] or self._participle()
        finite = [at for at in self._verbs if words[at].tag in _FINITE]
        subordinate = self._opener().tag == "KOUS"
        if subordinate and not finite and full == [self._last] and words[self._last].text.endswith("t"):
            finite = full  # "weil sie den Fluss verschmutzt" looks like a participle
        if len(finite) == 2 and words[finite[0]].tag != "VV(FIN)" and finite[1] == self._last:
            finite.pop()  # an infinitive or participle behind its auxiliary
        if len(full) != 1 or len(finite) > 1:
            return None
        verb = full[0]
        voice = self._voice(verb, finite[0] if finite else -1)
        if voice is None:
            return None
        at = finite[0] if finite else -1
        told = subordinate and self._opener().text.lower() in _ASSERTING and finite and at == self._verbs[-1]
        if subordinate and not told:
            return None
        groups = self.groups()
        if groups is None:
            return None
        main = bool(finite) and not subordinate
        if main and not self._is_main(at, verb, groups):
            return None
        elided = self._joined and (not finite or all(each.first > at for each in groups))
        elided |= at == self._first and self._is_resumed(at)
        if not finite and voice is not Voice.INFINITIVE and not elided:
            return None
        reflexive = any(
            words[each].tag == "PRF" or words[each].text.lower() in _REFLEXIVE
            for each in range(self._first, self._last + 1)
        )
        inherits = elided and not finite and self._before is not None
        return Clause(
            self._first,
            self._before.shared if inherits and self._before else self._first,
            self._last,
            verb,
            at,
            self._lemma(verb, at),
            voice,
            tuple(groups),
            elided,
            not main or self._is_content(),
            reflexive,
        )

    def _is_content(self) -> bool:
        """Whether a main clause is what somebody says or believes: "niemand glaubt, [man senkt die Steuer]"."""
        words, comma = self._words, self._first - 1
        if comma < 0 or words[comma].text != "," or words[self._first].tag in _FINITE:
            return False
        before = list(takewhile(lambda word: word.tag not in _BREAKS, reversed(words[:comma])))
        told = lexicon("de").speaking.union(_BELIEVING)
        return not told.isdisjoint(
            whole_lemmas([word for word in before if word.tag.startswith(("V", "PTKVZ"))])
        )

    def _is_resumed(self, finite: int) -> bool:
        """Whether the subject stands before a relative clause: "der Rat, der lange schwieg, [senkt die Steuer]"."""
        words = self._words
        commas = [at for at in range(self._first) if words[at].tag == "$,"]
        if len(commas) != 2 or commas[1] != self._first - 1:
            return False
        relative = any(word.tag.startswith("PREL") for word in words[commas[0] + 1 : commas[0] + 3])
        opening = _Reader(words, self._genders, 0, commas[0] - 1, None).groups()
        if not relative or not opening or len(opening) > 1 or opening[0].end + 1 < commas[0]:
            return False
        subject = opening[0]
        return agrees(words, finite, subject) and (subject.cases == "n" or acts(words, subject))

    def _participle(self) -> list[int]:
        """One at the end that the tagger took for an adverb: "wurden die Dämme verstärkt"."""
        passive = any(self._words[at].text.lower() in _PASSIVE for at in self._verbs)
        return [self._last] if passive and self._words[self._last].tag == "ADJ(D)" else []

    def _opener(self) -> Word:
        words = self._words
        at = self._first
        while at < self._last and words[at].tag in ("KON", "ADV"):
            at += 1
        return words[at]

    def _voice(self, verb: int, finite: int) -> Voice | None:
        words = self._words
        low = [words[at].text.lower() for at in self._verbs if at != verb]
        tag = words[verb].tag
        to = tag == "VV(IZU)" or words[verb - 1].tag == "PTKZU"
        if to:
            return Voice.INFINITIVE if not low and verb == self._last else None
        if finite == verb:
            return Voice.ACTIVE if not low else None
        if finite < 0:
            return self._inherited(verb) if not low else None
        same = german_nouns.fold(words[verb].text) == words[verb].lemma and len(low) == 1
        # "will entlassen"
        participle = self._is_participle(verb) and not (same and words[finite].tag == "VM(FIN)")
        if any(text.startswith(("hab", "hat")) for text in low):
            return Voice.ACTIVE if participle and not any(text == "worden" for text in low) else None
        if participle and any(text in (*_PASSIVE, "worden", "würde", "würden") for text in low):
            return Voice.PASSIVE
        if any(text in ("ist", "sind", "war", "waren", "sei", "seien", "sein") for text in low):
            return Voice.PERFECT_OF_BEING if participle else None
        modal = words[finite].tag == "VM(FIN)" or low[0] in ("wird", "werden", "werde")
        return Voice.ACTIVE if modal and len(low) == 1 and not participle else None

    def _is_participle(self, verb: int) -> bool:
        """The tagger takes both participles and infinitives for finite verbs at times."""
        word = self._words[verb]
        return word.tag in ("VV(PP)", "ADJ(D)") or (word.tag == "VV(FIN)" and not word.text.endswith("en"))

    def _inherited(self, verb: int) -> Voice | None:
        """The voice of a verb that shares the auxiliary of the clause before: "… senken und … ausbauen"."""
        before = self._before
        if not self._joined or before is None or verb != self._last:
            return None
        same = self._is_participle(verb) == self._is_participle(before.verb)
        return before.voice if same and before.finite != before.verb else None

    def _lemma(self, verb: int, finite: int) -> str:
        """The verb with its particle at the end of the clause."""
        words = self._words
        if words[verb].tag == "ADJ(D)":
            return german_nouns.fold(tagger("de").lemma(words[verb].text, "VV(PP)"))
        if finite == verb < self._last:
            particle = words[self._last]
            separate = next((w for w in words[verb + 1 : self._last + 1] if w.tag == "PTKVZ"), None)
            known = (
                f"{particle.text}{words[verb].lemma}" in lexicon("de").nominals or particle.text in _PARTICLES
            )
            if separate is None and known and particle.tag in ("APPR", "ADV", "ADJ(D)"):
                separate = particle
            if separate is not None:
                return separate.text + words[verb].lemma
        beyond = self._last + 1
        for at in range(beyond, len(words) - 1):
            if words[at].tag == "PTKVZ" and words[at - 1].tag == "$,":
                return ""  # its particle may stand behind a relative clause
        return words[verb].lemma

    def _is_main(self, finite: int, verb: int, groups: Sequence[Group]) -> bool:
        """Whether one constituent stands before the finite verb, and the other verbs at the end."""
        words = self._words
        if finite != verb and any(each.first > verb for each in groups):
            return False
        if sum(each.first < finite for each in groups) > 1:
            return False
        front = finite - self._first - (words[self._first].tag == "KON")
        return front > 0 or self._joined or (self._first > 0 and words[self._first - 1].tag == "$,")

    def groups(self) -> list[Group] | None:
        """The noun phrases of the clause; None where something is not understood."""
        words = self._words
        found: list[Group] = []
        at = self._first
        governed = False
        while at <= self._last:
            word = words[at]
            if at in self._aside:
                at, governed = self._aside.stop, False
                continue
            if word.tag in ("APPR", "APPRART", "KOKOM") and not self._is_more_than(at):
                governed = True
                at += 1
                continue
            opens = at == self._first or words[at - 1].tag in _OPENS
            if word.tag in _NOT_UNDERSTOOD or (word.tag in _SUBORDINATES and not opens):
                return None
            if word.tag in _PRONOUNS:
                if not governed:
                    found.append(pronoun(word, at))
                governed = False
                at += 1
                continue
            phrase = group(words, at, self._genders)
            if phrase is None:
                if word.tag in ("ART", "PPOSAT", "PDAT", "ADJ(A)"):
                    return None  # an attribute too rich to be understood
                counts = word.tag == "KON" and words[at - 1].tag == "CARD"  # "zwischen 200 und 400 Euro"
                governed = governed and (counts or word.tag in ("ADV", "CARD", "ADJ(D)", "$."))
                at += 1
                continue
            if phrase.end > self._last:
                return None
            whole = self._with_genitives(phrase, governed)
            if whole is None:
                return None
            behind = words[whole.end + 1] if whole.end < self._last else None
            postponed = (
                behind is not None
                and (behind.tag == "APPO" or behind.text in _BEHIND_NOUN)
                and bool(set("da") & set(whole.cases))
                and "n" not in whole.cases
            )
            if not governed and not postponed and not self._is_time(whole):
                found.append(whole)
            at = whole.end + 1
            governed = governed and at <= self._last and words[at].tag == "KON"
            at += governed
        return found

    def _is_more_than(self, at: int) -> bool:
        """Whether a word only tells how exact a number is: "mehr [als] 30 Boote"."""
        words = self._words
        compared = at > self._first and (words[at - 1].text.lower(), words[at].text) in COMPARED_WITH_NUMBER
        return compared and at < self._last and words[at + 1].tag == "CARD"

    def _with_genitives(self, phrase: Group, governed: bool) -> Group | None:
        """A phrase with its genitives and what is joined to it; None where it has no clear end."""
        words = self._words
        if words[phrase.head].lemma.endswith(_DAYS):
            return phrase  # "am Freitag | der Reform"
        counted = words[phrase.head - 1].tag == "CARD" and words[phrase.last].lemma in lexicon("de").measures
        many = counted and phrase.last == phrase.head < self._last
        if many and is_nominal(words[phrase.last + 1]):  # "14,8 Millionen | Euro", "30 Tonnen | Sand"
            phrase = replace(phrase, last=phrase.last + 1, end=phrase.last + 1)
        end, noun = phrase.last, phrase.noun
        while end < self._last:
            following = words[end + 1]
            if following.tag == "KON" and following.text in JOINED:
                second = group(words, end + 2, self._genders)
                if second is None or second.end > self._last:
                    return None
                return replace(phrase, end=second.end, noun=noun if end == phrase.last else "", also=second)
            attribute = None if begins_phrase(words, end + 1) else group(words, end + 1, self._genders)
            if attribute is None:
                break
            if attribute.end > self._last:
                return None
            if is_nominal(following) and (governed or words[phrase.head].lemma in PARTS_OF_TIME):
                end, noun = attribute.end, ""
                continue
            if is_nominal(following):
                owned = words[phrase.head].tag == "NE" and words[end].text.endswith("s")
                return replace(attribute, first=phrase.first, cases="nad", noun="") if owned else None
            if "g" not in attribute.cases:
                break
            end = attribute.end
        return replace(phrase, end=end, noun=noun)

    def _is_time(self, phrase: Group) -> bool:
        """Such as "jeden Tag", "Ende Mai": when or how long."""
        lemma = self._words[phrase.head].lemma
        compound = lemma.endswith(_TIME) and lemma in lexicon("de").general
        return compound or lemma in _TIME or lemma in PARTS_OF_TIME


def agrees(words: Sequence[Word], finite: int, phrase: Group) -> bool:
    """Whether a phrase can be the subject of a finite verb."""
    if "n" not in phrase.cases:
        return False
    form = words[finite].text.lower()
    plural = form in ("sind", "seien") or (form.endswith(("en", "ern", "eln")) and form != "schien")
    return phrase.is_plural is None or phrase.is_plural == plural


def acts(words: Sequence[Word], phrase: Group) -> bool:
    """Whether a phrase names somebody who does things."""
    word = words[phrase.head]
    known = word.tag == "NE" or word.tag in _PRONOUNS
    return known or is_person(word.lemma) or lexicon("de").means_who(word.lemma)
