"""Noun phrases as they stand in a German sentence, and the genitives among them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.phrases.german.lists import JOINED, is_listed
from summarizer.words import german_nouns
from summarizer.words.german_attributes import (
    OPENS_NAME,
    begins_phrase,
    is_nominal,
    is_person,
    is_pointing,
    is_superlative,
    points_back,
    with_number,
)
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

GENITIVE_ARTICLES = ("des", "der", "eines", "einer", "dieser", "dieses")
_ARTICLES = ("ART", "PDAT", "PDS")
_SOME = ("einiger", "einigen", "mehrerer", "mehreren", "mehrere", "vieler", "vielen", "viele")
_ENGLISH = ("of", "for", "and", "the", "at", "&")
_ABOUT = ("circa", "etwa", "fast", "gut", "insgesamt", "knapp", "mindestens", "rund", "ungefähr")
_NUMBERS = ("tausend", "million", "milliarde", "billion")
_FRACTIONS = ("drittel", "viertel", "fünftel", "sechstel", "zehntel", "hälfte", "vielfaches", "mehrfaches")
_UNIT = re.compile(
    r"(?:euro|dollar|cent|rubel|hrywnja|krone|franken|yen|yuan|prozent|meter|hektar|watt|wattstunde|liter|gramm|kilo"
    r"|tonne|barrel)$"
)
_MEASURES_ON = ("auf", "bis", "pro", "je", "im", "an", "für", "-", "–")  # "von 20 Euro auf …", "… pro Monat"


class Groups:
    """Where the noun phrases of one sentence end."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._lexicon = lexicon("de")
        self._front = _words_in_front(words)

    def genitive(self, at: int) -> int | None:
        """The end of a genitive attribute that begins at `at`."""
        words = self._words
        if at >= len(words):
            return None
        word, low = words[at], words[at].text.lower()
        if word.tag in ("PDAT", "PDS") and words[at - 1].lemma in self._lexicon.general:
            return None  # "ein Land dieser Größe"
        if word.tag in ("ART", "PDAT", "PDS") and low in GENITIVE_ARTICLES:
            return self._genitive_with_article(at)
        if word.tag == "ADJ(A)" and low.endswith("er") and at + 1 < len(words) and is_nominal(words[at + 1]):
            return None if self._is_apposition(at) else self._group(at)  # Aufnahme neuer Mitglieder
        if low in _SOME and low.endswith("er"):
            return self._group(at)  # Aussage vieler Zeugen
        genitive_name = word.tag == "NE" and word.text.endswith("s") and word.lemma != low
        if genitive_name and not (at + 1 < len(words) and is_nominal(words[at + 1])):
            return at
        return None

    def _is_apposition(self, at: int) -> bool:
        """Whether an adjective in -er stands with a masculine nominative: "Narvia, nach Titeln | bester Verein"."""
        lemma, ending = german_nouns.lemma_and_ending(self._words[at + 1].text)
        masculine = self._words[at + 1].tag != "NE" and german_nouns.gender(lemma) == "m" and not ending
        return masculine and (is_superlative(self._words[at].text) or not lemma.endswith(("er", "el", "en")))

    def _genitive_with_article(self, at: int) -> int | None:
        """The end of one with all that is joined to it; None where "der" opens a subject or a list is cut."""
        words = self._words
        end = self._group(at)
        if end is None or self._is_subject(at, end) or is_listed(words, at, end, self._noun_group):
            return None
        second = end + 2
        if second < len(words) and words[end + 1].text in JOINED and words[second].text in ("des", "der"):
            last = self._group(second)
            if last is not None and not self._is_subject(second, last):
                return None if self._is_cut_body(last) else last
        named = self._is_cut_body(end) and words[end + 2 : end + 3] and words[end + 2].tag not in _ARTICLES
        whole = self._group(end + 2) if named else None  # "des Amts für Fischerei"
        return self._with_own_genitive(self._joined(end) if whole is None else whole)

    def _is_cut_body(self, end: int) -> bool:
        """Such as "der Bank | für Wiederaufbau"."""
        goes_on = end + 1 < len(self._words) and self._words[end + 1].text == "für"
        return goes_on and self._lexicon.is_body(self._words[end].lemma)

    def _is_subject(self, at: int, end: int) -> bool:
        """Whether "der" is the article of a nominative: "ist ein Thema | der Klimaschutz"."""
        words = self._words
        if words[at].text.lower() not in ("der", "dieser"):
            return False
        noun = next(each for each in range(at, end + 1) if is_nominal(words[each]))
        if noun > at + 1 and words[noun - 1].tag == "ADJ(A)":
            return words[noun - 1].text.endswith("e")
        lemma, ending = german_nouns.lemma_and_ending(words[noun].text)
        masculine = words[noun].tag != "NE" and german_nouns.gender(lemma) == "m"
        return masculine and not ending and not lemma.endswith(("er", "el", "en"))

    def _with_own_genitive(self, end: int | None) -> int | None:
        """The end of a genitive with one of its own that no article shows: "der Vergabe weiterer Mittel"."""
        words = self._words
        if end is None or end + 1 >= len(words):
            return end
        goes_on = words[end + 1].tag == "ADJ(A)" and words[end + 1].text.endswith("er")
        return self._group(end + 1) if goes_on else end

    def _group(self, start: int) -> int | None:
        """The end of a noun phrase that can stand at the end of a label, or None where it would be cut."""
        end = self._noun_group(start)
        return None if end is None or self._says_nothing(start, end) else end

    def _says_nothing(self, start: int, end: int) -> bool:
        """Whether a phrase is but a general noun with its article, or so much of a measure."""
        lemma, before = self._words[end].lemma, self._words[start:end]
        counted = any(word.tag == "CARD" for word in before) and lemma not in self._lexicon.no_complement
        described = counted or any(word.tag == "ADJ(A)" for word in before)
        one = not is_nominal(self._words[end - 1])
        return one and not described and lemma in self._lexicon.general

    def _noun_group(self, start: int) -> int | None:
        words = self._words
        at = start
        if at < len(words) and (words[at].tag in _ARTICLES or words[at].text in _SOME):
            at += 1
        counted = at < len(words) and (words[at].tag == "CARD" or words[at].text == "beiden")
        at += counted  # "Lieferung von 20 Panzern", "Zusammenschluss der beiden Kreise"
        first_attribute = at
        while at < len(words) and words[at].tag == "ADJ(A)" and at - first_attribute < 2:
            at += 1
        if at >= len(words) or not is_nominal(words[at]) or words[at].text.endswith("-"):
            return None
        points = is_pointing if words[start].tag in _ARTICLES else points_back
        if any(points(word.text) for word in words[first_attribute:at]):
            return None
        end = at
        while end + 1 < len(words) and words[end + 1].tag == "NE" and end - at < 4:
            end += 1
        if end > at and words[at].tag == "NN" and self._is_first_of_list(end):
            end = at
        follows = end + 1 < len(words) and is_nominal(words[end + 1]) and words[end + 1].tag != "NE"
        if follows and not begins_phrase(words, end + 1):
            owner = words[end].text.lower() != words[end].lemma  # "Narvias", but "Cornelius"
            cut_name = words[at].tag != "NE" and not owner
            if end == at or cut_name:
                return None  # "für die Firma Narvia | Mobile"
        if end_of_foreign_name(words, at) > end or end_of_foreign_name(words, end) > end:
            return None  # "an der School | of Tidal Law"
        several = end > at + 1 and words[at].tag != "NE"
        if several and not (is_person(words[at].lemma) or words[at + 1].text in OPENS_NAME):
            return None
        if end + 1 < len(words) and (words[end + 1].tag == "TRUNC" or words[end + 1].text.endswith("-")):
            return None
        return with_number(words, end)

    def amount(self, start: int, *, allowed: str = "") -> int | None:
        """The end of how much, from `start` on: "rund 1,2 Millionen Euro"; None for "40 Booten", "20 Euro auf …".

        Behind it `allowed` may begin another part.
        """
        words = self._words
        at = start
        while at < len(words) and words[at].text in _ABOUT:
            at += 1
        if allowed and at + 1 < len(words) and words[at].tag == "ART" and words[at + 1].lemma in _FRACTIONS:
            return at + 1  # "um ein Drittel"
        if at >= len(words) or words[at].tag != "CARD":
            return None
        at += 1
        if at < len(words) and words[at].lemma in _NUMBERS:
            at += 1
        if at >= len(words) or not _UNIT.search(words[at].lemma):
            return None
        behind = words[at + 1] if at + 1 < len(words) else None
        goes_on = behind is not None and (
            is_nominal(behind)
            or (behind.tag != "PTKVZ" and behind.text in _MEASURES_ON and behind.text != allowed)
        )
        return None if goes_on else at

    def _is_first_of_list(self, name: int) -> bool:
        """Such as "der drei Nachbarländer [Narvia], Torgau und Südland"."""
        words = self._words
        if name + 3 >= len(words) or words[name + 1].text != "," or words[name + 2].tag != "NE":
            return False
        return words[name + 3].text == "," or words[name + 3].text in JOINED

    def are_parted(self, noun: int) -> bool:
        """Whether what "und" joins are whole phrases of one build: "Öl aus Torland | und Wein aus Brelau"."""
        words = self._words
        before, second = noun - 1, self._noun_group(noun + 2)
        while before > 0 and words[before].tag in ("ADJ(A)", "ART"):
            before -= 1
        if second is None or second + 1 == len(words) or before < 1:
            return False
        first, behind = words[before - 1], words[second + 1]
        if not (words[before].tag.startswith("APPR") and behind.tag.startswith("APPR") and is_nominal(first)):
            return False
        return words[before].text == behind.text or first.lemma == words[second].lemma

    def _joined(self, end: int | None) -> int | None:
        """The end with a bare noun that is joined on: "Vorprodukte für Lacke und Klebstoffe"."""
        words = self._words
        if end is None or end + 2 >= len(words) or words[end + 1].text not in JOINED:
            return end
        second = words[end + 2]
        if words[end].tag == "NE" or second.tag == "NE" or not is_nominal(second) or self.are_parted(end):
            return end
        last = self._noun_group(end + 2)
        if last is None or last + 1 == len(words):
            return end
        if words[last + 1].tag.endswith("(FIN)") and last + 1 != self._front and not self._is_dative(second):
            return end  # a new clause begins with the second noun
        return self.genitive(last + 1) or last  # "Kapitänen und [Lotsen der Werft]"

    def _is_dative(self, noun: Word) -> bool:
        """Whether a noun cannot be a subject as it stands: "bei Hallen und [Plätzen]"."""
        return german_nouns.nominative(noun.text, "", "", False, {}) == (noun.text[:-1], "p")


def end_of_foreign_name(words: Sequence[Word], start: int) -> int:
    """Where a name with English words in it ends: "School of Tidal Law", "Horn & Ember"; -1 for none."""
    at, end = start, -1
    while at + 2 < len(words) and words[at].text[0].isupper():
        link = at + 1
        while link + 1 < len(words) and words[link].text in _ENGLISH:
            link += 1
        if link + 1 > len(words) or not (words[link].text[0].isupper() and is_nominal(words[link])):
            break
        if link == at + 1 and words[link].tag != "NE" and german_nouns.is_noun(words[link].text):
            break
        end = link if link > at + 1 or end >= 0 else end
        at = link
    return end


def _words_in_front(words: Sequence[Word]) -> int:
    """How many words of a main clause stand before its finite verb; 0 where they are not one constituent."""
    for at, word in enumerate(words):
        if word.tag.endswith("(FIN)"):
            return at
        if word.text == "," and words[at - 1].tag == words[min(at + 1, len(words) - 1)].tag == "ADJ(A)":
            continue  # "nasse, kalte Häuser"
        if word.tag.startswith(("$", "KOUS", "KOUI", "PW", "PREL")) or not word.text[0].isalnum():
            return 0
    return 0
