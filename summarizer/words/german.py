"""German words: tags (STTS), lemmas, one reading per name and text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, takewhile

from summarizer.words import german_endings, german_nouns
from summarizer.words.german_attributes import OPENS_NAME, is_person, may_describe
from summarizer.words.german_both_genders import one_gender
from summarizer.words.hanta import LONGEST_TOKEN, tagger
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

_CONTENT = ("NN", "NE", "ADJ", "VV", "FM", "XY", "TRUNC")
_NAMES_OR_NOUNS = ("NE", "NN", "FM", "XY")
# An unknown noun that ends so, and that no article or adjective ever precedes, is the name of a place.
_PLACE = re.compile(
    r"(?:ingen|ichten|hausen|heim|stedt|stadt|dorf|burg|berg|feld(?:en)?|bach|furt|kirchen|hofen|weiler|brunn|brück|walde"
    r"|rhein|thal|münde|haven|büttel|(?<![bhrt])au|ow|itz)$"
)
_BEFORE_PLACES = ("von", "in", "aus", "bei", "nach", "um", "über", "zwischen", "vor")
_BEFORE_NOUNS = ("ART", "ADJ(A)", "CARD", "APPRART", "PPOSAT", "PDAT", "PIAT", "PDS")
_NOBLE, _NOBLE_ARTICLES = ("von", "van", "de"), ("der", "den", "dem", "la")
# What somebody becomes in a contest: "wurde in Narvia | Dritter".
_RANK = re.compile(r"(?:Erst|Zweit|Dritt|Viert|Fünft|Sechst|Siebt|Acht|Neunt|Zehnt|Letzt)e[nr]?")
_WHEN = ("Kurzem", "Langem", "Neuem", "Weitem", "Weiteres")
_OPENS_VERB_LAST = ("KOUS", "PRELS", "PRELAT", "PWAV", "PWS", "KOUI", "(FIN)")
_CLOSING = ("“", "”", "»", "«", '"')
_NAMES_IN_S = re.compile(r"(?:is|us|os|as|ss|es)$")


class German:
    """Morphology of German; see `summarizer.words.Morphology`."""

    def analyse(self, tokens: Sequence[str]) -> list[tuple[str, str]]:
        """(lemma, tag) of each token of a sentence."""
        tags = tagger("de").tags([one_gender(token) for token in tokens])
        return [(_lemma(token, tag), tag) for token, tag in zip(tokens, tags, strict=True)]

    def harmonise(self, document: Sequence[Sequence[Word]]) -> list[tuple[Word, ...]]:
        """The same sentences, each capitalised word with the reading that most of its occurrences have."""
        seen: dict[str, Counter[str]] = {}
        for words in document:
            for word in words:
                if word.tag in _NAMES_OR_NOUNS and word.text[0].isupper():
                    seen.setdefault(word.text, Counter())[word.tag] += 1
        forms = {text: max(tags, key=lambda t: (tags[t], t == "NE")) for text, tags in seen.items()}
        forms |= dict.fromkeys((*_places(document, forms), *_surnames(document, forms)), "NE")
        noble = _noble_surnames(document)
        return [tuple(_decided(words, at, forms, noble) for at in range(len(words))) for words in document]

    def lemma(self, word: str) -> str:
        """The lemma of a word that stands alone, as in a query; a small letter may well mean a noun."""
        if not word[:1].isalpha() or len(word) > LONGEST_TOKEN or (word.isupper() and len(word) > 1):
            return word.lower()
        if word[0].isupper() or german_nouns.is_noun(word):
            capital = word[0].upper() + word[1:]
            if word[0].isupper() and tagger("de").best_tag(word) == "NE":
                return _name_lemma(word, frozenset())
            return german_nouns.lemma_and_ending(capital)[0]
        return _lemma(word, tagger("de").best_tag(word))

    def compound_parts(self, lemma: str) -> tuple[str, ...]:
        """Lemmas of a compound's parts, () for a simple word."""
        return german_nouns.compound_parts(lemma)

    def is_content(self, word: Word) -> bool:
        """Whether the word's class can carry a topic."""
        return word.tag.startswith(_CONTENT)

    def rarity(self, lemma: str) -> float:
        """By the frequency of the noun in HanTa's corpus."""
        return tagger("de").rarity(lemma, "NN")


def _places(document: Sequence[Sequence[Word]], forms: Mapping[str, str]) -> set[str]:
    """Unknown names of places, as the words before them show."""
    named: set[str] = set()
    described: set[str] = set()
    for words in document:
        for before, word in pairwise(words):
            if forms.get(word.text) != "NN" or not _PLACE.search(word.text):
                continue
            if before.tag in _BEFORE_NOUNS:
                described.add(word.text)
            elif _names_what_follows(before) and not tagger("de").known(word.text.lower()):
                named.add(word.text)  # "das Landgericht | Olmstein"
            elif before.text.lower() in _BEFORE_PLACES and not tagger("de").known(word.text.lower()):
                named.add(word.text)
    return named - described


def _names_what_follows(word: Word) -> bool:
    """Whether a noun is a body or a place that has its name behind it."""
    known = lexicon("de")
    return word.tag == "NN" and (known.is_body(word.lemma) or word.lemma.endswith(tuple(known.named)))


def _surnames(document: Sequence[Sequence[Word]], forms: Mapping[str, str]) -> set[str]:
    """Unknown nouns that a name without an article precedes and never an article: "Ostap | Talegger"."""
    named: set[str] = set()
    described: set[str] = set()
    for words in document:
        for at, (before, word) in enumerate(pairwise(words)):
            if forms.get(word.text) != "NN" or not _is_unlisted(word):
                continue
            if before.tag in _BEFORE_NOUNS:
                described.add(word.text)
            elif at and words[at - 1].tag in _BEFORE_NOUNS:
                continue  # "die Schweiz | Webstoffe"
            elif before.text[0].isupper() and forms.get(before.text) == "NE":
                named.update(() if before.text.endswith("s") else (word.text,))
    return named - described


def _is_unlisted(word: Word) -> bool:
    """Whether HanTa never saw a noun, nor its lemma or the last part of a compound."""
    low = word.text.lower()
    if "-" in word.text or tagger("de").known(low):
        return False
    if word.lemma != low and not low.endswith("er"):
        return False  # a plural: "Granaten"
    forms = (low, word.lemma, *german_nouns.compound_parts(word.lemma)[-1:])
    return all(german_nouns.log_probability(form) <= german_nouns.UNSEEN for form in forms)


def _lemma(token: str, tag: str) -> str:
    if not token[0].isalpha() or len(token) > LONGEST_TOKEN:
        return token.lower()
    if tag == "NNI":
        return german_nouns.fold(token).removesuffix("s")
    if tag.startswith("NN") and token[0].isupper():
        return german_nouns.lemma_and_ending(token)[0]
    if tag.startswith(("VV", "ADJ")):
        return german_nouns.fold(tagger("de").lemma(token, tag))
    return german_nouns.fold(token)


def _decided(words: Sequence[Word], at: int, forms: dict[str, str], noble: frozenset[str]) -> Word:
    word = words[at]
    if _is_in_noble_name(words, at, noble):
        return replace(word, tag="NE", lemma=_name_lemma(word.text, noble))
    if not word.text[0].isupper():
        if _is_verb_behind_quotation(words, at):
            return replace(word, tag="VV(FIN)", lemma=_lemma(word.text, "VV(FIN)"))
        return replace(word, tag="NE") if _is_noble(words, at) else _as_attribute(words, at)
    if at and word.text in _WHEN and words[at - 1].tag == "APPR":
        return replace(word, tag="ADV")  # "vor Kurzem | Dörfer"
    goes_on = at + 1 < len(words) and words[at + 1].text[0].isupper()  # "Dritter Weg"
    if at and not goes_on and _RANK.fullmatch(word.text):
        return replace(word, tag="NNA")
    if (
        _is_surname_behind_title(words, at)
        or _is_surname_in_front(words, at)
        or _is_forename_behind_title(words, at)
        or _goes_on_a_name(words, at)
    ):
        return replace(word, tag="NE", lemma=_name_lemma(word.text, frozenset(forms)))
    if word.tag not in _NAMES_OR_NOUNS:
        return _as_noun(words, at)
    if at == 0 and word.text.lower() in lexicon("de").stop and not word.text.isupper():
        return replace(word, tag="ADV")
    tag = "NE" if _is_forename(words, at) else forms[word.text]
    if tag in ("FM", "XY") or (tag == "NN" and word.text.isupper() and len(word.text) < 6):
        tag = "NE"
    if tag == "NE" and _is_strong_genitive(words, at):
        tag = "NN"
    if _is_double_surname(words, at, forms):
        tag = "NE"
    elif tag == "NE" and "-" in word.text and german_nouns.is_noun(word.text.rsplit("-", 1)[1]):
        tag = "NN"
    if tag == "NE":
        return replace(word, tag=tag, lemma=_name_lemma(word.text, frozenset(forms)))
    return replace(word, tag=tag, lemma=_lemma(word.text, tag))


def _is_verb_behind_quotation(words: Sequence[Word], at: int) -> bool:
    """A sentence that has no other verb: "Die Zeitung „Kurier“ | druckte Lügen"."""
    past = words[at].tag in ("ADJ(A)", "VV(FIN)") and words[at].text.endswith("te")
    if not past or at == 0 or words[at - 1].text not in _CLOSING:
        return False
    governed = any(word.tag.startswith("APPR") for word in words[:at])  # "die vom „Kurier“ gedruckte Lüge"
    return not governed and not any(word.tag.endswith("(FIN)") for word in (*words[:at], *words[at + 1 :]))


def _is_title(word: Word) -> bool:
    return word.tag == "NN" and is_person(word.lemma)


def _is_surname_behind_title(words: Sequence[Word], at: int) -> bool:
    """A noun that nothing but a surname can be: "Ministerin Ute | Frost"."""
    if at < 2 or words[at].tag != "NN" or words[at].text.isupper() or not _is_title(words[at - 2]):
        return False
    forename, lemma = words[at - 1], words[at].lemma
    owner = _name_lemma_alone(forename.text) != forename.text.lower()
    named = forename.tag == "NE" and forename.text.istitle() and not owner
    ending = german_nouns.lemma_and_ending(words[at].text)[1]
    singular = not ending or german_nouns.log_probability(lemma) <= german_nouns.UNSEEN
    who = is_person(lemma) or lexicon("de").means_who(lemma)
    return named and singular and not who and _is_no_object(words, at)


def _is_surname_in_front(words: Sequence[Word], at: int) -> bool:
    """A noun between a name that opens the sentence and its verb: "Svea | Windhoff sprach", not "Narvias Rat"."""
    if at != 1 or len(words) < 3 or not words[2].tag.endswith("(FIN)") or words[0].tag != "NE":
        return False
    owner = not words[0].text.istitle() or words[0].text.endswith("s")
    word = words[1]
    who = is_person(word.lemma) or lexicon("de").means_who(word.lemma)
    return word.tag == "NN" and not owner and not who and not german_nouns.lemma_and_ending(word.text)[1]


def _is_no_object(words: Sequence[Word], at: int) -> bool:
    """Whether a noun cannot be one: not so in "während Präsident Orlow | Frieden verspricht"."""
    following = words[at + 1].tag if at + 1 < len(words) else ""
    if following in ("PTKZU", "VV(IZU)"):
        return False  # "mit Trainer Galich | Fußball zu spielen"
    governed = at > 2 and words[at - 3].tag == "APPR"
    accusative = at > 2 and words[at - 3].text.lower() in ("den", "einen")  # "den Trainer Ilja | Kern"
    if accusative or _is_unlisted(words[at]):
        return True
    return governed or following in ("ART", "PPOSAT") or _is_in_front(words, at - 2, at)


def _is_in_front(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether words stand before the finite verb of a main clause, where everything is one constituent."""
    before = takewhile(_is_no_mark, reversed(words[:first]))
    behind = takewhile(_is_no_mark, words[last + 1 :])
    verb_last = any(word.tag.endswith(_OPENS_VERB_LAST) for word in before)
    return not verb_last and any(word.tag.endswith("(FIN)") for word in behind)


def _is_no_mark(word: Word) -> bool:
    return not word.tag.startswith("$")


def _is_forename_behind_title(words: Sequence[Word], at: int) -> bool:
    """A word between a title and a name, if it is not known as a noun: "Premier | Lasse Holm"."""
    if not 0 < at < len(words) - 1 or words[at + 1].tag != "NE" or not _is_title(words[at - 1]):
        return False
    lemma = words[at].lemma
    unseen = german_nouns.log_probability(lemma) <= german_nouns.UNSEEN
    return words[at].text.istitle() and unseen and not german_nouns.compound_parts(lemma)


def _noble_surnames(document: Sequence[Sequence[Word]]) -> frozenset[str]:
    """The names behind "von der" and a first name, and behind "van der", which only names have."""
    return frozenset(
        words[at + 2].text
        for words in document
        for at in range(1, len(words) - 2)
        if words[at].text in _NOBLE and words[at + 1].text in _NOBLE_ARTICLES
        if words[at - 1].tag == "NE" and words[at + 2].text.istitle()
        if words[at].text == "van" or (_may_be_surname(words[at + 2]) and _is_forename_alone(words, at - 1))
    )


def _is_forename_alone(words: Sequence[Word], at: int) -> bool:
    """Whether somebody's title stands before a first name, or the surname behind "von der" is no known name."""
    title = at > 0 and _is_title(words[at - 1])
    article = at > 0 and words[at - 1].tag in _BEFORE_NOUNS
    return title or (words[at + 3].tag == "NN" and not article and not words[at].text.endswith("s"))


def _may_be_surname(word: Word) -> bool:
    known = german_nouns.is_noun(word.text) or tagger("de").known(word.text.lower())
    unlisted = word.tag == "NN" and not known and not german_nouns.compound_parts(word.lemma)
    return not word.text.isupper() and (word.tag == "NE" or unlisted)


def _is_in_noble_name(words: Sequence[Word], at: int, noble: frozenset[str]) -> bool:
    """Whether a word is one of "von der Heide", where the text has such a name."""
    for first in range(max(0, at - 2), at + 1) if noble else ():
        particle, article, name = ([word.text for word in words[first : first + 3]] + ["", ""])[:3]
        known = name in noble or name.removesuffix("s") in noble
        if known and particle.lower() in _NOBLE and article in _NOBLE_ARTICLES:
            return True
    return False


def _is_noble(words: Sequence[Word], at: int) -> bool:
    """Whether "von" belongs to a name: "Ministerin Ursula | von Rabenau"."""
    if words[at].text not in _NOBLE or not 0 < at < len(words) - 1:
        return False
    if words[at - 1].tag != "NE" or words[at + 1].tag != "NE":
        return False
    if at == 1:
        return at + 2 < len(words) and words[at + 2].tag.endswith("(FIN)")
    return _is_title(words[at - 2]) and _is_in_front(words, at - 2, at + 1)


def _goes_on_a_name(words: Sequence[Word], at: int) -> bool:
    """Such as "in Bad | Eulen", "Sankt | Alban"."""
    named = at > 0 and words[at - 1].text in OPENS_NAME and words[at - 1].tag == "NE"
    return named and not (at > 1 and words[at - 2].tag in _BEFORE_NOUNS)


def _is_strong_genitive(words: Sequence[Word], at: int) -> bool:
    """Such as "des Gnaufußes": no name takes -es."""
    article = at > 0 and words[at - 1].text.lower() in ("des", "eines", "dieses")
    return article and re.search(r"(?:[^aeious]|ß)es$", words[at].text) is not None


def _is_double_surname(words: Sequence[Word], at: int, forms: Mapping[str, str]) -> bool:
    """Such as "Ilona | Galich-Schneider"."""
    _, hyphen, last = words[at].text.rpartition("-")
    behind_name = at > 0 and forms.get(words[at - 1].text) == "NE" and not words[at - 1].text.endswith("s")
    return bool(hyphen) and behind_name and tagger("de").has_seen(last.lower(), "NE")


def _is_forename(words: Sequence[Word], at: int) -> bool:
    """An unknown noun between a noun or name and a name: "Naftohas Ostap Hnat"."""
    if words[at].tag != "NN" or not 0 < at < len(words) - 1 or words[at + 1].tag != "NE":
        return False
    word = words[at].text
    between = words[at - 1].tag in ("NN", "NE") and words[at - 1].text[0].isupper()
    return (
        between
        and not german_nouns.is_noun(word)
        and not tagger("de").known(word.lower())
        and not german_nouns.compound_parts(words[at].lemma)
    )


def _as_attribute(words: Sequence[Word], at: int) -> Word:
    """A lower-case word that HanTa does not know, inflected before a noun, is an adjective."""
    word = words[at]
    doubtful = word.tag.startswith(("VV", "FM", "XY", "NN", "NE"))
    if (
        not doubtful
        or len(word.text) < 5
        or not word.text.isalpha()
        or not german_endings.ADJECTIVE.search(word.text)
        or at + 1 == len(words)
    ):
        return word
    following = words[at + 1]
    if following.text[0].isupper() and following.tag.startswith("NN") and not tagger("de").known(word.text):
        return replace(word, tag="ADJ(A)")
    return word


def _is_surname(words: Sequence[Word], at: int) -> bool:
    """Such as "Notar Ostap | Satter": with a capital behind a name and before no noun."""
    if (
        at == 0
        or words[at - 1].tag != "NE"
        or not words[at - 1].text[0].isupper()
        or words[at].text.isupper()
    ):
        return False
    following = words[at + 1] if at + 1 < len(words) else None
    return following is None or not following.text[0].isupper()


def _as_noun(words: Sequence[Word], at: int) -> Word:
    """A capital after an article is a noun, after a noun a name, whatever adjective it looks like."""
    word = words[at]
    if _is_surname(words, at):
        return replace(word, tag="NE", lemma=_name_lemma(word.text, frozenset()))
    if word.tag.startswith("VV") and at > 0 and words[at - 1].tag in (*_BEFORE_NOUNS, "APPR"):
        lemma = german_nouns.lemma_and_ending(word.text)[0]  # "mit dem Abriss"
        return replace(word, tag="NN", lemma=lemma) if word.text.istitle() else word
    determined = at > 0 and words[at - 1].tag in _BEFORE_NOUNS and not word.text.endswith("er")
    if word.tag == "ADJ(A)" and determined and not may_describe(words[at - 1].text, word.text.lower()):
        return replace(word, tag="NN", lemma=german_nouns.lemma_and_ending(word.text)[0])  # "in aller Stille"
    if word.tag == "ADJ(D)" and at > 0 and words[at - 1].tag == "NN":
        return replace(word, tag="NE", lemma=_name_lemma(word.text, frozenset()))
    after_article = at > 0 and words[at - 1].tag in ("ART", "ADJ(A)", "APPRART")
    if word.tag != "ADJ(D)" or not after_article or tagger("de").known(word.text.lower()):
        return word
    return replace(word, tag="NN", lemma=german_nouns.lemma_and_ending(word.text)[0])


@lru_cache(8192)
def _name_lemma_alone(name: str) -> str:
    """A name without the genitive -s, as far as HanTa's list tells."""
    lower = german_nouns.fold(name)
    german = tagger("de")
    if not lower.endswith("s") or len(lower) < 4:
        return lower
    listed, base = german.log_probability(lower, "NE"), german.log_probability(lower[:-1], "NE")
    if listed is not None and base is not None and base > listed:
        return lower[:-1]
    if german.known(lower):
        return lower
    genitive = bool(german.known(lower[:-1])) or not _NAMES_IN_S.search(lower)
    return lower[:-1] if genitive else lower


def _name_lemma(name: str, forms: frozenset[str]) -> str:
    lower = german_nouns.fold(name)
    if name.isupper() or len(name) > LONGEST_TOKEN:
        return lower
    if name.endswith("s") and len(name) > 3 and name[:-1] in forms:
        return lower[:-1]
    return _name_lemma_alone(name)
