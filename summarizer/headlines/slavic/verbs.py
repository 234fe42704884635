"""The verbs of a Ukrainian or Russian clause: with "not" and auxiliaries, passives, and a dash that stands for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.headlines.slavic.circumstances import Kind, Part
from summarizer.headlines.slavic.constituents import Constituents
from summarizer.headlines.slavic.noun_phrases import IS
from summarizer.phrases.slavic.line import AND, BE, NOT
from summarizer.wordlists import word_list
from summarizer.words.slavic import NAME, Reading, readings

DASHES = ("—", "–", "‒", "-")
_STILL = ("ще", "досі", "більше", "еще", "ещё", "пока", "больше")
THIS = ("це", "это")
IS_NOW = ("є", "есть")
REFLEXIVE = ("ся", "сь")
_SO = ("так",)
_IMPERSONAL = ("но", "то")
BOUND = word_list(
    "повинний зобов'язаний готовий змушений здатний покликаний должный обязанный готовый вынужденный "
    "способный намеренный"
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb with its auxiliaries: the words a headline keeps, and how the one that agrees is read.

    Nothing agrees with a dash, nor with "треба", which is `impersonal` as "скасовано" is.
    """

    last: int
    kept: tuple[int, ...]
    agreeing: Reading | None
    lemma: str
    impersonal: bool = False
    copula: bool = False
    passive: bool = False

    @property
    def plural(self) -> bool:
        """Whether it agrees with several."""
        return self.agreeing is not None and self.agreeing.plural

    @property
    def past(self) -> bool:
        """Whether it tells what happened."""
        done = self.impersonal and self.passive  # "скасовано"
        return self.agreeing is not None and (done or self.agreeing.tense == "past")

    @property
    def is_dash(self) -> bool:
        """Whether only a dash joins subject and predicate."""
        return self.agreeing is None and not self.impersonal


class Verbs(Constituents):
    """A line whose verbs can be found."""

    def _tells(self, at: int) -> bool:
        """Whether a verb of the third person stands at a place, or what is done by nobody in particular."""
        return self._finite(at) is not None or any(
            each.part == "PRTS" or (each.part == "VERB" and not (each.number or each.gender or each.tense))
            for each in self._read(at)[:1]
        )

    def _finite_within(self, at: int) -> bool:
        end = self._clause(at)[1] if at < len(self._words) else at
        return any(map(self._tells, range(at, end)))

    def _verb(self, at: int, before: Sequence[Part]) -> Verb | None:
        """The verb that begins at a place, with "not", its auxiliaries and what stands between them."""
        words = self._words
        kept: list[int] = []
        if words[at].text in DASHES:
            return self._equation(at) if before and before[-1].kind is not Kind.PASSING else None
        if self._said[at] in _SO and self._said[at + 1] in AND:
            kept += [at, at + 1]
            at += 2  # "порт [так і] не закрили"
        if self._said[at] in _STILL:
            kept += [at] if self._said[at + 1] in NOT else []
            at += 1
        if self._said[at] in NOT:
            kept.append(at)
            at += 1
        if not IS.isdisjoint(self._lemmas(at)) and words[at].tag != NAME:
            return self._with_auxiliary(at, kept)
        if self._said[at] in self._lexicon.impersonals and self._infinitive_behind(at):
            return Verb(at, (*kept, at), self._finite(at), self._said[at], impersonal=True)
        bound = self._bound(at)
        if bound is not None:
            last = at + (not self._is_infinitive(at + 1))
            return Verb(last, (*kept, *range(at, last + 1)), bound, bound.lemma)
        passive = self._passive(at)
        if passive is not None:
            return Verb(
                at,
                (*kept, at),
                passive,
                passive.lemma,
                impersonal=not passive.gender and not passive.number,
                passive=True,
            )
        verb = self._finite(at)
        return None if verb is None else Verb(at, (*kept, at), verb, verb.lemma)

    def _infinitive_behind(self, at: int) -> bool:
        """Whether an infinitive depends on a word: "треба [скасувати]", "вдалося в Ремську [скасувати]"."""
        at += 1
        while True:
            part = self._part(at)
            if self._said[at] in NOT:
                at += 1
            elif part is not None and part.kind in (Kind.PASSING, Kind.TIME, Kind.PREPOSITIONAL):
                at = part.last + 1
            else:
                return self._is_infinitive(at)

    def _equation(self, dash: int) -> Verb | None:
        """A dash for a verb: "Корупція — [це] головна перешкода"."""
        words = self._words
        kept = [dash]
        for said in (THIS, NOT):
            if words[kept[-1] + 1].text.lower() in said:
                kept.append(kept[-1] + 1)
        return Verb(kept[-1], tuple(kept), None, "", copula=True)

    def _with_auxiliary(self, at: int, kept: list[int]) -> Verb | None:
        """A passive or a copula: "було скасовано", "була закрита", "є перешкодою"."""
        every = readings(self._said[at], self._language)
        finite = (each for each in every if each.lemma in IS and each.of_others and not each.imperative)
        auxiliary = next(finite, None)
        if auxiliary is None:
            return None
        if auxiliary.part == "INFN" or self._said[at] in ("бути", "быть"):
            return None
        kept = [*kept, at]
        following = at + 1
        while self._said[following] in self._lexicon.passing:
            following += 1
        is_now = self._said[at] in IS_NOW  # "співвласником є [згаданий Галич]"
        passive = None if is_now else self._passive(following)
        if passive is not None and (passive.number or passive.gender) and passive.plural != auxiliary.plural:
            return None
        if passive is not None:
            impersonal = not passive.gender and not passive.number
            return Verb(
                following,
                (*kept, following),
                auxiliary,
                passive.lemma,
                impersonal=impersonal,
                passive=True,
            )
        future = self._infinitive_behind(at)  # "порт [будуть] ремонтувати"
        return Verb(at, tuple(kept), auxiliary, auxiliary.lemma, copula=not future)

    def _passive(self, at: int) -> Reading | None:
        """What is done to something: "скасовано", "закрита", "отменён"; no participle before its noun."""
        words = self._words
        text = self._said[at]
        if text in self._lexicon.focus or self._with_adverb(at) is not None:
            return None  # "[порівняно] з торішнім"
        for each in readings(text, self._language):
            done = text.endswith(_IMPERSONAL) and words[at].tag != "NOUN"  # "мито" is seldom what was washed
            if done and each.part == "VERB" and not (each.number or each.gender):
                return each
            if each.part == "PRTS" or (each.part == "ADJS" and self._is_governing(at)):
                return each
            if each.is_adjective and (each.passive or self._is_governing(at)) and each.case == "nomn":
                if self._is_governing(at) and self._framed(at) is not None and self._finite_within(at):
                    return None  # "[єдина] в селі школа згоріла"
                described = self._noun_phrase(at, ("nomn",))
                return each if described is None or self._is_only_verb(at) else None
        return None

    def _is_only_verb(self, at: int) -> bool:
        """Whether a participle between a circumstance and its noun is all that tells: "У Ремську [відкрита] школа"."""
        start, end = self._clause(at)
        opened = start < at and bool(self._cases_of(start))
        return opened and not any(self._tells(k) for k in range(start, end) if k != at)

    def _is_governing(self, at: int) -> bool:
        """Whether a preposition follows, as in "Європа не [готова] до війни"."""
        return bool(self._cases_of(at + 1))

    def _bound(self, at: int) -> Reading | None:
        """Who must or is ready to do what follows: "повинна закрити", "должен был закрыть"."""
        past = not BE.isdisjoint(self._lemmas(at + 1))
        following = at + 1 + past
        if not self._is_infinitive(following):
            return None
        return next(
            (each for each in self._read(at) if each.lemma in BOUND and each.case in ("", "nomn")),
            None,
        )

    def _finite(self, at: int) -> Reading | None:
        """How a word is read as a verb of the third person, if it most likely is one."""
        word = self._words[at]
        if word.tag in (NAME, "NPRO") or not word.text[0].isalpha():
            return None
        every = readings(word.text.lower(), self._language)
        verbs = [each for each in every if each.part == "VERB" and not each.imperative and each.of_others]
        verbs = [each for each in verbs if each.number or each.gender]
        modal = self._is_infinitive(at + 1)  # "[мало] закрити"
        likely = bool(verbs) and (every[0].part == "VERB" or word.tag == "VERB" or modal or self._is_past(at))
        return verbs[0] if likely else None

    def _is_intransitive(self, verb: Verb) -> bool:
        """Whether a verb has no object: it comes back to its subject ("закрилася"), or its noun tells so."""
        of_verbs = self._lexicon.verbal_nouns
        if verb.lemma.endswith(REFLEXIVE):
            return verb.lemma not in self._lexicon.speaking | self._lexicon.supposes | self._lexicon.intends
        return verb.lemma in self._lexicon.intransitive or any(
            verb.lemma in of_verbs.get(governed, ()) for governed in ("nomn", "nomn inan")
        )
