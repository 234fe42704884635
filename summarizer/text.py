"""A text as the summarizer reads it: sentences with their words, and which of them may be shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import takewhile

from summarizer.language import LANGUAGES
from summarizer.sentences import PARAGRAPH_GAP, split
from summarizer.types import LONGEST_LABEL, Sentence
from summarizer.words import Word, harmonise, is_content, tag
from summarizer.words.lexicon import lexicon

# A longer text is read up to here (some 25,000 words): a point must cost milliseconds.
MOST_SENTENCES = 1200
# Running text without a single mark is cut by the splitter nowhere; nobody reads such a sentence in a digest.
LONGEST_SENTENCE = 1500

_END = re.compile(r"[.!?…。！？।؟۔][\"”»“‘’')\]]*$")
_FOOTNOTE = re.compile(r"^\s*(?:\[\d+\]|\(\d+\)|\d+\)|\*\)|[*†‡¹²³⁴-⁹])|\[\d+\]|https?://|www\.|@\w+\.\w")
_BULLET = re.compile(r"^\s*(?:[•▪●◦*+]|[-–—]\s)")
# A firm that is named inside of its name, «Верф «Прибій», has one mark where two would end.
_MERGED_CLOSING = re.compile(r"(?<=[А-ЯІЇЄҐ]{2} )«(\w[^«»]{0,50}) «([^«»]{1,60})»(?!»)")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}|[IVX]{1,4})[.)]\s+")
_NAMES = ("NE", "NP0", "NAME")
_WRITES_FOR = ("für", "for", "для")
_MOSTLY_CAPITALS = 0.6


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the text in its place, with its words; `terms` are the lemmas of its content words."""

    index: int
    sentence: Sentence
    paragraph: int
    opens_paragraph: bool
    words: tuple[Word, ...]
    terms: tuple[str, ...]
    size: int
    showable: bool

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.sentence.text

    def surface(self, first: int, last: int) -> str:
        """The verbatim text from one word to another, both included."""
        return self.sentence.text[self.words[first].start : self.words[last].end]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the author set above a part of the text, and the lemmas of its content words.

    A name alone is a speaker or an author, and has none.
    """

    text: str
    terms: tuple[str, ...]
    end: int

    @property
    def is_label(self) -> bool:
        """Whether it can stand above a sentence: "Energie" alone says less than the sentence does."""
        whole = len(self.terms) > 1 and len(self.text) <= LONGEST_LABEL and not _is_shouted(self.text)
        return whole and not _is_boilerplate(self.text)


@dataclass(frozen=True)
class Document:
    """A whole text, analysed. `grammar` is the language whose grammar may be trusted here, or ""."""

    language: str
    grammar: str
    lines: tuple[Line, ...]
    title: tuple[Word, ...]
    headings: tuple[Heading, ...] = ()

    @cached_property
    def title_terms(self) -> frozenset[str]:
        """Lemmas of the title's content words."""
        return frozenset(word.lemma for word in self.title if is_content(word, self.language))

    def heading_above(self, index: int) -> Heading | None:
        """The heading of the part that a sentence stands in."""
        start = self.lines[index].sentence.start
        return next((heading for heading in reversed(self.headings) if heading.end <= start), None)


def read(
    text: str, language: str, title: str | None = None, headings: Sequence[tuple[int, int]] = ()
) -> Document:
    """Analyse a text whose paragraphs are separated by blank lines; `headings` are no sentences of it."""
    above = tuple(_heading(text[start:end], end, language) for start, end in headings)
    for start, end in headings:
        text = text[:start] + " " * (end - start) + text[end:]
    sentences = split(text, language)[:MOST_SENTENCES]
    shouted = _is_shouted(text)
    grammar = language if language in LANGUAGES and not shouted else ""
    tagged = [
        tag(sentence.text.lower() if shouted else sentence.text, language)
        if len(sentence.text) <= LONGEST_SENTENCE  # what is never shown need not be understood
        else ()
        for sentence in sentences
    ]
    words = harmonise(tagged, language)
    paragraphs = _paragraphs(text, sentences)
    lines = tuple(
        _line(index, sentence, paragraphs, words[index], language) for index, sentence in enumerate(sentences)
    )
    return Document(language, grammar, lines, tag(title or "", language), above)


def _heading(text: str, end: int, language: str) -> Heading:
    words = [word for word in tag(text, language) if word.text[0].isalnum()]
    says_who = words and words[-1].tag in _NAMES and all(word.text[0].isupper() for word in words)
    terms = () if says_who else tuple(word.lemma for word in words if is_content(word, language))
    return Heading(_NUMBERED.sub("", " ".join(text.split())).rstrip(" .:"), terms, end)


def _line(
    index: int, sentence: Sentence, paragraphs: Sequence[int], words: tuple[Word, ...], language: str
) -> Line:
    return Line(
        index=index,
        sentence=sentence,
        paragraph=paragraphs[index],
        opens_paragraph=index == 0 or paragraphs[index] != paragraphs[index - 1],
        words=words,
        terms=tuple(word.lemma for word in words if is_content(word, language)),
        size=sum(word.text[0].isalnum() for word in words),
        showable=is_showable(sentence.text) and not _is_signature(words),
    )


def _is_signature(words: Sequence[Word]) -> bool:
    """Whether a sentence only tells who wrote the text: "Ilona Galich für den Hafenbund."."""
    name = list(takewhile(lambda word: word.text.istitle(), words[:4]))
    behind = words[len(name)].text if len(name) < len(words) else ""
    named = len(name) > 1 and name[0].tag in _NAMES and behind in _WRITES_FOR
    return named and not any(word.tag.startswith("V") for word in words)


def _paragraphs(text: str, sentences: Sequence[Sentence]) -> list[int]:
    """The number of each sentence's paragraph."""
    breaks = [found.start() for found in PARAGRAPH_GAP.finditer(text)]
    numbers = []
    paragraph = 0
    for sentence in sentences:
        while paragraph < len(breaks) and breaks[paragraph] < sentence.start:
            paragraph += 1
        numbers.append(paragraph)
    return numbers


def _is_shouted(text: str) -> bool:
    """Whether capitals say nothing here, as in a text all in capitals."""
    upper = sum(map(str.isupper, text[:4_000]))
    lower = sum(map(str.islower, text[:4_000]))
    return upper > _MOSTLY_CAPITALS * (upper + lower)


def is_showable(sentence: str) -> bool:
    """Whether a sentence can stand in a digest: a whole sentence, no heading, caption, footnote or appeal."""
    sentence = sentence.strip()
    if not _END.search(sentence) or len(sentence) > LONGEST_SENTENCE:
        return False
    if _FOOTNOTE.search(sentence) or _BULLET.match(sentence) or _is_boilerplate(sentence):
        return False
    first = next((character for character in sentence if character.isalnum()), "")
    if not first or first.islower():
        return False
    return not _is_quotation_fragment(sentence)


def _is_boilerplate(sentence: str) -> bool:
    """Whether it is what no sentence of an article says, in whatever language: a text may be of several."""
    return any(_boilerplate(opening).search(sentence) for opening in (True, False))


@cache
def _boilerplate(opening: bool) -> re.Pattern[str]:
    """How it opens, or what stands in it: one search for both would try each opening at every letter."""
    rows = (row for language in LANGUAGES for row in lexicon(language).boilerplate)
    return re.compile("|".join(row for row in rows if row.startswith("^") is opening))


def _is_quotation_fragment(sentence: str) -> bool:
    """Whether a quotation or a bracket begins or ends outside of the sentence."""
    if sentence.count("«") > sentence.count("»"):
        sentence = _MERGED_CLOSING.sub(r"«\1 \2»", sentence)
    low, high = sentence.count("„"), sentence.count("“")
    straight, closing = sentence.count('"'), sentence.count("”")
    if low:
        unbalanced = low != high + closing + straight
    else:  # ”so” is written too
        unbalanced = bool(straight % 2) or bool((high + closing) % 2) or high > closing
    return (
        unbalanced or sentence.count("«") != sentence.count("»") or sentence.count("(") != sentence.count(")")
    )
