"""What a reader of a German sentence can pass over: brackets, and long attributes between an article and its noun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from summarizer.headlines.german.verbs import TO_HAVE
from summarizer.words import german_nouns
from summarizer.words.german_attributes import is_nominal
from summarizer.words.hanta import tagger
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

_ARTICLES = ("der", "die", "das", "den", "dem", "ein", "eine", "einen", "einem", "einer")
_OPENS_ATTRIBUTE = ("APPR", "APPRART", "PRF")
_IN_ATTRIBUTE = (*_OPENS_ATTRIBUTE, "ADV", "ADJ(D)", "ADJ(A)", "ART", "CARD", "NN", "NE", "NNI", "PPOSAT")
_LONGEST_ATTRIBUTE, _LONGEST_NAME = 9, 4
_QUOTES = frozenset('„“”»«"')
_NUMBER = re.compile(
    r"(?:[a-zäöüß]+(?:hundert|tausend)(?:[a-zäöüß]*(?:zig|zehn|elf|zwölf))?"
    r"|(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und(?:zwan|drei|vier|fünf|sech|sieb|acht|neun)[sz]ig)$",
    re.IGNORECASE,
)
# Participles that look like another form of theirs: "hat … beraten", "hat … gehört".
_LIKE_INFINITIVE, _LIKE_PRESENT = (
    re.compile(r"(?:be|ent|er|miss|ver|zer)[a-zäöüß]+en$"),
    re.compile(r"ge[a-zäöüß]+t$"),
)
_PAST = re.compile(r"^[a-zäöüß]+ten?$")


# "umfasst 90 Seiten" may be read as an adjective.
_PRESENT, _OPENS_OBJECT = re.compile(r"^[a-zäöüß]+t$"), ("ART", "CARD")


def without_asides(words: Sequence[Word]) -> tuple[tuple[Word, ...], list[int]]:
    """The words that are left, and their places in the sentence."""
    kept = _outside_brackets(words)
    texts = {word.text for word in words}
    inside = set(() if _QUOTES.isdisjoint(texts) else _marks_of_names(words))
    for place, at in enumerate(kept):
        if words[at].tag == "ART" and at not in inside:
            inside.update(kept[place + 1 : _end_of_attribute(words, kept, place) + 1])
    kept = [at for at in kept if at not in inside]
    ordinals = set(_ordinals(words, kept)) if any(word.tag == "CARD" for word in words) else set()
    kept = [at for at in kept if at - 1 not in ordinals]
    return _mended([_ordinal(words[at]) if at in ordinals else words[at] for at in kept]), kept


def _ordinals(words: Sequence[Word], kept: Sequence[int]) -> Iterator[int]:
    """The places of numbers that a full stop makes adjectives: "im [1.] Stock"; a date is read elsewhere."""
    for before, at, stop, noun in zip(kept, kept[1:], kept[2:], kept[3:], strict=False):
        numbered = words[at].tag == "CARD" and words[stop].text == "." and stop == at + 1
        dated = words[noun].lemma in lexicon("de").times
        if numbered and words[before].tag.startswith(("AP", "ART")) and is_nominal(words[noun]) and not dated:
            yield at


def _ordinal(number: Word) -> Word:
    return replace(number, text=f"{number.text}.", tag="ADJ(A)", end=number.end + 1)


def _marks_of_names(words: Sequence[Word]) -> Iterator[int]:
    """The quotation marks around a name: "der Verein „Narvia Nord“"."""
    opening = -_LONGEST_NAME
    for at, word in enumerate(words):
        if word.text not in _QUOTES:
            continue
        inside = words[opening + 1 : at]
        named = all(map(is_nominal, inside)) and any(each.tag == "NE" for each in inside)
        if 0 < len(inside) < _LONGEST_NAME and opening >= 0 and named:
            yield from (opening, at)
        opening = at


def _outside_brackets(words: Sequence[Word]) -> list[int]:
    """The places of the words that no bracket encloses."""
    kept: list[int] = []
    depth = 0
    for at, word in enumerate(words):
        depth += word.text in "(["
        if depth == 0:
            kept.append(at)
        depth -= word.text in ")]" and depth > 0
    return kept


def _end_of_attribute(words: Sequence[Word], kept: Sequence[int], place: int) -> int:
    """Where one ends that begins behind an article: "einen | unter fremder Flagge fahrenden | Tanker"; else `place`."""
    article = words[kept[place]]
    if article.text.lower() not in _ARTICLES:
        return place
    for end in range(place + 1, min(place + _LONGEST_ATTRIBUTE, len(kept) - 1)):
        word, following = words[kept[end]], words[kept[end + 1]]
        measured = end == place + 1 and word.tag == "CARD" and end + 2 < len(kept)
        measured = measured and words[kept[end + 2]].tag == "ADJ(A)"
        degree = words[kept[end + 1]].tag in _OPENS_ATTRIBUTE and word.tag in ("ADV", "ADJ(D)")
        if (
            not degree
            and not measured
            and word.tag not in (_OPENS_ATTRIBUTE if end == place + 1 else _IN_ATTRIBUTE)
        ):
            return place
        describes = word.tag == "ADJ(A)" and end > place + 2 and words[kept[end - 1]].tag != "ART"
        if describes and _is_participle(words, kept, end) and is_nominal(following):
            one = german_nouns.nominative(following.text, article.text, word.text, False, {})[1] == "s"
            # "Sturz der | 90 Meter hohen | Türme"
            genitive = place > 0 and is_nominal(words[kept[place - 1]])
            named = "NE" in (following.tag, words[kept[end + 2]].tag if end + 2 < len(kept) else "")
            one = one or named or (genitive and words[kept[place + 1]].tag == "CARD")
            return end if one else place  # without it, "die mit Öl betriebenen Autos" are all cars
    return place


def _is_participle(words: Sequence[Word], kept: Sequence[int], at: int) -> bool:
    """Whether an adjective has a phrase before it: "in Narvia ansässige", not "in | neue"."""
    return is_nominal(words[kept[at - 1]]) or words[kept[at - 1]].tag in ("ADV", "ADJ(D)")


def _mended(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words, of which an article before its noun is no pronoun and "Am" before a date no adverb."""
    if any(word.text.lower() in TO_HAVE for word in words):
        words = [*_with_participles(words)]
    read = list(words)
    verb = _verb_like_adjective(words)
    if verb is not None:
        lemma = german_nouns.fold(tagger("de").lemma(words[verb].text, "VV(FIN)"))
        read[verb] = replace(words[verb], tag="VV(FIN)", lemma=lemma)
    for at, (word, following) in enumerate(pairwise(words)):
        opens = following.tag == "ADJ(A)" or is_nominal(following)
        if word.tag == "PDS" and word.text.lower() in _ARTICLES and opens:
            read[at] = replace(word, tag="ART")
        elif word.text == "Am" and following.tag == "CARD":
            read[at] = replace(word, tag="APPRART")
        elif following.tag == "NN" and word.tag.startswith("ADJ") and _NUMBER.match(word.text):
            read[at] = replace(word, tag="CARD")
        elif word.tag == "KOUS" and word.text.lower() in ("seit", "während") and not _opens_clause(words, at):
            read[at] = replace(word, tag="APPR")
    return tuple(read)


def _opens_clause(words: Sequence[Word], at: int) -> bool:
    """Whether a clause with its verb at the end follows: "seit der Krieg begann, …", not "seit dem Krieg fahren …"."""
    end = next((k for k in range(at + 1, len(words)) if words[k].tag.startswith("$")), len(words))
    return words[end - 1].tag.startswith("V")


def _with_participles(words: Sequence[Word]) -> Iterator[Word]:
    """The words, of which a verb that closes a clause with "hat" is its participle."""
    has = False
    for at, word in enumerate(words):
        closes = at + 1 == len(words) or words[at + 1].tag.startswith(("$", "KON"))
        if has and closes and word.tag == "VV(INF)" and _LIKE_INFINITIVE.match(word.text):
            yield replace(word, tag="VV(PP)")
        elif has and closes and word.tag == "VV(FIN)" and _LIKE_PRESENT.match(word.text):
            yield replace(word, tag="VV(PP)", lemma=f"{word.text[2:-1]}en")
        else:
            yield word
        if word.tag.endswith(("(FIN)", "(INF)")) or word.tag == "KOUS":
            has = word.text.lower() in TO_HAVE


def _verb_like_adjective(words: Sequence[Word]) -> int | None:
    """What can only be the verb of a clause that has no other: "die EU | verhängte Zölle"."""
    end = next((at for at, word in enumerate(words) if word.tag.startswith("$")), len(words))
    if any(word.tag.endswith("(FIN)") for word in words[:end]):
        return None
    found = [
        at
        for at in range(1, end - 1)
        if (words[at].tag == "ADJ(A)" and _PAST.search(words[at].text))
        or (
            words[at].tag == "ADJ(D)"
            and _PRESENT.search(words[at].text)
            and words[at + 1].tag in _OPENS_OBJECT
        )
    ]
    return found[0] if len(found) == 1 and is_nominal(words[found[0] - 1]) else None
