"""The columns that a sheet was found to have: what each is taken for, and what stands in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_SAMPLES: Final = 3
_SAMPLE: Final = 60
LEFT_OUT: Final = ""


@dataclass(frozen=True)
class SeenColumn:
    """One column of a sheet. `name` is the column of the layout that it is taken for, "" for none.

    `is_told`: a person said so, now or when the same sender's sheet came before; else it is by its words or tag.
    """

    label: str
    name: str
    samples: tuple[str, ...] = ()
    is_told: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet what it is."""
        return not self.name and not self.is_told


def label_key(label: str) -> str:
    """What two headings have in common that are remembered as one."""
    return " ".join(label.casefold().split())[:200]


def with_sample(samples: tuple[str, ...], text: str) -> tuple[str, ...]:
    """A few different things that stand in a column."""
    text = text if len(text) <= _SAMPLE else f"{text[: _SAMPLE - 1]}…"
    return samples if len(samples) >= _SAMPLES or text in samples else (*samples, text)


def joined(columns: Iterable[SeenColumn]) -> list[SeenColumn]:
    """Each heading once, for all sheets of an import together."""
    found: dict[str, SeenColumn] = {}
    for each in columns:
        known = found.setdefault(label_key(each.label), each)
        if known is not each:
            samples = known.samples
            for sample in each.samples:
                samples = with_sample(samples, sample)
            found[label_key(each.label)] = SeenColumn(
                known.label, known.name or each.name, samples, known.is_told or each.is_told
            )
    return list(found.values())
