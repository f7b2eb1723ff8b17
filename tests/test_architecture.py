"""The house's own rules, held by test: the arrows that imports do not show, sizes, names, words, templates.

Imports themselves are held by import-linter, whose contracts stand in pyproject.toml with their reasons.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.template import engines

HOME = Path(__file__).resolve().parent.parent
PACKAGES = ("accounts", "states", "partners", "funding", "planning", "mvp_coord")
# From the bottom up: a foreign key points to its own app or to one before it.
ARROWS = ("accounts", "jobs", "sheets", "states", "partners", "funding", "planning")
LONGEST_MODULE, LONGEST_TEMPLATE, LONGEST_VIEW, LONGEST_FUNCTION = 300, 120, 25, 45
NO_NAME_FOR_A_FILE = re.compile(r"^(utils?|helpers?|common|base|managers?|services?|misc)$")
# What these hold is said by their name wherever they stand; so is that of days, instants and ends of a range.
PLAIN_FIELDS = {
    *("id", "public_id", "slug", "name", "label", "code", "title", "role", "email", "phone", "website", "password"),
    *("subject", "body", "text", "reason", "error", "source", "search", "file", "sheet", "people", "version"),
}
PLAIN_ENDINGS = ("_at", "_on", "_low", "_high", "_reason", "last_login", "session_key", "session_data", "expire_date")


@cache
def modules() -> dict[Path, ast.Module]:
    """Every module of the product, parsed; migrations are generated and do not count."""
    found = (path for package in PACKAGES for path in sorted((HOME / package).rglob("*.py")))
    return {
        path.relative_to(HOME): ast.parse(path.read_text(encoding="utf-8"))
        for path in found
        if "migrations" not in path.parts
    }


def templates() -> Iterator[tuple[str, str]]:
    folder = HOME / "templates"
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "admin" not in path.relative_to(folder).parts:
            yield str(path.relative_to(folder)), path.read_text(encoding="utf-8")


def functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path, tree in modules().items():
        yield from ((path, node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES]


def written_models() -> list[type[models.Model]]:
    """Without the ones that the history makes of them."""
    return [model for model in our_models() if not model.__name__.endswith("Event")]


def has_a_label_of_its_own(field: models.Field) -> bool:
    """Whether its words on pages are more than its name in code."""
    return str(field.verbose_name) != field.name.replace("_", " ")


def length(node: ast.FunctionDef) -> int:
    """Lines from `def` to the end, without the docstring."""
    docstring = node.body[0] if ast.get_docstring(node, clean=False) is not None else None
    words = docstring.end_lineno - docstring.lineno + 1 if docstring else 0
    return node.end_lineno - node.lineno + 1 - words


def is_view(path: Path, node: ast.FunctionDef) -> bool:
    return "views" in path.as_posix() and bool(node.args.args) and node.args.args[0].arg == "request"


def test_imports_follow_the_arrows():
    linter = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()"]
    done = subprocess.run([*linter, "--no-logo", "--no-cache"], cwd=HOME, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_foreign_keys_follow_the_arrows():
    rank = {label: place for place, label in enumerate(ARROWS)}
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in our_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model._meta.app_label in rank
        if rank[field.related_model._meta.app_label] > rank[model._meta.app_label]
    ]
    assert not wrong
    assert {model._meta.app_label for model in our_models()} <= set(rank)


def test_one_of_several_is_never_a_generic_foreign_key():
    names = {node.id for tree in modules().values() for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not names & {"GenericForeignKey", "GenericRelation"}


def test_files_are_short():
    long = [
        f"{path.relative_to(HOME)}: {lines}"
        for folder in (*PACKAGES, "tests")
        for path in sorted((HOME / folder).rglob("*.py"))
        if "migrations" not in path.parts
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    ]
    assert not long


def test_templates_are_short():
    assert not [name for name, text in templates() if len(text.splitlines()) > LONGEST_TEMPLATE]


def test_functions_are_short():
    long = [
        f"{path}:{node.lineno} {node.name}: {length(node)}"
        for path, node in functions()
        if length(node) > (LONGEST_VIEW if is_view(path, node) else LONGEST_FUNCTION)
    ]
    assert not long


def test_files_are_named_for_what_they_hold():
    assert not [path for path in modules() if NO_NAME_FOR_A_FILE.match(path.stem)]


def test_every_module_says_what_it_is():
    silent = [path for path, tree in modules().items() if tree.body and not ast.get_docstring(tree)]
    assert not [path for path in silent if path.name != "apps.py"]


def test_every_model_says_what_it_is():
    silent = [
        model._meta.label for model in written_models() if (model.__doc__ or "").startswith(f"{model.__name__}(")
    ]
    assert not silent


def test_every_field_says_what_it_holds():
    silent = [
        f"{model._meta.label}.{field.name}"
        for model in written_models()
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if not (field.help_text or field.choices or field.is_relation or has_a_label_of_its_own(field))
        if field.name not in PLAIN_FIELDS and not field.name.endswith(PLAIN_ENDINGS)
    ]
    assert not silent


def test_every_command_says_what_it_does():
    commands = [path for path, tree in modules().items() if "commands" in path.parts and tree.body]
    assert commands
    for path in commands:
        command = next(node for node in modules()[path].body if getattr(node, "name", "") == "Command")
        named = {target.id for node in command.body if isinstance(node, ast.Assign) for target in node.targets}
        assert "help" in named, path


def test_no_signals_between_our_apps():
    words = re.compile(
        r"django\.dispatch|models(\.| import )signals|(?<!field\.)(pre|post)_(save|delete|init)\b|m2m_changed"
    )
    assert not [path for path in modules() if words.search((HOME / path).read_text(encoding="utf-8"))]


def test_saving_has_no_side_effects():
    kept = {"save", "delete", "full_clean"}
    wrong = [f"{model._meta.label}.{name}" for model in written_models() for name in kept & set(vars(model))]
    assert not wrong


def test_forms_name_their_fields():
    assert not [path for path in modules() if re.search(r"fields\s*=\s*[\"']__all__", (HOME / path).read_text())]


def test_actions_are_told_by_name_who_asks():
    acts = [(path, node) for path, node in functions() if "actions" in (*path.parts, path.stem)]
    wrong = [
        f"{path}:{node.lineno} {node.name}"
        for path, node in acts
        if not node.name.startswith("_")
        if "by" in {each.arg for each in node.args.args} or len(node.args.args) > 2
    ]
    assert acts and not wrong


class TestTemplates:
    """Pages are parts of one house: no part is missing or sent as a page, and nothing that the policy blocks."""

    def test_all_of_them_compile(self):
        names = [name for name, _ in templates()]
        assert names and all(engines["django"].get_template(name) for name in names)

    def test_parts_that_are_named_exist(self):
        there = {name for name, _ in templates()}
        named = re.compile(r"{%\s*(?:include|extends|kept)\s+\"([^\"#]+)")
        missing = [
            f"{name}: {part}"
            for name, text in templates()
            for part in named.findall(text)
            if part not in there and not part.startswith("admin/")
        ]
        assert not missing

    def test_templates_that_code_names_exist(self):
        there = {name for name, _ in templates()}
        missing = [
            f"{path}:{node.lineno} {node.value}"
            for path, tree in modules().items()
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and str(node.value).endswith((".html", ".txt")) and "/" in node.value
            if node.value not in there and not node.value.startswith("admin/")
        ]
        assert not missing

    def test_a_part_is_never_sent_as_a_page(self):
        wrong = [
            f"{path}:{node.lineno} {node.name}"
            for path, node in functions()
            if is_view(path, node)
            if re.search(r"render_page\([^)]*['\"/]_\w+\.html", ast.unparse(node))
        ]
        assert not wrong, "a panel is sent by render_part, which leads everybody but htmx to its page"

    @pytest.mark.parametrize(
        ("what", "shape"),
        [
            ("a style of its own", r"\sstyle\s*=|<style"),
            (
                "a script of its own",
                r"<script(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*[\"']|javascript:|hx-on|hx-vals=[\"']js:",
            ),
            ("words that are not escaped", r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off"),
            ("an address of another site", r"(?:src|href|action)\s*=\s*[\"']https?://"),
        ],
    )
    def test_no_page_has(self, what, shape):
        wrong = [
            name for name, text in templates() if name.endswith(".html") and re.search(shape, _without_notes(text))
        ]
        assert not wrong, f"{what}: {wrong}"

    def test_named_parts_are_kebab_case(self):
        names = [part for _, text in templates() for part in re.findall(r"{%\s*partialdef\s+(\S+)", text)]
        assert not [name for name in names if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name)]


def _without_notes(text: str) -> str:
    """A template without what only its readers see."""
    return re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", "", text, flags=re.DOTALL)
