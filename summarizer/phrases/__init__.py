"""Noun phrases that could name a point, each with its head in the nominative."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from summarizer.phrases.phrase import Form, Phrase, by_line, fits
from summarizer.text import Document, Line
from summarizer.words.lexicon import ends_of_compounds, lexicon

_QUOTED = re.compile(r"[«„“\"]([^«»„“”\"]{4,40})[»“”\"]")
_FARTHEST_PLACE = 24
_OBLIQUE = ("dem", "des", "den", "im", "vom", "beim", "zum")


def find_phrases(document: Document) -> list[Phrase]:
    """All candidate phrases of a text in its order; none for a language without grammar."""
    if document.grammar == "de":
        from summarizer.phrases.german.phrases import chunk
    elif document.grammar == "en":
        from summarizer.phrases.english.phrases import chunk
    elif document.grammar in ("uk", "ru"):
        from summarizer.phrases.slavic.phrases import chunk
    else:
        return []
    lines = document.lines
    phrases = [
        phrase
        for phrase in chunk(document)
        if fits(phrase.label) and not _is_cut_short(lines[phrase.line], phrase.last)
    ]
    titles = _quoted_titles(document)
    covered = [(title.line, title.first, title.last) for title in titles]
    phrases = [phrase for phrase in phrases if not _touches(phrase, covered)] + titles
    found = _with_denied(document, phrases + _events(document, phrases))
    if document.grammar == "en":
        from summarizer.phrases.english.asides import without_asides

        return without_asides(document, found)
    if document.grammar == "uk":
        return [_euphonic(phrase) for phrase in found]
    return found


def _with_denied(document: Document, phrases: Sequence[Phrase]) -> list[Phrase]:
    """The same phrases; those of what its sentence says is not there are marked so."""
    places = {index: _denied(document.lines[index], document.grammar) for index in by_line(phrases)}
    return [
        replace(phrase, denied=True) if phrase.first in places[phrase.line] and not phrase.is_name else phrase
        for phrase in phrases
    ]


def _denied(line: Line, language: str) -> frozenset[int]:
    """The places of what a sentence denies."""
    if language == "de":
        from summarizer.phrases.german.denials import denied as in_german

        return in_german(line.words)
    if language == "en":
        from summarizer.phrases.english.denials import denied as in_english

        return in_english(line.words)
    from summarizer.phrases.slavic.denials import denied as in_slavic

    return in_slavic(line, language)


def _euphonic(phrase: Phrase) -> Phrase:
    """The same as it sounds, but a title in quotation marks as it is."""
    from summarizer.phrases.euphony import euphonic

    said = phrase.label if phrase.label.startswith("«") else euphonic(phrase.label)
    return phrase if said == phrase.label else replace(phrase, label=said)


def _is_cut_short(line: Line, last: int) -> bool:
    """Whether a phrase ends in an abbreviation within its sentence: "storm of Jan. 6", "церква Св. Ірини"."""
    following = line.words[last + 1 : last + 3]
    return len(following) == 2 and following[0].text == "." and following[1].text[0].isalnum()


def _touches(phrase: Phrase, covered: Sequence[tuple[int, int, int]]) -> bool:
    return any(
        line == phrase.line and first <= phrase.last and phrase.first <= last for line, first, last in covered
    )


def _quoted_titles(document: Document) -> list[Phrase]:
    """Names in quotation marks, whole: «Право і справедливість»."""
    if document.grammar == "en":
        return []
    return [
        phrase
        for line in document.lines
        for match in _QUOTED.finditer(line.text)
        if (phrase := _quoted_title(document, line, match)) is not None
    ]


def _quoted_title(document: Document, line: Line, match: re.Match[str]) -> Phrase | None:
    title = match.group(1)
    slavic = document.grammar in ("uk", "ru")
    fewest = 1 if slavic and match.start() else 2
    if not fewest <= len(title.split()) <= 4 or not title[0].isupper() or title[-1] in ".,!?…;:":
        return None
    inside = [
        at
        for at, word in enumerate(line.words)
        if match.start(1) <= word.start < match.end(1) and word.text[0].isalpha()
    ]
    stop = lexicon(document.grammar).stop
    terms = tuple(line.words[at].lemma for at in inside if line.words[at].text.lower() not in stop)
    if not terms or any(line.words[at].tag.startswith(("V", "INFN", "GRND")) for at in inside):
        return None
    if document.grammar == "de" and _is_inflected(line, inside):
        return None
    label = _in_nominative(line, title, inside[0], document.grammar) if slavic else title
    if not label:
        return None
    first = inside[0] - 1 if slavic else inside[0]
    return Phrase(label, terms, terms[-1], Form.NAME, line.index, first, inside[-1])


def _is_inflected(line: Line, inside: Sequence[int]) -> bool:
    """Such as dem „Talheimer Boten“, den „Roten Ochsen“: they are called Talheimer Bote, Roter Ochse."""
    from summarizer.words.german_nouns import nominative

    opening = inside[0] - 2  # the quotation mark stands between
    article = line.words[opening].text.lower() if opening >= 0 else ""
    first, last = line.words[inside[0]], line.words[inside[-1]].text
    adjective = first.tag == "ADJ(A)" and first.text.endswith(("en", "em"))
    return article in _OBLIQUE and (adjective or nominative(last, article, "", False, {})[0] != last)


def _in_nominative(line: Line, title: str, first: int, language: str) -> str | None:
    """A title in its own quotation marks."""
    from summarizer.phrases.slavic.titles import in_nominative

    before = line.words[first - 2].text if first > 1 else ""
    said = in_nominative(title.split(), before, language)
    return f"«{said}»" if said else None


def _events(document: Document, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Such as "Treffen in Davos": an event and the first place named after it in its sentence."""
    found = []
    for index, in_line in by_line(phrases).items():
        events = [phrase for phrase in in_line if _is_event(phrase, document.grammar)]
        places = [phrase for phrase in in_line if phrase.is_name and len(phrase.label.split()) <= 2]
        for event in events:
            place = _place_of(event, events, places, document.lines[index], document.grammar)
            if place is not None:
                found.append(place)
    return [phrase for phrase in found if fits(phrase.label)]


def _is_event(phrase: Phrase, language: str) -> bool:
    if phrase.form not in (Form.NOUN, Form.MODIFIED) or phrase.aside:
        return False
    events = lexicon(language).events
    last = phrase.head.rsplit("-", 1)[-1]
    return last in events or (language == "de" and last.endswith(ends_of_compounds(events)))


def _place_of(
    event: Phrase, events: Sequence[Phrase], places: Sequence[Phrase], line: Line, language: str
) -> Phrase | None:
    words = line.words
    for place in places:
        distance = place.first - event.last
        if not 1 < distance <= _FARTHEST_PLACE:
            continue
        if any(event.last < other.first < place.first for other in events):
            return None
        preposition = words[place.first - 1]
        if preposition.text.lower() not in lexicon(language).events_in or preposition.tag == "APPRART":
            continue
        nearer = words[place.first - 2]
        person = nearer.lemma in lexicon(language).roles
        attached_elsewhere = nearer.tag.startswith(("NN", "NOUN")) and distance > 2 and not person
        if attached_elsewhere or any(word.text in ",;:–—" for word in words[event.last : place.first]):
            continue
        label = f"{event.label} {line.surface(place.first - 1, place.last)}"
        terms = (*event.terms, *place.terms)
        return Phrase(label, terms, event.head, Form.EVENT, line.index, event.first, event.last)
    return None
