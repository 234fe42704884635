"""What an English sentence tells of without anybody's having done it: denied, refused, imagined, charged."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from summarizer.phrases.english.places import Places
from summarizer.wordlists import word_list
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

AUXILIARIES = ("VB", "VH", "VM")
_LEFT_UNDONE = word_list(
    "can may might could ought love refuse decline deny forbid threaten oppose abandon attempt consider scrap "
    "shelve"
)
_NOT_CERTAIN = ("doubt", "if", "whether")
# What is told right behind these was not done, or nobody knows: "instead of closing", "is said to have closed".
_NOT_DONE_BEHIND = {
    "of": ("instead", "short"),
    "than": ("rather",),
    "to": word_list(
        "close yet said believed alleged rumoured thought reported supposed appear claim claims seem "
        "failure inability refusal reluctance unwillingness"
    ),
    "out": ("rule", "ruled", "rules", "ruling"),
}
_KEEPING = ("against", "from")  # "warned against closing", "kept Narvia from closing"
_CHARGES = {"of": ("accuse", "acquit", "clear", "suspect"), "with": ("charge",)}  # nobody knows who did it
_RATHER_NOT = ("rather", "almost", "nearly")
_MULTIPLYING = ("doubl", "trebl", "tripl", "quadrupl", "halv")
_INVERTED = ("Had", "Were", "Should")
_BEHIND_DEMAND = ("AT0", "DPS", "DT0", "PNP", "PNI")
_IMAGINING = ("imagine", "suppose", "supposing", "assume")
_OPENS_SUBJECT = ("AT0", "DPS", "DT0", "PN", "NP0", "NN", "AJ", "CRD", "ORD")
_ENDS_CLAUSE = ("PUN", "PUQ", "CJT", "CJS")
_RELATIVES = ("PNQ", "DTQ", "AVQ")
_KINDS = {"VVB": "VVI", "VVN": "VVD"}  # "has closed" and "closed" are alike, "close" and "to close" too
_SUPPOSING = ("if", "unless")
_CONDITIONAL = ("would", "could", "'d", "’d")
_LOOKED_BACK, _CHARGED_BEFORE = 4, 9


def chain_start(words: Sequence[Word], at: int) -> int:
    """Where the auxiliaries before a verb begin."""
    while at and (words[at - 1].tag.startswith(AUXILIARIES) or words[at - 1].tag in ("AV0", "XX0")):
        at -= 1
    return at


def is_demand(words: Sequence[Word]) -> bool:
    """Whether a sentence opens with what is to be done: "Close the yard and Ulm loses its port"."""
    return words[0].tag in ("VVB", "VVI") and len(words) > 1 and words[1].tag in _BEHIND_DEMAND


class Undone(Places):
    """The verbs of one sentence, asked whether anybody did what they tell."""

    def __init__(self, words: Sequence[Word]) -> None:
        super().__init__(words)
        self._denials = lexicon("en").denials

    def is_left_undone(self, verb: int) -> bool:
        """Whether what a verb tells was not done, or nobody knows."""
        start = chain_start(self._words, verb)
        before = self._words[max(0, start - _LOOKED_BACK) : verb]
        if self.is_conditional(verb) and (
            any(word.text == "have" for word in before)  # "would have paid"
            or any(word.text.lower() in _SUPPOSING for word in self._words)
        ):
            return True
        preposition = self._low(start - 1)
        if preposition in _KEEPING and self._tag(verb) == "VVG":
            return True
        if _names_any(
            self._words[max(0, start - 2) : max(0, start - 1)], _NOT_DONE_BEHIND.get(preposition, ())
        ):
            return True
        charges = _CHARGES.get(preposition, ())
        if _names_any(self._words[max(0, start - _CHARGED_BEFORE) : verb], charges):
            return True
        return (
            _names_any(before, (*self._denials, *_LEFT_UNDONE))
            or self._is_hardly_done(verb, start)
            or self._is_denied(start)
            or self._is_denied_by_opening(start)
            or self._is_imagined()
            or (is_demand(self._words) and any(word.tag == "CJC" for word in self._words[:start]))
            or self._is_joined_with_undone(verb, start)
        )

    def is_conditional(self, verb: int) -> bool:
        """Whether a verb stands behind "would" or "could"."""
        return any(self._text(at) in _CONDITIONAL for at in range(chain_start(self._words, verb), verb))

    def _is_hardly_done(self, verb: int, start: int) -> bool:
        """Such as "too slow to close", "would rather close", "nearly closed", but not "nearly doubled"."""
        if self._tag(start - 1) == "TO0" and self._low(start - 3) == "too":
            return True
        rather_not = any(word.text in _RATHER_NOT for word in self._words[start:verb])
        return rather_not and not self._text(verb).startswith(_MULTIPLYING)

    def _is_denied(self, at: int) -> bool:
        """Whether a clause is the content of a denial: "none of this means that [the talks failed]"."""
        opens = next((k for k in range(at - 1, 0, -1) if self._tag(k) in ("CJT", "PUN")), 0)
        if self._tag(opens) != "CJT" or not self._tag(opens - 1).startswith(("VV", "AJ0", "NN1")):
            return False
        main = next((k for k in range(opens - 1, 0, -1) if self._tag(k) == "PUN"), 0)
        return _names_any(self._words[main:opens], (*self._denials, *_LEFT_UNDONE, *_NOT_CERTAIN))

    def _is_denied_by_opening(self, at: int) -> bool:
        """Whether how a clause opens denies or supposes it: "neither Ulm nor Narvia …", "had Narvia …"."""
        opens = self._opening(at)
        opens += self._tag(opens) == "CJC" and self._low(opens) not in self._denials
        opening, following = self._text(opens), self._tag(opens + 1)
        if opening in _INVERTED:
            return following.startswith(_OPENS_SUBJECT) and self._words[-1].text != "?"
        if opening.lower() in ("not", "never") and following in ("AV0", "PRP"):
            return False  # "not far from Narvia"
        if self._text(opens + 1) in ("doubt", "wonder"):
            return False  # "no wonder Narvia closed it"
        return opening.lower() in (*self._denials, "few") and self._tag(opens) != "PRP"

    def _is_imagined(self) -> bool:
        """Such as "imagine that …", "let us assume that …", "let him try to …"."""
        first = self._low(0)
        return first in _IMAGINING or (first == "let" and self._tag(1) != "AVP")

    def _is_joined_with_undone(self, verb: int, start: int) -> bool:
        """Whether a verb goes on with one of its kind that is left undone: "refused to close it or | sell it"."""
        joins = start - 1 - (self._tag(start - 1) == "TO0")
        if (self._tag(joins) != "CJC" and self._text(joins) != ",") or self._text(joins) == "but":
            return False
        kind = _KINDS.get(self._tag(verb), self._tag(verb))
        for earlier in range(joins - 1, -1, -1):
            tag = self._tag(earlier)
            if tag in ("CJT", "CJS", "PUQ") or self._text(earlier) in ";:–—":
                return False
            if _KINDS.get(tag, tag) == kind:
                aside = self._tag(self._opening(earlier)) in _RELATIVES  # ", who never paid, | closed it"
                return not aside and self.is_left_undone(earlier)
        return False

    def _opening(self, at: int) -> int:
        """Where the clause of a word begins, behind the last mark or conjunction."""
        return next((k for k in range(at, 0, -1) if self._tag(k - 1) in _ENDS_CLAUSE), 0)


def _names_any(words: Sequence[Word], listed: Collection[str]) -> bool:
    return any(word.text.lower() in listed or word.lemma in listed for word in words)
