"""German noun phrases in the words of a headline: without articles, their adjectives inflected for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from summarizer.german_attributes import inflected_adjective, is_like_adjective
from summarizer.german_cases import Case, Group
from summarizer.german_constituents import Part, means_time
from summarizer.lexicon import lexicon
from summarizer.tokens import Word

_STRONG: Mapping[Case, Mapping[str, str]] = {
    "n": {"m": "er", "f": "e", "n": "es", "p": "e"},
    "a": {"m": "en", "f": "e", "n": "es", "p": "e"},
    "d": {"m": "em", "f": "er", "n": "em", "p": "en"},
}
# The case that an article behind a preposition shows: "mit | einem", "gegen | das".
_SHOWN: Mapping[str, Case] = {
    **dict.fromkeys(("einem", "einer", "dem", "der"), "d"),
    **dict.fromkeys(("einen", "eine", "ein", "die", "das"), "a"),
}
# Prepositions behind which a headline has no article at all: "Verstoß gegen Völkerrecht".
_BARE = ("gegen", "für", "um", "über", "von")
# Behind these an article tells where: "in einem Kloster".
_KEEP_ARTICLE = ("in", "an", "vor", "unter", "hinter", "neben")
# Words that show something a reader of the label does not see.
_POINTING = re.compile(
    r"(?:dies|jen|solch|(?:der|die|das|den|dem|des)selb|ander|beid|folgend|genannt|besagt|mein|unser|euer|eur|dein"
    r"|weiter|einzeln|entsprechend)(?:e?[nrms]?)$",
    re.IGNORECASE,
)
_MAY_POINT, _SMALL = ("ADJ(A)", "PDAT", "PPOSAT", "PIAT"), ("APPR", "APPRART", "ART", "PPOSAT", "PIAT", "ADV")
_OWN = re.compile(r"(sein|ihr)(?:e[nrms]?)?$", re.IGNORECASE)
_OF_OWNER = {"sein": ("m", "n", ""), "ihr": ("f", "p", "")}


class Wording:
    """What the parts of one sentence are in a headline whose subject is `owner`."""

    def __init__(self, words: Sequence[Word], owner: Group) -> None:
        self._words = words
        self._owner = owner

    def said(self, part: Part, case: Case, *, short: bool) -> str:
        """A part in its words, without its article if it is to be short; "" where that cannot be."""
        words, phrase = self._words[part.first : part.last + 1], part.group
        points = any(word.tag in _MAY_POINT and _POINTING.match(word.text) for word in words)
        if points or words[0].tag == "PROAV" or not all(map(self._is_clear, words)):
            return ""
        forms = {at: self._words[at].text for at in range(part.first, part.last + 1)}
        if words[0].start == 0 and words[0].tag in _SMALL:
            forms[part.first] = forms[part.first].lower()
        for group in (phrase, phrase.also if phrase else None) if short else ():
            if group is not None and not self._shorten(forms, group, case):
                return ""
        return self._spaced(forms)

    def said_behind(self, part: Part, *, brief: bool) -> str:
        """A phrase behind its preposition, without "ein", and without any article if it is to be brief."""
        phrase = part.group
        article = self._words[phrase.first] if phrase else None
        if phrase is None or article is None or article.tag != "ART":
            return self.said(part, "d", short=False)
        low, preposition = article.text.lower(), self._words[part.first]
        head = self._words[phrase.head].lemma
        some = low.startswith("ein") and preposition.text.lower() not in _KEEP_ARTICLE
        bare = brief and preposition.text.lower() in _BARE
        counted = head in lexicon("de").measures or means_time(head)
        case: Case = _SHOWN.get(low, "a" if phrase.kind == "m" else "d")
        if preposition.tag == "KOKOM" and low == "der":
            case = "n"
        return self.said(part, case, short=(some or bare) and not counted)

    def _is_clear(self, word: Word) -> bool:
        """Whether a word is no pronoun, unless the subject can be whose a thing is: "Kolb verlor [seinen] Sitz"."""
        if word.tag != "PPOSAT":
            return True
        stem, owner = _OWN.match(word.text), self._owner
        named = self._words[owner.head].tag == "NE" or self._words[owner.last].tag == "NE"
        return stem is not None and (named or owner.kind in _OF_OWNER[stem.group(1).lower()])

    def _shorten(self, forms: dict[int, str], phrase: Group, case: Case) -> bool:
        """Take the article away, which its adjectives then stand for: "das neue Gesetz" → "neues Gesetz"."""
        words, first = self._words, phrase.first
        if words[first].tag != "ART":
            return True
        del forms[first]
        if case != "d" and words[first].text.lower().startswith("ein"):
            return True
        inflected = [at for at in range(first + 1, phrase.head) if words[at].tag == "ADJ(A)"]
        if words[phrase.head].tag == "NNA" or is_like_adjective(words[phrase.head].text):
            inflected.append(phrase.head)
        ending = _STRONG[case].get(phrase.kind)
        if inflected and ending is None:
            return False
        forms |= {at: inflected_adjective(words[at].text, ending or "") for at in inflected}
        return True

    def _spaced(self, forms: Mapping[int, str]) -> str:
        """Words with the spaces that they have in the sentence."""
        label, end = "", 0
        for at, text in sorted(forms.items()):
            glued = not label or self._words[at].start == end
            label += text if glued else f" {text}"
            end = self._words[at].end
        return label
