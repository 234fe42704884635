"""The two commands, on a project of three files with its own packages: real pip, real venv, no network."""

from __future__ import annotations

import ast
import base64
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from tests.house.tree import ROOT

RUN = ROOT / "deploy" / "run.py"
BASE_PYTHON = Path(sys.base_prefix) / ("python.exe" if os.name == "nt" else "bin/python3")

pytestmark = pytest.mark.timeout(120)  # every set-up starts pip a few times

# The project's own build backend: an editable wheel with a command that tells what it was given. While a file
# named "slow" stands, it waits and gives a sign of life in "building".
BACKEND = """
import pathlib, time, zipfile

def build_editable(target, config_settings=None, metadata_directory=None):
    while pathlib.Path("slow").exists():
        pathlib.Path("building").write_text(str(time.time()))
        time.sleep(0.05)
    name = "quellenbote-1-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(target, name), "w") as wheel:
        info = "quellenbote-1.dist-info/"
        wheel.writestr("told.py", "import sys\\ndef main(): print(sys.argv[1:], sys.stdin.read())\\n")
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: quellenbote\\nVersion: 1\\n")
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(info + "entry_points.txt", "[console_scripts]\\nquellenbote = told:main\\n")
        wheel.writestr(info + "RECORD", "told.py,,\\n" + info + "METADATA,,\\n" + info + "WHEEL,,\\n"
                       + info + "entry_points.txt,,\\n" + info + "RECORD,,\\n")
    return name
"""
METADATA = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
TESTS = "import sys, os\nprint('tests', sys.argv[1:], os.getcwd())\n"


def make_wheel(folder: Path, name: str, content: str) -> str:
    """Write a wheel of one package; returns its line in a requirements file."""
    files = {f"{name}/__init__.py": "", f"{name}/__main__.py": content}
    info = f"{name}-1.dist-info"
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n"
    files[f"{info}/WHEEL"] = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    sums = {path: hashlib.sha256(text.encode()).digest() for path, text in files.items()}
    record = [
        f"{path},sha256={base64.urlsafe_b64encode(digest).decode().rstrip('=')},"
        for path, digest in sums.items()
    ]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""])
    path = folder / f"{name}-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for inner, text in files.items():
            wheel.writestr(inner, text)
    return f"{name}==1 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


class Project:
    """A folder with deploy/run.py in it, and the environment to start it in."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "a project"  # with a space, as people have
        self.wheels = folder / "wheels"
        self.wheels.mkdir()
        (self.root / "deploy").mkdir(parents=True)
        shutil.copy(RUN, self.root / "deploy")
        (self.root / "backend.py").write_text(BACKEND)
        (self.root / "pyproject.toml").write_text(METADATA)
        running = make_wheel(self.wheels, "needed", "")
        self.pin("requirements.txt", running)
        self.pin("requirements-test.txt", running + make_wheel(self.wheels, "pytest", TESTS))
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        self.environment = kept | {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": self.wheels.as_uri(),
        }

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    def pin(self, name: str, lines: str) -> None:
        (self.root / "deploy" / name).write_text(lines)

    def process(self, *arguments: str, python: Path = BASE_PYTHON, **more: str) -> subprocess.Popen[str]:
        """Start run.py; each keyword is an environment variable."""
        return subprocess.Popen(
            [python, self.root / "deploy" / "run.py", *arguments],
            cwd=self.root.parent,
            env=self.environment | more,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def start(self, *arguments: str, python: Path = BASE_PYTHON, **more: str) -> tuple[int, str, str]:
        """Start run.py with "hello" typed in; returns exit status, output and messages."""
        with self.process(*arguments, python=python, **more) as process:
            out, err = process.communicate("hello", timeout=100)
        return process.returncode, out, err


@cache
def has_pip() -> bool:
    asked = subprocess.run([BASE_PYTHON, "-m", "pip", "--version"], capture_output=True, check=False)
    return asked.returncode == 0


@pytest.fixture
def project(tmp_path: Path) -> Project:
    if not has_pip():
        pytest.skip(f"{BASE_PYTHON} has no pip")
    return Project(tmp_path)


def wait_for(path: Path) -> None:
    """Wait until a file is there."""
    give_up = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < give_up, f"{path} never came"
        time.sleep(0.05)


def test_the_first_start_sets_up_later_ones_are_quick_and_testing_adds_what_it_needs(
    project: Project,
) -> None:
    status, out, err = project.start("--help", "some thing")
    assert (status, out) == (0, "['--help', 'some thing'] hello\n")
    assert "Installing the pinned packages." in err
    python, started = [], []
    for _ in range(5):
        began = time.monotonic()
        subprocess.run([BASE_PYTHON, "-c", "pass"], check=True)
        python.append(time.monotonic() - began)
        assert project.start() == (0, "['run'] hello\n", "")
        started.append(time.monotonic() - began - python[-1])
    assert min(started) < 5 * min(python)  # seen: 1.6

    wheel = project.wheels / "pytest-1-py3-none-any.whl"
    wheel.rename(wheel.with_suffix(".away"))
    status, out, err = project.start("test")
    assert (status, out) == (1, "")
    assert "pytest==1" in err
    assert project.start() == (0, "['run'] hello\n", ""), "a failure to add leaves what runs"
    wheel.with_suffix(".away").rename(wheel)
    status, out, err = project.start("test", "-q", "tests/x.py")
    assert (status, out) == (0, f"tests ['-q', 'tests/x.py'] {project.root}\n")
    assert "Setting up in" not in err
    assert project.start() == (0, "['run'] hello\n", "")


def test_a_damaged_set_up_is_made_anew(project: Project) -> None:
    project.venv.mkdir()
    assert project.start()[:2] == (0, "['run'] hello\n")
    (project.venv / "bin" / "quellenbote").unlink()
    (project.venv / "left over").touch()
    assert project.start()[:2] == (0, "['run'] hello\n")
    assert not (project.venv / "left over").exists()


def test_pins_metadata_and_folder_decide_what_is_current(project: Project) -> None:
    seen = {load(project.root / "deploy" / "run.py").fingerprint("run")}
    project.pin("requirements.txt", "")
    seen.add(load(project.root / "deploy" / "run.py").fingerprint("run"))
    (project.root / "pyproject.toml").write_text("")
    seen.add(load(project.root / "deploy" / "run.py").fingerprint("run"))
    moved = project.root.rename(project.root.with_name("moved"))
    seen.add(load(moved / "deploy" / "run.py").fingerprint("run"))
    assert len(seen) == 4


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_set_up_ends_at_once(project: Project, how: signal.Signals) -> None:
    if (
        signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    ):  # tests in a shell's background: it would be passed on
        signal.signal(signal.SIGINT, signal.default_int_handler)
    (project.root / "slow").touch()
    with project.process() as process:
        wait_for(project.root / "building")
        process.send_signal(how)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (128 + how, "")
    assert "Traceback" not in err
    last_sign = (project.root / "building").read_text()
    time.sleep(0.5)
    assert (project.root / "building").read_text() == last_sign
    if how is signal.SIGINT:
        (project.root / "slow").unlink()
        assert project.start()[:2] == (0, "['run'] hello\n")


def test_two_first_starts_at_once_set_up_once(project: Project) -> None:
    (project.root / "slow").touch()
    with project.process("first") as first:
        wait_for(project.root / "building")
        with project.process("second") as second:
            assert second.stderr
            assert second.stderr.readline() == "Another start is setting up; waiting for it.\n"
            (project.root / "slow").unlink()
            assert first.communicate("", timeout=60)[0] == "['first'] \n"
            assert second.communicate("", timeout=60) == ("['second'] \n", "")


def test_without_a_network_it_says_so(project: Project) -> None:
    project.pin("requirements.txt", f"missing==1 --hash=sha256:{'0' * 64}\n")
    nobody = "http://127.0.0.1:9/simple"
    status, out, err = project.start(PIP_NO_INDEX="0", PIP_INDEX_URL=nobody, PIP_RETRIES="1")
    assert (status, out) == (1, "")
    assert err.splitlines()[-1].startswith("The package index cannot be reached")
    assert not project.venv.exists()


def test_a_package_that_is_not_the_pinned_one_is_refused(project: Project) -> None:
    project.pin("requirements.txt", f"needed==1 --hash=sha256:{'0' * 64}\n")
    status, out, err = project.start()
    assert (status, out) == (1, "")
    assert err.splitlines()[-1].startswith("A package is not the pinned one")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_named(project: Project) -> None:
    project.root.chmod(0o555)
    try:
        status, out, err = project.start()
    finally:
        project.root.chmod(0o755)
    assert (status, out) == (1, "")
    assert f"{project.venv} cannot be written to" in err.splitlines()[-1]


def test_a_python_without_pip_is_told_how_to_get_it(project: Project, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    subprocess.run([BASE_PYTHON, "-m", "venv", "--without-pip", bare], check=True, timeout=60)
    status, out, err = project.start(python=bare / "bin" / "python")
    assert (status, out) == (1, "")
    assert re.fullmatch(r"pip is missing for .*; install it .*\n", err)


def test_a_pip_that_is_too_old_is_named(project: Project, tmp_path: Path) -> None:
    old = tmp_path / "old" / "pip"
    old.mkdir(parents=True)
    (old / "__init__.py").touch()
    (old / "__main__.py").write_text("print('pip 20.3.4 from somewhere')")
    status, out, err = project.start(PYTHONPATH=str(old.parent))
    assert (status, out) == (1, "")
    assert re.fullmatch(r"pip 22\.3 or newer is needed, and this is pip 20\.3; upgrade it .*\n", err)


def test_an_old_python_gets_a_sentence() -> None:
    code = f"import sys, runpy; sys.version_info = (3, 9, 2, 'final', 0); runpy.run_path({str(RUN)!r})"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=30, check=False
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("Quellenbote needs Python 3.11 or newer")


def test_an_old_python_can_read_the_file() -> None:
    ast.parse(RUN.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_only_the_standard_library_is_imported() -> None:
    tree = ast.parse(RUN.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def load(path: Path) -> ModuleType:
    """The file as a module."""
    spec = importlib.util.spec_from_file_location("run_under_test", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


DIAGNOSES = [
    (
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
        "no space left",
    ),
    ("OSError: [Errno 30] Read-only file system: '/srv/x'", "cannot be written to"),
    (
        "WARNING: Retrying (...) NewConnectionError(...): Temporary failure in name resolution",
        "cannot be reached",
    ),
    ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not the pinned one"),
    ("ERROR: something that nobody has seen yet", ""),
]


@pytest.mark.parametrize(("output", "sentence"), DIAGNOSES)
def test_known_failures_have_a_sentence(output: str, sentence: str) -> None:
    found = load(RUN).diagnosis(output)
    assert sentence in found
    assert bool(sentence) == bool(found)
