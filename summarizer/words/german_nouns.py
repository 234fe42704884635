"""German nouns: lemma and ending, the parts of compounds, gender, and the nominative of a form in its phrase.

HanTa analyses known nouns well; unknown compounds are analysed by the longest tail that it knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from summarizer.wordlists import word_list
from summarizer.words import german_endings
from summarizer.words.german_both_genders import without_gender
from summarizer.words.hanta import LONGEST_TOKEN, tagger
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import hyphenated

_REMEMBERED = 8192
_FREQUENT = -30.0
_SEEN = -40.0
UNSEEN = -99.0

_VOWELS = re.compile("[aeiouyäöü]+", re.IGNORECASE)
_ENDINGS = ("e", "en", "er", "ern", "n", "s", "es", "ns", "ens", "sen", "se", "ses", "nen")
_POINTS_OF_COMPASS = frozenset(("osten", "westen", "norden", "süden", "nahost"))
_SINGULAR_S = ("nis", "mus", "xis", "sis", "us", "as", "os")
_INFINITIVE_GENITIVE = re.compile(r"(?:[^aeiou]e|[el]l|[er]r)ns$")
_WITNESSES = re.compile(r"(?:augen|haupt|kron|zeit)?zeugen$")  # no plural of "Zeug"
# Masculine and neuter nouns whose plural ends in -e, alone and in compounds: "Umwegen" → "Umwege".
_STRONG = word_list(
    "weg stoss tag tisch brief krieg preis kreis sieg dienst schritt punkt geschütz gewehr gerät"
)
# Masculine nouns whose plural ends in -en: "Investoren", "Schmerzen".
_MASCULINE_IN_EN = ("staat", "tor", "sor", "nsor", "nior", "schmerz", "zins", "strahl", "nerv", "muskel")
# Of the neuter nouns only these have a plural in -en: "Medikamenten" → "Medikamente".
_NEUTER_IN_EN = ("bett", "hemd", "herz", "insekt", "juwel", "ohr", "statut", "tron")


def fold(word: str) -> str:
    """A word in the small letters of the lemmas: "strasse"."""
    return word.lower().replace("ß", "ss")


def log_probability(word: str) -> float:
    """Of a folded word as a noun, UNSEEN for none; the model's own list keeps ß."""
    found = tagger("de").log_probability(word, "NN")
    if found is None and "ss" in word:
        found = tagger("de").log_probability(word.replace("ss", "ß"), "NN")
    return UNSEEN if found is None else found


def _is_stem(word: str) -> bool:
    german = tagger("de")
    return german.is_stem(word, "NN") or ("ss" in word and german.is_stem(word.replace("ss", "ß"), "NN"))


def _lemma_of_both(stem: str) -> str:
    """The lemma behind "Leser:innen", "Kund:innen"."""
    stem = fold(stem)
    return f"{stem}e" if not is_noun(stem) and is_noun(f"{stem}e") else stem


def is_noun(word: str) -> bool:
    """Whether a word, in lower case, is a noun stem or form that HanTa knows."""
    word = fold(word)
    return _is_stem(word) or log_probability(word) > _SEEN


@lru_cache(_REMEMBERED)
def _analysis(word: str) -> tuple[str, str, bool, tuple[str, ...]]:
    """(lemma, ending, is the last stem known?, noun morphemes) of a noun form in small letters, as HanTa sees it."""
    german = tagger("de")
    capital = word[0].upper() + word[1:]
    morphemes = german.morphemes(capital, "NN")
    ending = "".join(m for m, tag in morphemes if tag == "SUF_NN")
    core = [(m, tag) for m, tag in morphemes if tag != "SUF_NN"]
    known = bool(core) and german.is_stem(*core[-1])
    nouns = tuple(m for m, tag in core if tag.startswith("NN"))
    return fold(german.lemma(capital, "NN")), ending, known, nouns


def _analysis_with_sharp_s(noun: str) -> tuple[str, str, bool, tuple[str, ...]] | None:
    """Of a form with ß, which HanTa knows as it is written: "Verstößen"; None where it does not."""
    if "ß" not in noun:
        return None
    found = _analysis(noun.lower())
    return found if found[1] and is_noun(found[0]) else None


def _may_be_inflected(tail: str) -> bool:
    """Whether a noun is left without some ending, its umlaut undone: an analysis costs a thousand times more."""
    for ending in _ENDINGS:
        if tail.endswith(ending) and len(tail) - len(ending) > 1:
            stem = tail.removesuffix(ending)
            if any(is_noun(form) for form in (stem, stem + "e", german_endings.without_umlaut(stem))):
                return True
    return False


@lru_cache(_REMEMBERED)
def known_tails(word: str) -> tuple[str, ...]:
    """Endings of an unsplit compound that are nouns themselves, longest first."""
    found = []
    for cut in range(3, len(word) - 3):
        tail = word[cut:]
        if is_noun(tail) or log_probability(tail) > UNSEEN:
            found.append(tail)
            continue
        if not _may_be_inflected(tail):
            continue
        lemma, ending, *_ = _analysis(tail)
        if ending and (_is_stem(lemma) or log_probability(lemma) > _FREQUENT):
            found.append(tail)
    return tuple(found)


@lru_cache(_REMEMBERED)
def lemma_and_ending(noun: str) -> tuple[str, str]:
    """(lemma in lower case, inflectional ending) of a noun form: "Gasspeichern" → ("gasspeicher", "n")."""
    word = fold(noun)
    if len(word) > LONGEST_TOKEN or len(word) < 2:
        return word, ""
    both = without_gender(noun)
    if both:
        return _lemma_of_both(both[0]), both[1]
    if "-" in word.strip("-"):
        first, last = word.strip("-").rsplit("-", 1)
        if len(last) < 3:
            return word, ""
        lemma, ending = lemma_and_ending(last)
        return f"{first}-{lemma}", ending
    if noun.isupper():
        return word, ""
    mixed = german_endings.MIXED.match(word)
    if mixed:
        return mixed.group(1), mixed.group(2)
    if _INFINITIVE_GENITIVE.search(word) and tagger("de").known(word[:-1]):
        return word[:-1], "s"
    strong = german_endings.PLURAL_WITH_UMLAUT.match(word)
    if strong:  # "Vorstöße", which HanTa does not know
        return strong.group(1) + german_endings.without_umlaut(strong.group(2)), strong.group(3)
    lemma, ending, known, _ = _analysis_with_sharp_s(noun) or _analysis(word)
    if word in _POINTS_OF_COMPASS or (word.endswith("ende") and len(word) > 4):
        return word, ""
    if word.endswith("nissen"):
        return word[:-3], "sen"
    if _WITNESSES.match(word):
        return word[:-1], "n"
    if not ending:
        return lemma, ""
    if _is_unmarked(word, lemma, ending, known):
        return (word[:-1], "n") if ending == "ern" and gender(lemma) == "f" else (word, "")
    if not known and not is_noun(lemma):
        return _by_tail(word, lemma, ending)
    return lemma, ending


def _is_unmarked(word: str, lemma: str, ending: str, known: bool) -> bool:
    """Whether what HanTa cut off belongs to the stem: "Terrorismu-s", "Kass-e-r", "Treff-en"."""
    if ending == "s" and word.endswith("ss"):
        return True
    if ending == "s" and word.endswith(_SINGULAR_S) and not word.endswith(("meras", "baus")):
        return not (known and lemma + "s" == word and is_noun(lemma))
    if ending in ("er", "ern") and gender(lemma) == "f":
        return True
    return word.endswith(tuple(lexicon("de").stems_in_en)) and not known and not is_noun(lemma)


def _by_tail(word: str, lemma: str, ending: str) -> tuple[str, str]:
    """An unknown stem, analysed as its longest known tail; by its ending where there is none."""
    for tail in known_tails(word):
        if len(tail) < 4:
            break
        tail_lemma, tail_ending, known, _ = _analysis(tail)
        if tail_ending == "s" and tail.endswith("ss"):
            return word, ""
        if not tail_ending and (log_probability(tail) > UNSEEN or _is_stem(tail)):
            return word, ""
        genitive = ending == "s" and tail_ending == "ens"  # of "Wahlverhalten", not of "Erhalt"
        if tail_ending and known and not genitive:
            return word[: -len(tail)] + tail_lemma, tail_ending
    if german_endings.PLURAL_IN_EN.search(word):
        return word[:-2], "en"
    if ending in ("n", "s") and lemma.endswith(("er", "el", "en")):
        return lemma, ending
    if ending == "n" and german_endings.PLURAL_IN_N.search(word):
        return lemma, ending
    if ending == "e" and not german_endings.PLURAL_IN_E.search(word):
        return word, ""
    return lemma, ending


@lru_cache(_REMEMBERED)
def compound_parts(lemma: str) -> tuple[str, ...]:
    """Lemmas of the parts of a compound ("gasspeicher" → "gas", "speicher"); () for a simple word."""
    if len(lemma) > LONGEST_TOKEN:
        return ()
    if "-" in lemma:
        return hyphenated(lemma)
    if len(lemma) < 7:
        return ()
    morphemes = _analysis(lemma)[3]
    if len(morphemes) > 1 and all(len(part) > 2 for part in morphemes):
        return tuple(lemma_and_ending(part.capitalize())[0] for part in morphemes)
    split = _best_split(lemma)
    parts: list[str] = []
    for part in split:
        part_lemma = lemma_and_ending(part.capitalize())[0]
        parts += compound_parts(part_lemma) or (part_lemma,) if len(part_lemma) > 9 else (part_lemma,)
    return tuple(parts)


def _best_split(word: str) -> tuple[str, ...]:
    """Two known nouns with a linking s, n, en, es or e between them; the evener cut wins."""
    best: tuple[str, ...] = ()
    best_score = 1.0
    for cut in range(3, len(word) - 2):
        first, last = word[:cut], word[cut:]
        if not (_is_stem(last) or log_probability(last) > UNSEEN):
            continue
        stem = next((form for form in _without_link(first) if len(form) > 2 and _is_stem(form)), None)
        if stem is None:
            continue
        score = min(len(first), len(last)) - 0.5 * (stem != first) - 2 * (min(len(stem), len(last)) < 4)
        if score > best_score or (score == best_score and not best):
            best, best_score = (stem, last), score
    return best


def _without_link(part: str) -> list[str]:
    forms = [part]
    if part[-1] in "sn":
        forms += [part[:-1], part[:-1] + "e"]
    if part.endswith(("en", "es", "er")):
        forms.append(part[:-2])
    return [*forms, part + "e"]


@lru_cache(_REMEMBERED)
def gender(lemma: str) -> str | None:
    """By the longest known tail, else by the suffix: "m", "f", "n", or None when neither tells."""
    last = lemma.rsplit("-", 1)[-1]
    genders = lexicon("de").genders
    for length in range(len(last), 1, -1):
        if last[-length:] in genders:
            return genders[last[-length:]]
    if german_endings.FEMININE.search(last):
        return "f"
    if german_endings.NEUTER.search(last):
        return "n"
    if last.endswith("en"):
        return "n"
    if german_endings.MASCULINE.search(last):
        return "m"
    if not last.endswith("e"):
        return None
    if german_endings.WEAK.search(last):
        return "m"
    return "n" if german_endings.COLLECTIVE.search(last) else "f"


def nominative(
    noun: str, determiner: str, adjective: str, names_follow: bool, seen: Mapping[str, str]
) -> tuple[str, str]:
    """(nominative form, "s" or "p") of a noun after its determiner and last adjective ("" for none).

    `seen` holds the genders that the articles of this text show, by lemma.
    """
    lemma, ending = lemma_and_ending(noun)
    determiner = determiner.lower() or ("dem" if adjective.endswith("em") else "")
    of = gender(lemma) or seen.get(lemma)
    singular = determiner in lexicon("de").singular_determiners
    if determiner == "das" and ending in ("en", "n") and noun.endswith("en"):
        return noun, "s"  # "das Morden": no plural of "Mord"
    if not ending and determiner == "des" and noun.endswith("s") and is_noun(noun[:-1]):
        return noun[:-1], "s"  # "des Feiertags", which is an adverb as well
    if not ending:
        plural = _gained_umlaut(noun, lemma) or _is_unmarked_plural(lemma, determiner, adjective, of)
        return noun, "p" if plural else "s"
    if ending in ("s", "ses") and noun.endswith("ßes"):
        ending = "es"
    stem = noun[: -len(ending)] if noun.lower().endswith(ending) else noun
    if ending == "ns":
        return noun[:-2], "s"
    if ending in ("in", "innen"):  # for women and men
        return noun, "p" if ending == "innen" else "s"
    if ending in ("s", "es", "ses"):
        return _nominative_of_s(noun, stem, ending, determiner, adjective)
    if ending == "e":
        old_dative = singular and of != "f" and determiner not in ("dieses", "das", "ins")
        if old_dative and len(_VOWELS.findall(stem)) == 1 and not _gained_umlaut(noun, lemma):
            return stem, "s"  # "im Falle", but "ein Plan, mit dem | Auftritte bezahlt werden"
        return noun, "p"
    if ending == "en" and fold(noun) == f"{lemma.removesuffix('er')}en" and lemma.endswith("er"):
        # An adjective: "viele Beschäftigte", for none is "Beschäftigten" without an article.
        return noun[:-1], "p"
    if ending in ("en", "n"):
        return _nominative_of_n(noun, lemma, ending, determiner, of, names_follow)
    return (noun[:-1], "p") if ending in ("ern", "sen") else (noun, "p")


def _gained_umlaut(form: str, lemma: str) -> bool:
    """Whether a form has an umlaut that the lemma lacks, as plurals do: "Häfen", "Kräften"."""
    stem = fold(form)[: len(lemma)]
    base = lemma[: len(stem)]
    return stem != base and german_endings.without_umlaut(stem) == german_endings.without_umlaut(base)


def _is_unmarked_plural(lemma: str, determiner: str, adjective: str, of: str | None) -> bool:
    if _is_plural(determiner) or lemma.endswith("leute"):
        return True
    if determiner in ("die", "diese", "jene", "keine", "seine", "ihre", "unsere") and of in ("m", "n"):
        return True
    if determiner in ("den", "diesen") and of == "n":
        return True  # "den Unternehmen"
    if determiner in ("der", "dieser", "ihrer", "seiner") and adjective.endswith("en") and of in ("m", "n"):
        return True  # a genitive: the singular would be "des"
    if determiner or of not in ("m", "n"):
        return False
    without_ending = lemma.endswith(("er", "el", "en", "chen", "lein")) or bool(
        german_endings.COLLECTIVE.search(lemma)
    )
    return without_ending and adjective.endswith(("e", "en"))


def _is_plural(determiner: str) -> bool:
    """Whether a determiner or a number counts more than one."""
    known = determiner in lexicon("de").plural_determiners
    return known or (determiner[:1].isdigit() and determiner != "1")


def _nominative_of_s(noun: str, stem: str, ending: str, determiner: str, adjective: str) -> tuple[str, str]:
    """A genitive loses its -s, a plural in -s keeps it."""
    plural = _is_plural(determiner)
    genitive_adjective = adjective.endswith("en") and determiner not in ("die", "den", "der") and not plural
    if ending == "es" or determiner in lexicon("de").singular_determiners or genitive_adjective:
        return stem.removesuffix("s") if stem.endswith("niss") else stem, "s"
    if determiner in ("die", "den", "der", "diese", "dieser") or plural or adjective.endswith(("e", "er")):
        return noun, "p"
    if german_endings.PLURAL_IN_S.search(noun.lower()) or (not determiner and _is_loan(stem)):
        return noun, "p"
    return (stem, "s") if not determiner and not adjective else (noun, "p")


def _is_loan(stem: str) -> bool:
    """Whether a noun is known to be, or looks, foreign, and a feminine takes no other -s: their plural ends in -s."""
    word = fold(stem)
    foreign = not is_noun(word) and not compound_parts(word)
    return foreign or gender(word) == "f" or word.endswith(("i", "o", "u", "a", "y"))


def _nominative_of_n(
    noun: str, lemma: str, ending: str, determiner: str, of: str | None, names_follow: bool
) -> tuple[str, str]:
    """-n and -en mark weak singulars ("dem Präsidenten"), dative plurals ("Gesprächen") and true plurals."""
    if of != "n" and german_endings.WEAK.search(lemma):
        singular = determiner in lexicon("de").singular_determiners or determiner in (
            "den",
            "einen",
            "keinen",
            "jeden",
        )
        if singular or (names_follow and determiner not in ("die", "der")):
            return (noun[: -len(ending)] if "-" in noun else lemma[0].upper() + lemma[1:]), "s"
        return noun, "p"
    if german_endings.WHOLE_PLURAL.search(noun):
        return noun, "p"
    if ending == "n":
        if german_endings.COLLECTIVE.search(lemma) or lemma.endswith("leute"):
            return noun[:-1], "p"  # "Gebäuden", "Seeleuten"
        if lemma.endswith("e") or of == "f":
            return noun, "p"
        return (noun[:-1] if lemma.endswith(("er", "el", "en")) else noun), "p"
    if lemma.endswith(_MASCULINE_IN_EN):
        return noun, "p"
    if determiner in ("die", "der", "diese", "dieser"):
        return noun, "p"  # no datives: "die Akten"
    if of != "f" and german_endings.NEVER_PLURAL_IN_EN.search(lemma):
        return noun[:-1], "p"
    strong = of != "f" and (lemma.endswith(_STRONG) or _is_dative_plural(noun, lemma))
    neuter = of == "n" and fold(noun) == lemma + "en" and not lemma.endswith(_NEUTER_IN_EN)
    dative = strong or neuter or _gained_umlaut(noun, lemma)  # "Kräfte", "Säcke"
    return (noun[:-1] if dative else noun), "p"


def _is_dative_plural(noun: str, lemma: str) -> bool:
    """Whether a plural in -e stands behind a form in -en: "Gesprächen", but not "Staaten", "Sektoren"."""
    tail = lemma.rsplit("-", 1)[-1]
    if log_probability(tail) <= _FREQUENT:
        tail = next((t for t in known_tails(tail) if len(t) > 3), tail)
    if log_probability(tail + "e") > max(UNSEEN, log_probability(tail + "en") - 3):
        return True
    form = fold(noun).removesuffix("n").rsplit("-", 1)[-1]
    candidates = (form, *known_tails(form))
    return any(len(t) > 3 and log_probability(t) > UNSEEN and _analysis(t)[1] == "e" for t in candidates)
