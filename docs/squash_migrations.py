"""Replace each app's migrations by one that creates all of its tables at once: `python -m docs.squash_migrations`.

An empty database then gets its tables in seconds; one that is there goes on from where it is, because the migrations
that are replaced stay. Before anything is written, read what it says: statements and first rows of the replaced
migrations are listed, to be put before the tables, after them, or left out where they are of rows that were there.
`MVP_PROVE_SQUASHED=1` with `tests/mvp_coord/test_migrations.py` proves that both ways end alike.
"""

import os
import sys
from pathlib import Path
from typing import Any

import django

OURS = ("accounts", "sheets", "states", "partners", "funding", "planning")


def main(apps: list[str]) -> None:
    """Write the new migration of each of these apps, and say what is left to do by hand."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None, replace_migrations=False)
    state = loader.project_state()
    for app in apps or OURS:
        squash(app, loader, {key[1]: model for key, model in state.models.items() if key[0] == app})


def squash(app: str, loader: Any, models: dict[str, Any]) -> None:
    """One app: its models as the state has them, in the order in which their tables and columns came to be."""
    from django.db.migrations import Migration
    from django.db.migrations.writer import MigrationWriter

    from mvp_coord.lib.migrating import Together, statements

    replaced = [each for key, each in sorted(loader.disk_migrations.items()) if key[0] == app and not each.replaces]
    name = f"0001_squashed_{replaced[-1].name}"
    words = {
        "initial": True,
        "replaces": [(app, each.name) for each in replaced],
        "dependencies": dependencies(app, replaced),
        "operations": [Together(operations(models))],
    }
    writer = MigrationWriter(type("Migration", (Migration,), words)(name, app), include_header=False)
    text = writer.as_string().replace("import mvp_coord.lib.migrating\n", "")
    text = text.replace("mvp_coord.lib.migrating.Together", "Together").replace(
        "import migrations, models\n",
        "import migrations, models\nfrom mvp_coord.lib.migrating import Together, statements\n",
    )
    said = f"All of this app's tables as they are after {replaced[-1].name}, for a database that has none of them."
    Path(writer.path).write_text(f'"""{said}"""\n\n{text}', "utf-8")
    sys.stdout.write(f"{writer.path}\n  is to do these as well:\n")
    for each in replaced:
        for place, statement in enumerate(statements(type(each).__module__)):
            module = type(each).__module__
            said = f'*statements("{module}")[{place}:{place + 1}],  # {statement.describe()}'
            sys.stdout.write(f"  {said}\n")


def dependencies(app: str, replaced: list[Any]) -> list[tuple[str, str]]:
    """The latest of each other app that any of them needs: what was applied in their order stays consistent."""
    latest: dict[str, tuple[str, str]] = {}
    for needs in (each for migration in replaced for each in migration.dependencies if each[0] != app):
        found = ("__setting__", "AUTH_USER_MODEL") if needs[1] == "__first__" else tuple(needs)
        latest[found[0]] = max(latest.get(found[0], found), found)
    return sorted(latest.values())


def operations(models: dict[str, Any]) -> list[Any]:
    """All models, then all triggers."""
    from django.db.migrations import CreateModel
    from pgtrigger.migrations import AddTrigger

    created = []
    for state in models.values():
        empty = {key for key in ("indexes", "constraints") if not state.options.get(key)}
        options = {key: value for key, value in state.options.items() if key not in {"triggers", *empty}}
        created.append(CreateModel(state.name, list(state.fields.items()), options, state.bases, state.managers))
    return created + [
        AddTrigger(name, each) for name, state in models.items() for each in state.options.get("triggers", [])
    ]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mvp_coord.settings")
    django.setup()
    main(sys.argv[1:])
