"""Who says which words of a German sentence: "Laut Kolb [sinkt der Preis]", "Kolb sagte, [der Preis sinke]".

The words may begin with their verb or with "dass", as the speaker stands before them or is left out of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from summarizer.headlines.german.verbs import tells_a_fact
from summarizer.phrases.german.cases import group
from summarizer.phrases.german.lists import GENITIVE
from summarizer.phrases.hearsay import is_finite
from summarizer.wordlists import word_list
from summarizer.words.german_attributes import GOVERNED, is_nominal, is_person
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word, whole_lemmas

_ACCOUNTS = word_list(
    "angabe ansicht auffassung aussage darstellung einschätzung erkenntnis information meinung wort"
)
_OPENING_QUOTES, _CLOSING_QUOTES = frozenset('„“«»"'), frozenset('“”»«"')
_MARKS = (*_CLOSING_QUOTES, ",", "!")
_TAILS = ("APPR", "APPRART", "KON")
_COMPOUND, _FARTHEST_NAME, _LONGEST_NAME = 9, 8, 4

Said = tuple[str, Sequence[int]]


def said(words: Sequence[Word]) -> Iterator[Said]:
    """The name of each speaker, and the places of what it says."""
    for at, word in enumerate(words[:-2]):
        low = word.text.lower()
        marked = at > 1 and words[at - 1].text in _MARKS
        if low == "laut" or (low == "nach" and words[at + 1].lemma in _ACCOUNTS):
            yield from _by_account(words, at, at + 1 if low == "laut" else at + 2)
        elif word.text == "zufolge":
            yield from _following(words, at)
        elif marked and (low in ("so", "wie") or is_finite(word)):
            yield from _before(words, at)
    yield from _behind(words)


class _Speaker:
    """A name or a body at a place of a sentence; `name` is "" where none stands there."""

    def __init__(self, words: Sequence[Word], at: int, cases: str) -> None:
        while words[at].tag == "ADV" and words[at].text.islower() and at + 1 < len(words):
            at += 1  # "sagte [auch] Kolb"
        phrase = group(words, at, {})
        self.name, self.last = "", at
        opening = at + (words[at].tag == "ART" and at + 1 < len(words))
        if phrase is None and words[opening].text in _OPENING_QUOTES:
            self._quote(words, opening)
        if phrase is not None and self._is_owner(words, phrase.last):
            phrase = group(words, phrase.last + 1, {})  # "Narvias | Chefin Nina Kolb"
        if phrase is None or set(phrase.cases).isdisjoint(cases):
            return
        self.last = phrase.last
        head, names = words[phrase.head], words[phrase.head + 1 : phrase.last + 1]
        noun = phrase.noun.split(" ")[0] or head.text
        following, after = (
            words[at] if at < len(words) else words[-1] for at in (phrase.last + 1, phrase.last + 2)
        )
        if is_nominal(following) or (following.text == "." and after is not following):
            return  # "Narvias | Rat"
        if head.tag == "NE" or names:
            person = is_person(head.lemma) or (
                len(names) > 1 and not head.lemma.endswith(tuple(lexicon("de").named))
            )
            titled = head.tag != "NE" and person
            parts = [
                *([] if titled else [head.text if head.tag == "NE" else noun]),
                *(word.text for word in names),
            ]
            self.name = " ".join(parts)
            return
        known = lexicon("de")
        goes_on = following.tag in _TAILS or following.text in GENITIVE
        body = (
            known.is_body(head.lemma)
            or head.lemma in GOVERNED
            or ("d" in cases and head.lemma in known.sayings)
        )
        described = any(
            word.tag == "ADJ(A)" and word.text[0].isupper() for word in words[at + 1 : phrase.head]
        )
        if is_person(head.lemma) and not body:
            self._find_name(words)
        elif body and not described and (not goes_on or len(noun) >= _COMPOUND):
            self.name = noun

    def _is_owner(self, words: Sequence[Word], last: int) -> bool:
        beside = last + 1 < len(words) and is_nominal(words[last + 1])
        return beside and words[last].tag == "NE" and words[last].text.endswith("s")

    def _quote(self, words: Sequence[Word], opening: int) -> None:
        """The name of a paper in quotation marks: "laut dem „Kurier“"."""
        inside = list(takewhile(lambda word: word.text not in _CLOSING_QUOTES, words[opening + 1 :]))
        if 0 < len(inside) <= _LONGEST_NAME and all(map(is_nominal, inside)):
            self.name, self.last = " ".join(word.text for word in inside), opening + len(inside) + 1

    def _find_name(self, words: Sequence[Word]) -> None:
        """The name that stands behind an office: "sagte der Leiter der Heime, [Jens Kolb]"."""
        places = range(self.last + 1, min(self.last + _FARTHEST_NAME, len(words) - 1))
        comma = next((at for at in places if words[at].text == ","), None)
        if (
            comma is None
            or words[comma + 1].tag != "NE"
            or any(is_finite(words[at]) for at in places if at < comma)
        ):
            return
        phrase = group(words, comma + 1, {})
        if (
            phrase is not None
            and words[phrase.last + 1 : phrase.last + 2]
            and words[phrase.last + 1].text in ",."
        ):
            self.name = " ".join(word.text for word in words[comma + 1 : phrase.last + 1])
            self.last = phrase.last + (words[phrase.last + 1].text == ",")


def _by_account(words: Sequence[Word], start: int, source: int) -> Iterator[Said]:
    """What is told with "laut Kolb", "nach Angaben des Rats": the sentence without these."""
    source += words[source].text in ("von", "vom")
    speaker = _Speaker(words, min(source, len(words) - 1), "dg")
    end = speaker.last + 1
    owner = words[speaker.last]
    if words[source - 1].lemma in _ACCOUNTS and owner.text.lower() == f"{owner.lemma}s":
        speaker.name = speaker.name.removesuffix("s")  # "nach Ansicht Kolbs"
    if speaker.name and end + 2 < len(words):
        yield from ((speaker.name, places) for places in _around(words, start, end))


def _following(words: Sequence[Word], at: int) -> Iterator[Said]:
    """What is told with "Kolb zufolge", "einer Studie zufolge"."""
    for start in range(max(0, at - 4), at):
        speaker = _Speaker(words, start, "d")
        if speaker.name and speaker.last + 1 == at:
            yield from ((speaker.name, places) for places in _around(words, start, at + 1))
            return


def _around(words: Sequence[Word], start: int, end: int) -> Iterator[Sequence[int]]:
    """The places of a sentence without an account: all behind one that opens it, or what stands on both sides."""
    if start == 0:
        verb = next((at for at in range(end, len(words)) if is_finite(words[at])), end)
        if not any(word.tag.startswith(("$,", "$.", "KO")) for word in words[end:verb]):
            yield range(verb, len(words))
    elif words[end].tag not in _TAILS and words[end].text not in GENITIVE:  # "… der Polizei | in Narvia"
        enclosed = words[start - 1].text == ","
        yield [*range(start - enclosed), *range(end + (enclosed and words[end].text == ","), len(words))]


def _before(words: Sequence[Word], at: int) -> Iterator[Said]:
    """What stands before its speaker: "…, sagte Kolb", "…, teilte Kolb mit", "…, so Kolb", "…, wie Kolb mitteilte"."""
    end = next((k for k in range(at, len(words)) if words[k].tag.startswith("$")), len(words))
    speaker = _Speaker(words, at + 1, "n") if words[at].text == "so" or _says(words[at:end]) else None
    stop = at
    while stop and words[stop - 1].text in _MARKS:
        stop -= 1
    start = int(words[0].text in _OPENING_QUOTES)
    whole = not any(word.text in _OPENING_QUOTES for word in words[start:stop])
    if speaker and speaker.name and whole and stop - start > 2:
        yield speaker.name, range(start, stop)


def _behind(words: Sequence[Word]) -> Iterator[Said]:
    """What stands behind its speaker: "Kolb sagte, [dass …]", "sagte: „[…]“", "sagte, [er …]", "Wie Kolb sagte, […]".

    Without "dass" it must be in the mood of what others say: "Kolb sagte, der Preis [sinke]".
    """
    marks = [at for at in range(1, len(words) - 2) if words[at].text in (",", ":")]
    verb = next((at for at in range(1, len(words)) if is_finite(words[at])), 0)
    mark = next((at for at in marks if at > verb), 0)
    if not verb or not mark or any(map(is_finite, words[verb + 1 : mark])) or not _says(words[verb:mark]):
        return
    known, before = lexicon("de"), {word.text.lower() for word in words[:mark]}
    if not before.isdisjoint(known.denials | known.hedges):
        return
    speaker, begins = _subject(words, verb), mark + 1
    if not speaker.name:
        return
    finite = next((word for word in words[begins:] if is_finite(word)), words[verb])
    reported = finite.text.lower() in known.reported or not tells_a_fact(finite)
    if words[mark].text == ":":
        closes = (at for at in range(begins + 1, len(words)) if words[at].text in _CLOSING_QUOTES)
        if words[begins].text in _OPENING_QUOTES:
            yield speaker.name, range(begins + 1, next(closes, len(words)))
    elif (
        words[begins].text == "dass"
        or (words[0].text == "Wie" and is_finite(words[begins]))
        or (
            reported
            and words[0].text != "Wie"
            and not is_finite(words[begins])
            and words[begins].tag != "KON"
        )
    ):
        yield speaker.name, range(begins, len(words))


def _subject(words: Sequence[Word], verb: int) -> _Speaker:
    """Who says something: what opens the sentence, the name behind it, or what follows an inverted verb."""
    speaker = _Speaker(words, int(words[0].text == "Wie"), "n")
    end = speaker.last + 1
    if words[end].text == "(":
        end = next((at + 1 for at in range(end, verb) if words[at].text == ")"), end)
    if end == verb:
        return speaker
    if words[0].tag.startswith(("APPR", "ADV", "PROAV")):
        return _Speaker(words, verb + 1, "n")
    speaker.name = ""  # unless a name stands between commas: "Der Leiter der Heime, [Jens Kolb], sagte"
    comma = next((at for at in range(verb) if words[at].text == ","), None)
    if comma is None:
        return speaker
    named = _Speaker(words, comma + 1, "n")
    between = [word for word in words[named.last + 1 : verb] if word.text != ","]
    if between and between[0].text != "(":
        named.name = ""
    return named


def _says(words: Sequence[Word]) -> bool:
    """Whether a verb that asserts stands among words, with its particle: "teilte die Polizei mit"."""
    return not whole_lemmas(words).isdisjoint(lexicon("de").asserting)
