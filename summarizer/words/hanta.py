"""Part-of-speech tags and lemmas from HanTa's models, each distinct word analysed once.

The Viterbi search is HanTa's own (Wartena 2019, "A probabilistic morphology model for German
lemmatization"), but it asks only for the readings a word has and remembers them, so a text costs a quarter
of the time.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from summarizer.words.tokens import APOSTROPHES

# HanTa's time grows with the cube of a token's length; no word that matters is longer.
LONGEST_TOKEN = 40
_MARKS = dict.fromkeys("„“”«»", '"') | dict.fromkeys("–—‒", "-") | {"‚": "'", "…": "..."}
_REMEMBERED = 8192
_BEAM = 5
_CUT_OFF = 5.0
# Log probabilities of nouns in the models run from about -6 to -14.
_EVERYDAY, _RANGE = 6.0, 8.0

_State = tuple[int, int]


class Tagger:
    """One HanTa model. Safe for threads: it only reads, and its caches are locked by CPython."""

    def __init__(self, model_file: str) -> None:
        from HanTa import HanoverTagger

        self._model: Any = HanoverTagger.HanoverTagger(model_file)
        # a lemma and its morphemes come from one search
        self._model.analyze_viterbi = lru_cache(_REMEMBERED)(self._model.analyze_viterbi)
        self._number: dict[str, int] = self._model.tag2int
        self._name: dict[int, str] = self._model.int2tag
        self._readings = lru_cache(_REMEMBERED)(self._find_readings)
        self.lemma = lru_cache(_REMEMBERED)(self._find_lemma)
        self.morphemes = lru_cache(_REMEMBERED)(self._find_morphemes)

    def tags(self, tokens: Sequence[str]) -> list[str]:
        """The most probable tag of each token of one sentence."""
        rows: list[dict[_State, float]] = []
        back: list[dict[_State, _State]] = []
        row: dict[_State, float] = {(0, 1): 0.0}
        for index, token in enumerate(tokens):
            row, origin = self._step(row, self._readings(_plain(token), index > 0))
            rows.append(row)
            back.append(origin)
        return self._best_path(rows, back) if rows else []

    def _step(
        self, before: dict[_State, float], readings: tuple[tuple[int, float], ...]
    ) -> tuple[dict[_State, float], dict[_State, _State]]:
        bound = sorted(before.values(), reverse=True)[_BEAM] - 1 if len(before) > _BEAM else float("-inf")
        row: dict[_State, float] = {}
        origin: dict[_State, _State] = {}
        for state, score in before.items():
            if score < bound:
                continue
            transitions = self._model.LP_trans_word.get(state, {})
            for tag, probability in readings:
                if tag in transitions:
                    total = score + transitions[tag] + probability
                    reached = (state[1], tag)
                    if total > row.get(reached, float("-inf")):
                        row[reached], origin[reached] = total, state
        if not row:  # no transition was ever seen: go on with the word's own best reading
            state = max(before, key=lambda key: before[key])
            reached = (state[1], readings[0][0])
            row[reached], origin[reached] = before[state] + readings[0][1], state
        return row, origin

    def _best_path(
        self,
        rows: list[dict[_State, float]],
        back: list[dict[_State, _State]],
    ) -> list[str]:
        end = self._number["END"]

        def score_at_end(state: _State) -> float:
            transitions = self._model.LP_trans_word.get(state, {})
            return rows[-1][state] + float(transitions.get(end, -50.0))

        state = max(rows[-1], key=score_at_end)
        path = []
        for origin in reversed(back):
            path.append(self._name[state[1]])
            state = origin[state]
        return path[::-1]

    def _find_readings(self, token: str, case_matters: bool) -> tuple[tuple[int, float], ...]:
        upper = case_matters and token[:1].isupper()
        word = token.lower() or "x"
        known = self.known(word)
        readings = []
        for tag, probability in known or self._model.analyze_forward(word):
            if self._name[tag] == "UNKNOWN":
                continue
            if case_matters:
                probability += self._model.LP_case_t[tag][upper]
            readings.append((tag, float(probability - self._model.LP_wtag[tag])))
        readings.sort(key=lambda reading: -reading[1])
        if not readings:
            return ((self._number.get("XY", self._number.get("UNC", 1)), 0.0),)
        if not known:
            readings = [reading for reading in readings if reading[1] >= readings[0][1] - _CUT_OFF]
        return tuple(readings)

    def known(self, word: str) -> tuple[tuple[int, float], ...]:
        """(tag, log probability) of a lower-case word in the model's own list; empty when it is not there."""
        return tuple(self._model.cache.get(word, ()))

    def log_probability(self, word: str, tag: str) -> float | None:
        """How probable a listed lower-case word is under a tag; None when it was never seen so."""
        number = self._number[tag]
        return max((float(p) for found, p in self.known(word) if found == number), default=None)

    def has_seen(self, word: str, *tags: str) -> bool:
        """Whether a listed lower-case word was ever seen under one of these tags."""
        return any(self.log_probability(word, tag) is not None for tag in tags)

    def rarity(self, lemma: str, tag: str) -> float:
        """0 for a word as common as "Jahr", 1 for one that was never seen in the model's corpus."""
        found = self.log_probability(lemma, tag)
        return 1.0 if found is None else min(1.0, max(0.0, (-found - _EVERYDAY) / _RANGE))

    def is_stem(self, word: str, tag: str) -> bool:
        """Whether the model knows this lower-case stem for the tag."""
        return word in self._model.LP_m_t.get(self._number.get(tag, -1), ())

    def prefers(self, word: str, tags: tuple[str, ...], others: tuple[str, ...]) -> bool:
        """Whether a listed lower-case word is more often read with one of `tags` than with one of `others`."""
        known = {self._name[tag]: float(p) for tag, p in self.known(word)}
        best = max((known[tag] for tag in tags if tag in known), default=float("-inf"))
        return best > max((known[tag] for tag in others if tag in known), default=float("-inf"))

    def best_tag(self, token: str) -> str:
        """The tag of a word without a sentence around it."""
        return self._name[self._readings(_plain(token), True)[0][0]]

    def _find_lemma(self, token: str, tag: str) -> str:
        word = _plain(token)
        return str(self._model.analyze(word, pos=tag)[0]) if word and tag in self._number else word

    def _find_morphemes(self, token: str, tag: str) -> tuple[tuple[str, str], ...]:
        """(morpheme, its tag) for a word read with this tag."""
        word = _plain(token)
        return tuple((m, t) for m, t in self._model.analyze(word, pos=tag, taglevel=3)[1]) if word else ()


def _plain(token: str) -> str:
    """The token in the marks that the models were trained on, and never too long for them."""
    if len(token) > LONGEST_TOKEN:
        return "x"
    return _MARKS.get(token) or token.translate(APOSTROPHES)


_lock = threading.Lock()
_taggers: dict[str, Tagger] = {}
_MODELS = {"de": "morphmodel_ger.pgz", "en": "morphmodel_en.pgz"}


def tagger(language: str) -> Tagger:
    """The tagger of "de" or "en", loaded once (about half a second, 50 MiB)."""
    if language not in _taggers:
        with _lock:
            if language not in _taggers:
                _taggers[language] = Tagger(_MODELS[language])
    return _taggers[language]
