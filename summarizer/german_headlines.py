"""German main clauses cut to headlines: "Rat beschloss Verkauf des Schwimmbads".

The finite verb stands second, and everything stays in the label but articles, times, connectives and circumstances
without which a fact is the same, so that nothing is cut that the verb needs. A clause that does not end in a noun
then gives none: "Rat lehnte Plan ab". The perfect becomes the simple past, which has the verb in one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from summarizer.german_attributes import is_nominal, is_person
from summarizer.german_cases import Group
from summarizer.german_clauses import acts, agrees
from summarizer.german_constituents import Kind, Part, means_time, phrase_of
from summarizer.german_main_clauses import WANTING, MainClause, main_clauses
from summarizer.german_passed_over import without_asides
from summarizer.german_tails import CONTRACTED, Tails
from summarizer.german_verbs import is_past, past, tells_a_fact
from summarizer.german_wording import Wording
from summarizer.lexicon import lexicon
from summarizer.phrase import Form, Phrase, fits_clause
from summarizer.text import Line
from summarizer.tokens import Word

_DEFINITE = ("der", "die", "das", "den", "dem")
# What only tells which of several is meant: "die nächste Szene".
_ORDERED = re.compile(
    r"(?:nächst|letzt|erst|zweit|dritt|viert|vorig|jeweilig|weiter|betroffen|bisherig)e?[nrs]?$"
)
_DENIES = ("nicht", "kaum", "nie", "niemals", "nur", "lediglich", "kein", "keine", "keinen", "weder", "erst")
_ALMOST = ("zwar", "wohl", "offenbar", "beinahe", "fast", "quasi", "gleichsam", "anscheinend")
_ALLOWING = ("erlauben", "gestatten")
_COPULAS = (
    "ist",
    "sind",
    "war",
    "waren",
    "bleibt",
    "bleiben",
    "blieb",
    "blieben",
    "wird",
    "werden",
    "wurde",
    "wurden",
)
_TO_BE, _TO_HAVE = ("ist", "sind", "war", "waren"), ("hat", "haben", "hatte", "hatten")
# Prepositions of circumstances without which a fact stays one; with an article those of time.
_REASONS, _WHENS = ("trotz", "wegen", "aufgrund", "angesichts", "infolge"), ("seit", "vor", "während")
_SINCE = ("seit", "ab")
_PLACES = ("im", "am", "beim", "in", "an", "auf", "bei")
_ADDS = (*_PLACES, "für", "über", "von", "aus", "durch", "nach")
# Prepositions that hardly belong to a verb when they follow its subject: "tritt [das Team aus Narvia] an".
_DESCRIBES = ("von", "vom", "aus", "zwischen")
# Bodies that a reader knows by their name alone, and what has a council or a government that acts for it.
_NAMELESS = (
    "unternehmen",
    "firma",
    "konzern",
    "partei",
    "organisation",
    "gesellschaft",
    "verein",
    "verband",
    "behörde",
)
_GOVERNED = ("stadt", "land", "gemeinde", "kreis", "bund")
# Beside these "der Stadt" behind a noun may be to whom: "gab der Rat | der Stadt Geld".
_GIVING = (
    "geben",
    "bieten",
    "schenken",
    "zahlen",
    "liefern",
    "verweigern",
    "erlauben",
    "verbieten",
    "gewähren",
)


def headlines(line: Line, phrases: Sequence[Phrase], language: str) -> Iterator[Phrase]:
    """The main clauses of a sentence as headlines, the fuller one first."""
    if language != "de" or not phrases or _is_end_of_quotation(line.text):
        return
    words, origins = without_asides(line.words)
    tails = Tails(words)
    subject: Part | None = None
    for clause in main_clauses(words, tails):
        cut = _Cut(words, tails, clause, subject)
        subject = cut.subject if cut.is_free() else None
        for label, parts in cut.labels():
            yield _phrase(label, parts, clause, words, origins, line.index)


def _is_end_of_quotation(sentence: str) -> bool:
    """Whether a quotation ends here that began before: "Die Stadt braucht Geld, und wir haben keins“, sagt Kolb"."""
    marks = re.sub(r"[^„“”»«\"]", "", sentence)
    unpaired = marks.count('"') % 2 or marks.count("«") != marks.count("»")
    return marks[:1] in ("“", "”") or bool(unpaired)


def _phrase(
    label: str,
    parts: Sequence[Part],
    clause: MainClause,
    words: Sequence[Word],
    origins: Sequence[int],
    line: int,
) -> Phrase:
    """A label with its terms and its place; the subject of an elided clause stands in another."""
    inside = [word for part in parts for word in words[part.first : part.last + 1]]
    terms = dict.fromkeys(word.lemma for word in inside if is_nominal(word) or word.tag == "ADJ(A)")
    thing = next((part for part in parts[1:] if part.kind is Kind.NOUN), parts[0])
    there = parts[1:] if clause.elided else parts
    places = [origins[at] for part in there for at in (part.first, part.last)] + [origins[clause.verb]]
    head = words[phrase_of(thing).head].lemma
    return Phrase(label, tuple(terms), head, Form.CLAUSE, line, min(places), max(places))


class _Cut:
    """One main clause, put in order: subject, verb, "sich", what stood in front, the rest."""

    def __init__(self, words: Sequence[Word], tails: Tails, clause: MainClause, before: Part | None) -> None:
        self._words = words
        self._tails = tails
        self._clause = clause
        self._known = lexicon("de")
        self._parts = (*clause.front, *clause.behind)
        self._denied = any(word.text.lower() in _DENIES for part in self._parts for word in self._of(part))
        self._participles = [part for part in clause.behind if part.kind is Kind.PARTICIPLE]
        self._front = _as_one([part for part in clause.front if not self._is_dropped(part)])
        self._behind = [part for part in clause.behind if not self._is_dropped(part)]
        self.subject = before if clause.elided else self._taken_out()

    def labels(self) -> Iterator[tuple[str, Sequence[Part]]]:
        """The headlines of the clause with their parts."""
        subject, verb = self.subject, self._verb()
        if subject is None or verb is None or not self._can_head(subject) or self._is_changed_by_cut():
            return
        if any(part.kind not in (Kind.NOUN, Kind.BEHIND) for part in self._front) or self._is_hedged():
            return
        if any(map(self._may_be_given, (subject, *self._behind))):
            return
        itself = [part for part in self._behind if part.kind is Kind.SELF]
        others = [part for part in self._behind if part.kind not in (Kind.SELF, Kind.PARTICIPLE)]
        made = set[str]()
        for kept in self._choices([*itself, *self._with_adjective([*self._front, *others])], made):
            for who in self._names(subject):
                labels = (self._label(who, verb, kept, brief=brief) for brief in (False, True))
                label = next(filter(fits_clause, labels), "")
                if label not in made and self._is_whole(label):
                    made.add(label)
                    yield label, (who, *kept)
                    break

    def is_free(self) -> bool:
        """Whether nothing in front or in doubt bears upon a clause joined on: "[vielleicht] verkauft … und kürzt"."""
        return not self._front and not self._is_hedged()

    def _with_adjective(self, parts: list[Part]) -> list[Part]:
        """An adjective at the end goes before what its preposition joins to it: "ist [abhängig] von Öl"."""
        if not self._is_copula() or not parts or parts[-1].kind is not Kind.ADVERB:
            return parts
        adjective = self._low(parts[-1])
        for part in parts:
            preposition = CONTRACTED.get(self._low(part), self._low(part))
            if part.kind is Kind.BEHIND and adjective in self._known.ruled.get(preposition, ()):
                return [*(each for each in parts if each is not part), part]
        return parts

    def _is_hedged(self) -> bool:
        """Whether the author is not sure, or tells what all but happened."""
        hedges = self._known.hedges.union(_ALMOST)
        return any(part.kind is Kind.ADVERB and self._low(part) in hedges for part in self._parts)

    def _of(self, part: Part) -> Sequence[Word]:
        return self._words[part.first : part.last + 1]

    def _low(self, part: Part) -> str:
        """The first word of a part, in small letters."""
        return self._words[part.first].text.lower()

    def _is_dropped(self, part: Part) -> bool:
        """Whether a part only connects or tells when."""
        return part.time or (part.kind is Kind.ADVERB and self._low(part) in self._known.connecting)

    def _is_changed_by_cut(self) -> bool:
        """Whether what is dropped is denied or narrowed: "tagte nicht am Freitag", "erst am Freitag"."""
        dropped = [part for part in self._parts if self._is_dropped(part)]
        before = [self._words[part.first - 1] for part in dropped if part.first]
        narrowed = any(
            word.lemma == "mal"  # "zum dritten Mal | in diesem Jahr"
            or (word.tag in ("ADV", "ADJ(D)", "PTKNEG") and word.text.lower() not in self._known.connecting)
            for word in before
        )
        return narrowed or (self._denied and any(part.time for part in dropped))

    def _taken_out(self) -> Part | None:
        """The whole subject, taken from the parts in front of the verb or behind it."""
        subject = self._subject()
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
        return acts(self._words, phrase) or self._words[phrase.head].lemma in _GOVERNED

    def _agrees(self, phrase: Group) -> bool:
        """Whether a phrase can be the subject; a bare "Kritiker" may be one or many."""
        word, opening = self._words[phrase.head], self._words[phrase.first]
        bare = phrase.head == phrase.first or opening.tag.startswith("ADJ")
        same = word.lemma == word.text.lower() and word.lemma.endswith(("er", "el", "en"))
        if bare and same and word.tag != "NE":
            phrase = replace(phrase, kind="")
        return agrees(self._words, self._clause.verb, phrase)

    def _is_copula(self) -> bool:
        return self._words[self._clause.verb].text.lower() in _COPULAS

    def _is_predicate(self, able: Sequence[Part]) -> bool:
        """Whether the first of two is what the second is said to be: "ein Problem ist der Verkehr"."""
        some = self._low(able[0]).startswith("ein")
        return some and any(
            self._low(part) in _DEFINITE or self._of(part)[0].tag == "NE" for part in able[1:2]
        )

    def _with_tail(self, subject: Part) -> Part:
        """A subject behind its verb with what belongs to its noun: "begannen [die Gespräche mit Narvia]"."""
        end = max(self._tails.ends(phrase_of(subject).head), default=subject.last)
        for part in list(self._behind):
            if part.first != subject.last + 1 or part.kind is not Kind.BEHIND or self._is_of_verb(part):
                continue
            elsewhere = (
                bool(self._front) and self._low(part) in _PLACES
            )  # "in Narvia wächst die Sorge [in Ulm]"
            if part.last <= end or elsewhere or self._low(part) in _DESCRIBES:
                subject = replace(subject, last=part.last)
                self._behind.remove(part)
        return subject

    def _is_of_verb(self, part: Part) -> bool:
        """Whether the verb takes a preposition: "interessiert sich die Stadt | für den Hafen"."""
        itself = any(each.kind is Kind.SELF for each in self._behind)
        return itself or self._is_governed(part)

    def _is_governed(self, part: Part) -> bool:
        """Whether a verb is known to take a preposition: "warnt [vor dem Hochwasser]"."""
        preposition = CONTRACTED.get(self._low(part), self._low(part))
        governed, verbs = self._known.verbal_nouns, self._lemmas()
        ways = (f"{preposition} {case}" for case in ("a", "d", "a sich", "d sich"))
        return any(not verbs.isdisjoint(governed.get(way, {})) for way in ways)

    def _lemmas(self) -> set[str]:
        """The full verb of the clause, which may be its participle."""
        places = [part.first for part in self._participles] or [self._clause.verb]
        return {self._words[at].lemma for at in places}

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
        if phrase.kind == "p" and is_person(lemma):
            return True
        if lemma in _NAMELESS:
            return phrase.kind == "p"
        general = lemma in self._known.general or lemma in self._known.shell
        return not general or self._known.is_body(lemma) or lemma in _GOVERNED

    def _may_be_given(self, part: Part) -> bool:
        """Whether "der Stadt" behind a noun may be to whom: "gab der Rat | der Stadt Geld"."""
        phrase = part.group
        if phrase is None or part.first < self._clause.verb or part.last == phrase.last:
            return False
        gives = not self._lemmas().isdisjoint({*_GIVING, *self._known.of_a_dative})
        return gives and self._words[phrase.last + 1].text in ("der", "einer")

    def _verb(self) -> str | None:
        """The verb in a simple tense; None where it has parts that would stand at the end."""
        finite = self._words[self._clause.verb]
        low = finite.text.lower()
        if any(part.kind is Kind.PARTICLE for part in self._behind):
            return None
        if self._participles:
            participle = self._words[self._participles[0].first]
            last = self._clause.behind[-1] is self._participles[0]
            moves = low in _TO_BE and participle.lemma in self._known.with_to_be
            told = last and (low in _TO_HAVE or moves)
            return past(participle, plural=low.endswith("en") or low == "sind") if told else None
        nothing = all(part.kind not in (Kind.NOUN, Kind.BEHIND) for part in self._behind)
        if self._is_copula() and nothing:
            return None
        return low if tells_a_fact(finite) else None

    def _names(self, subject: Part) -> Iterator[Part]:
        """A subject as it stands, and only its name: "Ministerin Nina Kolb", "Nina Kolb"."""
        yield subject
        phrase = phrase_of(subject)
        title = self._words[phrase.head]
        thing = self._known.is_body(title.lemma) or title.lemma.endswith(tuple(self._known.named))
        titled = title.tag == "NN" and (is_person(title.lemma) or not thing)
        if titled and phrase.head < phrase.last - 1 and subject.last == phrase.last:
            name = replace(phrase, first=phrase.head + 1, head=phrase.head + 1)
            yield Part(Kind.NOUN, name.first, subject.last, name)

    def _choices(self, rest: list[Part], made: set[str]) -> Iterator[list[Part]]:
        """What may stand behind the verb: all, then without circumstances; the least needed goes where nothing fits."""
        loose = [part for part in rest if self._is_circumstance(part)]
        tail = self._tail_of_thing(rest)
        light = [
            part for part in rest if part in (*loose, *tail) or self._is_light(part) or self._is_place(part)
        ]
        yield rest
        if loose and not self._cuts(loose, rest):
            yield [part for part in rest if part not in loose]
        for left in (*([part] for part in light), tail, light):
            if not made and not self._cuts(left, rest):
                yield [part for part in rest if part not in left]

    def _cuts(self, left: Sequence[Part], rest: Sequence[Part]) -> bool:
        """Whether what is left out belongs to what stays: "[vor allem] in Narvia", "an der Grenze [zu Narvia]"."""
        for part, following in pairwise(rest):
            if part.kind is Kind.ADVERB and following in left and part not in left:
                return True
            apart = following.first != part.last + 1 or self._low(part) in _SINCE
            if part not in left or following in left or apart:
                continue
            named = is_nominal(self._words[following.first])  # "am Flughafen | Narvia"
            if named or (following.kind is Kind.BEHIND and not self._is_governed(following)):
                return True
        return False

    def _tail_of_thing(self, rest: list[Part]) -> list[Part]:
        """What only adds to an object that is described without it: "zusätzliche Mittel [für die Schulen]"."""
        things = [part for part in rest if part.kind is Kind.NOUN]
        if len(things) != 1 or self._denied or self._is_copula():
            return []
        thing, phrase = things[0], phrase_of(things[0])
        described = thing.last > phrase.last or self._words[phrase.head - 1].tag == "ADJ(A)"
        behind = rest[rest.index(thing) + 1 :]
        adds = all(
            part.kind is Kind.BEHIND and self._low(part) in _ADDS and not self._is_governed(part)
            for part in behind
        )
        narrowed = not self._lemmas().isdisjoint(
            {*self._known.undoing, *WANTING}
        )  # "stoppt den Bau [in Narvia]"
        return behind if described and adds and not narrowed and not self._needs_all() else []

    def _is_circumstance(self, part: Part) -> bool:
        """Whether a part tells after, during or in spite of what something is: "nach dem Sturm"."""
        if part.kind is not Kind.BEHIND or self._denied or self._is_governed(part):
            return False
        low, before = self._low(part), part.first - 1
        of_noun = before > self._clause.verb and is_nominal(self._words[before])
        if low in _SINCE and (part.group is None or means_time(self._words[part.group.head].lemma)):
            return not of_noun
        article = self._of(part)[1].tag in ("ART", "PPOSAT")
        return not of_noun and (low in _REASONS or self._is_after(part) or (low in _WHENS and article))

    def _is_after(self, part: Part) -> bool:
        """Whether something came before: "nach Protesten"; not "nach Plänen der Regierung", nor where somebody goes."""
        phrase = part.group if self._low(part) == "nach" else None
        if phrase is None or not self._is_past():
            return False
        return (
            self._words[phrase.first].tag != "NE"
            and self._words[phrase.head].lemma not in self._known.sources
        )

    def _is_light(self, part: Part) -> bool:
        """Whether a part only adds how much or that it is not the first time: "um vier Prozent", "erneut"."""
        if self._denied:
            return False
        amount = self._low(part) == "um" and self._of(part)[-1].lemma in self._known.measures
        return amount or (part.kind is Kind.ADVERB and self._low(part) in self._known.light)

    def _is_place(self, part: Part) -> bool:
        """Whether a part tells where somebody did something to a thing: "sperrte [in der Altstadt] eine Straße"."""
        finite = self._words[self._clause.verb]
        phrase = part.group if part.kind is Kind.BEHIND else None
        if phrase is None or self._denied or self._low(part) not in _PLACES or self._is_governed(part):
            return False
        if not self._is_past() or (finite.tag == "VA(FIN)" and not self._participles):
            return False
        there = (
            "a" not in phrase.cases or self._words[phrase.head].tag == "NE" or self._low(part) in ("im", "am")
        )
        done = any(each.kind is Kind.NOUN for each in (*self._front, *self._behind))
        return done and there and not self._needs_all()

    def _needs_all(self) -> bool:
        """Whether a verb means just what all its parts tell: "setzt in Brand", "verbietet in der Stadt Autos"."""
        return not self._lemmas().isdisjoint({*self._known.supporting, *self._known.refusals, *_ALLOWING})

    def _is_past(self) -> bool:
        return bool(self._participles) or is_past(self._words[self._clause.verb])

    def _label(self, subject: Part, verb: str, rest: Sequence[Part], *, brief: bool) -> str:
        """The headline; "" where a part cannot be said in it."""
        things = [part for part in rest if part.kind is Kind.NOUN]
        if any(means_time(self._words[phrase_of(part).head].lemma) for part in things):
            return ""  # "dauerte zwei Tage"
        if any(map(self._points_back, rest)):
            return ""
        wording = Wording(self._words, phrase_of(subject))
        said = [wording.said(subject, short=True, brief=brief), verb]
        for at, part in enumerate(rest):
            if part.kind is Kind.BEHIND:
                said.append(wording.said_behind(part, brief=brief, of_verb=self._is_governed(part)))
                continue
            cases = phrase_of(part).cases if part.group else ""
            fits = (
                "n" in cases and not verb.endswith(("n", "d"))
                if self._is_copula()
                else "a" in cases and not self._may_be_dative(part)
            )
            beside = at == 0 or rest[at - 1].kind is not Kind.BEHIND
            denied = any(self._low(each) in _DENIES for each in rest[:at])
            may = things == [part] and beside and not denied and fits
            said.append(wording.said(part, short=may, brief=brief))
        return " ".join(said) if all(said) else ""

    def _may_be_dative(self, part: Part) -> bool:
        """Whether only the article tells that something is given to several: "fehlt [den] Bauern"."""
        phrase = phrase_of(part)
        noun, article = self._words[phrase.head], self._low(part)
        return article == "den" and noun.lemma != noun.text.lower()

    def _points_back(self, part: Part) -> bool:
        """Whether what stood in front is told of before: "mit dem Geld", "an seine Stelle"."""
        phrase, words = part.group, self._of(part)
        if part.kind is not Kind.BEHIND or part not in self._front or phrase is None:
            return False
        lemma = self._words[phrase.head].lemma
        weak = lemma in self._known.general or lemma in self._known.shell
        bare = phrase.head == phrase.first + 1 and part.last == phrase.last
        pointed = bare and weak and self._words[phrase.first].text.lower() in _DEFINITE
        return pointed or any(word.tag == "PPOSAT" for word in words)

    def _is_whole(self, label: str) -> bool:
        """Whether a label begins with no function word and ends in a noun or a number, on both sides of "und"."""
        words = label.split() or [""]
        ends = [words[-1], *(one for one, two in pairwise(words) if two in ("und", "sowie", "oder"))]
        nouns = all(re.match(r"[„“»«\"]?[A-ZÄÖÜ\d]", each) for each in ends)
        return nouns and words[0].lower() not in self._known.stop and not re.search(r"[,;:!?]", label)


def _as_one(front: list[Part]) -> list[Part]:
    """What stands before the verb, which is one constituent: "nach dem Start [in die Woche]"."""
    if len(front) > 1 and all(part.kind is Kind.BEHIND for part in front):
        return [replace(front[0], last=front[-1].last)]
    return front
