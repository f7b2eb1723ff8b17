"""Prove the ledger now, in the foreground."""

import json
from dataclasses import asdict, replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from funding.reports.agreement import disagreements
from funding.reports.proof import prove


class Command(BaseCommand):
    help = "Prove that transactions sum to zero, balances are sums of entries, and awards agree. Changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="Print what was found as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            proof = prove()
            proof = replace(proof, faults=proof.faults + disagreements())
        if options["json"]:
            self.stdout.write(json.dumps(asdict(proof)))
        else:
            self.stdout.write(
                f"{proof.transactions:,} transactions with {proof.entries:,} entries in {proof.accounts:,} accounts."
            )
        if proof.faults:
            raise CommandError("\n".join(proof.faults))
        if not options["json"]:
            self.stdout.write(
                "All of them sum to zero, every balance is the sum of its entries, and every award agrees with them."
            )
