"""What tells those who keep places in memory that they must read them anew."""

import pgtrigger
from django.db import models


class GroundStamp(models.Model):
    """Who has written places, their counts or how they cross: a row for each transaction that has.

    All values together are the stamp of the ground (`BIT_XOR`): another one after each statement that writes any of
    it, the one before where that is taken back. A row for each transaction, so that none waits for another.
    """

    writer = models.BigIntegerField(primary_key=True, help_text="The transaction, as the database counts them.")
    value = models.BigIntegerField(help_text="By chance, and another one after each of its statements.")

    def __str__(self) -> str:
        return str(self.writer)


def stamps_ground() -> pgtrigger.Trigger:
    """The trigger of a table that belongs to the ground."""
    return pgtrigger.Trigger(
        name="stamps_ground",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
        func=(
            "INSERT INTO states_groundstamp (writer, value) "
            "VALUES (pg_current_xact_id()::text::bigint, hashtextextended(gen_random_uuid()::text, 0)) "
            "ON CONFLICT (writer) DO UPDATE SET value = excluded.value; RETURN NULL;"
        ),
    )
