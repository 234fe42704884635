"""What was done, as a participle before its noun: "gesperrte Brücke", "abgelehnter Verkauf des Bades".

A German clause with such a verb ends in a participle or a particle, as no label may; this way it ends in its noun.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from summarizer.headlines.german.constituents import (
    PREPOSITIONS,
    UNCOUNTED,
    Kind,
    Part,
    means_time,
    phrase_of,
)
from summarizer.headlines.german.omissions import Omissions
from summarizer.headlines.german.shortening import COMPOUND
from summarizer.headlines.german.subject_and_verb import CHANGING, PLACES
from summarizer.headlines.german.verbs import is_past, participle, tells_a_fact
from summarizer.headlines.german.wording import Wording
from summarizer.phrases.german.asides import belongs_to_verb
from summarizer.phrases.phrase import fits_clause
from summarizer.wordlists import word_list
from summarizer.words.german_attributes import is_like_adjective, is_superlative, nominative_adjective
from summarizer.words.tokens import Word

# What is being done so is so already.
_IS_BEING = ("wird", "werden")
_LASTING = word_list(
    "erwartet gefordert kritisiert genutzt verwendet diskutiert begründet untersucht geprüft bezahlt "
    "betrieben"
)
_DONE = ("wurde", "wurden")
# Shorter adjectives praise or say too little: "gut", "klar".
_IS, _SHORT = ("ist", "sind", "bleibt", "bleiben"), 7
_AGAIN = ("wieder", "erneut", "erstmals")
_OWNING = ("ART", "PPOSAT")
_COUNTING = ("mehrere", "viele", "einige", "etliche", "zahlreiche")
_ENDINGS = {"m": "er", "n": "es", "f": "e", "p": "e"}
# What an article shows of its noun in the nominative and in the accusative.
_KINDS = {"der": "m", "das": "n", "die": "f", "den": "m", "einen": "m", "eine": "f"}


class Participles(Omissions):
    """One main clause of which a participle can tell."""

    def participle_labels(self) -> Iterator[tuple[str, Sequence[Part]]]:
        """The label, with its parts: the noun, then what stands before its participle."""
        verb = None if self._said or self._before_label else self._participle()
        if verb is None or verb in self._known.weak_participles or self._is_in_doubt():
            return
        theme = self._extended(self._theme())
        noun = self._noun(theme) if theme else None
        if theme is None or noun is None or self._is_idiom(theme):
            return
        before = self._before(theme)
        if before is None:
            return
        needed = [part for part in before if not self._may_go(part)]
        says_little = self._participles and not self._lemmas().isdisjoint(self._known.supporting)
        if says_little and not needed:
            return
        number, described, ending = noun
        for kept, brief in ((before, False), (needed, False), (needed, True)):
            said = self._all_said(theme, kept, brief=brief)
            if self._cuts([part for part in before if part not in kept], before):
                continue  # "allein | an der Küste"
            told = bool(number) or any(part.kind is Kind.BEHIND for part in kept)
            opens = bool(number) or not kept or kept[0].kind is not Kind.BEHIND  # no label begins with "vom"
            labels = (
                " ".join((*number, *said, f"{verb}{ending}", thing))
                for thing in described
                if said is not None and opens
            )
            label = next((each for each in labels if fits_clause(each) and (told or _says_what(each))), "")
            if label:
                yield label, (theme, *kept)
                return

    def _is_in_doubt(self) -> bool:
        return self._denied or self._is_hedged() or self._is_changed_by_cut() or self._is_unknown()

    def _all_said(self, theme: Part, kept: Sequence[Part], *, brief: bool) -> list[str] | None:
        """What stands before the participle; None where something cannot be said."""
        unclear = any(self._is_unclear(part) or self._is_record(part) for part in kept)
        if unclear or self._words[theme.first].tag == "PPOSAT":
            return None
        wording = Wording(self._words, phrase_of(theme))
        said = [self._said_before(part, wording, brief=brief) for part in kept]
        return said if all(said) else None

    def _participle(self) -> str | None:
        """The participle of what was done; None where it is still to be done, or the verb has none."""
        words, behind = self._words, self._clause.behind
        finite = words[self._clause.verb]
        low = finite.text.lower()
        if not behind:
            return self._of_change(finite)
        if self._participles:
            last = behind[-1] is self._participles[-1] and words[self._participles[0].first].text.islower()
            lasts = low in _IS_BEING and words[self._participles[0].first].text in _LASTING
            told = low in (*_DONE, *self._to_be, *self._to_have) or lasts
            return words[self._participles[0].first].text if last and told else None
        if low in _IS and behind[-1].kind is Kind.ADVERB:
            return self._predicate(words[behind[-1].first])
        apart = behind[-1].kind is Kind.PARTICLE
        if not apart and finite.tag == "VV(FIN)":
            return self._of_change(finite)
        if not apart or finite.tag != "VV(FIN)" or not is_past(finite) or not tells_a_fact(finite):
            return None
        return participle(finite, words[behind[-1].first].text)

    def _of_change(self, finite: Word) -> str | None:
        """How something is that changes by itself: "die Sorge wächst" → "wachsend", "das Boot sank" → "gesunken"."""
        if finite.tag != "VV(FIN)" or not tells_a_fact(finite) or finite.lemma not in CHANGING:
            return None
        return participle(finite, "") if is_past(finite) else f"{finite.lemma}d"

    def _predicate(self, word: Word) -> str | None:
        """An adjective that can stand before its noun: "Der Umbau ist umstritten"."""
        plain = word.tag == "ADJ(D)" and word.lemma == word.text and len(word.text) > _SHORT
        return word.text if plain and not word.text.endswith(("er", "el", "a", "weise")) else None

    def _is_active(self) -> bool:
        finite = self._words[self._clause.verb]
        if finite.tag == "VA(FIN)":
            return finite.text.lower() in self._to_have
        return finite.lemma not in self._known.with_to_be

    def _theme(self) -> Part | None:
        """What something was done to: the subject of a passive, the only object of an active verb."""
        rest = [*self._front, *self._behind]
        if any(part.kind is Kind.SELF or self._low(part) in ("als", "wie") for part in rest):
            return None
        things = [part for part in rest if part.kind is Kind.NOUN]
        if not self._is_active():
            theme = self.subject
            state = self._words[self._clause.verb].text.lower() in ("ist", "sind")
            if state and theme and self._low(theme).startswith("ein"):
                return None  # "ein Boot mit Diesel ist verboten"
            return theme if theme and not things else None
        if self.subject is None and self.pronoun is None:
            return None
        theme = things[0] if len(things) == 1 else None
        return theme if theme and theme.group and "a" in theme.group.cases else None

    def _extended(self, theme: Part | None) -> Part | None:
        """A theme with what belongs to its noun: "[den Angriff auf die Werft] abgewehrt"."""
        if theme is None or theme.first < self._clause.verb:
            return theme
        end = max(self._tails.ends(phrase_of(theme).head), default=0)
        for part in self._behind:
            belongs = part.last <= end or (self._needs_all() and self._low(part) in (*PLACES, "für", "von"))
            beside = part.kind is Kind.BEHIND and part.first == theme.last + 1
            if beside and belongs and not self._tails.is_agent(part.first):
                theme = replace(theme, last=part.last)
        return theme

    def _noun(self, theme: Part) -> tuple[list[str], list[str], str] | None:
        """The number before a noun, the noun with and without its adjectives and what follows, the ending before it."""
        words, phrase = self._words, phrase_of(theme)
        head = words[phrase.head]
        inner = words[theme.first : phrase.head]
        if any(word.tag == "NE" or word.text.lower().endswith(UNCOUNTED) for word in inner):
            return None  # "Narvias Antrag", "Tausende gleicher Klagen": no one can inflect that
        if phrase.also or head.tag == "NE" or not self._can_head(theme) or means_time(head.lemma):
            return None
        if head.tag == "NNA" or is_like_adjective(head.text):
            return None
        opening = words[phrase.first].text.lower()
        kind = phrase.kind or ("p" if opening in _COUNTING else _KINDS.get(opening, ""))
        alone = theme.last == phrase.head or words[phrase.head + 1].tag in PREPOSITIONS  # "40 Euro für …"
        amount = head.lemma in self._known.measures and alone
        noun = phrase.noun or ("" if kind == "m" else head.text)
        if not kind or amount or not noun or self._is_unclear(theme):
            return None
        numbers = [
            at for at, word in enumerate(inner) if word.tag == "CARD" or word.text.lower() in _COUNTING
        ]
        first = numbers[-1] + 1 if numbers else sum(word.tag in _OWNING for word in inner[:1])
        number = [word.text for word in inner[:first] if word.tag not in _OWNING]
        if any(word.tag == "ADJ(A)" for word in inner[:first]):
            return None  # "die nötigen 40 Stimmen"
        if any(word.tag == "PIAT" for word in inner[first:]) or any(
            word.tag in _OWNING for word in inner[1:]
        ):
            return None  # "40 der 60 Boote"
        if number and inner[0].start == self._words[0].start:
            number[0] = number[0].lower()
        adjectives = [self._nominative(word, kind) for word in inner[first:]]
        wording = Wording(words, phrase)
        ends = {theme.last, *self._ends(theme)}
        tails = [wording.spaced(range(phrase.head + 1, end + 1)) for end in sorted(ends, reverse=True)]
        bare = [" ".join(filter(None, (noun.split()[0], tail))) for tail in tails]
        full = [" ".join((*adjectives, each)) for each in bare]
        brief = bare if self._is_same_without(inner[first:]) else []
        shorter = [each for pair in zip_longest(full, brief) for each in pair if each]
        return number, shorter, _ENDINGS[kind]

    def _ends(self, theme: Part) -> list[int]:
        """Where a theme may end earlier; not where it tells what has changed: "Zahl der Unfälle [mit …]"."""
        phrase = phrase_of(theme)
        if not self._is_active() and (self._lemmas() & {*CHANGING, *self._known.with_to_be}):
            return []
        if self._words[phrase.head].lemma in self._known.general or self._needs_all():
            return []  # "verbotene Boote [mit Motor]"
        bare = theme.last > phrase.last and self._words[phrase.last + 1].tag in PREPOSITIONS
        return [
            *(end for end in self._tails.ends(phrase.head) if end < theme.last),
            *([phrase.last] if bare else []),
        ]

    def _is_record(self, part: Part) -> bool:
        """Whether a part tells of the most: "auf den höchsten Stand"; nobody knows since when."""
        return any(word.tag == "ADJ(A)" and is_superlative(word.text) for word in self._of(part))

    def _is_unclear(self, part: Part) -> bool:
        """Whether a pronoun stands inside: "der Plan dieser Bank"."""
        inner = self._words[part.first + 1 : part.last + 1]
        return any(word.tag in ("PDAT", "PPOSAT", "PDS") for word in inner)

    def _nominative(self, word: Word, kind: str) -> str:
        """An adjective before a noun of a gender, without an article."""
        inflected = nominative_adjective(word.text, kind, kind) if word.tag == "ADJ(A)" else None
        said = inflected or word.text
        return said[0].lower() + said[1:] if word.start == self._words[0].start else said

    def _before(self, theme: Part) -> list[Part] | None:
        """What may stand before the participle; None where something cannot be said there."""
        kept: list[Part] = []
        end = theme.last  # of what may as well belong to the noun
        verb = (self._clause.behind or (theme,))[-1]  # or the adjective
        for part in (*self._front, *self._behind):
            inside = theme.first <= part.first <= theme.last
            passed = part.kind in (Kind.PARTICIPLE, Kind.PRONOUN) or self._tails.is_agent(part.first)
            if inside or part is verb or passed:
                continue
            if part.kind is Kind.ADVERB:
                word = self._words[part.first]
                if word.text == "dafür":
                    continue
                if not self._is_light(part) and word.tag not in ("ADV", "ADJ(D)", "VV(PP)"):
                    return None
            elif part.kind is not Kind.BEHIND:
                return None
            if part.first == end + 1 and theme.first > self._clause.verb and part.kind is Kind.BEHIND:
                if not self._may_go(part):
                    return None
                end = part.last
                continue
            kept.append(part)
        return kept

    def _may_go(self, part: Part) -> bool:
        """Whether a part only tells where, why or for what; "wieder eröffnet" is not just "eröffnet"."""
        if part.kind is Kind.ADVERB:
            return self._is_light(part) and self._low(part) not in _AGAIN
        if part.kind is not Kind.BEHIND or self._is_governed(part) or self._needs_all():
            return False
        low, phrase = self._low(part), part.group
        if low in self._known.circumstances or self._is_circumstance(part):
            return True
        if phrase is None or low not in PLACES:
            return False
        return "a" not in phrase.cases or low in ("im", "am", "beim") or self._words[phrase.head].tag == "NE"

    def _said_before(self, part: Part, wording: Wording, *, brief: bool) -> str:
        if part.kind is Kind.ADVERB:
            return self._words[part.first].text if part.first else self._words[part.first].text.lower()
        return wording.said(part, short=brief and part.group is not None)

    def _is_idiom(self, theme: Part) -> bool:
        head = phrase_of(theme).head
        return belongs_to_verb(self._words, head)


def _says_what(label: str) -> bool:
    """Whether the noun of a label says by itself what it means: described, or a compound."""
    words = label.split()
    return len(words) > 2 or len(words[-1]) >= COMPOUND
