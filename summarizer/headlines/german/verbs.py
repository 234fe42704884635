"""German verb forms: what tells a fact, and the simple past of a participle ("hat beschlossen" → "beschloss")."""

from __future__ import annotations

import re

from summarizer.words import german_nouns
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

TO_HAVE = ("hat", "haben", "hatte", "hatten")
DIRECTIONS = ("nach", "zu", "zum", "zur")
TO_BE = ("ist", "sind", "war", "waren")
# Of these the participle has "ge" between them and the verb, or a particle that would stand at the end.
_SEPARABLE = re.compile(
    r"(?:ab|an(?!tw|nul)|auf|aus|bei|dar|ein|empor|fehl|fern|fest|fort|frei|gegen|gleich|gut|heim|inne|wahr(?!en|t)|her(?!rsch)|hin|hoch|klar"
    r"|los|mit|nach|nahe|nieder|statt|still|teil|vor|weg|weiter|wett|wieder(?!hol)|zu|zurück|zusammen)"
)
_INSEPARABLE = re.compile(
    r"(?:be|emp|ent|er|miss|ver|zer)|(?:über|unter|hinter|wider|um|durch|voll|wieder)(?!ge)"
)
AUXILIARIES = (*TO_HAVE, *TO_BE, "wurde", "wurden")
_UMLAUT = re.compile(r"[äöü]")


def tells_a_fact(word: Word) -> bool:
    """Whether a finite verb of the third person is in the indicative: not "komme", "käme", "gäben"."""
    form, lemma = german_nouns.fold(word.text), word.lemma
    if form in (*AUXILIARIES, "wird", "werden"):
        return True
    if word.tag != "VV(FIN)":
        return False
    if form.endswith("n"):
        return not (_UMLAUT.search(form) and not _UMLAUT.search(lemma))
    if form.endswith("te"):
        stem = lemma.removesuffix("en") if lemma.endswith("en") else lemma.removesuffix("n")
        changed = form.endswith(("chte", "annte", "andte", "usste"))
        return form in (f"{stem}te", f"{stem}ete") or (changed and not _UMLAUT.search(form))
    return not form.endswith("e")


def is_separable(lemma: str) -> bool:
    """Whether a verb has a particle that stands apart in a main clause: "ablehnen"."""
    return _SEPARABLE.match(lemma) is not None


def is_past(word: Word) -> bool:
    """Whether a finite verb is in the past, as far as its form shows."""
    form = word.text.lower()
    if form.endswith("n"):
        return form.replace("ß", "ss") != word.lemma
    if form.endswith("te") or not form.endswith("t"):
        return True
    if form.endswith("tritt") and not form.endswith("stritt"):
        return False  # "tritt", "vertritt" do not ride
    return any(form.endswith(each) for each in lexicon("de").strong_past.values() if each.endswith("t"))


def past(participle: Word, *, plural: bool) -> str | None:
    """The simple past of a verb whose participle is given; None where it has a particle or is not known."""
    form, lemma = participle.text, participle.lemma
    if form == "gewesen":
        return "waren" if plural else "war"
    if _SEPARABLE.match(form):
        return None
    if form.startswith("geg") or (form.startswith("ge") and not lemma.startswith("ge")):
        base = form[2:]
    elif form.startswith("ge") or _INSEPARABLE.match(form) or form.endswith("iert"):
        base = form
    else:
        return None
    if base.endswith("t"):
        return f"{base}e{'n' * plural}"
    strong = lexicon("de").strong_past
    for cut in range(len(base) - 3):
        if base[cut:] in strong:
            return f"{base[:cut]}{strong[base[cut:]]}{_ending(strong[base[cut:]], plural)}"
    return None


def participle(finite: Word, particle: str) -> str | None:
    """The participle of a verb in the simple past with its particle: "lehnte … ab" → "abgelehnt"; None if not known."""
    form = finite.text
    stem = form.removesuffix("n") if form.endswith("ten") else form.removesuffix("en")
    if stem.endswith("te"):
        base = stem.removesuffix("e")
    else:
        strong = lexicon("de").strong_past.items()
        found = [(len(told), base, told) for base, told in strong if stem.endswith(told)]
        if not found:
            return None
        _, base, told = max(found)
        base = f"{stem.removesuffix(told)}{base}"
    bare = _INSEPARABLE.match(base) or base.endswith("iert") or stem.startswith("ge")
    return f"{particle}{base}" if bare else f"{particle}ge{base}"


def _ending(past_stem: str, plural: bool) -> str:
    return ("n" if past_stem.endswith("e") else "en") if plural else ""
