"""Addresses of money with more than one gap, or with another one than a record's: what stands in them."""

from collections.abc import Callable
from typing import Any

from funding.models import (
    Amendment,
    DocketItem,
    Installment,
    MeterLimit,
    MoneyRule,
    Move,
    Need,
    Requirement,
    Transaction,
)
from partners.models import LegalEntity

Kwargs = dict[str, Any]


def _below_awards(gap: str, model: Any) -> list[Kwargs]:
    rows = model.objects.values_list("allocation__public_id", "public_id")
    return [{"public_id": award, gap: row} for award, row in rows]


def _versions(model: Any) -> list[Kwargs]:
    return list(model.objects.values("code", "version"))


def _metered() -> list[Kwargs]:
    """Every entity that can have a meter, in the year of the canaries' figures."""
    entities = LegalEntity.objects.filter(vehicle__in=["c3_public", "c4"]).order_by("pk")
    return [{"entity": each, "year": 2027} for each in entities.values_list("public_id", flat=True)]


def _needs() -> list[Kwargs]:
    """Every entity and cycle of which somebody has said anything."""
    pairs = Need.objects.order_by("entity", "cycle").values_list("entity__public_id", "cycle__code").distinct()
    return [{"entity": entity, "cycle": cycle} for entity, cycle in pairs]


MONEY: dict[str, Callable[[], list[Kwargs]]] = {
    **dict.fromkeys(("funding:confirm-rule", "funding:withdraw-rule"), lambda: _versions(MoneyRule)),
    **dict.fromkeys(("funding:confirm-limit", "funding:withdraw-limit"), lambda: _versions(MeterLimit)),
    "funding:reverse": lambda: [
        {"slug": fund, "key": key}
        for fund, key in Transaction.objects.values_list("entries__account__fund__slug", "pk").distinct()
    ],
    "funding:move": lambda: [{"slug": each.fund.slug, "move": each.public_id} for each in Move.objects.all()],
    "funding:decide-came-back": lambda: [
        {"public_id": each.award.public_id, "move": each.public_id} for each in Move.objects.exclude(award=None)
    ],
    **dict.fromkeys(
        ("funding:docket-memo", "funding:off-docket", "funding:docket-decide"),
        lambda: [
            {"public_id": docket, "item": item}
            for docket, item in DocketItem.objects.values_list("docket__public_id", "public_id")
        ],
    ),
    "funding:part": lambda: _below_awards("part", Installment),
    "funding:requirement": lambda: _below_awards("requirement", Requirement),
    "funding:amendment": lambda: _below_awards("amendment", Amendment),
    "funding:propose": lambda: [{"entity": each.public_id} for each in LegalEntity.objects.all()],
    **dict.fromkeys(("funding:need", "funding:state-need"), lambda: _needs()),
    "funding:meter": lambda: _metered(),
    "funding:state-figure": lambda: [{**each, "what": "year-begins"} for each in _metered()],
}
