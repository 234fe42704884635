"""The main clauses of a Ukrainian or Russian sentence, read part by part: what stands before and behind the verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.headlines.slavic.circumstances import Kind, Part
from summarizer.headlines.slavic.clause_ends import CONJUNCTIONS, IN_ORDER_TO, SUCH, WHEN, ClauseEnds
from summarizer.headlines.slavic.noun_phrases import IS, OWN, UNITS
from summarizer.headlines.slavic.verbs import DASHES, Verb
from summarizer.phrases.hearsay import OPENS_CONTENT
from summarizer.phrases.slavic.line import AND, THAT
from summarizer.wordlists import word_list, word_set
from summarizer.words.slavic import NAME
from summarizer.words.slavic_cases import nouns

_THEREFORE = ("тому", "тож", "отже", "поэтому")
_BEGIN_ANOTHER = frozenset(("а", "але", "проте", "однак", "зате", "но", "зато", *_THEREFORE, *AND))
_ALTHOUGH = ("хоча", "хоч", "оскільки", "хотя", "поскольку")
_WHATEVER = (
    ("що", "б", "не"),
    ("хто", "б", "не"),
    ("як", "би", "не"),
    ("что", "бы", "ни"),
    ("как", "бы", "ни"),
)
_FOR = ("бо", "адже", "ведь")
_SO = ("так", "наприклад", "зокрема", "приміром", "от", "например", "вот")
_WHY = ("бо", "оскільки", "адже", "хоча", "причому", "поскольку", "ведь", "хотя", "причем")
_AS_IF = ("якби", "якщо", "ніби", "наче", "мов", "неначе", "поки", "доки", "если", "будто", "пока")
_OPENS = frozenset((*OPENS_CONTENT, *_AS_IF))
_REMARKS = word_list("зауважимо зазначимо додамо відзначимо відомо заметим добавим отметим известно")
_ABBREVIATED = (*UNITS, "год", "хв", "міс", "р", "рр", "час", "мин")
_RUMOURS = frozenset(
    ("чутка", "легенда", "план", "обіцянка", "підозра", "слух", "обещание", "подозрение", "мрія")
)
_EXCEPT = ("крім", "окрім", "без", "проти", "кроме", "против")
_BY = ("за", "по")
_THESE, _AS = frozenset(("цей", "этот")), ([",", "як"], [",", "как"])
SHARES = word_set(
    "половина третина чверть більшість меншість частина решта треть четверть большинство меньшинство "
    "часть остаток"
)
_MOST_PARTS = 8


@dataclass(frozen=True, slots=True)
class MainClause:
    """A clause in its parts, those before the verb and those behind it; one that is `joined` opens no sentence."""

    start: int
    before: tuple[Part, ...]
    verb: Verb
    after: tuple[Part, ...]
    end: int
    joined: bool


class Clauses(ClauseEnds):
    """A line that can be read clause by clause; its main clause begins at `_main`, behind one that says when or why."""

    _main = 0

    def _clauses(self) -> Iterator[MainClause]:
        """The main clauses of a sentence, and those that tell why; no clause that may be what somebody says."""
        words = self._words
        start = self._main = self._behind_subordinate()
        yield from self._told_from(start)
        further = self._end_of_relative(start) if start else None
        if further is not None:
            yield from self._told_from(further)  # "Коли рада, яка керує портом, закрила його, [ціни зросли]"
        speaks = False
        for at in range(len(words) - 2):
            if self._said[at] in _OPENS or (words[at].text == "«" and not self._closing(at)):
                return
            if self._speaks(at):
                speaks = True
                if not words[at + 1].text[0].isalnum():
                    return  # "Мер каже, порт закриють, а рибу продадуть"
            if at < max(2, start):
                continue
            said, mark = self._said[at], words[at - 1].text
            if (mark == ";" and not speaks) or (mark == "," and said in _BEGIN_ANOTHER):
                yield from self._told_from(at)
            elif (mark == ":" or (mark in DASHES and not self._is_number(at))) and not (
                speaks or self._is_rumour(at) or not any(map(self._tells, range(at - 1)))
            ):  # what is to come may be but feared or planned
                yield from (clause for clause in self._told_from(at) if clause.verb.past)
            elif mark in (",", *DASHES) and said in _WHY:
                yield from (clause for clause in self._told_from(at + 1) if clause.verb.past)
            elif mark == "," and not speaks and self._is_begun_without_conjunction(at):
                yield from self._told_from(at)

    def _told_from(self, start: int) -> Iterator[MainClause]:
        clause = self._read_clause(start)
        if clause is not None and not (start > 0 and clause.verb.is_dash):
            yield clause
            yield from self._second_predicate(clause)

    def _is_begun_without_conjunction(self, at: int) -> bool:
        """Whether a clause behind a comma continues none before it: "Він купив порт, [рада дала кредит]"."""
        before = self._words[: at - 1]
        return (
            not any(word.text in (",", *DASHES) for word in before)
            and any(map(self._tells, range(at - 1)))
            and all(self._lexicon.subordinates.isdisjoint(self._lemmas(k)) for k in range(at))
            and (self._begins_clause(at) or self._happens(at))
        )

    def _is_rumour(self, end: int) -> bool:
        """Whether what stands before a colon is somebody's word: "Версія слідства: …"."""
        told = self._lexicon.accounts | self._lexicon.sayings | _RUMOURS
        return any(not told.isdisjoint(self._lemmas(at)) for at in range(end - 1))

    def _speaks(self, at: int) -> bool:
        """Whether what follows a word may be what somebody says or thinks."""
        lemmas, known = self._lemmas(at), self._lexicon
        return not (known.speaking.isdisjoint(lemmas) and known.supposes.isdisjoint(lemmas))

    def _second_predicate(self, clause: MainClause) -> Iterator[MainClause]:
        """What else the subject of a clause does: "Рада скасувала мито [й підвищила збір]"."""
        at = clause.end
        behind_comma = self._words[at].text == ","
        joined = behind_comma and self._said[at + 1] in _BEGIN_ANOTHER
        at += joined
        if at + 1 >= len(self._words) or not (behind_comma or self._words[at].text in AND):
            return
        verb = self._verb(at + 1, ())
        if verb is not None and verb.lemma in self._lexicon.subjectless:
            return  # "Порт стоїть, [бракує води]"
        if (
            verb is not None
            and behind_comma
            and (verb.passive or len(verb.kept) > 1 or (self._is_intransitive(verb) and not joined))
        ):
            return  # "купила човен, [проданий] Галичем", "купила, [а не продала]", "обстріляла порт, [загинув] водій"
        after, end = self._behind_verb(verb) if verb is not None else (None, at)
        # as in "Порт закрито, [радіє рада]"
        acts = behind_comma and any(
            part.kind is Kind.NOUN and part.in_case("nomn") and not part.in_case("accs")
            for part in after or ()
        )
        if verb is not None and after is not None and not acts and self._ends_well(end, verb, after):
            before = tuple(
                part
                for part in clause.before
                if part.kind is not Kind.ADVERB and (part.kind is not Kind.NOUN or part.in_case("nomn"))
            )
            yield replace(clause, before=before, verb=verb, after=tuple(after), end=end, joined=True)

    def _behind_subordinate(self) -> int:
        """Where the main clause of a sentence begins, behind one that says when, why or despite what."""
        words = self._words
        begin = self._behind_openers(0)
        opens = self._said[begin] in (*WHEN, *IN_ORDER_TO, *_ALTHOUGH) or words[begin].tag == "GRND"
        if not (opens or tuple(word.text.lower() for word in words[begin : begin + 3]) in _WHATEVER):
            return 0
        return next((at + 1 for at in range(begin, len(words) - 1) if words[at].text == ","), 0)

    def _end_of_relative(self, at: int) -> int | None:
        """Where a main clause begins behind a clause about a noun of the one that opens its sentence."""
        if not any(map(self._is_relative, range(at, min(at + 2, len(self._words))))):
            return None
        commas = [k for k in range(at, len(self._words) - 1) if self._words[k].text == ","]
        return commas[1] + 1 if len(commas) > 1 else None

    def _read_clause(self, start: int) -> MainClause | None:
        """The clause that begins at a place, if every part of it is known."""
        at = self._behind_openers(start)
        before: list[Part] = []
        while (verb := self._verb(at, before)) is None:
            if at >= len(self._words) or len(before) > _MOST_PARTS:
                return None
            if before and before[-1].kind is Kind.TIME and self._words[at].text in AND:
                at += 1  # "з травня [і] до червня"
                continue
            resumed = self._behind_aside(at, before)
            if resumed is None:
                part = self._part(at)
                if part is None:
                    return None
                before.append(self._joined(part) if part.kind is Kind.NOUN else part)
                resumed = before[-1].last + 1
            at = resumed
        after, end = self._behind_verb(verb)
        if after is None:
            return None
        if not self._ends_well(end, verb, after, before):
            if not self._may_lose_last(end, verb, after):
                return None
            after = after[:-1]
        return MainClause(start, tuple(before), verb, tuple(after), end, joined=start > 0)

    def _behind_openers(self, at: int) -> int:
        """Where a clause begins behind its conjunction and what stands there in passing: "Але, [звісно], …"."""
        words = self._words
        while at + 1 < len(words) and (
            self._said[at] in _BEGIN_ANOTHER
            or (self._said[at] in _FOR and at == 0)
            or words[at].text in DASHES
            or self._said[at] in _SO
            or (self._said[at] in self._lexicon.passing and words[at + 1].text == ",")
        ):
            at += 1 + (words[at + 1].text == ",")
        return self._behind_remark(at)

    def _behind_remark(self, at: int) -> int:
        """Where a clause begins behind what only announces it: "Варто зазначити, що [рада закрила порт]"."""
        words = self._words
        if at + 4 >= len(words):
            return at
        said = self._said[at]
        comma = at + 1 + (said in self._lexicon.impersonals and self._is_infinitive(at + 1))
        announces = said in self._lexicon.impersonals or said in self._lexicon.passing or said in _REMARKS
        opened = words[comma].text == "," and self._said[comma + 1] in THAT
        return comma + 2 if announces and opened else at

    def _behind_verb(self, verb: Verb) -> tuple[list[Part] | None, int]:
        """The parts behind a verb and where they end; what only adds to them need not be read."""
        words, at = self._words, verb.last + 1
        after: list[Part] = []
        if words[at].text in AND and not self._finite_within(at):
            at += self._noun_phrase(at + 1, ("accs",)) is not None  # "обговорили [й] тариф"
        while (
            at < len(words)
            and not (self._is_border(at) or self._opens_circumstance(at))
            and self._said[at] not in CONJUNCTIONS
        ):
            if words[at].text == "." and self._said[at - 1] in _ABBREVIATED:
                at += 1  # "136 тис. [за порушення]"
                continue
            part = self._part(at) or self._pointed_out(at)
            if part is None:
                told = any(each.kind is Kind.NOUN for each in after)
                if told and self._said[at] in self._lexicon.circumstances:
                    return after, len(words)
                return (after, self._end_of_stretch(at)) if self._adds(at, verb, after) else (None, at)
            if part.kind is Kind.TIME and not part.preposition and any(use.counted for use in part.uses):
                part = replace(part, kind=Kind.NOUN)  # "отримав [три роки]"
            if part.kind is Kind.NOUN and after and self._is_nth_time(part):
                part = replace(part, kind=Kind.TIME)
            if part.kind is Kind.NOUN and not self._verb_follows(part.last + 1):
                part = self._joined(part)
            at = part.last + 1
            titled = self._title_of(part, after)
            after[titled:] = [replace(after[titled], last=part.last)] if titled < len(after) else [part]
        return after, at

    def _is_nth_time(self, part: Part) -> bool:
        """Whether a phrase says for which time something goes on: "очолює школу [дев'ятий рік]"."""
        which = any(
            not self._lexicon.ordinals.isdisjoint(self._lemmas(k)) for k in range(part.first, part.head)
        )
        return (
            which
            and bool(part.in_case("accs"))
            and not self._lexicon.times.isdisjoint(self._lemmas(part.head))
        )

    def _pointed_out(self, at: int) -> Part | None:
        """An object without the word that points to it: "зібрала [ці] кошти", "[такі] сюжети, як …"."""
        such = not self._lemmas(at).isdisjoint(SUCH)
        noun = (
            self._noun_phrase(at + 1, ("accs",)) if such or not self._lemmas(at).isdisjoint(_THESE) else None
        )
        if (
            such
            and noun is not None
            and [word.text for word in self._words[noun.last + 1 : noun.last + 3]] not in _AS
        ):
            return None
        empty = self._lexicon.general | self._lexicon.shell
        meant = noun is not None and any(
            self._determines(at, each) for each in nouns(self._words[noun.head].text, self._language)
        )
        if noun is None or not (meant or such) or self._is_time(noun):
            return None  # "робила [це] сім разів"
        return noun if noun.first < noun.head or empty.isdisjoint(self._lemmas(noun.head)) else None

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

    def _behind_aside(self, at: int, before: Sequence[Part]) -> int | None:
        """Where a clause goes on behind an apposition, a bracket or a clause about its subject."""
        words = self._words
        if not before or words[at].text not in (",", "("):
            return None
        closing = ")" if words[at].text == "(" else ","
        ends = [k for k in range(at + 1, len(words)) if words[k].text == closing]
        if closing == "," and len(ends) > 1 and ends[0] == at + 2 and self._is_relative(at + 1):
            ends = ends[2:]  # ", яка, за її словами, втомилася, "
        if closing == "," and self._said[at + 1] in WHEN and before[-1].kind in (Kind.TIME, Kind.PASSING):
            whole = (k for k in ends if self._said[k + 1] not in CONJUNCTIONS)
            return next((k + 1 for k in whole), None)  # "Торік, [коли річка обміліла,] порт закрили"
        end = ends[0] if ends else None
        if end is None:
            return at + 1 if closing == "," and self._is_over(before) else None
        if closing == ",":
            nouns = [part for part in before if part.kind is Kind.NOUN]
            if not nouns and before[-1].kind is Kind.PREPOSITIONAL and self._is_described_further(at + 1):
                return end + 1  # "У фіналі, [який відбудеться в травні], …"
            if nouns and before[-1].kind is Kind.PREPOSITIONAL:
                nouns.append(replace(nouns[-1], bare=False))  # "справа [про порт], яку …"
            dated = before[-1].kind is Kind.TIME and self._is_when(at + 1, end)
            aside = self._part(at + 1)
            passing = (
                aside is not None
                and aside.last == end - 1
                and (
                    aside.kind in (Kind.PASSING, Kind.TIME)
                    or (aside.kind is Kind.PREPOSITIONAL and aside.preposition not in _EXCEPT)
                )
            )
            described = bool(nouns) and (
                self._is_aside(at + 1, nouns[-1], end + 1) or self._is_apposed(at + 1, end, nouns[-1])
            )
            if not (dated or passing or described):
                return at + 1 if self._is_over(before) else None
            if described and self._describes_further(end + 1) and len(ends) > 1:
                end = ends[1]  # "водія, [суддю Галича, вбитого торік], поховали"
        return end + 1

    def _is_described_further(self, at: int) -> bool:
        """Whether a clause or a participle about the noun before it begins at a place."""
        relative = any(map(self._is_relative, range(at, min(at + 2, len(self._words)))))
        passive = any(each.is_adjective and each.passive for each in self._read(at))
        return relative or passive or (self._said[at] in THAT and self._finite_within(at + 1))

    def _describes_further(self, at: int) -> bool:
        """Whether a participle follows an apposition: no verb stands before the next comma."""
        passive = self._words[at].tag == "PRTF" or any(
            each.is_adjective and each.passive for each in self._read(at)
        )
        return passive and not self._finite_within(at)

    def _is_over(self, openers: Sequence[Part]) -> bool:
        """Whether only circumstances stand before a comma: "У п'ятницю, [рада скасувала мито]"."""
        circumstance = any(map(self._is_circumstance, openers))  # "Через спір [із Нарвією], …"
        return all(
            part.kind in (Kind.TIME, Kind.PASSING, Kind.POINTING)
            or (part.kind is Kind.PREPOSITIONAL and (circumstance or self._is_ground(part)))
            for part in openers
        )

    def _is_ground(self, part: Part) -> bool:
        """Whether an opening phrase says where or on what ground, not by whose account: "За результатами, …"."""
        known = self._lexicon
        told = known.accounts | known.sayings | known.general
        return self._is_place(part) or (
            part.preposition in _BY and not part.bare and told.isdisjoint(self._lemmas(part.head))
        )

    def _is_when(self, at: int, end: int) -> bool:
        part = self._part(at)
        return part is not None and part.kind is Kind.TIME and part.last == end - 1

    def _is_apposed(self, at: int, end: int, subject: Part) -> bool:
        """Whether commas enclose who or what a subject is: "Власники пекарні, [двоє шахтарів], …"."""
        part = self._noun_phrase(at, tuple(use.case for use in subject.uses))
        if part is None or subject.last != at - 2:
            return False
        ages = range(part.last + 1, end)  # "Рибалок, братів [40 і 42 років], …"
        return all(self._is_number(k) or self._words[k].text in AND or k == end - 1 for k in ages) and (
            not ages or not self._lexicon.times.isdisjoint(self._lemmas(end - 1))
        )

    def _has_happened(self, at: int) -> bool:
        """Whether the next verb tells what happened once: "завод, який …, [скидав] стоки"."""
        told = next(
            (each for k in range(at, len(self._words)) if (each := self._finite(k)) is not None), None
        )
        return told is not None and told.tense == "past" and told.lemma not in IS

    def _is_aside(self, at: int, subject: Part, behind: int) -> bool:
        """Whether what begins behind a comma describes a subject that is known without it, as several are not."""
        uses = subject.in_case("nomn") or subject.uses
        several = all(use.plural and not use.counted for use in uses)
        body = self._lexicon.is_body(self._words[subject.head].lemma)
        empty = self._lexicon.general | self._lexicon.shell
        dated = self._words[at].tag == "PRTF" or any(each.passive for each in self._read(at))
        # as in "Дослідження, [опубліковане] в січні, …"
        plain = dated and empty.isdisjoint(self._lemmas(subject.head))
        that = self._said[at] in THAT and self._finite_within(at + 1)
        happened = (that or subject.bare) and self._has_happened(behind)
        single = happened and subject.head == subject.last and bool(subject.in_case("nomn"))
        known = self._is_proper(subject.head) or (
            not several and (body or plain or single or not subject.bare)
        )
        every = not self._lemmas(subject.first).isdisjoint(OWN) or not self._lemmas(subject.head).isdisjoint(
            SHARES
        )
        if not known or every:
            return False  # "кожен рибалка, який …"
        return (
            (that and happened)
            or any(map(self._is_relative, range(at, min(at + 3, len(self._words)))))
            or self._words[at].tag in ("GRND", "PRTF")
            or self._is_adjective(at)
            or self._noun_phrase(at, ("nomn",)) is not None
        )

    def _verb_follows(self, at: int) -> bool:
        """Whether a verb stands in the same stretch behind a conjunction: "скасувала мито [і ціни зросли]"."""
        if at >= len(self._words) or self._words[at].text not in AND:
            return False
        return self._finite_within(at + 1)
