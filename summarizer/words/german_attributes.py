"""German nouns and adjectives in their phrase: genders that a text shows, and the strong nominative."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from summarizer.wordlists import word_list
from summarizer.words import german_endings, german_nouns
from summarizer.words.hanta import tagger
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

_NOUN_TAGS = ("NN", "NNA", "NNI")
_BEFORE_NOUN = ("ADJ(A)", "ART", "PPOSAT", "PDAT", "PIAT", "CARD")
# Weak adjectives without which a complement would say something else.
_DESCRIBING = word_list(
    "neu jung alt groß klein halb schwer stark lang zwei drei gesamt ehemalig früher einstig vergangen "
    "heutig jetzig künftig kommend zuständig betroffen angeblich mutmaßlich vermeintlich möglich sogenannt "
    "zusätzlich schnell langsam laufend hart heftig hoh gering niedrig offen schlecht schwierig massiv "
    "leicht frei"
)
_BACK = word_list(
    "solch derartig dies jen sein ihr mein dein unser eur folgend genannt gleich nachfolgend obig jeweilig "
    "entsprechend letzt letztlich vorig vorherig bisherig best welch irgendwelch übrig restlich kein "
    "keinerlei höchst größt meist dess selb vergleichbar"
)
_PERSON = re.compile(
    r"(?:präsident|minister|kanzler|chef|sekretär|sprecher|leiter|vorsitzende|premier|könig|papst|general"
    r"|kandidat|abgeordnete|politiker|experte|professor|autor|journalist|anwalt|anwältin|richter|verteidiger"
    r"|kläger|fahrer|händler|unternehmer|lehrer|student|historiker|ökonom|arzt|ärztin|sohn|frau|mann|herr|bruder"
    r"|schwager|meister|beauftragte|direktor|forscher|gouverneur|botschafter|offizier|aktivist|milliardär"
    r"|vorsteher|pfarrer|priester|bischof|küster|inhaber|besitzer|pfleger|schwester|wärter|kommandant|kommandeur"
    r"|befehlshaber|admiral|rektor|kurator|stratege|berater|gründer|gewinner|ankläger|ingenieur|architekt|diplomat"
    r"|verwalter|nachfolger|vorgänger|stellvertreter|oberhaupt|sachverständige|kapitän|veteran|rentner|mechaniker|nachbar|anrainer|pendler"
    r"|wissenschaftler|ermittler|beobachter|kritiker|funktionär|vermieter|bauer|wirt|bergmann|räumer"
    r"|trainer|coach|regisseur|intendant|moderator|stürmer|torwart|sänger|musiker|schauspieler|schriftsteller"
    r"|künstler|ologe|staatsanwalt|polizist|philosoph|philosophin|publizist|dichter|lyriker|dirigent|reeder"
    r"|bewerber|befürworter|teilnehmer|antragsteller|käufer|kämmerer"
    r"|bankier|hebamme|imker|bäcker|metzger|winzer|förster|gärtner|schreiner|tischler|schäfer|fotograf|bildhauer"
    r"|(?<!fi)(?<!sch)(?<!k)maler|physiker|chemiker|informatiker|mathematiker|chirurg|apotheker|dozent|pädagoge|therapeut"
    r"|redakteur|reporter|manager|gastronom|hotelier|verleger|kommissar|hauptmann|leutnant|milliardär)$"
    r"|(?:er|ist|ent|ant|or|är|eur|log|nom|at|ot|ert|eg|chef|freund|könig|wirt|amt|ärzt|ält|nachbar|held|zeug)in$"
)
# Nouns that are inflected like adjectives: their nominative hangs on an article that a label has not.
_LIKE_ADJECTIVES = re.compile(
    r"(?:gesandt|verbündet|abgeordnet|vorsitzend|angehörig|beamt|beauftragt|gefangen|verletzt|geflüchtet|gestellt"
    r"|jugendlich|erwachsen|arbeitslos|studierend|überlebend|bekannt|verwandt|deutsch|lehrend|forschend)e[nrm]?$",
    re.IGNORECASE,
)
_PLACED = ("mittler", "inner", "äußer", "äusser", "ober", "unter", "vorder", "hinter")
_SUPERLATIVES = ("best", "größt", "grösst", "höchst", "wichtigst")
_RANKED = re.compile(r"^(?:zweit|dritt|viert|fünft|aller)(?=[a-zäöüß]{3,}[sß]t)")  # "zweitgrößte"
# The endings of an adjective behind a determiner.
_AFTER = (
    dict.fromkeys(("der", "die", "dieser", "diese", "jener", "jene", "keine", "eine"), ("e", "en"))
    | dict.fromkeys(("das", "dieses", "ins"), ("e", "en"))
    | dict.fromkeys(("des", "dem", "den", "diesem", "diesen", "einem", "einer", "eines", "einen"), ("en",))
    | dict.fromkeys(("im", "am", "zum", "zur", "vom", "beim", "alle", "aller", "allen"), ("en",))
    | dict.fromkeys(("ein", "kein"), ("er", "es"))
)
OPENS_NAME = word_list(
    "Bad Sankt Klein Groß Alt Neu Hohen Nieder Ober Unter New Los San Santa São El La Le Port Fort Rio"
)
# What numbers tell apart.
_NUMBERED = re.compile(
    r"(?:linie|strasse|autobahn|block|reaktor|halle|schacht|gleis|paragraf|artikel|absatz|kapitel|phase|stufe"
    r"|klasse|leitung|pipeline|rakete|raumschiff|tunnel|brunnen|brigade|bataillon|regiment|liga|tempo)$"
)
_LONGEST_NUMBER = 3
# Behind a number these make it one of things or of a score: "Narvia 20 | der Boote", "3 | zu 1".
_COUNTED = ("ADJ(A)", "CARD", "ART", "PPOSAT", "KON", "$(")
_OPENS_PHRASE = ("ART", "PPOSAT", "PDAT", "APPR", "APPRART")
_SPANS = ("jahr", "monat", "woche", "tag", "stunde", "minute", "sekunde")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_INFLECTED = re.compile(r"(.+?)e[nrsm]?$")


def seen_genders(lines: Iterable[Sequence[Word]]) -> dict[str, str]:
    """Genders of noun lemmas, as the articles of this text show them."""
    evidence: dict[str, Counter[str]] = {}
    for words in lines:
        for at, word in enumerate(words):
            if not word.tag.startswith("NN") or not word.text[0].isupper():
                continue
            lemma, ending = german_nouns.lemma_and_ending(word.text)
            before = at - 1
            while before >= 0 and words[before].tag == "ADJ(A)":
                before -= 1
            if ending or before < 0:
                continue
            adjective = words[at - 1].text if before < at - 1 else ""
            shown = _gender_shown(words[before].text.lower(), adjective)
            if shown:
                evidence.setdefault(lemma, Counter())[shown] += 1
    return {lemma: counts.most_common(1)[0][0] for lemma, counts in evidence.items()}


def _gender_shown(determiner: str, adjective: str) -> str | None:
    if determiner in ("das", "dieses", "jenes", "ins"):
        return "n"
    if determiner in ("den", "einen", "keinen", "diesen", "jeden"):
        return "m"
    if determiner in ("eine", "einer", "keine", "keiner", "zur"):
        return "f"
    if adjective.endswith("es"):
        return "n"
    return "m" if determiner in ("ein", "kein") and adjective.endswith("er") else None


def gender_of(noun: Word, determiner: str, adjective: str, seen: Mapping[str, str]) -> str | None:
    """The gender of a noun as what stands before it shows it, else as lists and the text do: "ein festes Gehalt"."""
    inflected = german_nouns.lemma_and_ending(noun.text)[1] or noun.lemma.endswith("en")  # "den Unternehmen"
    shown = None if inflected else _gender_shown(determiner.lower(), adjective)
    return shown or german_nouns.gender(noun.lemma) or seen.get(noun.lemma)


def is_nominal(word: Word) -> bool:
    """Whether a word is a noun or a name."""
    return (word.tag in _NOUN_TAGS and word.text[0].isupper()) or word.tag == "NE"


# What has a council or a government that acts for it.
GOVERNED = ("stadt", "staat", "land", "gemeinde", "kreis", "bund")


def is_year(word: Word) -> bool:
    """Whether a number is a year, which names a treaty or a lesson: "Vertrag von 2016"."""
    return _YEAR.match(word.text) is not None


@lru_cache(4096)
def is_person(lemma: str) -> bool:
    """Whether a noun says what somebody is."""
    return lemma in lexicon("de").roles or bool(_PERSON.search(lemma))


def with_number(words: Sequence[Word], end: int) -> int:
    """Where a name, or what is told by its number, ends with it: "Apollo 11", "Buslinie 14"; else where it did."""
    behind = words[end + 1 : end + 3]
    if not behind or not (behind[0].text.isdigit() and len(behind[0].text) <= _LONGEST_NUMBER):
        return end
    if words[end].tag != "NE" and not _NUMBERED.search(words[end].lemma):
        return end
    counts = len(behind) > 1 and (
        behind[1].tag in _COUNTED
        or is_nominal(behind[1])
        or (behind[1].text in ("zu", "bis", "von") and behind[1].tag != "PTKZU")
    )
    return end if counts else end + 1


def begins_phrase(words: Sequence[Word], at: int) -> bool:
    """Whether a bare plural right behind a whole phrase is one of its own: "verhängte die EU | Sanktionen".

    Only behind the finite verb; before it, and behind amounts, two nouns in a row are one thing.
    """
    word = words[at]
    if not at or word.tag != "NN" or not word.text[0].isupper() or not is_nominal(words[at - 1]):
        return False
    opens = next((k for k in range(at, 0, -1) if words[k - 1].tag.startswith("$")), 0)
    told = any(each.tag.endswith("(FIN)") for each in words[opens : at - 1])
    if not told or not _is_whole(words, at - 1):
        return False
    lemma = german_nouns.lemma_and_ending(word.text)[0]
    plural = german_nouns.nominative(word.text, "", "", False, {}) == (word.text, "p")
    return plural and lemma not in _SPANS and lemma not in lexicon("de").measures


def _is_whole(words: Sequence[Word], noun: int) -> bool:
    """Whether a name, or a noun with what opens its phrase, is no amount and no title: "die EU", "am Montag"."""
    word = words[noun]
    if word.tag == "NE":  # but not "Narvias Boote", "die Firma Narvia Mobile"
        first = next((at for at in range(noun, 0, -1) if words[at - 1].tag != "NE"), 0)
        return not word.text.endswith("s") and not (first and is_nominal(words[first - 1]))
    start = noun
    while start and words[start - 1].tag in ("ADJ(A)", "NE"):
        start -= 1
    bare = start == noun and start > 0 and words[start - 1].tag.endswith("(FIN)")
    # "fanden Forscherinnen | Reste"
    acting = bare and is_person(word.lemma) and word.text.lower() != word.lemma
    opened = start > 0 and words[start - 1].tag in _OPENS_PHRASE
    return (opened or acting) and word.lemma not in lexicon("de").measures


def is_like_adjective(noun: str) -> bool:
    """Whether a noun is inflected like an adjective: "Gefangene", "Beamte"."""
    return _LIKE_ADJECTIVES.search(noun) is not None


def is_told_in_passing(words: Sequence[Word], noun: int) -> bool:
    """Whether a noun only compares ("wie eine Wetterwarnung") or tells where ("an der Küste")."""
    at = _before_phrase(words, noun)
    compared = at >= 0 and words[at].tag == "KOKOM" and words[at].text == "wie"
    return compared or (is_governed(words, noun) and words[noun].lemma in lexicon("de").settings)


def is_governed(words: Sequence[Word], noun: int, *prepositions: str) -> bool:
    """Whether a preposition, one of these if there are any, stands before the phrase of a noun."""
    at = _before_phrase(words, noun)
    governed = at >= 0 and words[at].tag in ("APPR", "APPRART")
    return governed and (not prepositions or words[at].text.lower() in prepositions)


def _before_phrase(words: Sequence[Word], noun: int) -> int:
    at = noun - 1
    while at >= 0 and words[at].tag in _BEFORE_NOUN:
        at -= 1
    return at


def is_adverbial(words: Sequence[Word], noun: int) -> bool:
    """Whether a genitive tells how: "erhobenen Hauptes", "schweren Herzens"."""
    before = words[noun - 1] if noun else None
    described = before is not None and before.tag == "ADJ(A)" and before.text.endswith("en")
    if before is None or not described or not words[noun].text.endswith("s"):
        return False
    return f"{before.lemma} {words[noun].lemma}" in lexicon("de").idioms


def opens_preposition(words: Sequence[Word], at: int) -> bool:
    """Such as "im Gegensatz zu …", "unter dem Eindruck …": a preposition or a verb of several words."""
    idioms = lexicon("de").idioms
    before = [german_nouns.fold(word.text) for word in words[max(0, at - 2) : at]]
    lemma = words[at].lemma
    if not before:
        return False
    far = len(before) > 1 and words[at - 1].tag in ("ART", "PPOSAT")
    return f"{before[-1]} {lemma}" in idioms or (far and f"{before[0]} {before[1]} {lemma}" in idioms)


def may_describe(determiner: str, adjective: str) -> bool:
    """Whether an article can stand before an adjective; in "über die | klares Wasser kam" it is a pronoun."""
    allowed = _AFTER.get(determiner.lower())
    ending = german_endings.ADJECTIVE.search(adjective.lower())
    return allowed is None or ending is None or adjective[:1].isupper() or ending.group() in allowed


def adjective_stem(form: str) -> str:
    """An adjective without its ending, in lower case: the key of `weak_adjectives`."""
    return german_endings.ADJECTIVE.sub("", form.lower())


def is_weak(form: str) -> bool:
    """Whether an adjective only points, counts, praises or compares ("letzte", "große", "ehrlichste")."""
    known = lexicon("de")
    return (
        adjective_stem(_RANKED.sub("", form)) in known.weak_adjectives
        or form.lower() in known.stop
        or is_compared(form)
    )


def is_compared(form: str) -> bool:
    """Such as "jüngere", "ehrlichste"; "mittlere" and "oberste" tell which one, a capital makes a name."""
    form = _RANKED.sub("", form)
    stem = adjective_stem(form)
    positive = tagger("de").lemma(form, "ADJ(A)").lower()
    if not form[0].islower() or positive in _PLACED or not stem.endswith(("er", "st")):
        return False
    return (
        len(positive) < len(stem)
        and stem[-2:] != positive[-2:]
        and german_endings.without_umlaut(stem[:2]) == german_endings.without_umlaut(positive[:2])
    )


def is_superlative(form: str) -> bool:
    """Such as "größte", "modernsten": it needs to be said among what."""
    form = _RANKED.sub("", form)
    stem = adjective_stem(form)
    return stem in _SUPERLATIVES or (stem.endswith("st") and is_compared(form))


def is_pointing(form: str) -> bool:
    """Whether an adjective cannot even stand inside a label: "neuer Mitglieder" can, "solcher Mitglieder" not."""
    return is_weak(form) and adjective_stem(form) not in _DESCRIBING


def points_back(form: str) -> bool:
    """Whether it does so without an article too: "weitere Mitglieder" are some, "solche" were told of before."""
    stem = adjective_stem(form)
    compared = stem != "weiter" and is_compared(form)
    return is_pointing(form) and (stem in _BACK or compared or is_superlative(form))


def nominative_adjective(form: str, number: str, gender: str | None) -> str | None:
    """The strong nominative of an adjective ("russischen" → "russischer"); None for an unknown gender."""
    ending = "e" if number == "p" or gender == "f" else {"m": "er", "n": "es"}.get(gender or "")
    if ending is None:
        return form if inflected_adjective(form, "") == form else None
    return inflected_adjective(form, ending)


def inflected_adjective(form: str, ending: str) -> str:
    """An adjective with another ending; Davoser, Wiener never change."""
    low = form.lower()
    if form[0].isupper() and low.endswith("er") and not _is_inflected_adjective(low):
        return form
    match = _INFLECTED.match(form)
    return match.group(1) + ending if match else form


def _is_inflected_adjective(low: str) -> bool:
    german = tagger("de")
    return german.lemma(low, "ADJ(A)") != low and bool(german.known(low) or german.is_stem(low[:-2], "ADJ"))
