"""German main clauses cut to headlines: "Rat beschloss Verkauf des Schwimmbads".

The finite verb stands second, and everything stays in the label but articles, times, connectives and circumstances
without which a fact is the same, so that nothing is cut that the verb needs. A clause that does not end in a noun
then gives none: "Rat lehnte Plan ab". The perfect becomes the simple past, which has the verb in one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.headlines.german.clause_ends import DEFINITE, MainClause
from summarizer.headlines.german.constituents import Kind, Part, means_time, phrase_of
from summarizer.headlines.german.main_clauses import factual_subordinates, main_clauses
from summarizer.headlines.german.participles import Participles
from summarizer.headlines.german.passed_over import without_asides
from summarizer.headlines.german.shortening import Shortening, without
from summarizer.headlines.german.subject_and_verb import DENIES
from summarizer.headlines.german.wording import Wording
from summarizer.phrases.german.lists import JOINED
from summarizer.phrases.german.tails import CONTRACTED, Tails
from summarizer.phrases.phrase import Form, Phrase, fits_clause
from summarizer.text import Line
from summarizer.wordlists import word_list
from summarizer.words.german_attributes import is_nominal
from summarizer.words.tokens import Word

# Beside these "der Stadt" behind a noun may be to whom: "gab der Rat | der Stadt Geld".
_GIVING = word_list("geben bieten schenken zahlen liefern verweigern erlauben verbieten gewähren")


_LOOKED_AHEAD = 6
# Prepositions of nouns more than of verbs: "die Wut | über die Gebühr".
_BETWEEN = ("gegen", "zwischen")
_OF_NOUNS = (*_BETWEEN, "über", "um", "für")
# What these tell of is a span of time: "Treffen dauerte zwei Stunden".
_MEASURING = ("dauern", "betragen", "umfassen", "kosten")


def headlines(line: Line, phrases: Sequence[Phrase], behind: str = "") -> Iterator[Phrase]:
    """The main clauses of a sentence, or of what is said in it, that fit `behind` a name; the fuller one first."""
    said = line.words[0].start > 0 or line.words[-1].end < len(line.text.rstrip())
    if not phrases or (not said and _is_end_of_quotation(line.text)):
        return
    words, origins = _closed(*without_asides(line.words))
    tails = Tails(words)
    subject: Part | None = None
    found = False
    for clause in main_clauses(words, tails, said=said):
        cut = _Cut(words, tails, clause, subject, said=said, behind=behind)
        subject = cut.subject if cut.is_free() else None
        for phrase in _told(cut, clause, words, origins, line.index):
            found = True
            yield phrase
    for clause in () if found or said else factual_subordinates(words, tails):
        cut = _Cut(words, tails, clause, None, said=False, behind=behind)
        yield from _told(cut, clause, words, origins, line.index)


def _closed(words: Sequence[Word], origins: Sequence[int]) -> tuple[Sequence[Word], Sequence[int]]:
    """Words with marks behind them, so that there is a next word to ask of wherever a text is torn."""
    end = words[-1].end if words else 0
    marks = [Word(".", ".", "$.", end, end)] * _LOOKED_AHEAD
    return (*words, *marks), (*origins, *[origins[-1] if origins else 0] * _LOOKED_AHEAD)


def _is_end_of_quotation(sentence: str) -> bool:
    """Whether a quotation ends here that began before: "Die Stadt braucht Geld, und wir haben keins“, sagt Kolb"."""
    marks = re.sub(r"[^„“”»«\"]", "", sentence)
    unpaired = marks.count('"') % 2 or marks.count("«") != marks.count("»")
    return marks[:1] in ("“", "”") or bool(unpaired)


def _told(
    cut: _Cut, clause: MainClause, words: Sequence[Word], origins: Sequence[int], line: int
) -> Iterator[Phrase]:
    """The headlines of a clause; where there are none, its noun with what was done to it, as another attribute."""
    found = [(label, parts, Form.CLAUSE) for label, parts in cut.labels()]
    for label, parts, form in found or [(*each, Form.MODIFIED) for each in cut.participle_labels()]:
        yield _phrase(label, form, parts, clause, words, origins, line)


def _phrase(
    label: str,
    form: Form,
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
    there = [part for part in parts if not clause.elided or part.first > clause.verb]
    places = [origins[at] for part in there for at in (part.first, part.last)] + [origins[clause.verb]]
    head = words[phrase_of(thing).head].lemma
    return Phrase(label, tuple(terms), head, form, line, min(places), max(places))


class _Cut(Participles, Shortening):
    """One main clause, put in order: subject, verb, "sich", what stood in front, the rest."""

    def labels(self) -> Iterator[tuple[str, Sequence[Part]]]:
        """The headlines of the clause with their parts."""
        subject, verb = self.subject, self._verb()
        if subject is None or verb is None or not self._can_head(subject) or self._is_changed_by_cut():
            return
        if self._is_unknown() or self._is_hedged() or any(map(self._is_in_the_way, self._front)):
            return
        if self._is_torn(subject):
            return
        if any(map(self._may_be_given, (subject, *self._behind))):
            return
        itself = [part for part in self._behind if part.kind is Kind.SELF]
        others = [part for part in self._behind if part.kind not in (Kind.SELF, Kind.PARTICIPLE)]
        rest = [*itself, *self._with_adjective(self._with_adverb([*self._front, *others]))]
        made = set[str]()
        loose = [part for part in rest if self._is_circumstance(part)]
        less = [part for part in rest if part not in loose]
        for brief in (False, True):
            for kept in (rest, less) if not made else ():
                label = self._good(subject, verb, kept, brief=brief)
                if label and label not in made and not (kept is less and self._cuts(loose, rest)):
                    made.add(label)
                    yield label, (subject, *kept)
        if not made:
            yield from self._shortened(subject, verb, rest)

    def _is_torn(self, subject: Part) -> bool:
        """Whether what stood in front would come between a subject and what may belong to it."""
        beside = (part for part in self._behind if part.first == subject.last + 1)
        first = next((part for part in beside if part.kind is Kind.BEHIND), None)
        opposed = any(self._low(part) in _BETWEEN for part in self._behind)
        kept = [part for part in self._front if opposed or not self._is_circumstance(part)]
        moved = any(part.kind is Kind.BEHIND for part in kept) and subject.first > self._clause.verb
        tailed = subject.last > phrase_of(subject).last  # "die Klage gegen den Umbau | mit 90 Seiten"
        itself = any(part.kind is Kind.SELF for part in self._behind)
        has = self._low(subject).startswith("ein") and first is not None and self._low(first) == "mit"
        of_noun = first is not None and (tailed or itself or has or self._low(first) in _OF_NOUNS)
        return moved and first is not None and of_noun and not self._is_governed(first)

    def _is_in_the_way(self, part: Part) -> bool:
        """Whether what stands before the verb cannot stand behind it."""
        return part.kind not in (Kind.NOUN, Kind.BEHIND) and not self._is_light(part)

    def _shortened(
        self, subject: Part, verb: str, rest: Sequence[Part]
    ) -> Iterator[tuple[str, Sequence[Part]]]:
        """The headline that gives up as little as it must."""

        def cut(steps: Sequence[frozenset[int]]) -> tuple[str, Sequence[Part]]:
            left = frozenset[int]().union(*steps)
            gone = [part for part in rest if left.issuperset(range(part.first, part.last + 1))]
            if self._cuts(gone, rest):
                return "", ()
            who, *kept = (without(part, left) for part in (subject, *rest) if part not in gone)
            labels = (self._good(who, verb, kept, brief=brief, left=left) for brief in (False, True))
            return next(filter(None, labels), ""), (who, *kept)

        taken: list[frozenset[int]] = []
        for step in filter(None, self._steps(subject, rest)):
            taken.append(step)
            if cut(taken)[0]:
                break
        else:
            return
        for step in taken[:-1]:
            fewer = [each for each in taken if each is not step]
            taken = fewer if cut(fewer)[0] else taken
        yield cut(taken)

    def _good(
        self,
        subject: Part,
        verb: str,
        rest: Sequence[Part],
        *,
        brief: bool = True,
        left: frozenset[int] = frozenset(),
    ) -> str:
        """A label that fits and is whole; "" for none."""
        label = self._label(subject, verb, rest, brief=brief, left=left)
        fits = label and fits_clause(f"{self._before_label}{label}")
        return label if fits and self._is_whole(label) else ""

    def _with_adverb(self, parts: list[Part]) -> list[Part]:
        """How something is done goes before the thing at the end: "befragte [dreimal] 40 Familien"."""
        if len(parts) < 2 or parts[-1].kind is not Kind.ADVERB or parts[-2].kind is not Kind.NOUN:
            return parts
        word, thing = self._words[parts[-1].first], parts[-2]
        how = word.tag == "ADV" or word.text.endswith(("lich", "ig", "fach"))
        some = self._low(thing) not in DEFINITE and self._words[thing.first].tag != "PPOSAT"
        bound = self._denied or self._is_copula() or self._is_light(parts[-1])
        bound = bound or not self._lemmas().isdisjoint({*self._known.supporting, *self._known.of_object})
        return [*parts[:-2], parts[-1], thing] if how and some and not bound else parts

    def _with_adjective(self, parts: list[Part]) -> list[Part]:
        """An adjective at the end goes before what its preposition joins to it: "ist [abhängig] von Öl"."""
        if not self._is_copula() or not parts or parts[-1].kind is not Kind.ADVERB:
            return parts
        adjective = self._low(parts[-1])
        for at, part in enumerate(parts):
            preposition = CONTRACTED.get(self._low(part), self._low(part))
            if part.kind is Kind.BEHIND and adjective in self._known.ruled.get(preposition, ()):
                joined = [part]
                for each in parts[at + 1 :]:
                    if each.kind is not Kind.BEHIND or each.first != joined[-1].last + 1:
                        break
                    joined.append(each)
                return [*(each for each in parts if each not in joined), *joined]
        return parts

    def _may_be_given(self, part: Part) -> bool:
        """Whether "der Stadt" behind a noun may be to whom: "gab der Rat | der Stadt Geld"."""
        phrase = part.group
        there_is = self._words[self._clause.verb + 1].text == "es"
        if phrase is None or there_is or part.first < self._clause.verb or part.last == phrase.last:
            return False
        gives = not self._lemmas().isdisjoint({*_GIVING, *self._known.of_a_dative})
        return gives and self._words[phrase.last + 1].text in ("der", "einer")

    def _label(
        self, subject: Part, verb: str, rest: Sequence[Part], *, brief: bool, left: frozenset[int]
    ) -> str:
        """The headline; "" where a part cannot be said in it."""
        things = [part for part in rest if part.kind is Kind.NOUN]
        spans = any(means_time(self._words[phrase_of(part).head].lemma) for part in things)
        if spans and self._lemmas().isdisjoint(_MEASURING):
            return ""  # "tagte zwei Tage"
        if any(map(self._points_back, rest)):
            return ""
        wording = Wording(self._words, phrase_of(subject), left)
        said = [wording.said(subject, short=True, brief=brief), verb]
        for at, part in enumerate(rest):
            if part.kind is Kind.BEHIND:
                said.append(wording.said_behind(part, brief=brief, of_verb=self._is_governed(part)))
                continue
            cases = phrase_of(part).cases if part.group else ""
            fits = (
                "n" in cases and not verb.endswith(("n", "d"))
                if self._is_copula()
                else "a" in cases and not self._needs_article(part)
            )
            beside = at == 0 or rest[at - 1].kind is not Kind.BEHIND
            denied = any(self._low(each) in DENIES for each in rest[:at])
            may = things == [part] and beside and not denied and fits
            said.append(wording.said(part, short=may, brief=brief))
        return " ".join(said) if all(said) else ""

    def _needs_article(self, part: Part) -> bool:
        """Whether only the article tells who they are, or that something is theirs: "fehlt [den] Bauern"."""
        phrase = phrase_of(part)
        noun, article = self._words[phrase.head], self._low(part)
        return noun.tag == "NNA" or (article == "den" and noun.lemma != noun.text.lower())

    def _points_back(self, part: Part) -> bool:
        """Whether what stood in front is told of before: "mit dem Geld", "an seine Stelle"."""
        phrase, words = part.group, self._of(part)
        if part.kind is not Kind.BEHIND or part not in self._front or phrase is None:
            return False
        lemma = self._words[phrase.head].lemma
        weak = lemma in self._known.general or lemma in self._known.shell
        bare = phrase.head == phrase.first + 1 and part.last == phrase.last
        pointed = bare and weak and self._words[phrase.first].text.lower() in DEFINITE
        return pointed or any(word.tag == "PPOSAT" for word in words)

    def _is_whole(self, label: str) -> bool:
        """Whether a label begins with no function word and ends in a noun or a number, on both sides of "und"."""
        words = label.split() or [""]
        ends = [words[-1], *(one for one, two in pairwise(words) if two in JOINED)]
        nouns = all(re.match(r"[„“»«\"]?[A-ZÄÖÜ\d]", each) for each in ends)
        return nouns and words[0].lower() not in self._known.stop and not re.search(r"[,;:!?](?!\d)", label)
