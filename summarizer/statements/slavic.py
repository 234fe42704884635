"""Who says what in a Ukrainian or Russian sentence: "Мер заявив, що [порт закриють]"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.headlines.slavic.circumstances import Kind, Part
from summarizer.headlines.slavic.clause_ends import CONJUNCTIONS
from summarizer.headlines.slavic.orders import Orders
from summarizer.headlines.slavic.verbs import DASHES, Verb
from summarizer.phrases.phrase import Phrase
from summarizer.phrases.slavic.line import AS, CLOSING_QUOTES, NOT, OPENING_QUOTES, THAT
from summarizer.text import Line
from summarizer.words.slavic import is_first_name

_LONGEST_NAME, _MOST_PARTS = 28, 6
_BY_ACCOUNT = frozenset(
    (
        *(
            ("за", told)
            for told in ("словами", "даними", "оцінками", "інформацією", "підрахунками", "версією")
        ),
        *(("по", told) for told in ("словам", "данным", "оценкам", "информации", "подсчетам", "версии")),
        *(("на", "думку"), ("на", "переконання"), ("по", "мнению")),
    )
)
_IN_PASSING = (Kind.TIME, Kind.PASSING, Kind.PREPOSITIONAL, Kind.ADVERB)
_TO_WHOM = (*_IN_PASSING, Kind.POINTING)
_STOPS = (".", "!", "…")


def said(line: Line, phrases: Sequence[Phrase], language: str) -> Iterator[tuple[list[str], range]]:
    """The names of who speaks in a line, the fullest first, and the words that are said."""
    yield from _Speakers(line, language).said(phrases, len(line.words))


class _Speakers(Orders):
    """A line that is asked who says what in it."""

    def said(self, phrases: Sequence[Phrase], end: int) -> Iterator[tuple[list[str], range]]:
        """What is said in the words before `end`, by whom."""
        words = self._words
        verbs = [at for at in range(end) if words[at].lemma in self._lexicon.asserting]
        yield from self._by_account(phrases, end)
        if any(words[at].text == "," and words[at + 1].text.lower() in THAT for at in range(end)) and verbs:
            yield from self._behind(end)
        for verb in verbs:
            yield from self._before(verb, end)

    def _by_account(self, phrases: Sequence[Phrase], end: int) -> Iterator[tuple[list[str], range]]:
        """Such as "За даними ради, [порт закрито]", "[Порт закрито], за словами Галича", "Як каже рада, […]"."""
        words = self._words
        low = [word.text.lower() for word in words]
        if low[0] in AS and self._asserts(self._verb(1, ())):
            who = self._noun_phrase(2, ("nomn",))
            if who is not None and words[who.last + 1].text == ",":
                yield self._names(who), range(who.last + 2, end)
            return
        at = next((k for k in range(end - 2) if (low[k], low[k + 1]) in _BY_ACCOUNT), None)
        who = None if at is None else self._noun_phrase(at + 2, ("gent",))
        if at is None or who is None:
            return
        names = self._nominative(who, phrases)
        comma = who.last + 1
        if at > 1 and words[at - 1].text == "," and not words[comma].text[0].isalnum():
            yield names, range(self._start_of_account(at, comma), at - 1)
        elif not at and words[comma].text == ",":
            described = self._is_relative(comma + 1) or self._is_relative(comma + 2)
            ends = [k for k in range(comma + 1, end) if words[k].text == ","]
            if not described or ends:
                yield names, range((ends[0] if described else comma) + 1, end)

    def _start_of_account(self, at: int, comma: int) -> int:
        """Where begins what an account inside a sentence tells: "рада чекає, але [ціни, за словами мера, впадуть]"."""
        if self._words[comma].text != ",":
            return 0
        joined = (
            k
            for k in range(at - 2, 0, -1)
            if self._words[k - 1].text == "," and self._said[k] in CONJUNCTIONS
        )
        return next(joined, 0)

    def _behind(self, end: int) -> Iterator[tuple[list[str], range]]:
        """Such as "У середу мер заявив журналістам, що [порт закриють]"."""
        found = self._speaker()
        if found is None:
            return
        who, verb = found
        at = verb.last + 1
        while (part := self._part(at)) is not None and (
            part.kind in _TO_WHOM or (part.kind is Kind.NOUN and part.in_case("datv"))
        ):
            at = part.last + 1
        if at + 2 >= end or self._words[at].text != "," or self._words[at + 1].text.lower() not in THAT:
            return
        content = range(at + 2, self._end_of_content(at + 2, end))
        several = any(use.plural for use in who.in_case("nomn"))
        if not several or self._names_who_acts(content.start):
            yield self._names(who), content

    def _speaker(self) -> tuple[Part, Verb] | None:
        """Who speaks in the clause that opens a line, and its verb."""
        at = 0
        before: list[Part] = []
        while (verb := self._verb(at, before)) is None:
            resumed = self._behind_aside(at, before)
            if resumed is None:
                part = self._part(at)
                if part is None or len(before) > _MOST_PARTS:
                    return None
                before.append(part)
                resumed = part.last + 1
            at = resumed
        nouns = [part for part in before if part.kind not in _IN_PASSING]
        if len(nouns) != 1 or not self._asserts(verb) or not self._can_be_subject(nouns[0], verb):
            return None
        return nouns[0], verb

    def _asserts(self, verb: Verb | None) -> bool:
        """Whether a verb says that something is so, and is not denied or to come."""
        if verb is None or verb.agreeing is None or verb.lemma not in self._lexicon.asserting:
            return False
        denied = any(self._words[at].text.lower() in NOT for at in verb.kept)
        return not denied and verb.agreeing.tense != "futr"

    def _before(self, at: int, end: int) -> Iterator[tuple[list[str], range]]:
        """Such as "«[Порт закриють]», — сказав мер", "[Порт закрито], повідомила рада"."""
        words = self._words
        comma = at - 1 - (at > 1 and words[at - 1].text in DASHES)
        if comma < 1 or at + 1 >= end or words[comma].text not in (",", *_STOPS, *CLOSING_QUOTES):
            return
        verb = self._verb(at, ())
        at += 1
        while (part := self._part(at)) is not None and part.kind in _TO_WHOM:
            at = part.last + 1
        if part is None or verb is None or not (self._asserts(verb) and self._can_be_subject(part, verb)):
            return
        quoted = words[0].text in OPENING_QUOTES
        start, stop = int(quoted), comma
        while stop > start and (words[stop - 1].text in (",", *_STOPS, *CLOSING_QUOTES)):
            stop -= 1
        closed = any(word.text in CLOSING_QUOTES for word in words[stop : comma + 1])
        opened = any(word.text in OPENING_QUOTES for word in words[start:stop])
        if quoted == closed and not (quoted and opened):
            sentence = next((k for k in range(start, stop) if words[k].text in _STOPS), stop)
            yield self._names(part), range(start, sentence)

    def _end_of_content(self, start: int, end: int) -> int:
        """Where what is said may end, as what else the speaker does may follow: "…, [і пропонує інший порт]"."""
        words = self._words
        denied = False
        for at in range(start, end - 1):
            denied = denied or words[at].text.lower() in self._lexicon.denials
            joined = words[at].text == "," and words[at + 1].text.lower() in CONJUNCTIONS
            if words[at].text == ";" or (joined and not denied):
                return at
        return end

    def _names_who_acts(self, start: int) -> bool:
        """Whether the clause at a place names who acts, and does not go on with its speakers."""
        clause = self._read_clause(start)
        return clause is not None and any(
            part.kind is Kind.NOUN and self._can_be_subject(part, clause.verb)
            for part in (*clause.before, *clause.after)
        )

    def _names(self, who: Part) -> list[str]:
        """What a speaker can be called: the name behind a title, a surname, or the whole phrase."""
        words = self._words
        last = who.last
        surname = self._is_name(last) and last > who.first and self._is_name(last - 1)
        person = surname and is_first_name(words[last - 1].text, self._language)
        full = self._line.surface(last - 1 if person else who.first, last)
        if not (
            who.first
            or person
            or self._is_name_like_adjective(0)
            or self._is_proper(0)
            or words[0].text.isupper()
            or self._is_quoted(0)
        ):
            full = f"{full[0].lower()}{full[1:]}"  # "[Міністерство] заявило, що …"
        full = full if not self._tells_not_who(who) and len(full) <= _LONGEST_NAME else ""
        return [name for name in (full, words[last].text if person else "") if name]

    def _tells_not_who(self, who: Part) -> bool:
        """Whether a phrase leaves open who speaks: "людина", "жінка"."""
        known, head = self._lexicon, self._lemmas(who.head)
        body = known.is_body(self._words[who.head].lemma) or not known.roles.isdisjoint(head)
        lives = any(use.animate for use in who.in_case("nomn") or who.uses)
        return not (who.named or body or (lives and not who.bare) or any(use.plural for use in who.uses))

    def _nominative(self, who: Part, phrases: Sequence[Phrase]) -> list[str]:
        """What a speaker in the genitive can be called, by the label of the phrase that tells it."""
        if who.first == who.last and self._is_name(who.last) and self._is_adjective(who.last):
            return [self._words[who.last].lemma.capitalize()]  # "за словами [Вербицького]"
        if all(use.unchanging for use in who.uses):
            return [name for name in (self._line.surface(who.first, who.last),) if len(name) <= _LONGEST_NAME]
        lives = any(use.animate for use in who.uses)
        within = [
            each for each in phrases if each.first >= who.first and each.last == who.last and not each.actor
        ]
        body = self._lexicon.is_body(self._words[who.head].lemma)  # "за даними портової [інспекції]"
        starts = (who.first, who.head if body else who.first)
        within = [each for each in within if each.first in starts or (lives and each.is_name)]
        within.sort(key=lambda each: not each.is_name)
        labels = [each.label for each in within]
        if who.first == who.head < who.last:  # "за даними [Міністерства] оборони"
            tail = self._line.surface(who.head + 1, who.last)
            labels += [f"{each.label} {tail}" for each in phrases if each.first == each.last == who.head]
        label = next((each for each in labels if len(each) <= _LONGEST_NAME), "")
        several = any(use.plural for use in who.uses)
        return [label] if label and (who.named or body or several or who.first < who.last) else []
