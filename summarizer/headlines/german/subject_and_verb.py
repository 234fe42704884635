"""What a German main clause states: its subject, its verb in a simple tense, and which parts only say when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from summarizer.headlines.german.clause_ends import DEFINITE, DEGREES, MainClause
from summarizer.headlines.german.constituents import Kind, Part, phrase_of
from summarizer.headlines.german.verbs import DIRECTIONS, TO_BE, TO_HAVE, is_past, past, tells_a_fact
from summarizer.phrases.german.cases import Group
from summarizer.phrases.german.clauses import acts, agrees
from summarizer.phrases.german.lists import JOINED
from summarizer.phrases.german.tails import CONTRACTED, Tails
from summarizer.wordlists import word_list
from summarizer.words.german_attributes import GOVERNED, is_person
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

DENIES = word_list(
    "nicht kaum nie niemals nur lediglich kein keine keinen weder erst keineswegs keinesfalls mitnichten"
)
_ALMOST = ("zwar", "wohl", "offenbar", "beinahe", "fast", "quasi", "gleichsam", "anscheinend")
_COPULAS = (*TO_BE, *word_list("sei seien bleibt bleiben blieb blieben wird werden wurde wurden"))
# "Narvia will Geld", "Kolb will nach Narvia".
_WANTS = ("will", "wollen")
CHANGING = ("wachsen", "steigen", "sinken", "schrumpfen", "schwinden")
PLACES = ("im", "am", "beim", "in", "an", "auf", "bei")
# Prepositions that hardly belong to a verb when they follow its subject: "tritt [das Team aus Narvia] an".
_DESCRIBES = ("von", "vom", "aus", "zwischen")

# What only tells which of several is meant: "die nächste Szene".
_ORDERED = re.compile(
    r"(?:nächst|letzt|erst|zweit|dritt|viert|vorig|jeweilig|weiter|betroffen|bisherig)e?[nrs]?$"
)
# Bodies that a reader knows by their name alone.
_NAMELESS = word_list("unternehmen firma konzern partei organisation gesellschaft verein verband behörde")


class SubjectAndVerb:
    """One main clause; its `subject` is taken from the parts in front of the verb or behind it."""

    def __init__(
        self,
        words: Sequence[Word],
        tails: Tails,
        clause: MainClause,
        before: Part | None,
        *,
        said: bool,
        behind: str = "",
    ) -> None:
        self._words = words
        self._tails = tails
        self._clause = clause
        self._said = said
        self._before_label = behind
        self._to_be = (*TO_BE, "sei", "seien") if said else TO_BE
        self._to_have = (*TO_HAVE, "habe", "hätten") if said else TO_HAVE
        self._known = lexicon("de")
        self._parts = (*clause.front, *clause.behind)
        self._denied = any(word.text.lower() in DENIES for part in self._parts for word in self._of(part))
        self._participles = [part for part in clause.behind if part.kind is Kind.PARTICIPLE]
        self._front = _as_one(
            [part for part in clause.front if part.kind is not Kind.REST and not self._is_dropped(part)]
        )
        self._rests = [part for part in self._parts if part.kind is Kind.REST]
        opens = {part.first for part in self._rests}
        # "im Auftrag [von denen]" goes as a whole
        cut = [part for part in clause.behind if part.kind is Kind.BEHIND and part.last + 1 in opens]
        self._rests += cut
        self._behind = [
            part for part in clause.behind if part not in self._rests and not self._is_dropped(part)
        ]
        pronouns = (part for part in self._parts if part.kind is Kind.PRONOUN)
        self.pronoun = next(pronouns, None)
        self.subject = None if self.pronoun else before if clause.elided else self._taken_out()

    def _of(self, part: Part) -> Sequence[Word]:
        return self._words[part.first : part.last + 1]

    def _low(self, part: Part) -> str:
        """The first word of a part, in small letters."""
        return self._words[part.first].text.lower()

    def _is_dropped(self, part: Part) -> bool:
        """Whether a part only connects, or tells when or in what words."""
        connects = part.kind is Kind.ADVERB and self._low(part) in self._known.passing.union(DEGREES)
        return part.time or connects or self._is_saying(part)

    def _is_saying(self, part: Part) -> bool:
        """Such as "in einer Mitteilung": where somebody says something."""
        some = self._low(part) == "in" and self._words[part.first + 1].text.startswith("ein")
        return some and part.group is not None and self._words[part.group.head].lemma in self._known.sayings

    def _is_hedged(self) -> bool:
        """Whether the author is not sure, or tells what all but happened."""
        hedges = self._known.hedges.union(_ALMOST)
        return any(part.kind is Kind.ADVERB and self._low(part) in hedges for part in self._parts)

    def _is_unknown(self) -> bool:
        """Whether what is not understood may bear upon what is told, as it hardly does where a thing was done."""
        if not self._rests:
            return False
        event = self._is_past() and (bool(self._participles) or not self._is_copula())
        thing = any(part.kind is Kind.NOUN for part in (*self._front, *self._behind)) or self._is_copula()
        lemmas = self._lemmas()
        known = self._known
        bound = lemmas & {*known.supporting, *known.refusals, *known.of_a_dative, *known.of_object}
        return not event or not thing or bool(bound) or any(map(self._is_governed, self._rests))

    def is_free(self) -> bool:
        """Whether nothing in front or in doubt bears upon a clause joined on: "[vielleicht] verkauft … und kürzt"."""
        return not self._front and not self._is_hedged()

    def _is_changed_by_cut(self) -> bool:
        """Whether what is dropped is denied or narrowed: "tagte nicht am Freitag", "erst am Freitag"."""
        dropped = [part for part in self._parts if self._is_dropped(part)]
        before = [self._words[part.first - 1] for part in dropped if part.first]
        narrowed = any(
            word.lemma == "mal"  # "zum dritten Mal | in diesem Jahr"
            or (word.tag in ("ADV", "ADJ(D)", "PTKNEG") and word.text.lower() not in self._known.passing)
            for word in before
        )
        return narrowed or (self._denied and any(part.time for part in dropped))

    def _taken_out(self) -> Part | None:
        """The whole subject, taken from the parts in front of the verb or behind it."""
        subject = self._subject()
        if self._words[self._clause.verb + 1].text == "es":
            # "Den Fahrplan gibt es im Rathaus": it stands where a subject does, in its own case
            front = self._front[0] if len(self._front) == 1 else None
            subject = (
                front
                if front and front.group and self._low(front) not in ("den", "einen", "keinen")
                else None
            )
        if subject is None:
            return None
        if self._front and subject is self._front[0]:
            whole = replace(subject, last=self._front[-1].last)
            self._front = []
            return whole
        if subject not in self._behind:
            return None
        self._behind.remove(subject)
        return self._with_tail(subject)

    def _subject(self) -> Part | None:
        """The nominative: the phrase in front, or the first behind the verb, where no other can be that."""
        nouns = [part for part in (*self._front, *self._behind) if part.kind is Kind.NOUN and part.group]
        able = [part for part in nouns if self._agrees(phrase_of(part))]
        if not able:
            return None
        if self._is_copula():
            return able[0] if able[0] is nouns[0] and not self._is_predicate(able) else None
        sure = [part for part in able if "a" not in phrase_of(part).cases]
        if sure:
            return sure[0] if len(sure) == 1 else None
        acting = [self._acts(phrase_of(part)) for part in able]
        return able[0] if acting[0] or not any(acting) else None  # "das Spiel gewann Narvia"

    def _acts(self, phrase: Group) -> bool:
        return acts(self._words, phrase) or self._words[phrase.head].lemma in GOVERNED

    def _agrees(self, phrase: Group) -> bool:
        """Whether a phrase can be the subject; a bare "Kritiker" may be one or many, so may "USA"."""
        word, opening = self._words[phrase.head], self._words[phrase.first]
        bare = phrase.head == phrase.first or opening.tag.startswith("ADJ")
        same = word.lemma == word.text.lower() and word.lemma.endswith(("er", "el", "en"))
        form = self._words[self._clause.verb].text.lower()
        if opening.text.lower() == "der" and (form.endswith("en") or form == "sind"):
            return False  # one, or "der" of a genitive or dative
        if bare and (word.text.isupper() if word.tag == "NE" else same):
            phrase = replace(phrase, kind="")
        return agrees(self._words, self._clause.verb, phrase)

    def _is_copula(self) -> bool:
        return self._words[self._clause.verb].text.lower() in _COPULAS

    def _is_predicate(self, able: Sequence[Part]) -> bool:
        """Whether the first of two is what the second is said to be: "ein Problem ist der Verkehr"."""
        some = self._low(able[0]).startswith("ein")
        return some and any(
            self._low(part) in DEFINITE or self._of(part)[0].tag == "NE" for part in able[1:2]
        )

    def _with_tail(self, subject: Part) -> Part:
        """A subject behind its verb with what belongs to its noun: "begannen [die Gespräche mit Narvia]"."""
        end = max(self._tails.ends(phrase_of(subject).head), default=subject.last)
        for part in list(self._behind):
            if part.first != subject.last + 1 or part.kind is not Kind.BEHIND or self._is_of_verb(part):
                continue
            # of two places the second is the subject's: "in Narvia wächst die Sorge [in Ulm]"
            bare = part.group is not None and phrase_of(part).first == phrase_of(part).head
            named = bare and self._words[phrase_of(part).head].tag != "NE"  # "klagt die Stadt | auf Geld"
            elsewhere = bool(self._front) and self._low(part) in PLACES and not named
            joined = self._low(part) in JOINED and subject.last > phrase_of(subject).last
            if part.last <= end or elsewhere or joined or self._low(part) in _DESCRIBES:
                subject = replace(subject, last=part.last)
                self._behind.remove(part)
        return subject

    def _is_of_verb(self, part: Part) -> bool:
        """Whether the verb takes a preposition: "interessiert sich die Stadt | für den Hafen"."""
        itself = any(each.kind is Kind.SELF for each in self._behind)
        return itself or self._is_governed(part) or self._tails.is_agent(part.first)

    def _is_governed(self, part: Part) -> bool:
        """Whether a verb is known to take a preposition: "warnt [vor dem Hochwasser]"."""
        preposition = CONTRACTED.get(self._low(part), self._low(part))
        governed, verbs = self._known.verbal_nouns, self._lemmas()
        if preposition == "um" and self._of(part)[-1].lemma not in self._known.measures:
            verbs -= {*CHANGING}  # "die Sorge [um die Werft] wächst"
        if not verbs.isdisjoint(self._known.governing.get(preposition, ())):
            return True
        ways = (f"{preposition} {case}" for case in ("a", "d", "a sich", "d sich"))
        return any(verb in governed.get(way, {}) for way in ways for verb in verbs)

    def _lemmas(self) -> set[str]:
        """The full verb of the clause, which may be its participle."""
        places = [part.first for part in self._participles] or [self._clause.verb]
        particles = [self._low(part) for part in self._behind if part.kind is Kind.PARTICLE]
        return {f"{particle}{self._words[at].lemma}" for at in places for particle in particles or [""]}

    def _can_head(self, subject: Part) -> bool:
        """Whether a subject says whom or what it means: "Rat", "fünf Männer"; not "Sache", "sein Freund"."""
        phrase = phrase_of(subject)
        inner = self._words[subject.first : phrase.head]
        points = any(word.tag in ("PPOSAT", "PDAT", "PDS") for word in inner)
        if points or any(word.tag == "ADJ(A)" and _ORDERED.match(word.text) for word in inner):
            return False
        described = any(word.tag in ("ADJ(A)", "CARD", "NE") for word in inner) or phrase.last > phrase.head
        whole = described or subject.last > phrase.last or phrase.also is not None
        lemma = self._words[phrase.head].lemma
        if whole or self._words[phrase.head].tag == "NE":
            return True
        if is_person(lemma) and (phrase.kind == "p" or self._words[phrase.first].tag != "ART"):
            return True
        if lemma in _NAMELESS:
            return phrase.kind == "p"
        general = lemma in self._known.general or lemma in self._known.shell
        return not general or self._known.is_body(lemma) or lemma in GOVERNED

    def _verb(self) -> str | None:
        """The verb in a simple tense; None where it has parts that would stand at the end."""
        finite = self._words[self._clause.verb]
        low = finite.text.lower()
        if self.pronoun or any(part.kind is Kind.PARTICLE for part in self._behind):
            return None
        if self._participles:
            participle = self._words[self._participles[0].first]
            last = self._clause.behind[-1] is self._participles[0]
            moves = low in self._to_be and (
                participle.text == "gewesen" or participle.lemma in self._known.with_to_be
            )
            told = last and (low in self._to_have or moves)
            return past(participle, plural=low.endswith("en") or low == "sind") if told else None
        nothing = all(part.kind not in (Kind.NOUN, Kind.BEHIND) for part in self._behind)
        if self._is_copula() and nothing:
            return None
        if low in _WANTS or (self._said and low in ("wolle", "wollten")):  # with an infinitive it is not read
            things = [part for part in (*self._front, *self._behind) if part.kind is Kind.NOUN]
            goes = any(self._low(part) in DIRECTIONS for part in self._behind if part.kind is Kind.BEHIND)
            said = low.replace("wollten", "wollen")  # "sagte, die Bauern [wollten] Geld"
            return said if len(things) == 1 or goes else None
        if self._words[self._clause.verb + 1].text == "es":
            return f"{low} es"
        reported = self._said and (low in self._known.reported or low.endswith("e"))
        return low if reported or tells_a_fact(finite) else None

    def _is_past(self) -> bool:
        return bool(self._participles) or is_past(self._words[self._clause.verb])


def _as_one(front: list[Part]) -> list[Part]:
    """What stands before the verb, which is one constituent: "nach dem Start [in die Woche]"."""
    if len(front) > 1 and all(part.kind is Kind.BEHIND for part in front):
        return [replace(front[0], last=front[-1].last)]
    return front
