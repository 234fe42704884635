"""German main clauses cut to headlines: "Rat beschloss Verkauf des Schwimmbads".

The finite verb stands second and everything of the clause stays in the label but articles, times and connectives,
so that nothing can be cut that the verb needs; a clause that then ends in no noun gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from summarizer.german_attributes import inflected_adjective, is_like_adjective, is_nominal, is_person
from summarizer.german_cases import Group
from summarizer.german_clauses import acts, agrees
from summarizer.german_main_clauses import Kind, MainClause, Part, main_clauses, means_time
from summarizer.german_tails import CONTRACTED, Tails
from summarizer.german_verbs import is_past, past, tells_a_fact
from summarizer.lexicon import lexicon
from summarizer.phrase import Form, Phrase, fits_clause
from summarizer.text import Line
from summarizer.tokens import Word

_STRONG = {"n": {"m": "er", "f": "e", "n": "es", "p": "e"}, "a": {"m": "en", "f": "e", "n": "es", "p": "e"}}
_DEFINITE = ("der", "die", "das", "den")
# Words that show something a reader of the label does not see.
_POINTING = re.compile(
    r"(?:dies|jen|solch|(?:der|die|das|den|dem|des)selb|ander|beid|folgend|genannt|besagt|mein|unser|euer|eur|dein"
    r"|weiter|einzeln|letzter)(?:e?[nrms]?)$",
    re.IGNORECASE,
)
_MAY_POINT, _SMALL = ("ADJ(A)", "PDAT", "PPOSAT", "PIAT"), ("APPR", "APPRART", "ART", "PPOSAT", "PIAT", "ADV")
# What only tells which of several is meant: "die nächste Szene".
_ORDERED = re.compile(
    r"(?:nächst|letzt|erst|zweit|dritt|viert|vorig|jeweilig|entsprechend|betroffen|bisherig)e?[nrs]?$"
)
_OWN = re.compile(r"(sein|ihr)(?:e[nrms]?)?$", re.IGNORECASE)
_OF_OWNER = {"sein": ("m", "n", ""), "ihr": ("f", "p", "")}
# Prepositions of circumstances without which the fact stays as it is.
_CIRCUMSTANCES = ("trotz", "wegen", "aufgrund", "angesichts", "infolge", "nach", "seit", "vor", "während")
_DENIES = ("nicht", "kaum", "nie", "niemals", "nur", "lediglich", "kein", "keine", "keinen", "weder", "erst")
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
_AT_PLACES, _PLACES = ("im", "am", "beim"), ("in", "an", "auf", "bei")
_DATIVES = ("dem", "der", "einem", "einer")
# Prepositions that hardly belong to a verb when they follow its subject: "tritt [das Team aus Narvia] an".
_DESCRIBES = ("von", "vom", "aus", "für", "über", "gegen", "zwischen")
# Bodies that a reader knows by their name alone.
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
# What has a council or a government that acts for it.
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
    if language != "de" or not phrases:
        return
    origins = _outside_brackets(line.words)
    words = _with_articles([line.words[at] for at in origins])
    tails = Tails(words)
    subject: Part | None = None
    for clause in main_clauses(words, tails):
        cut = _Cut(line, words, origins, tails, clause, subject)
        subject = cut.subject
        yield from cut.labels()


def _with_articles(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words, of which an article before its noun is no pronoun and "Am" before a date no adverb."""
    read = list(words)
    for at, (word, following) in enumerate(pairwise(words)):
        opens = following.tag == "ADJ(A)" or is_nominal(following)
        if word.tag == "PDS" and word.text.lower() in _DEFINITE and opens:
            read[at] = replace(word, tag="ART")
        elif word.text == "Am" and following.tag == "CARD":
            read[at] = replace(word, tag="APPRART")
    return tuple(read)


def _outside_brackets(words: Sequence[Word]) -> list[int]:
    """The places of the words that no bracket encloses."""
    kept: list[int] = []
    depth = 0
    for at, word in enumerate(words):
        depth += word.text in "(["
        if depth == 0:
            kept.append(at)
        depth -= word.text in ")]" and depth > 0
    return kept


class _Cut:
    """One main clause, put in order: subject, verb, "sich", what stood in front, the rest."""

    def __init__(
        self,
        line: Line,
        words: Sequence[Word],
        origins: Sequence[int],
        tails: Tails,
        clause: MainClause,
        before: Part | None,
    ) -> None:
        self._line = line
        self._words = words
        self._origins = origins
        self._tails = tails
        self._clause = clause
        self._known = lexicon("de")
        parts = (*clause.front, *clause.behind)
        self._denied = any(word.text.lower() in _DENIES for part in parts for word in self._of(part))
        self._front = _as_one([part for part in clause.front if not self._is_dropped(part)])
        self._behind = [part for part in clause.behind if not self._is_dropped(part)]
        self.subject = before if clause.elided else self._taken_out()

    def _taken_out(self) -> Part | None:
        """The whole subject, taken from the parts in front of the verb or behind it."""
        subject = self._subject()
        if subject is None:
            return None
        if self._front and subject is self._front[0]:
            whole = replace(subject, last=self._front[-1].last)
            self._front = []
            return whole
        self._front = [part for part in self._front if part is not subject]
        if subject in self._behind:
            self._behind.remove(subject)
            return self._with_tail(subject)
        return subject

    def labels(self) -> Iterator[Phrase]:
        """The headlines of the clause."""
        subject, front, rest = self.subject, self._front, self._behind
        if subject is None or not self._can_head(subject) or self._is_changed_by_cut():
            return
        verb = self._verb(rest)
        if verb is None or any(part.kind not in (Kind.NOUN, Kind.BEHIND) for part in front):
            return
        rest = [part for part in rest if part.kind is not Kind.PARTICIPLE]
        itself = [part for part in rest if part.kind is Kind.SELF]
        rest = [*itself, *front, *(part for part in rest if part.kind is not Kind.SELF)]
        made = set[str]()
        for kept in self._choices(rest):
            label = self._label(subject, verb, kept)
            if label and label not in made and fits_clause(label) and self._is_whole(label):
                made.add(label)
                yield self._phrase(label, subject, kept)

    def _is_dropped(self, part: Part) -> bool:
        """Whether a part only connects or tells when."""
        low = self._words[part.first].text.lower()
        return part.time or (part.kind is Kind.ADVERB and low in self._known.connecting)

    def _is_changed_by_cut(self) -> bool:
        """Whether what is dropped is denied or narrowed: "tagte nicht am Freitag", "erst am Freitag"."""
        parts = (*self._clause.front, *self._clause.behind)
        dropped = [part for part in parts if self._is_dropped(part)]
        if not dropped:
            return False
        before = [self._words[part.first - 1] for part in dropped if part.first]
        if any(
            word.tag in ("ADV", "ADJ(D)", "PTKNEG") and word.text.lower() not in self._known.connecting
            for word in before
        ):
            return True
        return self._denied and any(part.time for part in dropped)

    def _of(self, part: Part) -> Sequence[Word]:
        return self._words[part.first : part.last + 1]

    def _is_copula(self) -> bool:
        return self._words[self._clause.verb].text.lower() in _COPULAS

    def _subject(self) -> Part | None:
        """The nominative: the phrase in front, or the first behind the verb, where no other can be that."""
        words = self._words
        nouns = [part for part in (*self._front, *self._behind) if part.kind is Kind.NOUN and part.group]
        able = [part for part in nouns if self._agrees(_group(part))]
        if not able:
            return None
        if self._is_copula():
            return able[0] if able[0] is nouns[0] and not self._is_predicate(able) else None
        sure = [part for part in able if part.group and "a" not in part.group.cases]
        if sure:
            return sure[0] if len(sure) == 1 else None
        if len(able) > 1 and acts(words, _group(able[1])) and not acts(words, _group(able[0])):
            return None  # "das Spiel gewann Narvia"
        return able[0]

    def _agrees(self, phrase: Group) -> bool:
        """Whether a phrase can be the subject; a bare "Kritiker" may be one or many."""
        word = self._words[phrase.head]
        bare = phrase.head == phrase.first or self._words[phrase.first].tag.startswith("ADJ")
        if (
            bare
            and word.tag != "NE"
            and word.lemma == word.text.lower()
            and word.lemma.endswith(("er", "el", "en"))
        ):
            phrase = replace(phrase, kind="")
        return agrees(self._words, self._clause.verb, phrase)

    def _is_predicate(self, able: Sequence[Part]) -> bool:
        """Whether the first of two is what the second is said to be: "ein Problem ist der Verkehr"."""
        opening = [self._words[part.first] for part in able[:2]]
        some = opening[0].text.lower().startswith("ein")
        return some and any(word.text.lower() in _DEFINITE or word.tag == "NE" for word in opening[1:])

    def _can_head(self, subject: Part) -> bool:
        """Whether a subject says whom or what it means."""
        words = self._of(subject)
        phrase = _group(subject)
        if any(word.tag in ("PPOSAT", "PDAT", "PDS") for word in words[: phrase.head - subject.first]):
            return False
        if any(
            word.tag == "ADJ(A)" and _ORDERED.match(word.text)
            for word in words[: phrase.head - subject.first]
        ):
            return False
        if subject.last > phrase.last or phrase.also is not None:
            return True
        head, inner = self._words[phrase.head], self._words[phrase.first : phrase.head]
        described = any(word.tag in ("ADJ(A)", "CARD") for word in inner) or phrase.last > phrase.head
        nameless = head.lemma in _NAMELESS and phrase.kind != "p"
        acting = (
            (self._known.is_body(head.lemma) and not nameless)
            or head.lemma in _GOVERNED
            or (phrase.kind == "p" and is_person(head.lemma))
        )
        general = nameless or head.lemma in self._known.general or head.lemma in self._known.shell
        return head.tag == "NE" or described or (acting or not general)

    def _with_tail(self, subject: Part) -> Part:
        """A subject behind its verb with the complements that its noun asks for: "begannen [Gespräche mit Narvia]"."""
        end = max(self._tails.ends(_group(subject).head), default=subject.last)
        for part in list(self._behind):
            if part.first != subject.last + 1 or part.kind is not Kind.BEHIND:
                continue
            described = self._words[part.first].text.lower() in _DESCRIBES
            if (part.last <= end or described) and not self._is_of_verb(part):
                subject = replace(subject, last=part.last)
                self._behind.remove(part)
        return subject

    def _is_of_verb(self, part: Part) -> bool:
        """Whether the verb takes a preposition: "interessiert sich die Stadt | für den Hafen"."""
        preposition = self._words[part.first].text.lower()
        preposition = CONTRACTED.get(preposition, preposition)
        if any(each.kind is Kind.SELF for each in self._behind):
            return True
        governed, verbs = self._known.verbal_nouns, self._lemmas()
        return any(not verbs.isdisjoint(governed.get(f"{preposition} {case}", {})) for case in "ad")

    def _verb(self, rest: Sequence[Part]) -> str | None:
        """The verb in a simple tense; None where it has parts that would stand at the end."""
        finite = self._words[self._clause.verb]
        participles = [part for part in rest if part.kind is Kind.PARTICIPLE]
        low = finite.text.lower()
        if any(part.kind is Kind.PARTICLE for part in rest):
            return None
        if participles:
            participle = self._words[participles[0].first]
            whole = len(participles) == 1 and participles[0] is rest[-1]
            moves = participle.lemma in self._known.with_to_be
            if not whole or not (low in _TO_HAVE or (low in _TO_BE and moves)):
                return None
            return past(participle, plural=low.endswith("en") or low == "sind")
        copula = finite.tag == "VA(FIN)" or finite.lemma == "bleiben"
        if copula and not any(part.kind in (Kind.NOUN, Kind.BEHIND) for part in rest):
            return None
        return finite.text.lower() if tells_a_fact(finite) else None

    def _choices(self, rest: list[Part]) -> Iterator[list[Part]]:
        """What may stand behind the verb: everything, then without each circumstance, then without all."""
        yield rest
        loose = [part for part in rest if self._is_circumstance(part)]
        placed = [part for part in rest if part in loose or self._is_place(part)]
        for left in (*([part] for part in loose), loose, *([part] for part in placed), placed):
            yield [part for part in rest if part not in left]

    def _is_place(self, part: Part) -> bool:
        """Whether a part tells where somebody did something to a thing: "sperrte [in der Altstadt] eine Straße"."""
        words = self._of(part)
        finite = self._words[self._clause.verb]
        has = finite.tag == "VA(FIN)" and not self._is_perfect()
        if (
            part.kind is not Kind.BEHIND
            or self._denied
            or has
            or not self._lemmas().isdisjoint(self._known.supporting)
        ):
            return False
        low, article = words[0].text.lower(), words[1]
        there = article.text.lower() in _DATIVES or (article.tag == "NE" and low in ("in", "bei"))
        done = any(each.kind is Kind.NOUN for each in self._clause.behind if each is not self.subject)
        return done and self._is_past() and (low in _AT_PLACES or (low in _PLACES and there))

    def _lemmas(self) -> set[str]:
        """The full verb of the clause, whose auxiliary may be the finite one."""
        participles = [part for part in self._behind if part.kind is Kind.PARTICIPLE]
        return {self._words[at].lemma for at in (self._clause.verb, *(part.first for part in participles))}

    def _is_past(self) -> bool:
        return self._is_perfect() or is_past(self._words[self._clause.verb])

    def _is_perfect(self) -> bool:
        return any(part.kind is Kind.PARTICIPLE for part in self._behind)

    def _is_circumstance(self, part: Part) -> bool:
        """Whether a fact stays one without a part: "nach dem Sturm", "um vier Prozent"."""
        words = self._of(part)
        if part.kind is not Kind.BEHIND:
            return False
        if words[0].text.lower() == "um":
            return words[-1].lemma in self._known.measures
        of_noun = part not in self._front and is_nominal(self._words[part.first - 1])
        article = words[1].tag in ("ART", "PPOSAT")
        return words[0].text.lower() in _CIRCUMSTANCES and article and not of_noun

    def _label(self, subject: Part, verb: str, rest: Sequence[Part]) -> str:
        """The headline; "" where a part cannot be said in it."""
        said = [self._said(subject, "n", short=True), verb]
        things = [part for part in rest if part.kind is Kind.NOUN]
        if any(means_time(self._words[_group(part).head].lemma) for part in things):
            return ""  # "dauerte zwei Tage"
        case = "n" if self._is_copula() else "a"
        for at, part in enumerate(rest):
            beside = at == 0 or rest[at - 1].kind is not Kind.BEHIND
            may = len(things) == 1 and part is things[0] and beside and case in _group(part).cases
            said.append(self._said(part, case, short=may and not self._is_denied(rest[:at])))
        return " ".join(said) if all(said) else ""

    def _is_denied(self, before: Sequence[Part]) -> bool:
        return any(self._words[part.first].text.lower() in _DENIES for part in before)

    def _said(self, part: Part, case: str, *, short: bool) -> str:
        """A part in its words, without its article if it is to be short; "" where that cannot be."""
        words, phrase = self._of(part), part.group
        if any(word.tag.startswith(_MAY_POINT) and _POINTING.match(word.text) for word in words):
            return ""
        if any(word.tag == "PPOSAT" and not self._is_of_subject(word) for word in words):
            return ""
        forms = {at: self._words[at].text for at in range(part.first, part.last + 1)}
        if self._words[part.first].start == 0 and self._words[part.first].tag in _SMALL:
            forms[part.first] = forms[part.first].lower()
        for group in (phrase, phrase.also if phrase else None) if short else ():
            if group is not None and not self._shorten(forms, group, case):
                return ""
        return self._spaced(forms)

    def _shorten(self, forms: dict[int, str], phrase: Group, case: str) -> bool:
        """Take the article away, which its adjectives then stand for: "das neue Gesetz" → "neues Gesetz"."""
        words, first = self._words, phrase.first
        if words[first].tag != "ART":
            return True
        del forms[first]
        if words[first].text.lower() not in _DEFINITE:
            return True
        inflected = [at for at in range(first + 1, phrase.head) if words[at].tag == "ADJ(A)"]
        if words[phrase.head].tag == "NNA" or is_like_adjective(words[phrase.head].text):
            inflected.append(phrase.head)
        ending = _STRONG[case].get(phrase.kind)
        if inflected and ending is None:
            return False
        forms |= {at: inflected_adjective(words[at].text, ending or "") for at in inflected}
        return True

    def _spaced(self, forms: dict[int, str]) -> str:
        """Words with the spaces that they have in the sentence."""
        label, end = "", 0
        for at, text in sorted(forms.items()):
            glued = not label or self._words[at].start == end
            label += text if glued else f" {text}"
            end = self._words[at].end
        return label

    def _is_of_subject(self, own: Word) -> bool:
        """Whether the subject can be whose a thing is: "Kolb verlor [seinen] Sitz"."""
        stem = _OWN.match(own.text)
        if stem is None or self.subject is None:
            return False
        phrase = _group(self.subject)
        named = self._words[phrase.head].tag == "NE" or self._words[phrase.last].tag == "NE"
        return named or phrase.kind in _OF_OWNER[stem.group(1).lower()]

    def _is_whole(self, label: str) -> bool:
        """Whether a label begins with no function word and ends in a noun or a number, on both sides of "und"."""
        words = label.split()
        ends = [words[-1], *(one for one, two in pairwise(words) if two in ("und", "sowie", "oder"))]
        nouns = all(
            word[0].isupper() or word[0].isdigit() for word in (each.strip('„“”»«"') or "-" for each in ends)
        )
        return nouns and words[0].lower() not in self._known.stop and not re.search(r"[,;:!?]", label)

    def _phrase(self, label: str, subject: Part, kept: Sequence[Part]) -> Phrase:
        parts = (subject, *kept)
        inside = [word for part in parts for word in self._of(part)]
        terms = dict.fromkeys(word.lemma for word in inside if is_nominal(word) or word.tag == "ADJ(A)")
        things = [part for part in kept if part.kind is Kind.NOUN] or [subject]
        places = [self._clause.verb, *(part.first for part in parts), *(part.last for part in parts)]
        if self._clause.elided:  # its subject stands in another clause
            places = [self._clause.verb, *(at for part in kept for at in (part.first, part.last))]
        first, last = self._origins[min(places)], self._origins[max(places)]
        head = self._words[_group(things[0]).head].lemma
        return Phrase(label, tuple(terms), head, Form.CLAUSE, self._line.index, first, last)


def _as_one(front: list[Part]) -> list[Part]:
    """What stands before the verb, which is one constituent: "nach dem Start [in die Woche]"."""
    if len(front) > 1 and front[0].kind is Kind.BEHIND and all(part.kind is Kind.BEHIND for part in front):
        return [replace(front[0], last=front[-1].last)]
    return front


def _group(part: Part) -> Group:
    """The noun phrase of a part that has one."""
    if part.group is None:
        raise ValueError("a part without a noun")
    return part.group
