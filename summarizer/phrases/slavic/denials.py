"""What a Ukrainian or Russian sentence says is not there: "доказів змови немає", "не знайшли ознак підпалу"."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.phrases.slavic.genitives import Genitives
from summarizer.phrases.slavic.line import NOT, THERE_IS_NO
from summarizer.text import Line
from summarizer.words.slavic import readings
from summarizer.words.slavic_cases import agrees_with_verb, noun_cases, nouns

_WITHOUT, _NEITHER = ("без",), ("ні", "ані", "ни")
_NONE = frozenset(("жоден", "жодний", "ніякий", "никакой", "ніхто", "никто"))
_ABOUT, _TALK = ("про", "о", "об"), frozenset(("йтися", "ітися", "речь", "мова"))
_TOLD = ("VERB", "INFN", "PRTS", "PRED")


def denied(line: Line, language: str) -> frozenset[int]:
    """The places of what is denied, with all that hangs on it."""
    marks = (*NOT, *THERE_IS_NO, *_WITHOUT, *_NEITHER)
    if not any(word.text.lower() in marks for word in line.words):
        return frozenset()
    return frozenset(_Denials(line, language).places())


class _Denials(Genitives):
    def places(self) -> Iterator[int]:
        for at, word in enumerate(self._words):
            if word.tag == "NOUN" and self._is_not_there(at):
                yield from self._whole(at)

    def _is_not_there(self, at: int) -> bool:
        first = self._first_adjective(at)
        before = self._word_before(first)
        low = before.text.lower() if before is not None else ""
        if low in _NEITHER or (low in _WITHOUT and not self._lexicon.claims.isdisjoint(self._lemmas(at))):
            return True
        if any(not _NONE.isdisjoint(self._lemmas(k)) for k in range(first - 1, at) if k >= 0):
            return True
        start, end = self._clause(at)
        clause = range(start, end)
        if low in _ABOUT:
            spoken = any(not _TALK.isdisjoint(self._lemmas(k)) for k in clause)
            return spoken and any(self._words[k].text.lower() in (*NOT, *THERE_IS_NO) for k in clause)
        owned = before is not None and before.tag == "NOUN" and first > start
        owned = owned and not self._is_missing(self._place_before(first), at)
        if owned or self._preposition(at) or self._is_number(first - 1) or not self._can_be_genitive(at):
            return False
        if any(self._words[k].text.lower() in THERE_IS_NO for k in clause):
            return True
        return any(self._is_not_done_to(at, k + 1) for k in clause if self._words[k].text.lower() in NOT)

    def _can_be_genitive(self, at: int) -> bool:
        return "gent" in noun_cases(self._words[at].text.lower(), self._language)

    def _is_not_done_to(self, noun: int, verb: int) -> bool:
        """Whether a genitive is there only because the verb is denied, and is no subject that agrees with it."""
        if verb >= len(self._words) or not self._lexicon.ruled["gent"].isdisjoint(self._lemmas(verb)):
            return False
        verbs = [each for each in readings(self._words[verb].text, self._language) if each.part in _TOLD]
        every = nouns(self._words[noun].text.lower(), self._language)
        animate = any(each.animate for each in every)
        subject = any(
            each.case == "nomn" and agrees_with_verb(each, told) for each in every for told in verbs
        )
        return bool(verbs) and not (animate or subject)

    def _whole(self, noun: int) -> Iterator[int]:
        """A noun with what it governs."""
        yield from range(self._first_adjective(noun), self._end(noun, self._words[noun].lemma) + 1)
