"""German noun phrases in the words of a headline: without articles, their adjectives inflected for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from summarizer.headlines.german.constituents import Part, means_time
from summarizer.phrases.german.cases import ABOUT_NUMBER, COMPARED_WITH_NUMBER, Group
from summarizer.words.german_attributes import inflected_adjective, is_like_adjective, is_nominal
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

# The ending that an adjective takes over from the article before it: "das neue" → "neues", "einem neuen" → "neuem".
_ENDINGS = {"der": "er", "die": "e", "das": "es", "den": "en", "dem": "em", "einem": "em", "einer": "er"}
# Prepositions behind which a headline has no article at all: "Verstoß gegen Völkerrecht".
_BARE = ("gegen", "für", "um", "über", "von")
# Before a compound or a genitive these need none either: "in Metallwarenfabrik", "an Spitze der Werft".
_BARE_IF_LONG, _LONG = ("in", "an", "bei", "mit", "unter", "nach", "durch", "wegen"), 12
# Behind these an article tells where: "in einem Kloster".
_QUOTES = ("„", "»", "«", '"')
_KEEP_ARTICLE = ("in", "an", "vor", "unter", "hinter", "neben")
# Words that show something a reader of the label does not see.
_POINTING = re.compile(
    r"(?:dies|jen|solch|(?:der|die|das|den|dem|des)selb|ander|beid|folgend|genannt|besagt|mein|unser|euer|eur|dein"
    r"|einzeln|entsprechend)(?:e?[nrms]?)$",
    re.IGNORECASE,
)
_MAY_POINT, _SMALL = (
    ("ADJ(A)", "PDAT", "PPOSAT", "PIAT"),
    ("CARD", "APPR", "APPRART", "ART", "PPOSAT", "PIAT", "ADV"),
)
_OWN = re.compile(r"(sein|ihr)(?:e[nrms]?)?$", re.IGNORECASE)
_OF_OWNER = {"sein": ("m", "n", ""), "ihr": ("f", "p", "")}


class Wording:
    """What the parts of one sentence are in a headline whose subject is `owner` and that leaves out some words."""

    def __init__(self, words: Sequence[Word], owner: Group, left: frozenset[int] = frozenset()) -> None:
        self._words = words
        self._left = left
        self._owner = owner

    def said(self, part: Part, *, short: bool, brief: bool = False) -> str:
        """A part in its words, without its article if it is to be short; "" where that cannot be.

        If it is to be brief, also without those of what belongs to its noun: "Streit um [die] Insel".
        """
        words, phrase = self._words[part.first : part.last + 1], part.group
        points = any(word.tag in _MAY_POINT and _POINTING.match(word.text) for word in words)
        if points or words[0].tag == "PROAV" or not all(map(self._is_clear, words)):
            return ""
        forms = {at: self._words[at].text for at in range(part.first, part.last + 1) if at not in self._left}
        if words[0].tag in _SMALL:
            forms[part.first] = forms[part.first].lower()
        if phrase is not None and short:
            self._shorten(forms, phrase)
            if phrase.also is not None and phrase.also.first == phrase.last + 2:
                self._shorten(forms, phrase.also)  # not in "Verein der Imker und die Bauern"
        if brief:
            self._shorten_tail(forms)
        return self._spaced(forms)

    def said_behind(self, part: Part, *, brief: bool, of_verb: bool) -> str:
        """A phrase behind its preposition, without "ein", and without any article if it is to be brief."""
        phrase = part.group
        article = self._words[phrase.first] if phrase else None
        if phrase is None or article is None or article.tag != "ART":
            return self.said(part, short=False, brief=brief)
        preposition = self._words[part.first].text.lower()
        some = article.text.lower().startswith("ein") and (of_verb or preposition not in _KEEP_ARTICLE)
        long = len(self._words[phrase.head].text) >= _LONG or part.last > phrase.last
        bare = brief and (of_verb or preposition in _BARE or (long and preposition in _BARE_IF_LONG))
        return self.said(part, short=(some or bare) and not self._is_counted(phrase.head), brief=brief)

    def _is_clear(self, word: Word) -> bool:
        """Whether a word is no pronoun, unless the subject can be whose a thing is: "Kolb verlor [seinen] Sitz"."""
        if word.tag != "PPOSAT":
            return True
        stem, owner = _OWN.match(word.text), self._owner
        named = self._words[owner.head].tag == "NE" or self._words[owner.last].tag == "NE"
        return stem is not None and (named or owner.kind in _OF_OWNER[stem.group(1).lower()])

    def _shorten(self, forms: dict[int, str], phrase: Group) -> None:
        """Take the article away, whose ending its adjectives then take: "das neue Gesetz" → "neues Gesetz"."""
        words, first = self._words, phrase.first
        if words[first].tag != "ART" or self._is_number(first):
            return
        del forms[first]
        ending = _ENDINGS.get(words[first].text.lower())
        inflected = [at for at in forms if first < at < phrase.head and words[at].tag == "ADJ(A)"]
        if words[phrase.head].tag == "NNA" or is_like_adjective(words[phrase.head].text):
            inflected.append(phrase.head)
        if ending is not None:
            forms |= {at: inflected_adjective(words[at].text, ending) for at in inflected}

    def _shorten_tail(self, forms: dict[int, str]) -> None:
        """Take the articles away that stand between a preposition and its noun, and the possessives before one."""
        first = next(iter(forms))
        for word, noun in pairwise(list(forms)):
            named = word == first or (noun + 1 in forms and self._words[noun + 1].tag == "NE")
            if named and self._words[word].tag == "PPOSAT" and is_nominal(self._words[noun]):
                del forms[word]  # "lieferte [sein] Öl", not "ein Tag für [ihre] Gemeinde"
        quoted = False  # nobody's words are shortened
        for before, article, noun in zip(list(forms), list(forms)[1:], list(forms)[2:], strict=False):
            quoted = quoted or self._words[before].text in _QUOTES
            if quoted:
                continue
            preposition, low = self._words[before].text.lower(), self._words[article].text.lower()
            long = preposition in _BARE_IF_LONG and len(self._words[noun].text) >= _LONG
            bare = long or preposition in _BARE or (preposition, low) in (("auf", "die"), ("auf", "das"))
            thing = is_nominal(self._words[noun]) and not self._is_counted(noun)
            thing = thing or self._words[noun].text in _QUOTES  # "von [einem] „Angriff“"
            if bare and self._words[article].tag == "ART" and thing:
                del forms[article]
            elif low == "einer" and self._words[noun].tag == "ADJ(A)":  # "Teil [einer] neuen Werft"
                del forms[article]
                forms[noun] = inflected_adjective(self._words[noun].text, "er")

    def _is_number(self, article: int) -> bool:
        """Whether "ein" counts: "gut [eine] Stunde", "mehr als [eine] Fußnote"."""
        before = tuple(word.text.lower() for word in self._words[max(0, article - 2) : article])
        exact = before[-1:] and before[-1] in ABOUT_NUMBER
        some = self._words[article].text.lower().startswith("ein")
        return some and (bool(exact) or before in COMPARED_WITH_NUMBER)

    def _is_counted(self, noun: int) -> bool:
        """Whether an article is a number: "um [einen] Monat"."""
        lemma = self._words[noun].lemma
        return lemma in lexicon("de").measures or means_time(lemma)

    def spaced(self, places: range) -> str:
        """Words as they stand in the sentence."""
        return self._spaced({at: self._words[at].text for at in places})

    def _spaced(self, forms: Mapping[int, str]) -> str:
        """Words with the spaces that they have in the sentence."""
        label, end = "", 0
        for at, text in sorted(forms.items()):
            glued = self._words[at].start == end
            label += text if glued or not label else f" {text}"
            end = self._words[at].end
        return label
