"""The pinned requirements are whole, and fit what pyproject.toml asks for."""

from __future__ import annotations

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT, metadata

RUNNING = "requirements.txt"
TESTING = "requirements-test.txt"


def pins(name: str) -> dict[str, list[tuple[Requirement, int]]]:
    """The pinned versions of each package, with the number of hashes of each."""
    found: dict[str, list[tuple[Requirement, int]]] = {}
    for entry in re.split(r"\n(?=\S)", (ROOT / "deploy" / name).read_text(encoding="utf-8").strip()):
        requirement, *hashes = entry.split(" \\\n")
        parsed = Requirement(requirement)
        found.setdefault(canonicalize_name(parsed.name), []).append((parsed, len(hashes)))
    return found


def wanted(*groups: str) -> list[Requirement]:
    """What pyproject.toml asks for: the dependencies, and those of the groups."""
    project = metadata()
    lines = [*project["project"]["dependencies"]]
    lines += [line for group in groups for line in project["dependency-groups"][group]]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(("name", "groups"), [(RUNNING, ("build",)), (TESTING, ("build", "test"))])
def test_every_dependency_is_pinned_within_its_limits(name: str, groups: tuple[str, ...]) -> None:
    pinned = pins(name)
    for requirement in wanted(*groups):
        for pin, _ in pinned[canonicalize_name(requirement.name)]:
            (exact,) = pin.specifier
            assert exact.operator == "=="
            assert requirement.specifier.contains(exact.version), f"{requirement} but {pin}"


@pytest.mark.parametrize("name", [RUNNING, TESTING])
def test_every_pin_has_a_hash(name: str) -> None:
    assert [str(pin) for found in pins(name).values() for pin, hashes in found if not hashes] == []


@pytest.mark.parametrize("name", [RUNNING, TESTING])
def test_pins_name_packages_and_nothing_else(name: str) -> None:
    lines = (ROOT / "deploy" / name).read_text(encoding="utf-8").splitlines()
    allowed = re.compile(r"[a-z0-9-]+==[\w.]+( ; [\w.<>=!' ]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not allowed.fullmatch(line)] == []


def test_testing_needs_all_that_running_needs() -> None:
    running, testing = pins(RUNNING), pins(TESTING)
    assert {name: found for name, found in running.items() if testing.get(name) != found} == {}
