"""Words as the index knows them: the terms of a sentence, and what a query asks for.

A word gives several terms. Its *stem* (lemma, then Snowball stem), the stems of its compound's *parts*, the
*concepts* that it stands for (see `glossary`), and, if it is a name, how it *sounds* (see `transliteration`).
Each term is one run of lower-case letters and digits, so that SQLite's and PostgreSQL's plain tokenisers
leave it whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from summarizer.glossary import CONCEPT_PREFIX, concepts_of, phrases_in
from summarizer.language import CYRILLIC, LANGUAGES, UNDETERMINED
from summarizer.stems import stem, without_slavic_ending
from summarizer.transliteration import NAME_PREFIX, sound_keys
from summarizer.wordlists import word_set
from summarizer.words import Word, compound_parts, is_content, lemma, stop_words, tag
from summarizer.words.tokens import APOSTROPHES, tokenise

_SLAVIC_NAME = "NAME"
_NAME_TAGS = frozenset({"NE", "FM", "XY", "NP0", _SLAVIC_NAME})
_FLEETING_VOWEL = re.compile(r"(?<=[бвгдзклмнпрст])ц$")  # Кравця, but Кравець
_NOUN_TAGS = ("NN", "NOUN")


#: Words of a question about an article, not about its topic.
_FILLERS: Final = word_set(
    """
    artikel artikeln beitrag beiträge text texte thema neues sagt schreibt steht gibt berichtet
    article articles story stories news topic say says said write writes about
    стаття статті статтю текст тема тему новини пише пишуть каже кажуть
    статья статьи статью тему новости пишет пишут говорит говорят
    """
)


@dataclass(frozen=True, slots=True)
class WordTerms:
    """The terms of one word: its stem, and by what else it can be found."""

    stem: str
    concepts: frozenset[str] = frozenset()
    sounds: frozenset[str] = frozenset()
    parts: tuple[WordTerms, ...] = ()

    def __iter__(self) -> Iterator[str]:
        """All terms, each once, the stem first."""
        parts = (term for part in self.parts for term in part)
        return iter(dict.fromkeys((self.stem, *sorted(self.concepts), *sorted(self.sounds), *parts)))


def terms(text: str, language: str) -> tuple[str, ...]:
    """Return the index terms of one sentence in its order, repeated where a word is.

    Each is lower-case letters and digits only. Two terms are no words: concept tokens begin with "xk", sounds
    of names with "xn". Function words give none. Never raises, whatever the text.
    """
    return tuple(term for word in terms_of_words(tag(text, language), language) for term in word)


def terms_of_words(words: Sequence[Word], language: str) -> list[WordTerms]:
    """Return the terms of the content words of one tagged sentence, in its order."""
    shouted = _is_shouted(words)
    found: list[WordTerms] = []
    phrases = {span[0]: concepts for span, concepts in _phrases(words, language)}
    for position, word in enumerate(words):
        acronym = not shouted and len(word.text) > 1 and word.text.isupper() and word.text.isalpha()
        if not (acronym or word.text[0].isdigit() or is_content(word, language)):
            continue
        name = "" if shouted else _name(word, position)
        entry = word_terms(word.lemma, language, name=name, compound=word.tag.startswith(_NOUN_TAGS))
        if entry is not None:
            concepts = phrases.get(position, frozenset()) | _concept_tokens(_folded(word.text), language)
            found.append(_with_concepts(entry, concepts))
    return found


@lru_cache(maxsize=16384)
def word_terms(
    word: str, language: str, *, name: str = "", compound: bool = True, inflected: bool = False
) -> WordTerms | None:
    """Return the terms of a word given by its lemma (a name: also its spelling); None for a mark.

    Parts are looked up only where the word may be a `compound`, which in German costs more than all the rest.
    An `inflected` word is no lemma: the glossary compares its stem.
    """
    key = stem(word, language)
    if not key:
        return None
    pieces = [piece for piece in word.split("-") if len(piece) > 1] if "-" in word else []
    parts = (*pieces, *(compound_parts(word, language) if compound else ()))
    part_terms = (
        word_terms(part, language, compound=compound) for part in dict.fromkeys(parts) if part != word
    )
    return WordTerms(
        key,
        _concept_tokens(word, language, inflected=inflected, compound=compound or inflected),
        name_sounds(word, name, language),
        tuple(part for part in part_terms if part is not None),
    )


def _concept_tokens(
    word: str, language: str, *, inflected: bool = False, compound: bool = False
) -> frozenset[str]:
    found = concepts_of(word, language, inflected=inflected, compound=compound)
    return frozenset(CONCEPT_PREFIX + concept.replace("_", "") for concept in found)


def _with_concepts(entry: WordTerms, concepts: frozenset[str]) -> WordTerms:
    if not concepts:
        return entry
    return replace(entry, concepts=entry.concepts | concepts)


def _phrases(words: Sequence[Word], language: str) -> list[tuple[list[int], frozenset[str]]]:
    """The positions of the words of each phrase of the glossary, and the phrase's concept."""
    lettered = [position for position, word in enumerate(words) if word.text[0].isalnum()]
    forms = [(words[position].lemma, _folded(words[position].text)) for position in lettered]
    return [
        (lettered[first : first + length], frozenset({CONCEPT_PREFIX + concept.replace("_", "")}))
        for first, length, concept in phrases_in(forms, language)
    ]


def _folded(form: str) -> str:
    return form.lower().replace("ß", "ss").translate(APOSTROPHES)


def _name(word: Word, position: int) -> str:
    """The spelling of a name, without the ending of "Davoser Forum"; "" for any other word.

    Slavic dictionaries know few foreign names, so there a noun that begins a sentence may be one.
    """
    if not word.text[0].isupper():
        return ""
    if word.tag in _NAME_TAGS or word.tag == "NOUN":
        return word.text
    if position > 0 and not word.tag.startswith(("NN", "ADJ", "VV")):
        return word.text
    return word.text[:-2] if word.tag == "ADJ(A)" and word.text.endswith("er") else ""


def _is_shouted(words: Sequence[Word]) -> bool:
    """Whether the sentence is set in capitals, so that they say nothing about names."""
    lettered = [word.text for word in words if word.text[0].isalpha()]
    return len(lettered) > 2 and all(map(str.isupper, lettered))


def name_sounds(word: str, name: str, language: str) -> frozenset[str]:
    """How a name may sound, as index terms; `word` is its lemma. None for an empty name."""
    if not name:
        return frozenset()
    spellings = {word, name}
    if CYRILLIC.search(name):
        bare = without_slavic_ending(name.lower())
        spellings |= {bare, _FLEETING_VOWEL.sub("ец", bare)}
    elif name.endswith("s") and language == "de":
        spellings.add(name[:-1])
    return frozenset(NAME_PREFIX + key for spelling in spellings for key in sound_keys(spelling))


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One content word of a query: its terms in each language that it may be of."""

    text: str
    readings: tuple[tuple[str, WordTerms], ...]
    is_slavic_name: bool = False


def query_words(query: str, languages: Sequence[str], *, analysed: str) -> list[QueryWord]:
    """Return the content words of a query with their readings in `languages`, the likeliest first.

    Only in the language that is `analysed` are lemmas and compounds looked up; in the others stems must do,
    or a query would load the taggers of languages that no article is in. Function words of any of the
    languages and words about reading ("article", "news") are dropped, unless nothing would remain.
    """
    tagged = {language: _words_of_query(query, language, analysed) for language in languages}
    phrases = {
        (language, words[position].start): concepts
        for language, words in tagged.items()
        for span, concepts in _phrases(words, language)
        for position in span
    }
    tokens = [word for word in tagged[languages[0]] if word.text[0].isalnum()]
    telling = [token for token in tokens if not _says_nothing(token, languages)]
    found = []
    for token in telling or tokens:
        readings: list[tuple[str, WordTerms]] = []
        for language, words in tagged.items():
            same = (word.lemma for word in words if word.start == token.start)
            in_context = next(same, token.text.lower())
            concepts = phrases.get((language, token.start), frozenset())
            entries = _readings(token.text, in_context, language, analysed=language == analysed)
            readings.extend((language, _with_concepts(entry, concepts)) for entry in entries)
        if readings:
            found.append(QueryWord(token.text, tuple(readings), token.tag == _SLAVIC_NAME))
    return found


def _words_of_query(query: str, language: str, analysed: str) -> tuple[Word, ...]:
    if language == analysed:
        return tag(query, language)
    return tuple(
        Word(token, _folded(token), "", start, start + len(token))
        for token, start in tokenise(query, language)
    )


def _readings(text: str, in_context: str, language: str, *, analysed: bool) -> Iterator[WordTerms]:
    lemmas = (lemma(text, language), in_context, _folded(text)) if analysed else (in_context,)
    for candidate in dict.fromkeys(lemmas):
        entry = word_terms(candidate, language, name=text, compound=analysed, inflected=not analysed)
        if entry is not None:
            yield entry


def _says_nothing(word: Word, languages: Iterable[str]) -> bool:
    if word.text.isupper() and len(word.text) > 1:
        return False  # WHO, IT, USA
    text = word.text.lower()
    return text in _FILLERS or any(text in stop_words(language) for language in languages)


def plausible_languages(query: str, language: str | None = None) -> tuple[str, ...]:
    """Return the languages that a query may be written in, by its script; the one that is given first."""
    by_script = ("uk", "ru") if CYRILLIC.search(query) else ("de", "en")
    if language is None:
        return by_script
    writes_cyrillic = language in {"uk", "ru"}
    if writes_cyrillic != bool(CYRILLIC.search(query)) and language in LANGUAGES:
        return by_script
    return (language, *(other for other in by_script if other != language))


def query_terms(query: str, language: str | None = None) -> tuple[tuple[frozenset[str], ...], ...]:
    """Return for each content word of a query its sets of index terms: a term of each set stands for the word.

    Who searches an archive wants all words met, or as many as can be, but none by half. A compound has a set for
    each of its parts, all of which hold the whole: "Hilfspaket" finds the compound, or aid and package in one
    place, but not every package; other words have one set. `language` is that of the query where it is known;
    else every language of its script is tried. An empty query or one of marks alone gives ().
    """
    languages = plausible_languages(query, language)
    return tuple(_alternatives(word) for word in query_words(query, languages, analysed=languages[0]))


def _alternatives(word: QueryWord) -> tuple[frozenset[str], ...]:
    whole = {term for _, reading in word.readings for term in (reading.stem, *reading.concepts)}
    # the glossary knows other spellings better, but takes Лавров for what begins like him, a laurel
    if word.is_slavic_name or whole == {reading.stem for _, reading in word.readings}:
        whole.update(term for _, reading in word.readings for term in reading.sounds)
    whole.add(stem(word.text, UNDETERMINED))  # as an article in any other language has it
    parts = next((reading.parts for _, reading in word.readings if len(reading.parts) > 1), ())
    for part in parts:
        whole -= part.concepts  # of the part alone, or any aid would be an aid package
    return tuple(frozenset(whole.union(part)) for part in parts) or (frozenset(whole),)


def similar_terms(term: str, vocabulary: Iterable[str]) -> tuple[str, ...]:
    """Return the terms of a vocabulary that a misspelt term may have meant, nearest first, at most five.

    Near is one edit (a letter more, less, other, or two swapped) from five letters on, two from nine on, and
    the first letter right; concept tokens are never near.
    """
    if term.startswith(CONCEPT_PREFIX) or term.isdigit():
        return ()
    offset = len(NAME_PREFIX) if term.startswith(NAME_PREFIX) else 0
    allowed = _edits_allowed(len(term) - offset)
    if not allowed:
        return ()
    near = []
    for candidate in vocabulary:
        if candidate[: offset + 1] != term[: offset + 1] or abs(len(candidate) - len(term)) > allowed:
            continue
        if candidate != term and not candidate.startswith(CONCEPT_PREFIX):
            distance = _distance(term, candidate, allowed)
            if distance <= allowed:
                near.append((distance, abs(len(candidate) - len(term)), candidate))
    return tuple(candidate for _, _, candidate in sorted(near)[:5])


def _edits_allowed(length: int) -> int:
    return 0 if length < 5 else 1 if length < 9 else 2


def _distance(one: str, other: str, limit: int) -> int:
    """Edits between two words (optimal string alignment: a swap of neighbours is one); limit + 1 if more."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, other_letter in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != other_letter))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other_letter:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        if min(row) > limit and min(rows[-1]) >= limit:
            return limit + 1
        rows.append(row)
    return rows[-1][-1]
