"""German noun phrases in their cases: which cases a phrase can stand in here, and what it is in another one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.phrases.german import declension
from summarizer.wordlists import word_list
from summarizer.words import german_nouns
from summarizer.words.german_attributes import (
    adjective_stem,
    gender_of,
    inflected_adjective,
    is_adverbial,
    is_compared,
    is_like_adjective,
    is_nominal,
    is_person,
    is_pointing,
    is_superlative,
    may_describe,
    points_back,
    with_number,
)
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

Case = Literal["n", "a", "d", "g"]

_DETERMINERS = ("ART", "PDAT", "PPOSAT", "PIAT")
_IN_ATTRIBUTE = ("ADJ(A)", "ADJ(D)", "ADV")  # "den | probeweise begonnenen | Verkauf"
# What tells how exact a number is.
ABOUT_NUMBER = word_list(
    "rund etwa knapp gut fast mindestens höchstens circa minus nahezu ungefähr je jeweils"
)
COMPARED_WITH_NUMBER = (("mehr", "als"), ("weniger", "als"), ("bis", "zu"), ("noch", "einmal"))
_UNCOUNTED = ("zucker", "pfeffer", "dünger", "hunger", "ärger", "kummer", "donner", "eifer")
_ORDINALS = ("erst", "zweit", "dritt")
_MOST_ADJECTIVES, _MOST_NAMES = 4, 4
# What an ending tells: case (nominative, accusative, dative, genitive) and kind (m, f, n, or p for plural).
_STRONG = {
    "er": "nm df gf gp",
    "e": "nf af np ap",
    "es": "nn an gm gn",
    "en": "am dp",
    "em": "dm dn",
}
_MIXED = _STRONG | {"": "nm nn an", "er": "df gf gp", "es": "gm gn"}
_ARTICLES: Mapping[str, str] = {
    "der": _STRONG["er"],
    "die": _STRONG["e"],
    "das": "nn an",
    "des": "gm gn",
    "den": _STRONG["en"],
    "dem": _STRONG["em"],
}
_ADJECTIVES = _STRONG | {"es": "nn an", "en": "am dp gm gn"}
# Before a noun in -en that is inflected like an adjective: "die Gefangenen", but "die Gefangene".
_WITH_PLURAL = ("die", "diese", "seine", "ihre", "unsere", "alle", "beide")
_LIKE_EIN = re.compile(r"((?:k|m|d|s)?ein|ihr|unser|euer|eur)(e[nrms]?)?$")
_LIKE_DIESER = re.compile(
    r"(?:dies|jen|jed|all|viel|einig|mehrer|manch|wenig|beid|solch|etlich|welch)(e[nrms])?(e)?$"
)
_PRONOUNS: Mapping[str, str] = (
    dict.fromkeys(("er", "ich", "du", "wir", "man", "jemand"), "n")
    | dict.fromkeys(("ihm", "ihnen", "mir", "dir"), "d")
    | dict.fromkeys(("ihn", "mich", "dich"), "a")
    | dict.fromkeys(("uns", "euch", "ihr"), "ad")
)
_DEFINITE: Mapping[str, Mapping[str, str]] = {
    "a": {"m": "den", "f": "die", "n": "das", "p": "die"},
    "d": {"m": "dem", "f": "der", "n": "dem", "p": "den"},
    "g": {"m": "des", "f": "der", "n": "des", "p": "der"},
}
_INDEFINITE: Mapping[str, Mapping[str, str]] = {
    "a": {"m": "einen", "f": "eine", "n": "ein"},
    "d": {"m": "einem", "f": "einer", "n": "einem"},
    "g": {"m": "eines", "f": "einer", "n": "eines"},
}
# Of an adjective without an article; after one it ends in -en but for these.
_BARE: Mapping[str, Mapping[str, str]] = {
    "a": {"m": "en", "f": "e", "n": "es", "p": "e"},
    "d": {"m": "em", "f": "er", "n": "em", "p": "en"},
    "g": {"f": "er", "p": "er"},
}
_AFTER_ARTICLE: Mapping[tuple[str, str], str] = {("a", "f"): "e", ("a", "n"): "e"}


@dataclass(frozen=True, slots=True)
class Group:
    """A noun phrase or pronoun: words `first` (its article) to `last`, with its noun or first name at `head`.

    `end` is where its genitives and what is joined to it end.
    `cases` are those that it may stand in; `kind` is its gender, "p" for a plural, "" where that is not certain.
    `noun` is the nominative, "" where the phrase cannot be declined; `also` is a phrase that "und" joins to it.
    """

    first: int
    head: int
    last: int
    end: int
    cases: str
    kind: str
    noun: str = ""
    also: Group | None = None

    @property
    def is_plural(self) -> bool | None:
        """None where that is not certain."""
        return self.kind == "p" or self.also is not None if self.kind else None


def pronoun(word: Word, at: int) -> Group:
    """A pronoun as a phrase."""
    low = word.text.lower()
    kind = "p" if low == "wir" else "n" if low in ("er", "ich", "man", "es", "jemand") else ""
    return Group(at, at, at, at, _PRONOUNS.get(low, "na"), kind)


def group(words: Sequence[Word], at: int, genders: Mapping[str, str]) -> Group | None:
    """The noun phrase that begins at a place, without what its noun governs; None for none."""
    first, determiner = at, ""
    if at < len(words) and words[at].tag in _DETERMINERS:
        determiner = words[at].text.lower()
        at += 1
    numeral = words[at].text.lower() if at < len(words) and words[at].tag == "CARD" else ""
    at += bool(numeral)
    partitive = (
        bool(numeral) and not determiner and at < len(words) and words[at].text in ("der", "seiner", "ihrer")
    )
    if partitive:  # "420 | der 2.300 | Stellen"
        at += 1 + (at + 1 < len(words) and words[at + 1].tag == "CARD")
    start = at
    while at < len(words) and words[at].tag in _IN_ATTRIBUTE and at - start < _MOST_ADJECTIVES:
        at += 1
    if at > start and (words[at - 1].tag != "ADJ(A)" or (start == first and words[start].tag != "ADJ(A)")):
        return None
    if at == len(words) or not is_nominal(words[at]) or is_adverbial(words, at):
        return None
    last = at
    while last + 1 < len(words) and words[last + 1].tag == "NE" and last - at < _MOST_NAMES:
        last += 1
    last = with_number(words, last)
    adjective = words[at - 1].text if at > start else ""
    if partitive:
        return Group(first, at, last, last, "na", "p", words[at].text)
    if not may_describe(determiner, adjective):
        return None  # "die | neues Wasser brauchen": a relative pronoun
    if words[at].tag == "NE":
        return _name(words, first, at, last, determiner)
    counted = numeral not in ("", "1", "ein", "eine")
    cases, kind, noun = _readings(words[at], determiner, adjective, counted, last > at, genders)
    return Group(first, at, last, last, cases, kind, noun)


def _name(words: Sequence[Word], first: int, head: int, last: int, determiner: str) -> Group:
    """A name, whose gender only an article shows."""
    name = " ".join(word.text for word in words[head : last + 1])
    shown = _shown(determiner)
    if first == head:
        return Group(first, head, last, last, "nad", "n", name)
    kinds = {reading[1] for reading in shown if reading[1] != "p"}
    if determiner == "die" and german_nouns.is_noun(words[head].text):
        kinds = set()  # "die Fischer": hardly a name
    elif determiner == "die":
        kinds = {"p"} if words[head].text.isupper() and words[head].text.endswith("SA") else {"f"}
    kind = kinds.pop() if len(kinds) == 1 else ""
    cases = "".join(reading[0] for reading in shown if reading[1] == kind)
    cases = cases or "".join(reading[0] for reading in shown) or "nadg"
    return Group(first, head, last, last, cases, kind, name)


def _readings(
    word: Word,
    determiner: str,
    adjective: str,
    counted: bool,
    names_follow: bool,
    genders: Mapping[str, str],
) -> tuple[str, str, str]:
    """(cases, kind, nominative) of a noun, by its article, else by its adjective, else by its own form."""
    unsure = ("nadg", "", "")
    if word.tag == "NNA" or is_like_adjective(word.text):
        return _readings_like_adjective(word.text, determiner, adjective, counted)
    before = determiner or ("zwei" if counted else "")
    noun, number = german_nouns.nominative(word.text, before, adjective, names_follow, genders)
    if word.tag == "NNI":
        noun, number = word.text.removesuffix("s"), "s"
    bare = not determiner and not adjective and not counted and not names_follow
    if bare and number == "s" and german_nouns.gender(word.lemma) == "m" and noun.endswith("er"):
        # "Vertreter": no single one without an article
        number = "s" if word.lemma.endswith(_UNCOUNTED) else "p"
    kind = "p" if number == "p" else gender_of(word, determiner, adjective, genders) or ""
    shown = _shown(determiner) or (_ADJECTIVES.get(_ending(adjective), "").split() if adjective else [])
    if not shown:
        return (_bare_cases(word.text, noun, number), kind, noun) if not adjective else unsure
    if not kind:
        shown = [reading for reading in shown if reading[1] != "p"]
        kinds = {reading[1] for reading in shown}
        if len(kinds) != 1:
            return "".join(reading[0] for reading in shown), "", noun
        kind = kinds.pop()
    cases = "".join(reading[0] for reading in shown if reading[1] == kind)
    if kind == "m" and determiner in ("der", "dieser") and noun.endswith(("er", "el", "en")):
        cases += "g"  # "die Zahl der Besucher"
    return (cases, kind, noun) if cases else unsure


def _readings_like_adjective(
    form: str, determiner: str, adjective: str, counted: bool
) -> tuple[str, str, str]:
    """Of "Gefangene" only plurals can be declined with certainty: "die Gefangenen", "zwei Gefangene", "Gefangene"."""
    shown = _shown(determiner)
    plural = (counted and not shown) or determiner in _WITH_PLURAL
    if (plural and form.endswith("en")) or (not shown and not adjective and form.endswith("e")):
        return "na", "p", form
    return "".join(dict.fromkeys(reading[0] for reading in shown)) or "nadg", "", ""


def _bare_cases(form: str, nominative: str, number: str) -> str:
    if form != nominative:
        return "d" if number == "p" else "g"
    return "nad" if number == "s" or form.endswith(("n", "s")) else "na"


def _ending(form: str) -> str:
    found = re.search(r"e[nrsm]?$", form.lower())
    return found.group() if found else ""


def _shown(determiner: str) -> list[str]:
    """The readings of an article or what stands for one; none for a numeral and what is not inflected."""
    if determiner in _ARTICLES:
        return _ARTICLES[determiner].split()
    mixed = _LIKE_EIN.match(determiner)
    if mixed:
        readings = _MIXED[mixed.group(2) or ""].split()
        return [each for each in readings if each[1] != "p"] if mixed.group(1) == "ein" else readings
    strong = _LIKE_DIESER.match(determiner)
    ending = (strong.group(1) or strong.group(2) or "") if strong else ""
    return _STRONG.get(ending, "").split()


def declined(words: Sequence[Word], phrase: Group, case: Case, *, compared: bool = False) -> str | None:
    """A phrase in a case, with its article and attributes; None where that is not certain.

    If `compared`, it stays "higher" although nobody says than what: "Forderung nach höheren Löhnen".
    """
    said = _declined(words, phrase, case, compared=compared)
    if said is None or phrase.also is None:
        return said
    second = _declined(words, phrase.also, case, compared=compared)
    if second is None or said.startswith("von ") != second.startswith("von "):
        return None
    return f"{said} {words[phrase.last + 1].text} {second.removeprefix('von ')}"


def _declined(words: Sequence[Word], phrase: Group, case: Case, *, compared: bool = False) -> str | None:
    if not phrase.noun or not phrase.kind:
        return None
    determiner = words[phrase.first] if words[phrase.first].tag in _DETERMINERS else None
    article = _article(determiner, case, phrase.kind) if determiner else ""
    if article is None:
        return None
    about = _about(words, phrase.first) if determiner is None else ""
    if any(word.tag in ("ART", "PPOSAT") for word in words[phrase.first + 1 : phrase.head]):
        return _some_of(words, phrase, case, about)
    between = words[phrase.first + (determiner is not None) : phrase.head]
    numerals = [word.text.lower() if word.start == 0 else word.text for word in between if word.tag == "CARD"]
    numerals[:1] = [f"{about}{each}" for each in numerals[:1]]
    attributes = _attributes(between, case, phrase.kind, article, compared=compared)
    noun = _noun(words, phrase, case)
    if noun is None:
        return None
    if case == "g" and not article and (numerals or not attributes or phrase.kind not in ("f", "p")):
        abstract = phrase.kind == "f" and words[phrase.head].tag != "NE" and not attributes
        said = None if abstract else _declined(words, phrase, "d")  # "Gewinn von Zeit" says nothing
        return f"von {said}" if said else None
    return " ".join(part for part in (article, *numerals, *attributes, noun) if part)


def _about(words: Sequence[Word], number: int) -> str:
    """How exact the number at a place is: "rund ", "mehr als "; "" where it is, or where there is none."""
    if words[number].tag != "CARD" or not number:
        return ""
    before = [word.text.lower() for word in words[max(0, number - 2) : number]]
    if before[-1] in ABOUT_NUMBER:
        return f"{before[-1]} "
    return f"{' '.join(before)} " if tuple(before) in COMPARED_WITH_NUMBER else ""


def _some_of(words: Sequence[Word], phrase: Group, case: Case, about: str) -> str | None:
    """A number of a known number, as it stands: "von rund 420 der 2.300 Stellen"."""
    inner = words[phrase.first : phrase.last + 1]
    said = about + " ".join("der" if word.tag == "PPOSAT" else word.text for word in inner)
    return f"von {said}" if case == "g" else said


def _article(determiner: Word, case: Case, kind: str) -> str | None:
    """What stands for a determiner: whose a thing is nobody knows in a heading, nor which "several" are."""
    low = determiner.text.lower()
    if low.startswith(("kein", "jed", "manch", "solch", "welch")):
        return None
    if determiner.tag == "PIAT":
        return "" if kind == "p" else None
    return _INDEFINITE[case].get(kind, "") if low.startswith("ein") else _DEFINITE[case][kind]


def _attributes(between: Sequence[Word], case: Case, kind: str, article: str, *, compared: bool) -> list[str]:
    if article:
        ending = _AFTER_ARTICLE.get((case, kind), "en")
        ending = "es" if article == "ein" and kind == "n" else ending
    else:
        ending = _BARE[case].get(kind, "en")
    points = is_pointing if article else points_back
    return [
        inflected_adjective(word.text[:1].lower() + word.text[1:] if word.start == 0 else word.text, ending)
        for at, word in enumerate(between)
        if word.tag == "ADJ(A)"
        and (
            not points(word.text)
            or (compared and (is_compared(word.text) or is_superlative(word.text)))
            or (article and adjective_stem(word.text) in _ORDINALS)
        )
        and (at == 0 or between[at - 1].tag in ("ADJ(A)", "CARD"))
    ]


def _noun(words: Sequence[Word], phrase: Group, case: Case) -> str | None:
    """The noun in a case, and the names behind it."""
    word, noun = words[phrase.head], phrase.noun
    if word.tag == "NE":
        genitive = case == "g" and phrase.kind in ("m", "n") and phrase.first < phrase.head
        return noun if not genitive or noun.endswith(("s", "x", "z")) else f"{noun}s"
    if phrase.kind == "p" and phrase.last > phrase.head and word.lemma in lexicon("de").measures:
        pass  # "von 20 Kilogramm Sand"
    elif phrase.kind == "p":
        noun = declension.dative_plural(noun) if case == "d" else noun
    elif phrase.first < phrase.head or phrase.last == phrase.head:  # else a title: "von Präsident Galich"
        noun = declension.singular_in(case, noun, word.lemma, phrase.kind)
    names = [each.text for each in words[phrase.head + 1 : phrase.last + 1]]
    if names and is_person(word.lemma) and phrase.kind == "p":
        return None
    return " ".join((noun, *names))


def is_general(words: Sequence[Word], phrase: Group) -> bool:
    """Whether the phrase says too little without a complement: "Zahl", "ein Gesetz"."""
    known, lemma = lexicon("de"), words[phrase.head].lemma
    before = words[phrase.head - 1]
    describes = before.tag == "CARD" or (before.tag == "ADJ(A)" and not is_pointing(before.text))
    described = describes and phrase.first < phrase.head
    some = words[phrase.first].text.lower().startswith("ein") and lemma in known.shell
    return (lemma in known.general or some) and not described and not is_person(lemma)
