"""What is installed, and the commands that install it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements", "tests/requirements", "bench/requirements", ".ci/wheel")
AVOIDED = {
    "litellm": "its releases were tampered with",
    "ebooklib": "AGPL",
    "pymupdf": "AGPL",
    "ultralytics": "AGPL",
    "markdown2": "unescaped output",
    "torch": "gigabytes that nothing here needs",
    "transformers": "wants torch",
    "kubernetes": "Chroma's cluster client, never imported",
    "onnxruntime": "Chroma's own embedding model, never used",
}
STEPS = ("setup", "run", "test", "check", "bench", "lock", "clean")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked(stem: str) -> set[str]:
    """The packages an .in file names."""
    lines = (PROJECT / f"{stem}.in").read_text(encoding="utf-8").splitlines()
    return {normal(found[0]) for line in lines if (found := re.match(r"[A-Za-z0-9][\w.-]*", line))}


def locked(stem: str) -> dict[str, tuple[str, int]]:
    """Version and number of hashes of each package of a compiled file."""
    text = (PROJECT / f"{stem}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"(?m)^(?=[a-z0-9])", text)
    pins = [(re.match(r"([a-z0-9-]+)(?:\[[^]]*])?==([^ ;\\]+)", block), block) for block in blocks]
    return {pin[1]: (pin[2], block.count("--hash=sha256:")) for pin, block in pins if pin}


@pytest.mark.parametrize("stem", LOCKS)
def test_every_package_asked_for_is_pinned_with_hashes(stem: str) -> None:
    packages = locked(stem)
    assert asked(stem) <= packages.keys()
    assert [name for name, (_version, hashes) in packages.items() if not hashes] == []


@pytest.mark.parametrize("stem", LOCKS)
def test_nothing_avoided_is_installed(stem: str) -> None:
    assert {name: AVOIDED[name] for name in locked(stem) if name in AVOIDED} == {}


@pytest.mark.parametrize("stem", LOCKS[1:3])
def test_what_is_added_agrees_with_what_runs(stem: str) -> None:
    runtime, added = locked("requirements"), locked(stem)
    assert {name: added[name][0] for name in added.keys() & runtime.keys() if added[name][0] != runtime[name][0]} == {}


def test_each_group_is_under_its_comment() -> None:
    groups = re.findall(r"(?m)^# (\w+: .+)$", (PROJECT / "requirements.in").read_text(encoding="utf-8"))
    compiled = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    assert len(groups) >= 4
    assert [group for group in groups if f"\n# {group}\n" not in compiled] == []


def run(*command: str, **environment: str) -> str:
    """Standard output of a command run in the project, with nothing but a path in its environment."""
    path = {"PATH": "/usr/local/bin:/usr/bin:/bin", **environment}
    return subprocess.run(command, cwd=PROJECT, env=path, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize(("locale", "words"), [("C", "install everything"), ("fr_FR.UTF-8", "tout installer")])
def test_make_explains_its_steps(locale: str, words: str) -> None:
    shown = run("make", LC_ALL=locale)
    assert words in shown
    assert set(re.findall(r"(?m)^  make (\w+)", shown)) == {"help", *STEPS}


def phony() -> set[str]:
    return set(re.findall(r"(?m)^([a-z]+):(?!=)", (PROJECT / "Makefile").read_text(encoding="utf-8")))


def test_every_step_exists() -> None:
    assert set(STEPS) <= phony()


@pytest.mark.parametrize("script", ["setup", "wheel", "tools", "browser", "lib.sh"])
def test_the_scripts_are_plain_shell(script: str) -> None:
    shell = shutil.which("dash") or "/bin/sh"
    subprocess.run([shell, "-n", PROJECT / ".ci" / script], check=True)


@pytest.mark.parametrize(
    ("missing", "installed", "advice"),
    [
        pytest.param("a C++ compiler", ("sed", "cut", "cksum", "uname", "awk", "tr", "grep", "sort"), "g\\+\\+"),
        pytest.param("Python", ("sed", "cut", "cksum", "uname", "awk", "tr", "grep", "sort", "g++"), "python3-venv"),
    ],
)
def test_what_is_missing_is_said(missing: str, installed: tuple[str, ...], advice: str, tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in (*installed, "cat", "dirname", "sh", "id"):
        (tools / name).symlink_to(shutil.which(name) or pytest.skip(f"no {name} here"))
    copy = tmp_path / "kiosque"
    shutil.copytree(PROJECT / ".ci", copy / ".ci")
    shutil.copy(PROJECT / "requirements.txt", copy)
    environment = {"PATH": str(tools), "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    done = subprocess.run([".ci/setup"], cwd=copy, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 1
    assert re.search(rf"(needed|needs).*{advice}", done.stderr)
    assert "Installez" in done.stderr
    assert not (copy / ".venv" / "installed").exists()


def test_weights_are_never_committed() -> None:
    ignored = (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/models/*", "!/models/catalogue.toml", "!/models/README.md", ".venv", "/bench/.venv/"} <= set(ignored)


def test_continuous_integration_runs_the_same_command() -> None:
    script = (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
    assert script.startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in script
    assert script.rstrip().endswith("make test")
