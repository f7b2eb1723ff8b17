"""For a migration that replaces many: it creates all models of an app and renders them once.

Django renders a model and all that are tied to it anew after each change of one: a tenth of a second, when nearly
everything is tied to a person who did it. With a table, its history and their triggers for each of our records that
makes minutes of an empty database. Here the models are all known before the first of them is rendered.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.contrib.postgres.operations import CreateExtension
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel, RunPython, RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

STATEMENTS = (RunSQL, RunPython, CreateExtension)


def statements(module: str) -> list[Operation]:
    """What a replaced migration does beside changing models, in its order: extensions, functions, first rows."""
    return [each for each in import_module(module).Migration.operations if isinstance(each, STATEMENTS)]


class CreateModels(Operation):
    """Models, each whole: with all fields, constraints and indexes, and their triggers."""

    reduces_to_sql = True
    serialization_expand_args = ["operations"]

    def __init__(self, operations: Sequence[CreateModel | AddTrigger]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the models to a state of which nothing is rendered; whoever asks for them then gets them all."""
        state.is_delayed = True
        state.clear_delayed_apps_cache()
        state.is_delayed = False
        for each in self.operations:
            each.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Create the tables and what hangs on them."""
        for each in self.operations:
            each.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the tables, the last one first; their triggers go with them."""
        for each in reversed(self.operations):
            if isinstance(each, CreateModel):
                each.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What `migrate --plan` says of it."""
        return f"Create {sum(isinstance(each, CreateModel) for each in self.operations)} models with their triggers"

    def references_model(self, name: str, app_label: str) -> bool:
        """Whether one of them is, or points to, that model."""
        return any(each.references_model(name, app_label) for each in self.operations)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """How a migration names it."""
        return (type(self).__name__, [], {"operations": self.operations})
