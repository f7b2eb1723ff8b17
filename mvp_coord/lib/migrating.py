"""For migrations: operations whose models are rendered once together, and the statements of replaced migrations.

Django renders a model and all that are tied to it anew after each change of one: a sixth of a second, when nearly
everything is tied to a person who did it. With a table, its history and their triggers for each of our records that
makes minutes of an empty database. Here all changes are known before the first model is rendered.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.contrib.postgres.operations import CreateExtension
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel, RenameField, RenameModel, RunPython, RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.state import ProjectState

STATEMENTS = (RunSQL, RunPython, CreateExtension)


def statements(module: str) -> list[Operation]:
    """What a replaced migration does beside changing models, in its order: extensions, functions, first rows."""
    return [each for each in import_module(module).Migration.operations if isinstance(each, STATEMENTS)]


class Together(Operation):
    """Operations of one migration, done one by one between the models before all of them and those after all.

    So a model that one of them creates is whole, with its fields, constraints and indexes, and none changes what
    another one has changed; their order is that of a migration.
    """

    reduces_to_sql = True
    serialization_expand_args = ["operations"]

    def __init__(self, operations: Sequence[Operation]) -> None:
        created = {each.name_lower for each in operations if isinstance(each, CreateModel)}
        fields = [each for each in operations if isinstance(each, FieldOperation)]
        changed = [(each.model_name_lower, each.name_lower) for each in fields]
        if any(model in created for model, _ in changed) or len(set(changed)) < len(changed):
            raise ValueError("A model is created whole and a field changed once: put it into one operation.")
        if any(isinstance(each, (RunPython, RenameField, RenameModel)) for each in operations):
            raise ValueError("What renames, or works on the models of its moment, stands beside, not inside.")
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change a state of which nothing is rendered; whoever asks for its models then gets them as they end."""
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
        """Do them, in order."""
        for each in self.operations:
            each.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Undo them, the last one first; what hangs on a model that was created goes with it."""
        for each in reversed(self.operations):
            model = getattr(each, "model_name", None)
            if model is None or (app_label, model.lower()) in to_state.models:
                each.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What `migrate --plan` says of it."""
        return "; ".join(each.describe() for each in self.operations[:3]) + (" …" if len(self.operations) > 3 else "")

    def references_model(self, name: str, app_label: str) -> bool:
        """Whether one of them is, or points to, that model."""
        return any(each.references_model(name, app_label) for each in self.operations)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """How a migration names it."""
        return (type(self).__name__, [], {"operations": self.operations})
