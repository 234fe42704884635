"""What a Ukrainian or Russian sentence says only in passing: who speaks, somebody's title, by whose account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from summarizer.phrases.phrase import Form, Phrase
from summarizer.text import Line
from summarizer.wordlists import word_list
from summarizer.words.lexicon import lexicon
from summarizer.words.slavic import NAME, is_adjective, is_first_name, noun_reading, readings
from summarizer.words.slavic_cases import CASES_BEHIND
from summarizer.words.tokens import Word

_CLAUSE_ENDS = frozenset(",;:–—()")
_OPENING_QUOTES, _CLOSING_QUOTES = frozenset('«„"'), frozenset('»“”"')
_WHERE = ("в", "у", "на", "під", "біля", "во", "под", "возле")
_OF_REMIT = ("з", "із", "по")
_REMITS = ("питання", "вопрос")
_ACCOUNT_OPENINGS = ("за", "на", "згідно", "по", "із", "з", "согласно")
_IN = ("в", "у", "во")
_IN_CASE = ("випадку", "разі", "случае")
_BY_A_RULE = (
    *(("згідно", "з"), ("згідно", "із"), ("згідно", "зі"), ("відповідно", "до")),
    *(("согласно", "с"), ("соответствии", "с"), ("соответствии", "со"), ("відповідності", "до")),
)
_TELLING = ("йтися", "ітися", "говоритися", "зазначатися", "говориться", "идти", "отмечаться")
_AT_LENGTH = (Form.MODIFIED, Form.TAILED, Form.PAIR)
# What is done as well as who does it, or whose head says little of what follows: "організація виставки".
_ALSO_DEEDS = word_list(
    "організація об'єднання розвідка влада центр фонд країна держава громада организация объединение "
    "разведка власть страна государство община"
)
_NOUNS = ("NOUN", NAME)
_QUALITY = ("ість", "ость")


@dataclass(frozen=True, slots=True)
class Asides:
    """The stretches of a line that only tell in passing; `find_asides` finds them."""

    speakers: tuple[range, ...]
    titles: tuple[range, ...]
    bodies: tuple[range, ...]
    accounts: tuple[range, ...]
    rules: tuple[range, ...]


def find_asides(line: Line, language: str) -> Asides:
    """Who speaks in a line, the titles and bodies in it, by whose account and by what rule it tells."""
    return Asides(
        speakers=tuple(_speakers(line, language)),
        titles=tuple(_titles(line, language)),
        bodies=tuple(_bodies(line, language)),
        accounts=tuple(_accounts(line, language)),
        rules=tuple(_rules(line, language)),
    )


def without_circumstances(
    phrases: Sequence[Phrase], line: Line, asides: Asides, language: str
) -> list[Phrase]:
    """The phrases of a line but those that tell at length where, of what office or body, by whom or in what account.

    Such as "на східному березі", "докторка біологічних наук", "міністерство рибної торгівлі", "у заяві міністрів":
    the bare noun is enough.
    """
    known = lexicon(language)
    bodies = [*asides.titles, *_bodies(line, language, _ALSO_DEEDS)]
    rules = frozenset(chain.from_iterable(asides.rules))
    accounts = rules.union(*asides.accounts)
    speakers = frozenset(chain.from_iterable(asides.speakers))

    def is_circumstance(phrase: Phrase) -> bool:
        start = _start_of_title(line.words, phrase.first, language)
        before = line.words[start - 1].text.lower() if start else ""
        return (
            (before in _WHERE and phrase.head in known.settings)
            or (phrase.last in accounts and phrase.head in known.accounts | known.sayings)
            or phrase.first in rules
            or _is_time(phrase, line, language)
            or _is_condition(phrase, line)
            or (before in _OF_REMIT and phrase.head in _REMITS)
            or (phrase.last in speakers and known.means_who(phrase.head))
            or (phrase.head not in known.settings and any(_is_remit(phrase, body) for body in bodies))
        )

    return [phrase for phrase in phrases if phrase.form not in _AT_LENGTH or not is_circumstance(phrase)]


def _is_remit(phrase: Phrase, body: range) -> bool:
    """Whether a phrase only tells of what a body or an office is."""
    return body.start < phrase.first and phrase.last < body.stop


def weighed(phrases: Sequence[Phrase], line: Line, asides: Asides, language: str) -> Iterator[Phrase]:
    """The phrases of a line; those that name no point where others can are marked so.

    They say who speaks ("комітет нагадує, що"), of what office or by what account; or only who acts; or they are
    but the complement of another, and then a place is left out: "парламент Австрії".
    """
    titles = frozenset(chain.from_iterable(asides.titles))
    passing = titles.union(*asides.speakers, *asides.bodies, *asides.accounts, *asides.rules)
    tailed = [phrase for phrase in phrases if phrase.form is Form.TAILED]
    whole = [phrase for phrase in tailed if not _is_empty(phrase, language)]
    for phrase in phrases:
        if phrase.is_name:
            place = " " not in phrase.label and not _is_animate(phrase.label, language)
            only = (
                any(_is_complement(phrase, other) for other in tailed)
                or any(_is_remit(phrase, body) for body in asides.bodies)
                or _is_where(phrase, line)
            )
            quoted = phrase.label.startswith("«") and not passing.isdisjoint((phrase.first - 1, phrase.last))
            aside = phrase.last in titles or quoted or (place and only)
            yield replace(phrase, aside=True) if aside and not phrase.aside else phrase
            continue
        aside = (
            {phrase.first, phrase.last} <= passing
            or any(_is_complement(phrase, other) for other in whole)
            or _is_actor(phrase, language)
            or _is_setting(phrase, line, language)
            or _is_named_next(phrase, line)
        )
        yield replace(phrase, aside=True) if aside and not phrase.aside else phrase


def _is_named_next(phrase: Phrase, line: Line) -> bool:
    """Whether a phrase is but the kind of what is named right behind it: "програма «Прибій»"."""
    following = line.words[phrase.last + 1 : phrase.last + 2]
    return phrase.form is not Form.TAILED and bool(following) and following[0].text in _OPENING_QUOTES


def _is_setting(phrase: Phrase, line: Line, language: str) -> bool:
    """Whether a phrase only says where: "у Балтійському морі", "на засіданні"."""
    start = _start_of_title(line.words, phrase.first, language)
    before = line.words[start - 1].text.lower() if start else ""
    return phrase.head in lexicon(language).settings and before in CASES_BEHIND[language]


def _is_condition(phrase: Phrase, line: Line) -> bool:
    """Whether a phrase only says in what case: "у разі [завдання шкоди]"."""
    before = line.words[phrase.first - 1].text.lower() if phrase.first else ""
    return phrase.form is not Form.NOUN and before in _IN_CASE


def _is_time(phrase: Phrase, line: Line, language: str) -> bool:
    """Whether a phrase only says when: "у щедрий день", "в цей щедрий день", "[щедрого дня] рада мовчала"."""
    if phrase.form is not Form.MODIFIED or phrase.head not in lexicon(language).times:
        return False
    before = line.words[max(0, phrase.first - 2) : phrase.first]
    ruled = CASES_BEHIND[language].keys() | lexicon(language).circumstances
    cases = {reading.case for reading in readings(line.words[phrase.first].text, language)}
    return (
        any(word.text.lower() in ruled for word in before)
        or any(reading.pronominal for word in before[-1:] for reading in readings(word.text, language))
        or ("gent" in cases and "nomn" not in cases and all(word.tag not in _NOUNS for word in before[-1:]))
    )


def _is_where(place: Phrase, line: Line) -> bool:
    before = line.words[place.first - 1].text.lower() if place.first else ""
    return before in _WHERE


def _is_complement(phrase: Phrase, other: Phrase) -> bool:
    return other.first < phrase.first and phrase.last <= other.last and phrase.head != other.head


def _is_empty(phrase: Phrase, language: str) -> bool:
    """Whether the head of a phrase says less than its complement: "спроба реформи"."""
    known = lexicon(language)
    return phrase.head in known.general or _is_actor(phrase, language)


def _is_actor(phrase: Phrase, language: str) -> bool:
    """Whether a phrase only says who: a body or an office, or a bare noun for people; or is a bare quality."""
    if phrase.is_name or phrase.form is Form.PROPER:
        return False
    if lexicon(language).means_who(phrase.head):
        return True
    return phrase.form is Form.NOUN and (phrase.head.endswith(_QUALITY) or _is_animate(phrase.head, language))


def _is_animate(form: str, language: str) -> bool:
    reading = noun_reading(form, language)
    return reading is not None and reading.animate


def _speakers(line: Line, language: str) -> Iterator[range]:
    """What stands before a verb of saying in its clause, or right behind it as its subject."""
    words, speaking = line.words, lexicon(language).speaking
    for at, word in enumerate(words):
        if word.lemma not in speaking or word.tag not in ("VERB", "GRND"):
            continue
        start = _start_of_clause(words, at)
        if start < at:
            yield range(start, at)
        yield range(at + 1, _end_of_title(words, at + 1, language))


def _start_of_clause(words: Sequence[Word], at: int) -> int:
    """Where the clause of a verb begins; an apposition between commas before it belongs to its subject."""
    commas = 2 if at and words[at - 1].text == "," else 0
    start = at
    while start > 0 and (words[start - 1].text not in _CLAUSE_ENDS or commas):
        start -= 1
        commas -= commas > 0 and words[start].text == ","
    return start


def _titles(line: Line, language: str) -> Iterator[range]:
    """Somebody's office, or their kind before their name: "речниця обласної служби", "рибалка Орест Галич"."""
    words, roles = line.words, lexicon(language).roles
    for at, word in enumerate(words):
        if word.tag == NAME or not (word.lemma in roles or _is_animate(word.text, language)):
            continue
        end = _end_of_title(words, at + 1, language)
        named = end < len(words) and words[end].tag == NAME and words[end].text[0].isupper()
        if named or word.lemma in roles:
            yield range(_start_of_title(words, at, language), end)


def _bodies(line: Line, language: str, others: Sequence[str] = ()) -> Iterator[range]:
    """A body with its remit, but for some others: "комітет ради з питань довкілля"."""
    for at, word in enumerate(line.words):
        if lexicon(language).is_body(word.lemma) and word.lemma not in others:
            yield range(
                _start_of_title(line.words, at, language), _end_of_title(line.words, at + 1, language)
            )


def _start_of_title(words: Sequence[Word], at: int, language: str) -> int:
    """The first of the adjectives before the noun of a title: "німецький філософ"."""
    while at > 0 and is_adjective(words[at - 1].text, language):
        at -= 1
    return at


def _end_of_title(words: Sequence[Word], at: int, language: str) -> int:
    """The first word after the genitives, remits and quoted names that can follow a title."""
    while at < len(words):
        word = words[at]
        if word.text in _OPENING_QUOTES and any(each.text[0].isupper() for each in words[at + 1 : at + 2]):
            at = next((k for k in range(at + 1, len(words)) if words[k].text in _CLOSING_QUOTES), at)
        elif word.text.lower() not in _OF_REMIT and (
            is_first_name(word.text, language) or not _can_be_genitive(word, language)
        ):
            break
        at += 1
    return at


def _can_be_genitive(word: Word, language: str) -> bool:
    return any(
        reading.case == "gent" and (reading.is_noun or reading.is_adjective)
        for reading in readings(word.text, language)
    )


def _accounts(line: Line, language: str) -> Iterator[range]:
    """By whose account something is said: "за даними слідства", "у заяві комісії йдеться"."""
    words, known = line.words, lexicon(language)
    telling = any(word.lemma in known.speaking or word.lemma in _TELLING for word in words)
    for at, word in enumerate(words[1:], 1):
        if word.lemma not in known.accounts and word.lemma not in known.sayings:
            continue
        start = _start_of_title(words, at, language)
        opening = words[start - 1].text.lower() if start else ""
        if word.lemma in known.accounts and opening in _ACCOUNT_OPENINGS:
            end = next((k for k in range(at, len(words)) if words[k].text in _CLAUSE_ENDS), len(words))
            yield range(start, end if end < len(words) else _end_of_title(words, at + 1, language))
        elif word.lemma in known.sayings and opening in _IN and telling:
            yield range(start, _end_of_title(words, at + 1, language))


def _rules(line: Line, language: str) -> Iterator[range]:
    """A rule by which something is done: "згідно з [чинним законом]", "відповідно до [умов]"."""
    words = line.words
    for at in range(2, len(words)):
        if (words[at - 2].text.lower(), words[at - 1].text.lower()) not in _BY_A_RULE:
            continue
        end = at
        while end < len(words) and is_adjective(words[end].text, language):
            end += 1
        yield range(at, end + 1)
