"""Names that are spelled nearly like what somebody searched for, for when nothing else is found."""

from typing import Any, Final

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Q, TextField, Value
from django.db.models.functions import Greatest, Upper

from partners.models.partner import PartnerQuerySet

# How much of the words' groups of three letters must stand in a name: two letters exchanged in a short name pass.
_ALIKE: Final = 0.45
_MOST: Final = 20
_SHORTEST: Final = 3
_THRESHOLD: Final = "pg_trgm.word_similarity_threshold"


def spelled_alike(partners: PartnerQuerySet, words: str) -> list[int]:
    """The ids of at most twenty of these partners, the nearest first. One query, by the index of names."""
    if len(words) < _SHORTEST:
        return []
    like: Any = Value(words.upper())
    rows: Any = partners.annotate(
        upper_name=Upper("name", output_field=TextField()),
        upper_others=Upper("other_names", output_field=TextField()),
    )
    alike = Greatest(TrigramWordSimilarity(like, "upper_name"), TrigramWordSimilarity(like, "upper_others"))
    near = rows.filter(Q(upper_name__trigram_word_similar=like) | Q(upper_others__trigram_word_similar=like))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT set_config('{_THRESHOLD}', %s, true)", [str(_ALIKE)])
        found = list(near.annotate(alike=alike).order_by("-alike", "name", "pk").values_list("pk", flat=True)[:_MOST])
        cursor.execute(f"RESET {_THRESHOLD}")
    return found
