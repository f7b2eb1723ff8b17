"""What tells those who keep places in memory that they must read them anew."""

import pgtrigger
from django.db import models


class GroundStamp(models.Model):
    """One value for all places, their counts and how they cross: another one after each statement that writes any.

    A value never comes back, and what a transaction wrote and took back is never told by the value that stands.
    """

    is_only = models.BooleanField(primary_key=True, default=True)
    value = models.UUIDField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(is_only=True), name="ground_has_one_stamp")]

    def __str__(self) -> str:
        return str(self.value)


def stamps_ground() -> pgtrigger.Trigger:
    """The trigger of a table that belongs to the ground.

    Before the rows are written, so that whoever writes places waits for whoever does so already, and both for nobody.
    """
    return pgtrigger.Trigger(
        name="stamps_ground",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
        func=(
            "INSERT INTO states_groundstamp VALUES (true, gen_random_uuid()) "
            "ON CONFLICT (is_only) DO UPDATE SET value = excluded.value; RETURN NULL;"
        ),
    )
