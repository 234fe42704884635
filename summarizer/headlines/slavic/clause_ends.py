"""Where a Ukrainian or Russian clause ends, and what behind it may be left out because it only adds."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.headlines.slavic.circumstances import IN, Kind, Part
from summarizer.headlines.slavic.noun_phrases import IS, OWN
from summarizer.headlines.slavic.verbs import DASHES, THIS, Verb, Verbs
from summarizer.phrases.hearsay import OPENS_CONTENT
from summarizer.phrases.slavic.line import AND, AS, NOT, THAT
from summarizer.wordlists import word_list
from summarizer.words.slavic import NAME

WHEN = ("коли", "щойно", "відколи", "когда")
IN_ORDER_TO = ("щоб", "аби", "чтобы")
CONJUNCTIONS = (*AND, "а", "але", "або", "но", "или", "проте", "однак", "зате")
_WHEN_OR_WHY = word_list("після для через завдяки внаслідок за после для благодаря вследствие")
_THAT_THING = ("того", "те", "тому", "тим", "тому", "чтобы")
SUCH = frozenset(("такий", "такой"))
_MARKS = frozenset("!…;,:(")
_WHILE = ("а",)
_ADDING = ("для", "від", "з", "із", "зі", "из", "от")
_SHARE = ("з", "із", "серед", "из", "среди")
_OBLIQUE = ("gent", "datv", "ablt", "loct")
# What an unread rest may begin with that only says where or about what: "купила човен [на відстані від двох до …]".
_WHERE = word_list("щодо про для за від до з із по в у на біля о об от с из во возле")


class ClauseEnds(Verbs):
    """A line that can be asked whether a clause is whole where it ends."""

    def _ends_well(self, at: int, verb: Verb, after: Sequence[Part], before: Sequence[Part] = ()) -> bool:
        """Whether nothing that belongs to a clause follows its last part."""
        words = self._words
        following = at + 1
        whole = self._is_whole(verb, after, before)
        if following >= len(words) or words[at].text in ".!…;":
            return True
        if self._opens_circumstance(at):
            return whole and verb.agreeing is not None and verb.agreeing.tense != "futr"
        if self._said[at] in CONJUNCTIONS:
            return whole and (self._tells(following) or self._goes_on(following, after))
        if words[at].text == "(":
            closing = next((k for k in range(following, len(words)) if words[k].text == ")"), len(words))
            return whole and self._ends_well(closing + 1, verb, after, before)
        if words[at].text in DASHES and self._is_proper(at - 1) and words[following].text[0].isupper():
            return False  # "на трасі Київ — [Одеса]"
        if self._said[following] in (*CONJUNCTIONS, *self._lexicon.focus) and words[at].text != ",":
            return False  # "скасувала мито — [але лише] для рибалок"
        if words[at].text != ",":
            return whole and not (words[at].text == ":" and verb.lemma in self._lexicon.speaking)
        return self._ends_at_comma(following, verb, after, whole=whole)

    def _is_whole(self, verb: Verb, after: Sequence[Part], before: Sequence[Part]) -> bool:
        """Whether a verb has what it needs behind it or before it: "[порт] закрили"."""
        objects = any(part.kind is Kind.NOUN and part.in_case("accs") for part in before) and verb.plural
        return bool(after) or objects or verb.passive or self._is_intransitive(verb)

    def _may_lose_last(self, at: int, verb: Verb, after: Sequence[Part]) -> bool:
        """Whether what only adds may go with the clause about it: "дала кошти [на міст у селі, яке горіло]"."""
        if len(after) < 2 or not verb.past or self._words[at].text != "," or at + 2 >= len(self._words):
            return False
        part, rest = after[-1], after[:-1]
        denied = any(self._said[k] in self._lexicon.denials for k in verb.kept)
        adds = self._is_circumstance(part) or part.preposition in _ADDING
        adds = adds or (part.preposition in IN and bool(part.in_case("loct")))
        told = any(each.kind is Kind.NOUN and each.in_case("accs") and not each.bare for each in rest)
        told = told or rest[-1].kind is Kind.PREPOSITIONAL
        return adds and told and not denied and self._is_about_noun(at + 1, after)

    def _goes_on(self, at: int, after: Sequence[Part]) -> bool:
        """Whether another verb or infinitive is joined, if not at once: "купила порт і [торік] продала"."""
        part = self._part(at)
        apart = part is not None and part.kind not in (Kind.NOUN, Kind.ADJECTIVE)
        if any(each.kind is Kind.INFINITIVE for each in after):
            return apart and any(map(self._is_infinitive, range(at, self._clause(at)[1])))
        return apart and self._finite_within(at)

    def _ends_at_comma(self, following: int, verb: Verb, after: Sequence[Part], *, whole: bool) -> bool:
        """Whether what follows a comma only adds to a clause that is whole without it."""
        words = self._words
        said = self._said[following]
        doing = following + (said in NOT)  # ", [не розділяючи їх]"
        if said in self._lexicon.adds or words[doing].tag == "GRND":
            return True
        if said not in WHEN and self._end_in_passing(following) is not None:
            return True
        if said in WHEN or said in IN_ORDER_TO:
            objects = any(part.in_case("accs") for part in after if part.kind is Kind.NOUN)
            speaks = verb.lemma in self._lexicon.speaking | self._lexicon.asking
            happened = bool(after) and self._is_intransitive(verb) and said in WHEN
            return verb.past and (objects or happened) and not speaks
        if said in OPENS_CONTENT:
            return (
                said in THAT
                and self._tells_or_is(min(following + 1, len(words) - 1))
                and self._is_without_clause(verb, after)
                and self._is_thing_known(after[-1], verb)
            )
        if said in CONJUNCTIONS:
            return self._joins_clause(following)
        if said in AS and after and after[-1].first > 0:
            return not self._lemmas(after[-1].first - 1).isdisjoint(SUCH)  # "[такі] сюжети, як …"
        counted = bool(after) and any(use.counted for use in after[-1].uses)
        if counted and said in _SHARE and self._is_relative(following + 1):
            return whole  # "5 човнів, [з яких три старі]"
        if self._is_about_noun(following, after):
            return self._is_without_clause(verb, after)
        pronoun = words[following].tag == "NPRO" and not self._is_relative(following)
        if pronoun and self._finite_within(following + 1):  # ", [його] членами є …"
            return whole and (self._lexicon.speaking | self._lexicon.supposes).isdisjoint((verb.lemma,))
        if said in self._lexicon.circumstances:
            return True
        if self._tells(following):
            return whole and not self._is_said_by(following)
        if self._begins_clause(following) or self._has_own_verb(following):
            told = self._lexicon.speaking | self._lexicon.supposes
            announced = verb.passive and any(part.in_case("accs") for part in after)  # "оголошено тендер"
            return whole and (announced or told.isdisjoint((verb.lemma,)))
        return self._is_apposition(following, after) or self._is_listed(following, verb, after)

    def _joins_clause(self, conjunction: int) -> bool:
        """Whether a conjunction opens a clause of its own: ", але [ціни зросли]"."""
        words, opening = self._words, conjunction + 1
        _, end = self._clause(opening)
        dashed = end < len(words) and words[end].text in DASHES
        elided = self._said[conjunction] in _WHILE and (dashed or self._said[opening] in THIS)
        if self._finite_within(opening) or elided:  # "ціни зросли на 3 %, а [мита — на 5]"
            return True
        who = self._part(opening)  # ", але [спокуса, як відомо, лишилася]"
        return (
            who is not None
            and who.kind is Kind.NOUN
            and bool(who.in_case("nomn"))
            and words[who.last + 1].text == ","
            and any(map(self._tells, range(who.last + 2, len(words))))
        )

    def _opens_circumstance(self, at: int) -> bool:
        """Whether a clause begins that says when, why or what for: "скасувала мито [після того, як …]"."""
        if self._said[at] not in _WHEN_OR_WHY:
            return False
        said = [word.text.lower() for word in self._words[at : at + 5]]
        at_noun = 1 + (said[1] == "рахунок")
        return (
            len(said) > at_noun + 2
            and said[at_noun] in _THAT_THING
            and said[at_noun + 1] == ","
            and said[at_noun + 2] in (*THAT, *AS, *IN_ORDER_TO)
        )

    def _tells_or_is(self, at: int) -> bool:
        return self._tells(at) or self._passive(at) is not None or not IS.isdisjoint(self._lemmas(at))

    def _has_own_verb(self, at: int) -> bool:
        """Whether a clause begins at a place without a conjunction: "…, [багатьох торік звільнили]"."""
        part = self._part(at)
        opens = self._is_numeral(at + (self._said[at] in self._lexicon.focus)) or (
            part is not None and part.kind in (Kind.NOUN, Kind.PREPOSITIONAL, Kind.ADVERB)
        )
        end = self._clause(at)[1]
        told = self._lexicon.speaking | self._lexicon.supposes
        return (
            opens
            and self._said[at] not in (*AS, *self._lexicon.subordinates)
            and self._finite_within(at)
            and all(told.isdisjoint(self._lemmas(k)) for k in range(at, end))
        )

    def _is_listed(self, at: int, verb: Verb, after: Sequence[Part]) -> bool:
        """Whether what follows a comma are but more objects of what happened: "змінила назву[, прапор і гімн]"."""
        if not after or not verb.past or after[-1].kind is not Kind.NOUN or not after[-1].in_case("accs"):
            return False
        if any(self._said[k] in self._lexicon.denials for k in verb.kept):
            return False
        listed = self._listed(at)
        while listed is not None:
            end = listed.last + 1
            if end + 1 >= len(self._words):
                return True
            if self._words[end].text not in (",", *AND):
                return self._is_border(end)
            listed = self._listed(end + 1)
            if listed is None and self._words[end].text == ",":
                return self._said[end + 1] in CONJUNCTIONS and self._finite_within(end + 2)
        return False

    def _listed(self, at: int) -> Part | None:
        """One more object of a list: "понад двісті човнів"."""
        return self._noun_phrase(at + (self._said[at] in self._lexicon.focus), ("accs",))

    def _is_without_clause(self, verb: Verb, after: Sequence[Part]) -> bool:
        """Whether a clause behind a noun may go: the noun tells enough, and what happens to it is a single event.

        Rules, bans, demands and judgements hold of no more than is described: "забороняє [човни, які …]".
        """
        if not after:
            return False
        part, known = after[-1], self._lexicon
        if self._is_one_named(part):
            return True
        event = verb.past or (verb.agreeing is not None and verb.agreeing.tense == "futr" and not verb.copula)
        ruling = known.refusals | known.asking | known.supposes | known.of_object
        if (
            not event
            or not ruling.isdisjoint((verb.lemma,))
            or any(self._said[at] in known.denials for at in verb.kept)
        ):
            return False
        if verb.past and self._is_known(part):
            return True
        every = any(not self._lemmas(at).isdisjoint(OWN) for at in range(part.first, part.last + 1))
        empty = known.general | known.shell
        general = not empty.isdisjoint(self._lemmas(part.head))
        acted_on = any(use.animate and use.plural for use in part.in_case("accs")) and not part.in_case(
            "nomn"
        )
        several = verb.past and acted_on and not general
        told = part.first < part.head or part.last > part.head or not general
        whole = several or not part.bare  # "заарештувала [рибалок, які …]"
        return part.kind in (Kind.NOUN, Kind.PREPOSITIONAL) and told and whole and not every

    def _is_thing_known(self, part: Part, verb: Verb) -> bool:
        """Whether "що" behind a thing is "which": behind "думка" or "рибалкам" it tells what is said."""
        known = self._lexicon
        content = known.accounts | known.sayings | known.shell
        living = any(use.animate and not use.unchanging for use in part.uses)
        speaks = not (known.speaking | known.supposes | known.asking).isdisjoint((verb.lemma,))
        return part.head >= 0 and not (living or speaks) and content.isdisjoint(self._lemmas(part.head))

    def _is_said_by(self, verb: int) -> bool:
        """Whether a verb behind a comma may tell whose words went before: "порт закриють, [сподіваються рибалки]"."""
        if not (self._lexicon.speaking | self._lexicon.supposes).isdisjoint(self._lemmas(verb)):
            return True
        if self._happens(verb):
            return False
        who = self._noun_phrase(verb + 1, ("nomn",))
        if who is not None and any(use.counted for use in who.uses):
            return False
        told = self._finite(verb)
        if who is None or (
            told is not None and not any(use.agrees_with(told) for use in who.in_case("nomn"))
        ):
            return False
        body = self._lexicon.is_body(self._words[who.head].lemma)
        return who.named or body or any(use.animate for use in who.uses)

    def _happens(self, at: int) -> bool:
        """Whether a verb stands at a place that nobody speaks with: "…, [загинула] людина"."""
        verb = self._finite(at)
        return verb is not None and verb.lemma in self._lexicon.intransitive

    def _is_about_noun(self, at: int, after: Sequence[Part]) -> bool:
        """Whether a clause or a participle describes the noun before it: ", [у якій] живе", ", [збудований] торік"."""
        words = self._words
        relative = any(map(self._is_relative, range(at, min(at + 3, len(words)))))
        return relative or any(
            each.case == use.case and each.plural == use.plural
            for each in self._read(at)
            if each.part == "PRTF" or (each.is_adjective and (each.passive or self._is_infinitive(at + 1)))
            for use in (after[-1].uses if after else ())
        )

    def _is_apposition(self, at: int, after: Sequence[Part]) -> bool:
        """Whether what follows a comma says who or what the name before it is: "у Вапнярці, [столиці краю]"."""
        if self._is_proper(at):
            return False  # "на вулиці Ремська[, Тисми]"
        named = bool(after) and self._words[after[-1].last].tag == NAME
        placed = bool(after) and after[-1].preposition in IN and bool(after[-1].in_case("loct"))
        cases = (
            {*(_OBLIQUE if named else ()), *(use.case for use in after[-1].uses)}
            if named or placed
            else set()
        )
        part = self._noun_phrase(at, tuple(cases)) if cases else None
        return part is not None and not self._finite_within(part.last + 1)

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
        following = part.last + 1
        timed = part.kind is Kind.TIME and self._is_border(following)  # "двома частинами, [у травні], …"
        return timed or self._tells(following) or self._bound(following) is not None

    def _end_of_stretch(self, at: int) -> int:
        while at < len(self._words) and not self._is_border(at):
            at += 1
        return at

    def _adds(self, at: int, verb: Verb, after: Sequence[Part]) -> bool:
        """Whether an unread rest only says where something happened: "купила човен [на відстані від двох до …]".

        It takes nothing back and points to nothing: "пов'язала шторм [із тим, що …]".
        """
        end = self._end_of_stretch(at)
        rest = self._words[at:end]
        said = {word.text.lower() for word in rest}
        last = after[-1] if after else None
        told = last is not None and (not last.bare or last.kind is Kind.ADVERB)
        whole = told and (
            verb.passive
            or (self._is_intransitive(verb) and last is not None and last.kind is Kind.PREPOSITIONAL)
            or any(part.in_case("accs") for part in after if part.kind is Kind.NOUN)
        )
        known = self._lexicon
        return (
            whole
            and verb.past
            and rest[0].text.lower() in _WHERE
            and said.isdisjoint(known.denials | known.hedges | known.focus | known.subordinates)
            and not any(word.tag in ("NPRO", "VERB") for word in rest)
            and (end + 1 >= len(self._words) or self._words[end].text != ":")
            and (end + 1 >= len(self._words) or self._said[end + 1] not in (*OPENS_CONTENT, *AS))
        )

    def _is_border(self, at: int) -> bool:
        """Whether a mark ends a clause, and no abbreviation."""
        text = self._words[at].text
        if text == ".":
            return not any(word.text[0].isalnum() for word in self._words[at + 1 :])
        return text in _MARKS or text in DASHES

    def _is_relative(self, at: int) -> bool:
        return not self._lexicon.subordinates.isdisjoint(self._lemmas(at))
