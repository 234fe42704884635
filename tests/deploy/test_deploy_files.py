"""The files in deploy are what their own tools accept, agree with the program, and give the bot no rights."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bot import settings
from tests.house.tree import ROOT, metadata

DEPLOY = ROOT / "deploy"
UNITS = ("quellenbote.service", "quellenbote-backup.service")
MOST_EXPOSURE = 1.5


def tool(name: str) -> str:
    """The program, or a skip with its name."""
    return shutil.which(name) or pytest.skip(f"{name} is not installed")


def call(*command: str, cwd: Path = ROOT) -> str:
    """All that the program says; it must succeed."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", timeout=50, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def text(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


# ------------------------------------------------------------------- systemd
@pytest.mark.parametrize("unit", UNITS)
def test_the_units_exposure_is_at_most_1_5(unit: str) -> None:
    analyze = tool("systemd-analyze")
    if "--offline" not in call(analyze, "--help"):
        pytest.skip("this systemd-analyze cannot look at files")
    said = call(analyze, "security", "--offline=true", "--no-pager", f"deploy/{unit}")
    found = re.search(r"exposure level for \S+: ([\d.]+)", said)
    assert found, said
    assert float(found[1]) <= MOST_EXPOSURE


def test_systemd_understands_the_units(tmp_path: Path) -> None:
    analyze = tool("systemd-analyze")
    names = [*UNITS, "quellenbote-backup.timer"]
    for name in names:  # a command that exists here: verify looks for it
        (tmp_path / name).write_text(
            re.sub(r"ExecStart=\S+", f"ExecStart={shutil.which('true')}", text(name)), "utf-8"
        )
    assert call(analyze, "verify", "--man=no", *names, cwd=tmp_path).strip() == ""


def test_the_backup_has_the_bots_user_and_folder() -> None:
    bot, backup = (dict(re.findall(r"^(\w+)=(.*)$", text(unit), re.MULTILINE)) for unit in UNITS)
    for name in ("User", "DynamicUser", "StateDirectory", "StateDirectoryMode", "UMask", "EnvironmentFile"):
        assert bot[name] == backup[name], name
    assert bot["Type"] == "notify"
    assert "WatchdogSec" in bot


# ------------------------------------------------------------------- settings
def test_every_setting_has_a_line_in_the_example_and_no_other() -> None:
    names = re.findall(r"^#(QUELLENBOTE_\w+)=", text("quellenbote.env.example"), re.MULTILINE)
    assert sorted(names) == sorted(setting.name for setting in settings.TABLE)
    assert not re.findall(r"^[^#\s]", text("quellenbote.env.example"), re.MULTILINE)


def test_the_example_shows_the_defaults() -> None:
    shown = dict(re.findall(r"^#(QUELLENBOTE_\w+)=(.*)$", text("quellenbote.env.example"), re.MULTILINE))
    assert shown == {setting.name: setting.default or "" for setting in settings.TABLE}


def test_the_example_can_be_loaded_as_it_is_and_with_everything_uncommented(tmp_path: Path) -> None:
    path = tmp_path / "quellenbote.env"
    for content in (
        text("quellenbote.env.example"),
        text("quellenbote.env.example").replace("\n#QUELL", "\nQUELL"),
    ):
        path.write_text(content, "utf-8")
        loaded = settings.load({"QUELLENBOTE_CONFIG": str(path)})
        assert loaded == settings.load({"QUELLENBOTE_CONFIG": str(path), "QUELLENBOTE_LANGUAGE": "de"})
        assert loaded.token is None


# ------------------------------------------------------------------- image and compose
def test_the_image_runs_without_rights() -> None:
    dockerfile = text("Dockerfile")
    assert re.findall(r"^USER (.+)$", dockerfile, re.MULTILINE) == ["10001:10001"]
    assert dockerfile.index("ARG BASE") < dockerfile.index("FROM")
    assert set(re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)) == {"${BASE}"}
    assert "--require-hashes" in dockerfile
    assert re.search(r'^HEALTHCHECK .*CMD \["quellenbote", "health"\]$', dockerfile, re.MULTILINE)
    assert not re.search(r"token|password", dockerfile, re.IGNORECASE), "a secret in a layer stays there"


def test_hadolint_finds_nothing() -> None:
    call(tool("hadolint"), "deploy/Dockerfile")


def test_all_that_the_image_copies_reaches_the_builder() -> None:
    copied = set(re.findall(r"^COPY (?!--from)(.+) \S+$", text("Dockerfile"), re.MULTILINE))
    kept = set(re.findall(r"^!(\S+)$", text("Dockerfile.dockerignore"), re.MULTILINE))
    assert {name for names in copied for name in names.split()} == kept
    assert all((ROOT / name).exists() for name in kept - {"README.md"})


def services() -> dict[str, str]:
    """The lines of each service in the compose file."""
    _, _, rest = text("compose.yaml").partition("\nservices:\n")
    parts = re.split(r"^  (\w+):\n", rest.partition("\nsecrets:\n")[0], flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


CLOSED = (
    "    read_only: true\n",
    "    cap_drop:\n      - ALL\n",
    "    security_opt:\n      - no-new-privileges:true\n",
    "    restart: unless-stopped\n",
    '    healthcheck:\n      test: ["CMD", ',
)


@pytest.mark.parametrize("name", ["bot", "postgres", "caddy"])
@pytest.mark.parametrize("line", CLOSED, ids=[line.split(":")[0].strip() for line in CLOSED])
def test_every_container_is_closed(name: str, line: str) -> None:
    assert line in services()[name]


def test_the_bots_container_has_no_port_and_no_rights_at_all() -> None:
    bot = services()["bot"]
    assert set(services()) == {"bot", "postgres", "caddy"}
    assert not re.search(r"cap_add|ports|profiles|privileged: ", bot)
    assert "    secrets:\n      - quellenbote_token\n" in bot, "where settings.py looks for it"


def test_compose_understands_its_file(tmp_path: Path) -> None:
    docker = tool("docker")
    if subprocess.run(
        [docker, "compose", "version"], capture_output=True, timeout=30, check=False
    ).returncode:
        pytest.skip("docker has no compose")
    (tmp_path / "compose.yaml").write_text(text("compose.yaml"), "utf-8")
    (tmp_path / "quellenbote.env").touch()
    profiles = ("--profile", "postgresql", "--profile", "webhook")
    call(docker, "compose", *profiles, "config", "--quiet", cwd=tmp_path)


SCHEMAS = [
    ("vendor.compose-spec", "deploy/compose.yaml"),
    ("vendor.github-workflows", ".github/workflows/ci.yml"),
    ("vendor.dependabot", ".github/dependabot.yml"),
    ("vendor.github-issue-config", ".github/ISSUE_TEMPLATE/config.yml"),
    *(
        ("vendor.github-issue-forms", f".github/ISSUE_TEMPLATE/{name}.yml")
        for name in ("wrong", "sentence", "wish")
    ),
]


@pytest.mark.parametrize(("schema", "name"), SCHEMAS, ids=[name for _, name in SCHEMAS])
def test_the_file_is_of_its_schema(schema: str, name: str) -> None:
    call(tool("check-jsonschema"), "--builtin-schema", schema, name)


def test_the_workflow_runs_every_python_of_the_metadata() -> None:
    named = re.search(r"python: \[(.+)\]", (ROOT / ".github/workflows/ci.yml").read_text("utf-8"))
    assert named
    prefix = "Programming Language :: Python :: "
    wanted = [c.removeprefix(prefix) for c in metadata()["project"]["classifiers"] if c.startswith(prefix)]
    assert re.findall(r"[\d.]+", named[1]) == wanted


# ------------------------------------------------------------------- Caddy
def test_caddy_understands_its_file() -> None:
    call(tool("caddy"), "validate", "--config", "deploy/Caddyfile", "--adapter", "caddyfile")


def test_caddy_lets_updates_through_and_nothing_else() -> None:
    routes = json.loads(
        call(tool("caddy"), "adapt", "--config", "deploy/Caddyfile", "--adapter", "caddyfile").splitlines()[0]
    )
    written = json.dumps(routes)
    assert '"method": ["POST"], "path": ["/telegram"]' in written
    assert '"status_code": 404' in written
    assert "/metrics" not in written
    assert routes["admin"] == {"disabled": True}


# ------------------------------------------------------------------- licences
def test_every_part_is_listed_with_its_licence() -> None:
    listed = call(sys.executable, "deploy/licences.py")
    names = set(re.findall(r"^\| \*{0,2}([\w.-]+?)\*{0,2} \|", listed, re.MULTILINE))
    for requirement in metadata()["project"]["dependencies"]:
        assert re.split(r"[^\w.-]", requirement)[0].lower() in names
    assert not re.search(r"^\|(?!.*LGPL).*\bA?GPL", listed, re.MULTILINE), "the project is under MIT"


class Faults(BaseHTTPRequestHandler):
    """Knows one fault of lxml, and no other."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        purls = [query["package"]["purl"] for query in asked["queries"]]
        results = [{"vulns": [{"id": "X-2026-1"}]} if "pypi/lxml@" in purl else {} for purl in purls]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"results": results}).encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def test_known_faults_of_parts_are_told() -> None:
    command = [sys.executable, "deploy/licences.py", "--audit", "--osv"]
    with HTTPServer(("127.0.0.1", 0), Faults) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        done = subprocess.run(
            [*command, address], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=50, check=False
        )
        server.shutdown()
    assert done.returncode == 1
    assert re.fullmatch(r"lxml \S+: X-2026-1\n\d+ parts, 1 with known faults\n", done.stdout)
    nobody = subprocess.run([*command, address], cwd=ROOT, capture_output=True, timeout=50, check=False)
    assert nobody.returncode == 2, "not to know is not the same as to be well"


def test_the_list_of_parts_is_for_programs_too() -> None:
    bill = json.loads(call(sys.executable, "deploy/licences.py", "--json"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    known = {part["bom-ref"] for part in bill["components"]}
    assert len(known) > 20
    assert {name for one in bill["dependencies"] for name in [one["ref"], *one["dependsOn"]]} <= known
