"""Columns that hold many keys: asked about where they are, since sending 100,000 of them back takes seconds."""

from typing import Any

from django.db.models import BigIntegerField, F, Func, QuerySet


def each_of(rows: QuerySet[Any], column: str) -> QuerySet[Any, Any]:
    """The single keys in an array column of these rows, for `pk__in`."""
    return rows.order_by().values_list(Func(F(column), function="unnest", output_field=BigIntegerField()), flat=True)
