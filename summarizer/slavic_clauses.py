"""The main clauses of a Ukrainian or Russian sentence, read part by part: what stands before and behind the verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.hearsay import OPENS_CONTENT
from summarizer.slavic import NAME
from summarizer.slavic_circumstances import Kind, Part
from summarizer.slavic_line import AND
from summarizer.slavic_verbs import DASHES, Verb, Verbs

WHEN = ("коли", "щойно", "когда")
IN_ORDER_TO = ("щоб", "аби", "чтобы")
_MARKS = frozenset("!…;,:(")
_CONJUNCTIONS = (*AND, "а", "але", "або", "но", "или", "проте", "однак", "зате")
_THEREFORE = ("тому", "тож", "отже", "поэтому")
_BEGIN_ANOTHER = frozenset(("а", "але", "проте", "однак", "зате", "но", "зато", *_THEREFORE, *AND))
_ALTHOUGH = ("хоча", "хоч", "оскільки", "хотя", "поскольку")
_FOR = ("бо", "адже", "ведь")
_OBLIQUE = ("gent", "datv", "ablt", "loct")
_SO = ("так",)
_MOST_PARTS = 8


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in its parts, those before the verb and those behind it; one that is `joined` opens no sentence."""

    start: int
    before: tuple[Part, ...]
    verb: Verb
    after: tuple[Part, ...]
    end: int
    joined: bool


class Clauses(Verbs):
    """A line that can be read clause by clause."""

    def _clauses(self) -> Iterator[Clause]:
        """The main clauses of a sentence: the first, and those that are joined to it."""
        words = self._words
        start = self._behind_subordinate()
        clause = self._read_clause(start)
        if clause is not None:
            yield clause
            yield from self._second_predicate(clause)
        for at in range(max(2, start), len(words) - 2):
            if self._opens_content(at):
                return
            if words[at - 1].text == "," and words[at].text.lower() in _BEGIN_ANOTHER:
                clause = self._read_clause(at + 1)
                if clause is not None and not clause.verb.is_dash:
                    yield clause
                    yield from self._second_predicate(clause)

    def _opens_content(self, at: int) -> bool:
        """Whether what follows a word may be what somebody says or thinks: "[Думають], порт закриють, а …"."""
        word = self._words[at]
        known = self._lexicon
        if word.text.lower() in OPENS_CONTENT or word.text in (":", "«"):
            return True
        return not (known.subordinates | known.reports | known.supposes).isdisjoint(self._lemmas(at))

    def _second_predicate(self, clause: Clause) -> Iterator[Clause]:
        """What else the subject of a clause does: "Рада скасувала мито [й підвищила збір]"."""
        at = clause.end
        if at + 1 >= len(self._words) or self._words[at].text not in AND:
            return
        verb = self._verb(at + 1, ())
        after, end = self._behind_verb(verb.last + 1) if verb is not None else (None, at)
        if verb is not None and after is not None and self._ends_well(end, verb, after):
            before = tuple(part for part in clause.before if part.kind is not Kind.ADVERB)
            yield replace(clause, before=before, verb=verb, after=tuple(after), end=end, joined=True)

    def _behind_subordinate(self) -> int:
        """Where the main clause of a sentence begins, behind one that says when, why or despite what."""
        words = self._words
        opens = words[0].text.lower() in (*WHEN, *IN_ORDER_TO, *_ALTHOUGH) or words[0].tag == "GRND"
        if not opens:
            return 0
        return next((at + 1 for at, word in enumerate(words[:-1]) if word.text == ","), 0)

    def _read_clause(self, start: int) -> Clause | None:
        """The clause that begins at a place, if every part of it is known."""
        at = self._behind_openers(start)
        before: list[Part] = []
        while (verb := self._verb(at, before)) is None:
            if at >= len(self._words) or len(before) > _MOST_PARTS:
                return None
            resumed = self._behind_aside(at, before)
            if resumed is None:
                part = self._part(at)
                if part is None:
                    return None
                before.append(self._joined(part) if part.kind is Kind.NOUN else part)
                resumed = before[-1].last + 1
            at = resumed
        after, end = self._behind_verb(verb.last + 1)
        if after is None or not self._ends_well(end, verb, after):
            return None
        return Clause(start, tuple(before), verb, tuple(after), end, joined=start > 0)

    def _behind_openers(self, at: int) -> int:
        """Where a clause begins behind its conjunction and what stands there in passing: "Але, [звісно], …"."""
        words = self._words
        while at + 1 < len(words) and (
            words[at].text.lower() in _BEGIN_ANOTHER
            or (words[at].text.lower() in _FOR and at == 0)
            or words[at].text in DASHES
            or (words[at].text.lower() in (*_SO, *self._lexicon.passing) and words[at + 1].text == ",")
        ):
            at += 1 + (words[at + 1].text == ",")
        return at

    def _behind_verb(self, at: int) -> tuple[list[Part] | None, int]:
        """The parts behind a verb and where they end; a circumstance that nobody can read is not looked into."""
        words = self._words
        after: list[Part] = []
        while at < len(words) and not self._is_border(at) and words[at].text.lower() not in _CONJUNCTIONS:
            part = self._part(at)
            if part is None:
                told = any(each.kind is Kind.NOUN for each in after)
                cut = told and words[at].text.lower() in self._lexicon.circumstances
                return (after, len(words)) if cut else (None, at)
            if part.kind is Kind.TIME and not part.preposition and any(use.counted for use in part.uses):
                part = replace(part, kind=Kind.NOUN)  # "отримав [три роки]"
            if part.kind is Kind.NOUN and not self._verb_follows(part.last + 1):
                part = self._joined(part)
            at = part.last + 1
            titled = self._title_of(part, after)
            after[titled:] = [replace(after[titled], last=part.last)] if titled < len(after) else [part]
        return after, at

    def _title_of(self, name: Part, parts: Sequence[Part]) -> int:
        """The place of the phrase that a name closes, or the end: "викрила [бухгалтерка з Ремська] Орися Галич"."""
        if self._words[name.first].tag != NAME or name.kind is not Kind.NOUN or not name.in_case("nomn"):
            return len(parts)
        at = len(parts) - 1
        while at > 0 and parts[at].kind is Kind.PREPOSITIONAL:
            at -= 1
        lives = at >= 0 and parts[at].kind is Kind.NOUN and not parts[at].named
        who = lives and any(use.animate for use in parts[at].in_case("nomn"))
        return at if who and at < len(parts) - 1 else len(parts)

    def _is_border(self, at: int) -> bool:
        """Whether a mark ends a clause, and no abbreviation."""
        text = self._words[at].text
        if text == ".":
            return not any(word.text[0].isalnum() for word in self._words[at + 1 :])
        return text in _MARKS or text in DASHES

    def _behind_aside(self, at: int, before: Sequence[Part]) -> int | None:
        """Where a clause goes on behind an apposition, a bracket or a clause about its subject."""
        words = self._words
        if not before or words[at].text not in (",", "("):
            return None
        closing = ")" if words[at].text == "(" else ","
        end = next((k for k in range(at + 1, len(words)) if words[k].text == closing), None)
        if end is None:
            return at + 1 if closing == "," and self._is_over(before) else None
        if closing == ",":
            nouns = [part for part in before if part.kind is Kind.NOUN and part.in_case("nomn")]
            dated = before[-1].kind is Kind.TIME and self._is_when(at + 1, end)
            passing = all(word.text.lower() in self._lexicon.passing for word in words[at + 1 : end])
            if not (dated or passing) and not (nouns and self._is_aside(at + 1, nouns[-1])):
                return at + 1 if self._is_over(before) else None
        return end + 1

    def _is_over(self, openers: Sequence[Part]) -> bool:
        """Whether only circumstances stand before a comma: "У п'ятницю, [рада скасувала мито]"."""
        return all(
            part.kind in (Kind.TIME, Kind.PASSING)
            or (part.kind is Kind.PREPOSITIONAL and self._is_circumstance(part))
            for part in openers
        )

    def _is_when(self, at: int, end: int) -> bool:
        part = self._part(at)
        return part is not None and part.kind is Kind.TIME and part.last == end - 1

    def _is_aside(self, at: int, subject: Part) -> bool:
        """Whether what begins behind a comma describes a subject that is known without it, as several are not."""
        several = any(use.plural for use in subject.in_case("nomn"))
        body = self._lexicon.is_body(self._words[subject.head].lemma)
        known = self._is_proper(subject.head) or (not several and (body or not subject.bare))
        if not known:
            return False
        relative = not self._lexicon.subordinates.isdisjoint(self._lemmas(at))
        return (
            relative
            or self._words[at].tag in ("GRND", "PRTF")
            or self._is_adjective(at)
            or self._noun_phrase(at, ("nomn",)) is not None
        )

    def _verb_follows(self, at: int) -> bool:
        """Whether a verb stands in the same stretch behind a conjunction: "скасувала мито [і ціни зросли]"."""
        if at >= len(self._words) or self._words[at].text not in AND:
            return False
        return self._finite_within(at + 1)

    def _ends_well(self, at: int, verb: Verb, after: Sequence[Part]) -> bool:
        """Whether nothing that belongs to a clause follows its last part."""
        words = self._words
        following = at + 1
        if following >= len(words) or words[at].text in ".!…;":
            return True
        if words[at].text.lower() in _CONJUNCTIONS:
            return self._tells(following) and bool(after)
        if words[at].text == "(":
            closing = next((k for k in range(following, len(words)) if words[k].text == ")"), len(words))
            return bool(after) and self._ends_well(closing + 1, verb, after)
        if words[at].text in DASHES and self._is_proper(at - 1) and words[following].text[0].isupper():
            return False  # "на трасі Київ — [Одеса]"
        if words[following].text.lower() in (*_CONJUNCTIONS, *self._lexicon.focus) and words[at].text != ",":
            return False  # "скасувала мито — [але лише] для рибалок"
        if words[at].text != ",":
            return bool(after) and not (words[at].text == ":" and verb.lemma in self._lexicon.reports)
        return self._ends_at_comma(following, verb, after)

    def _ends_at_comma(self, following: int, verb: Verb, after: Sequence[Part]) -> bool:
        """Whether what follows a comma only adds to a clause that is whole without it."""
        words = self._words
        said = words[following].text.lower()
        if said in self._lexicon.adds or words[following].tag == "GRND":
            return True
        if said in WHEN or said in IN_ORDER_TO:
            objects = any(part.in_case("accs") for part in after if part.kind is Kind.NOUN)
            speaks = verb.lemma in self._lexicon.reports | self._lexicon.asking
            return verb.past and objects and not speaks
        if said in OPENS_CONTENT:
            return False
        if said in _CONJUNCTIONS:
            return self._finite_within(following + 1)
        if self._is_about_noun(following, after):
            return bool(after) and (
                self._is_one_named(after[-1]) or (verb.past and self._is_known(after[-1]))
            )
        if said in self._lexicon.passing or said in self._lexicon.circumstances:
            return True
        if self._tells(following):
            return bool(after) and not self._is_said_by(following)
        if self._begins_clause(following):
            return bool(after) and (self._lexicon.reports | self._lexicon.supposes).isdisjoint((verb.lemma,))
        return self._is_apposition(following, after)

    def _is_said_by(self, verb: int) -> bool:
        """Whether a verb behind a comma may tell whose words went before: "порт закриють, [сподіваються рибалки]"."""
        if not (self._lexicon.reports | self._lexicon.supposes).isdisjoint(self._lemmas(verb)):
            return True
        who = self._noun_phrase(verb + 1, ("nomn",))
        return who is not None and (who.named or any(use.animate for use in who.uses))

    def _is_about_noun(self, at: int, after: Sequence[Part]) -> bool:
        """Whether a clause or a participle describes the noun before it: ", [у якій] живе", ", [збудований] торік"."""
        words = self._words
        relative = any(
            not self._lexicon.subordinates.isdisjoint(self._lemmas(k))
            for k in range(at, min(at + 3, len(words)))
        )
        return relative or any(
            each.case == use.case and each.plural == use.plural
            for each in self._read(at)
            if each.part == "PRTF" or (each.is_adjective and each.passive)
            for use in (after[-1].uses if after else ())
        )

    def _is_apposition(self, at: int, after: Sequence[Part]) -> bool:
        """Whether what follows a comma says who or what the name before it is: "у Вапнярці, [столиці краю]"."""
        named = bool(after) and self._words[after[-1].last].tag == NAME and self._words[at].tag != NAME
        cases = {*_OBLIQUE, *(use.case for use in after[-1].uses)} if named else set()
        part = self._noun_phrase(at, tuple(cases)) if named else None
        return part is not None and (part.last + 1 >= len(self._words) or self._is_border(part.last + 1))

    def _is_one_named(self, part: Part) -> bool:
        """Whether a phrase is a name, or one thing that belongs to it."""
        one = not any(use.plural for use in part.uses)
        return part.named and (one or self._is_proper(part.head))

    def _is_known(self, part: Part) -> bool:
        """Whether a phrase means one thing that is known without the clause about it."""
        several = any(use.plural or use.counted for use in part.uses)
        empty = self._lexicon.general | self._lexicon.shell
        alone = part.bare and (
            part.kind is Kind.PREPOSITIONAL or not empty.isdisjoint(self._lemmas(part.head))
        )
        return bool(part.uses) and not (several or alone)

    def _begins_clause(self, at: int) -> bool:
        """Whether a phrase and its verb stand at a place: "…, [рибалки зраділи]", "…, [порт довелося] закрити"."""
        part = self._part(at)
        if part is None or part.kind not in (Kind.NOUN, Kind.TIME) or part.last + 1 >= len(self._words):
            return part is not None and part.kind is Kind.TIME
        return self._tells(part.last + 1)
