"""What somebody is called in a Ukrainian or Russian headline that has no room for titles and first names."""

from __future__ import annotations

from dataclasses import replace

from summarizer.headlines.slavic.circumstances import Kind, Part
from summarizer.headlines.slavic.orders import Orders
from summarizer.headlines.slavic.verbs import Verb
from summarizer.phrases.slavic.line import AND
from summarizer.words.slavic import Reading, is_first_name, readings
from summarizer.words.slavic_cases import agrees_with_verb


class Persons(Orders):
    """A line whose persons can be called by less than their titles and names."""

    def _name_in(self, subject: Part, verb: Verb) -> Part | None:
        """The name of somebody behind their title, for which there is no room: "суддя міського суду [Іван Савич]"."""
        first = subject.last - 1
        if self._words[first - 1].text in AND and self._is_name(first):  # "… [Орест Галич та Іван Коваль]"
            first -= 3
        patronymic = any("Patr" in each.proper for each in self._named(subject.last))
        two = first > subject.head and not (patronymic and self._is_name(first - 1))
        two = two and all(map(self._is_name, (first, first + 1, subject.last)))
        several = first < subject.last - 1
        lives = any(use.animate and use.plural == several for use in subject.in_case("nomn"))
        agrees = (
            two
            and lives
            and any(
                each.case == "nomn"
                and ("Name" in each.proper or each.animate)
                and (verb.agreeing is None or several or agrees_with_verb(each, verb.agreeing))
                for each in readings(self._words[first].text, self._language)
            )
        )
        return replace(subject, first=first, head=first) if agrees else None

    def _name_of(self, part: Part) -> Part | None:
        """Who is acted on, by the name behind the title: "звільнив голову служби [Остапа Вершигору]"."""
        first = part.last - 1
        roles = not self._lexicon.roles.isdisjoint(self._lemmas(part.head))
        who = any((use.animate or roles) and not use.plural for use in part.uses)
        if part.kind is not Kind.NOUN or first <= part.head or not who:
            return None
        if self._is_name(part.head) or not (self._is_name(first) and self._is_name(part.last)):
            return None
        cases = {use.case for use in part.uses}
        given = any("Name" in each.proper and each.case in cases for each in self._named(first))
        return replace(part, first=first, head=first) if given and not self._is_name(first - 1) else None

    def _without_first_name(self, part: Part) -> Part | None:
        """Somebody by their surname alone: "визнав винним [Дмитра] Голуба"."""
        for at in range(part.first, part.last):
            if not part.dropped.isdisjoint((at, at + 1)) or not (self._is_name(at) and self._is_name(at + 1)):
                continue
            if self._is_inside_quotes(at):
                continue
            if any("Patr" in each.proper for each in self._named(at + 1)):
                continue  # "[Орися Іванівна] мовчить"
            if at + 2 <= part.last and any("Patr" in each.proper for each in self._named(at + 2)):
                return replace(part, dropped=part.dropped | {at + 1, at + 2})  # "Галич [Орест Іванович]"
            first = {
                each.case for each in readings(self._words[at].text, self._language) if "Name" in each.proper
            }
            surname = {
                each.case for each in readings(self._words[at + 1].text, self._language) if each.is_noun
            }
            titled = at == part.first or self._lexicon.general.isdisjoint(self._lemmas(part.head))
            given = is_first_name(self._words[at + 1].text, self._language)
            if first & surname and titled and not given:
                return replace(part, dropped=part.dropped | {at})
        return None

    def _without_title(self, part: Part) -> Part | None:
        """Somebody by the one name behind their title: "[сестра] Орися"."""
        titled = part.first == part.head == part.last - 1 and self._is_name(part.last)
        role = not self._lexicon.roles.isdisjoint(self._lemmas(part.head))
        # no "президент [Нарвії]"
        called = any(
            each.case == "nomn" and not each.plural and each.gender == use.gender
            for each in self._named(part.last)
            for use in part.in_case("nomn")
        )
        return replace(part, first=part.last, head=part.last) if titled and role and called else None

    def _is_inside_quotes(self, at: int) -> bool:
        marks = "".join(word.text for word in self._words[:at] if len(word.text) == 1)
        return marks.count("«") + marks.count("„") > marks.count("»") + marks.count("“")

    def _named(self, at: int) -> tuple[Reading, ...]:
        return readings(self._words[at].text, self._language)
