"""Word lists per language, read from `data/*.toml` once: the closed classes that no tagger knows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache, lru_cache
from importlib import resources

from summarizer.language import LANGUAGES
from summarizer.wordlists import word_list

_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known about the words of one language; all empty for a language without data.

    Word sets hold lower-case lemmas, `weak_adjectives` of German stems; patterns match at a word's border.
    What a list is for stands above it in `data`: in `de.toml`, where every language has it.
    """

    # of every language
    asserting: frozenset[str] = frozenset()
    changing: frozenset[str] = frozenset()
    circumstances: frozenset[str] = frozenset()
    denials: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    events_in: frozenset[str] = frozenset()
    general: frozenset[str] = frozenset()
    hedges: frozenset[str] = frozenset()
    idioms: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    no_complement: frozenset[str] = frozenset()
    of_object: frozenset[str] = frozenset()
    passing: frozenset[str] = frozenset()
    refusals: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()
    shell: frozenset[str] = frozenset()
    speaking: frozenset[str] = frozenset()
    stop: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    undoing: frozenset[str] = frozenset()
    weak_adjectives: frozenset[str] = frozenset()
    governs: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    bodies: re.Pattern[str] = _NEVER
    boilerplate: tuple[str, ...] = ()
    connectives: re.Pattern[str] = _NEVER
    contrast: re.Pattern[str] = _NEVER
    first_person: re.Pattern[str] = _NEVER
    harms: re.Pattern[str] = _NEVER
    mild_openers: re.Pattern[str] = _NEVER
    openers: re.Pattern[str] = _NEVER
    thesis: re.Pattern[str] = _NEVER
    # of several languages
    accounts: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    existing: frozenset[str] = frozenset()
    incomplete: frozenset[str] = frozenset()
    intends: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    sayings: frozenset[str] = frozenset()
    nominals: Mapping[str, str] = field(default_factory=dict)
    nominals_of_subject: Mapping[str, str] = field(default_factory=dict)
    ruled: Mapping[str, frozenset[str]] = field(default_factory=dict)
    verbal_nouns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    # of German
    giving: frozenset[str] = frozenset()
    leaves_true: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    of_a_dative: frozenset[str] = frozenset()
    plural_determiners: frozenset[str] = frozenset()
    reported: frozenset[str] = frozenset()
    singular_determiners: frozenset[str] = frozenset()
    stems_in_en: frozenset[str] = frozenset()
    supporting: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    weak_participles: frozenset[str] = frozenset()
    with_to_be: frozenset[str] = frozenset()
    genders: Mapping[str, str] = field(default_factory=dict)
    governing: Mapping[str, frozenset[str]] = field(default_factory=dict)
    idiom_verbs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    plural_names: Mapping[str, str] = field(default_factory=dict)
    strong_past: Mapping[str, str] = field(default_factory=dict)
    # of English
    before_infinitive: frozenset[str] = frozenset()
    describing: frozenset[str] = frozenset()
    limiting: frozenset[str] = frozenset()
    marring: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    plural_modifiers: frozenset[str] = frozenset()
    quantities: frozenset[str] = frozenset()
    raised: frozenset[str] = frozenset()
    # of Ukrainian and Russian
    adds: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    charges: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()
    dative: frozenset[str] = frozenset()
    focus: frozenset[str] = frozenset()
    forces: frozenset[str] = frozenset()
    impersonals: frozenset[str] = frozenset()
    instrumental: frozenset[str] = frozenset()
    intransitive: frozenset[str] = frozenset()
    many: frozenset[str] = frozenset()
    moving: frozenset[str] = frozenset()
    no_plural: frozenset[str] = frozenset()
    ordinals: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    predicates: frozenset[str] = frozenset()
    resting: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    subjectless: frozenset[str] = frozenset()
    subordinates: frozenset[str] = frozenset()
    supposes: frozenset[str] = frozenset()
    unlikely: frozenset[str] = frozenset()
    wholes: frozenset[str] = frozenset()
    with_object: frozenset[str] = frozenset()
    prepositions: Mapping[str, str] = field(default_factory=dict)

    def is_function_word(self, form: str) -> bool:
        """Whether a word says nothing about a topic; an abbreviation such as "US" or "IT" does."""
        return form.lower() in self.stop and not (form.isupper() and len(form) > 1)

    def asks_for(self, lemma: str, complement: str) -> bool:
        """Whether a word keeps what is told behind it: "plan" what is "to do", "Kritik" what is behind "an"."""
        heads = self.governs.get(complement)
        return heads is not None and heads.search(lemma) is not None

    def means_who(self, head: str) -> bool:
        """Whether a noun means an institution or a person by office: that says who, not what."""
        return head in self.roles or self.is_body(head)

    def is_harm(self, head: str) -> bool:
        """Whether a noun would accuse whoever stands before it: "Mord", "korruption"."""
        return _matches(self.harms.pattern, head)

    def is_body(self, head: str) -> bool:
        """Whether a noun means an institution."""
        return _matches(self.bodies.pattern, head)


_WORD_LISTS = tuple(each.name for each in fields(Lexicon) if each.type == "frozenset[str]")
# Those without which no text of a language can be read; a file that lacks one is refused.
_IN_EVERY_LANGUAGE = word_list("stop general shell roles events weak_adjectives no_complement events_in")


@cache
def deeds(language: str) -> frozenset[str]:
    """The nouns of all verbs that have one, in small letters: "abbau", "closure", "арешт"."""
    known = lexicon(language)
    of_verbs = (known.nominals, *known.verbal_nouns.values())
    return frozenset(noun.split()[0].lower() for by_verb in of_verbs for noun in by_verb.values())


@cache
def ends_of_compounds(nouns: frozenset[str]) -> tuple[str, ...]:
    """The German nouns that are long enough to be known at the end of a compound, for `str.endswith`."""
    return tuple(noun for noun in nouns if len(noun) > 5)


@lru_cache(8192)
def _matches(pattern: str, head: str) -> bool:
    """By its text: a compiled pattern is hashed anew each time, which takes longer than the search."""
    return re.search(pattern, head) is not None


def _alternatives(lines: str) -> str:
    return "|".join(line for line in lines.strip().splitlines() if line)


def _whole_words(lines: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives(lines)})\b", flags)


def _spellings(names: str) -> list[str]:
    """The names of a table that is the same for several spellings of a preposition: "в|у accs"."""
    prepositions, *case = names.split(" ")
    return [" ".join((each, *case)) for each in prepositions.split("|")]


def _heads(language: str, heads: str) -> re.Pattern[str]:
    """German compounds are what their last part is, so only there an ending is enough."""
    start = "" if language == "de" else "^"
    return re.compile("" if heads == "." else rf"{start}(?:{heads})$")


@cache
def lexicon(language: str) -> Lexicon:
    """The lists of a language (ISO 639-1); an empty Lexicon where there are none."""
    if language not in LANGUAGES:
        return Lexicon()
    source = resources.files("summarizer") / "data" / f"{language}.toml"
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    words = {name: frozenset(text.split()) for name, text in data.items() if isinstance(text, str)}
    for name in ("idioms", "wholes"):
        words[name] = frozenset(data.get(name, "").replace("ß", "ss").strip().splitlines())
    lists = {name: words.get(name, frozenset()) for name in _WORD_LISTS}
    lists |= {name: words[name] for name in _IN_EVERY_LANGUAGE}
    return Lexicon(
        **lists,
        ruled={case: frozenset(ruling.split()) for case, ruling in data.get("ruled", {}).items()},
        prepositions={
            each: case for case, group in data.get("prepositions", {}).items() for each in group.split()
        },
        governing={case: frozenset(verbs.split()) for case, verbs in data.get("governing", {}).items()},
        plural_names=data.get("plural_names", {}),
        genders={
            noun.replace("ß", "ss"): gender for gender in "mfn" for noun in words.get(f"gender_{gender}", ())
        },
        governs={
            name: _heads(language, heads)
            for names, heads in data["governs"].items()
            for name in _spellings(names)
        },
        bodies=_heads(language, "|".join(data["bodies"].split())),
        harms=_heads(language, "|".join(data["harms"].split())),
        nominals=data.get("nominals", {}),
        nominals_of_subject=data.get("nominals_of_subject", {}),
        strong_past=data.get("strong_past", {}),
        verbal_nouns={
            governed: {verb: noun for noun, verbs in by_noun.items() for verb in verbs.split()}
            for names, by_noun in data.get("verbal_nouns", {}).items()
            for governed in _spellings(names)
        },
        idiom_verbs={noun: frozenset(verbs.split()) for noun, verbs in data.get("idiom_verbs", {}).items()},
        openers=_whole_words(data["openers"]),
        mild_openers=re.compile(_alternatives(data["mild_openers"])),
        thesis=_whole_words(data["thesis"], re.IGNORECASE),
        contrast=_whole_words(data["contrast"], re.IGNORECASE),
        first_person=_whole_words(data["first_person"], re.IGNORECASE),
        connectives=_whole_words(data["connectives"]),
        boilerplate=tuple(data["boilerplate"].strip().splitlines()),
    )
