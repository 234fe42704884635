"""Who says what in an English sentence: "Horbal said [the port must close]"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.actors import Actors, can_act
from summarizer.matters import CLOSING_QUOTES, OPENING_QUOTES
from summarizer.phrases.hearsay import FINDING, OPENS_CONTENT, SOURCES
from summarizer.phrases.phrase import Phrase
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

_QUOTES = OPENING_QUOTES | CLOSING_QUOTES
_MARKS = (*_QUOTES, ",", ".", "!", "-", "–", "—")
_BEFORE_SOURCE = ("AT0", "AJ", "CRD", "NN", "NP0")
_OPENS_ASIDE = ("CJS", "AV0")
_FARTHEST_SOURCE = 4


def said(words: Sequence[Word], phrases: Sequence[Phrase]) -> Iterator[tuple[str, range]]:
    """The name of each speaker among the phrases of a sentence, and the places of what it may say."""
    statement = _Statement(words, phrases)
    for actor in phrases:
        for content in statement.contents_of(actor):
            yield actor.head if actor.head in SOURCES else actor.label, content


class _Statement:
    """One sentence, asked who says what in it."""

    def __init__(self, words: Sequence[Word], phrases: Sequence[Phrase]) -> None:
        self._words = words
        self._phrases = phrases
        self._actors = Actors(words, "en")
        self._lexicon = lexicon("en")

    def contents_of(self, actor: Phrase) -> Iterator[range]:
        """The words that an actor may say; none where it says nothing, or denies it."""
        if can_act(actor, self._phrases, self._lexicon):
            yield from filter(None, (self._by_account_of(actor), self._before(actor), self._behind(actor)))
        elif actor.head in SOURCES:  # "…, a study has found"
            yield from filter(None, (self._by_account_of(actor), self._before(actor)))

    def _by_account_of(self, actor: Phrase) -> range:
        """Such as "According to Horbal, [the port closed]", "[The port closed], according to Horbal"."""
        low = [word.text.lower() for word in self._words[: actor.first]]
        for at in range(max(0, actor.first - _FARTHEST_SOURCE - 2), actor.first):
            if low[at : at + 2] != ["according", "to"] or not self._is_name_of(at + 2, actor):
                continue
            if at > 0:
                return self._trimmed(0, at)
            comma = actor.last + 1
            if comma < len(self._words) and self._words[comma].text == ",":
                return range(comma + 1, len(self._words))
        return range(0)

    def _is_name_of(self, start: int, actor: Phrase) -> bool:
        """Whether nothing but articles and titles stands between a place and an actor."""
        return all(word.tag.startswith(_BEFORE_SOURCE) for word in self._words[start : actor.first])

    def _before(self, actor: Phrase) -> range:
        """What stands before its speaker: "„[The port must close]“, said Horbal", "[The port closed], Horbal said"."""
        start = self._actors.subject_start(actor)
        if start is None or start < 2:
            return range(0)
        behind = actor.last + 1
        if self._asserts(start - 1):
            start -= 1
        elif not self._tells(behind, actor):
            return range(0)
        return self._trimmed(0, start) if self._words[start - 1].text in _MARKS else range(0)

    def _tells(self, behind: int, actor: Phrase) -> bool:
        """Whether a verb behind an actor says something: "Horbal | told …", "a study | has found"."""
        verbs = self._words[behind : behind + 2]
        if not verbs:
            return False
        found = verbs[-1] if verbs[0].tag.startswith("VH") else verbs[0]
        finds = actor.head in SOURCES and found.lemma in FINDING
        return finds or self._asserts(behind) or verbs[0].lemma == "tell"

    def _trimmed(self, start: int, stop: int) -> range:
        """A part of the sentence without its quotation marks; none if it is quoted in part, or is no part."""
        quoted = self._words[start].text in _QUOTES
        start += quoted
        if stop - start < 2 or self._words[stop - 1].text not in _MARKS:
            return range(0)
        while stop > start and self._words[stop - 1].text in _MARKS:
            stop -= 1
        closing = max((at for at in range(start, stop) if self._words[at].text in _QUOTES), default=0)
        if closing and self._words[closing - 1].text == "," and self._words[start].tag in _OPENS_ASIDE:
            start = closing + 1  # "While it may seem “odd,” the port must close, Horbal said"
        inside = {word.text for word in self._words[start:stop]}
        return range(start, stop) if inside.isdisjoint(_QUOTES) else range(0)

    def _behind(self, actor: Phrase) -> range:
        """What stands behind its speaker: "Horbal said that [the port must close]"."""
        told = self._actors.told_of(actor)
        if not told or not self._asserts(told.start):
            return range(0)
        words = self._words
        before = {word.text.lower() for word in words[: told.start]}
        if not before.isdisjoint(self._lexicon.denials | self._lexicon.hedges):
            return range(0)
        start = told.start + 1
        while start < len(words) and (words[start].text == "," or words[start].text.lower() in OPENS_CONTENT):
            start += 1
        return range(start, len(words))

    def _asserts(self, at: int) -> bool:
        return self._words[at].lemma in self._lexicon.asserting
