"""Finds the row that names the columns, wherever it stands, by the words and HXL tags of a layout."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from mvp_coord.lib.tabular import Value

from .columns import label_key
from .layout import Column, Layout, keys

# So many of the required columns make a row a header. Fewer are met by chance in titles and notes.
_ENOUGH = 3
_LONGEST_NAME = 60
_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*", re.I)


@dataclass(frozen=True)
class Header:
    """Which columns a sheet has: their labels by index, and the indexes by the layout's names."""

    layout: Layout
    labels: tuple[str, ...]
    places: dict[str, tuple[int, ...]]

    @functools.cached_property
    def names(self) -> dict[str, str]:
        """What the sheet calls each of the layout's columns."""
        return {name: self.labels[indexes[0]] for name, indexes in self.places.items()}

    @property
    def present(self) -> set[str]:
        """The columns there are, and those that one of them stands for."""
        return set(self.places) | {other for name in self.places for other in self.layout.column(name).stands_for}

    @functools.cached_property
    def missing(self) -> tuple[Column, ...]:
        """The required columns that the sheet lacks."""
        return tuple(column for column in self.layout.required if column.name not in self.present)

    @property
    def is_enough(self) -> bool:
        return len(self.layout.required) - len(self.missing) >= min(_ENOUGH, len(self.layout.required))

    @property
    def unread(self) -> tuple[str, ...]:
        """Labels of the columns that mean nothing here."""
        used = {index for indexes in self.places.values() for index in indexes}
        told = self.layout.told
        return tuple(
            label
            for index, label in enumerate(self.labels)
            if label and index not in used and label_key(label) not in told
        )


def recognize(cells: Sequence[Value], layout: Layout, tags: Sequence[str] = ()) -> Header:
    """The columns that a row of names, with or without a row of tags, would give. Words go before tags."""
    labels = tuple(" ".join(cell.split()) if isinstance(cell, str) else "" for cell in cells)
    labels += ("",) * (len(tags) - len(labels))
    places = _by_words(labels, layout)
    _add_by_tags(places, labels, tags, layout)
    _add_by_guessable_words(places, labels, layout)
    return Header(layout, tuple(label or _at(tags, index) for index, label in enumerate(labels)), places)


def cannot_name(cells: Sequence[Value]) -> bool:
    """Whether a row is plainly one of data: names of columns are not numbers, days or amounts. Cheap."""
    figures = sum(
        not isinstance(cell, str) or cell.lstrip()[:1].isdigit() or cell.lstrip()[:1] == "$"
        for cell in cells
        if cell is not None
    )
    return figures > 1


def tags_of(cells: Sequence[Value]) -> tuple[str, ...]:
    """The HXL tags of a row, "" where it has none; empty when it is not a row of tags."""
    filled = [cell for cell in cells if cell is not None]
    tags = [cell for cell in filled if isinstance(cell, str) and _TAG.fullmatch(cell.strip())]
    if len(tags) < 2 or len(tags) * 2 < len(filled):
        return ()
    return tuple(re.sub(r"\s", "", cell).lower() if cell in tags and isinstance(cell, str) else "" for cell in cells)


def _by_words(labels: Sequence[str], layout: Layout) -> dict[str, tuple[int, ...]]:
    places = _by_word_of_mouth(labels, layout)
    best = dict.fromkeys(places, -1)  # nothing is as telling as what somebody said
    for index, label in enumerate(labels):
        match = None if label_key(label) in layout.told else _sure_match(label, layout)
        if match is None:
            continue
        name, rank = match
        if name not in best or (rank < best[name] and not layout.column(name).is_many):
            best[name], places[name] = rank, (index,)
        elif rank == best[name] or layout.column(name).is_many:
            places[name] += (index,)
    return places


def _by_word_of_mouth(labels: Sequence[str], layout: Layout) -> dict[str, tuple[int, ...]]:
    """The columns that somebody named."""
    places: dict[str, tuple[int, ...]] = {}
    for index, label in enumerate(labels):
        name = layout.told.get(label_key(label), "")
        if name in layout.by_name:
            places[name] = (*places.get(name, ()), index)
    return places


def _spoken_for(labels: Sequence[str], places: dict[str, tuple[int, ...]], layout: Layout) -> set[int]:
    """Columns that are something already, or that somebody left out."""
    taken = {index for indexes in places.values() for index in indexes}
    return taken | {index for index, label in enumerate(labels) if label_key(label) in layout.told}


def _sure_match(label: str, layout: Layout) -> tuple[str, int] | None:
    if not label or len(label) > _LONGEST_NAME:
        return None
    return next((layout.sure[key] for key in keys(label) if key in layout.sure), None)


def _add_by_tags(
    places: dict[str, tuple[int, ...]], labels: Sequence[str], tags: Sequence[str], layout: Layout
) -> None:
    taken = _spoken_for(labels, places, layout)
    for column in layout.columns:
        if column.name in places:
            continue
        for wanted in column.tags:
            found = [i for i, tag in enumerate(tags) if i not in taken and _tag_matches(tag, wanted)]
            if found:
                places[column.name] = (found[0],)
                taken.add(found[0])
                break


def _tag_matches(tag: str, wanted: str) -> bool:
    """The same base, and every attribute that is wanted: #adm2+name is #adm2."""
    base, *attributes = tag.split("+")
    wanted_base, *wanted_attributes = wanted.split("+")
    return base == wanted_base and set(wanted_attributes) <= set(attributes)


def _add_by_guessable_words(places: dict[str, tuple[int, ...]], labels: Sequence[str], layout: Layout) -> None:
    """ "What" may be the tactic or the program: it goes to the first that is missing, required ones first."""
    taken = _spoken_for(labels, places, layout)
    taken |= {index for index, label in enumerate(labels) if len(label) > _LONGEST_NAME}
    covered = set(places) | {other for name in places for other in layout.column(name).stands_for}
    for column in sorted(layout.columns, key=lambda column: not column.is_required):
        if column.name in covered:
            continue
        for word in column.maybe:
            key = keys(word)[0]
            found = [i for i, label in enumerate(labels) if i not in taken and label and key in keys(label)]
            if found:
                places[column.name] = (found[0],)
                taken.add(found[0])
                break


def _at(tags: Sequence[str], index: int) -> str:
    return tags[index] if index < len(tags) else ""
