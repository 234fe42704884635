"""Endings of German nouns that tell their gender or their declension, and those of adjectives."""

from __future__ import annotations

import re

_UMLAUTS = str.maketrans("äöü", "aou")
ADJECTIVE = re.compile(r"e[nrsm]?$")

# Masculine nouns that take -en or -n in every case but the nominative.
WEAK = re.compile(
    r"(?:ent|ant|ist|soldat|kandidat|diplomat|demokrat|bürokrat|oge|nom|graph|graf|pilot|held|bauer|nachbar"
    r"|mensch|patriot|russe|pole|türke|deutsche|franzose|brite|grieche|kunde|experte|kollege|zeuge|fürst|prinz"
    r"|herr|name|glaube|gedanke|wille|buchstabe|bote|erbe|löwe|katholik|satellit|planet|automat|arch|eut|schütze|hirte)$"
)
# The same with a genitive in -ns: "des Glaubens".
MIXED = re.compile(r"(.*(?:buchstabe|gedanke|glaube|name|wille))(ns?)$")
FEMININE = re.compile(r"(?:ung|heit|keit|schaft|ion|tät|ik|enz|anz|(?<!e)ur|ie|ei|sis|age|erin|istin|tin)$")
NEUTER = re.compile(r"(?:chen|lein|ment|um|nis|ett|tel|werk|gut|zeug)$")
# "Gebäude", "Geschosse", "Sozialgefüge"; not "Gemeinde", "Gewinnzunahme".
COLLECTIVE = re.compile(
    r"^ge(?!meinde|schicht|noss|bärde|schwulst|schwist|fährt|sell)[a-zäöü]{2,6}e$"
    r"|ge(?:bäude|lände|birge|füge|müse|werbe|triebe|treide|lage|hege|wölbe|bläse|webe|fälle|häuse|stänge|winde)$"
)
MASCULINE = re.compile(r"(?:ismus|ling|or|ant|ent|ist|eur|är|ig|ich|er|el)$")

PLURAL_IN_EN = re.compile(r"(?:ung|heit|keit|schaft|ion|tät|anz|enz|ur|ik)en$")
PLURAL_IN_N = re.compile(r"(?:ie|age|ade|ame|euse|tin|hme)n$")
PLURAL_WITH_UMLAUT = re.compile(r"(.*)((?:st|kl)öss|(?:f|gr|schl|sch|fl|g|k)üss|(?:p|sp|(?<!ge)f)äss)(en|e)$")
# "Ingenieure", "Seminare", whose dative ends in -en as the plural of "Bär" and "Zar" does.
NEVER_PLURAL_IN_EN = re.compile(r"(?:eur|(?<!b)är|(?:in|or|ot|iss|ent|ul)ar)$")
WHOLE_PLURAL = re.compile(r"(?:innen|gräben)$")
PLURAL_IN_E = re.compile(r"(?:eur|at|ar|är|ent|ant|ist|iv|al|ul|or|on|ier)e$")
PLURAL_IN_S = re.compile(
    r"(?:chef|park|team|budget|konto|euro|auto|baby|hotel|job|club|fan|star|israeli|mail|cent|trend|kilo"
    r"|foto|video)s$"
)


def without_umlaut(form: str) -> str:
    """A form in small letters as it is without its umlauts: "häfen" → "hafen"."""
    return form.translate(_UMLAUTS)
