"""What the database refuses, as a refusal that a person can be told: nothing is written, and no row is named."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from psycopg import Error


@contextmanager
def refusing(refusals: Mapping[str, Callable[[], Exception]]) -> Iterator[None]:
    """A savepoint that raises the refusal of the constraint that was hurt, by its name; any other error passes."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        cause = error.__cause__
        refusal = refusals.get(cause.diag.constraint_name or "") if isinstance(cause, Error) else None
        if refusal is None:
            raise
        raise refusal() from error
