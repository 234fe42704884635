#!/usr/bin/env python3
"""What is installed, under which licences, how large, and with which known faults, by one command.

    .venv/bin/python deploy/licences.py            a Markdown table
    .venv/bin/python deploy/licences.py --json     the list of parts (SBOM) as CycloneDX 1.6
    .venv/bin/python deploy/licences.py --audit    asks OSV (osv.dev) for known faults; exit status 1 if there are

Run it with the Python that runs the bot: it lists what the program's requirements bring, directly and indirectly.
Only the standard library is used.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
OSV = "https://api.osv.dev/v1/querybatch"  # https://google.github.io/osv.dev/post-v1-querybatch/
LONGEST = 60  # some packages put the whole licence where its name belongs


@dataclass(frozen=True)
class Part:
    """An installed package: its licence as it states it, the bytes of its files, and who asked for it."""

    name: str
    version: str
    licence: str
    size: int
    direct: bool
    requires: tuple[str, ...]


def main(arguments: list[str]) -> int:
    """Print the list."""
    parser = argparse.ArgumentParser(description="Lists the installed parts with licences and sizes.")
    parser.add_argument("--json", action="store_true", help="as a CycloneDX document")
    parser.add_argument("--audit", action="store_true", help="look for known faults instead")
    parser.add_argument("--osv", default=OSV, metavar="URL", help="where to ask for them")
    given = parser.parse_args(arguments)
    found = parts()
    if not found:
        sys.stderr.write(f"Nothing of it is installed for {sys.executable}.\n")
        return 1
    if given.audit:
        return audit(found, given.osv)
    text = json.dumps(bill(found), indent=1, ensure_ascii=False) if given.json else table(found)
    sys.stdout.write(text + "\n")
    return 0


def parts() -> tuple[Part, ...]:
    """Everything that the program needs and that is installed, in the order of names."""
    direct = set(needs(PROJECT["dependencies"]))
    waiting, found = sorted(direct), dict[str, Part]()
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            installed = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another platform, or an extra that nobody asked for
        wanted = tuple(needs(installed.requires or ()))
        found[name] = Part(
            name, installed.version, licence(installed), size(installed), name in direct, wanted
        )
        waiting += wanted
    return tuple(found[name] for name in sorted(found))


def needs(requirements: Iterable[str]) -> Iterable[str]:
    """The names that are required, those of wanted extras among them."""
    for requirement in requirements:
        named = re.match(r"[\w.-]+", requirement)
        only_extra = re.search(r"extra\s*==", requirement)
        if named and not only_extra:
            yield canonical(named[0])
            # "psycopg[binary]" asks for what psycopg names under that extra
            for extra in re.findall(r"\[([^]]*)\]", requirement):
                yield from of_extra(canonical(named[0]), [e.strip() for e in extra.split(",")])


def of_extra(name: str, extras: Iterable[str]) -> Iterable[str]:
    """What a package requires for its extras."""
    try:
        requires = metadata.distribution(name).requires or ()
    except metadata.PackageNotFoundError:
        return
    for requirement in requires:
        named = re.match(r"[\w.-]+", requirement)
        if named and any(re.search(rf"extra\s*==\s*['\"]{extra}['\"]", requirement) for extra in extras):
            yield canonical(named[0])


def canonical(name: str) -> str:
    """The name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence(package: metadata.Distribution) -> str:
    """The licence as the package states it: an SPDX expression, else its classifiers, else its own word."""
    told = package.metadata
    if "License-Expression" in told:
        return told["License-Expression"]
    classifiers = [
        c.split(" :: ")[-1] for c in told.get_all("Classifier") or () if c.startswith("License ::")
    ]
    named = [c for c in classifiers if c != "OSI Approved"]
    own = " ".join(told["License"].split()) if "License" in told else ""
    return " / ".join(named) or (own if own and len(own) <= LONGEST else "not stated")


def size(package: metadata.Distribution) -> int:
    """The bytes of the files that came with it."""
    paths = (Path(str(package.locate_file(file))) for file in package.files or ())
    return sum(path.stat().st_size for path in paths if path.suffix != ".pyc" and path.is_file())


def table(found: Iterable[Part]) -> str:
    """The parts as a Markdown table, direct ones in bold."""
    rows = [
        f"| {f'**{p.name}**' if p.direct else p.name} | {p.version} | {p.licence} | {p.size / 1e6:.1f} |"
        for p in found
    ]
    return "\n".join(["| package | version | licence | MB |", "|---|---|---|---:|", *rows])


def audit(found: tuple[Part, ...], address: str) -> int:
    """Print the known faults of the parts; 1 if there are any, 2 if nobody can be asked."""
    asked = {"queries": [{"package": {"purl": f"pkg:pypi/{p.name}@{p.version}"}} for p in found]}
    request = Request(address, json.dumps(asked).encode(), {"Content-Type": "application/json"})  # noqa: S310
    try:
        with urlopen(request, timeout=30) as answer:  # noqa: S310 - the address is the operator's
            results = json.load(answer)["results"]
    except (OSError, ValueError, KeyError) as error:
        sys.stderr.write(f"{address} cannot be asked: {error}\n")
        return 2
    faults = [
        f"{part.name} {part.version}: {', '.join(one['id'] for one in result['vulns'])}"
        for part, result in zip(found, results, strict=True)
        if result.get("vulns")
    ]
    sys.stdout.write("\n".join([*faults, f"{len(found)} parts, {len(faults)} with known faults"]) + "\n")
    return 1 if faults else 0


def bill(found: Iterable[Part]) -> dict[str, Any]:
    """The parts as a CycloneDX document."""
    found = tuple(found)
    known = {part.name: f"pkg:pypi/{part.name}@{part.version}" for part in found}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": PROJECT["name"], "version": PROJECT["version"]}
        },
        "components": [
            {
                "type": "library",
                "bom-ref": known[part.name],
                "name": part.name,
                "version": part.version,
                "purl": known[part.name],
                "licenses": [{"license": {"name": part.licence}}],
            }
            for part in found
        ],
        "dependencies": [
            {"ref": known[p.name], "dependsOn": sorted({known[name] for name in p.requires if name in known})}
            for p in found
        ],
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
