"""The ledger under fire: many processes at once, funds that cross, and a database server that is killed."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import InterfaceError, InternalError, OperationalError, connection, connections, transaction

from accounts.models import User
from funding.actions import ledger
from funding.models import Allocation, Balance, Entry, Transaction
from funding.reports.proof import prove
from mvp_coord.local import Instance, binaries, pair, postgres, roles
from mvp_coord.management.commands.setup import connected_to
from tests import cluster, factories

from .books import cents, make_fund_with, make_grant, said

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

# However Django calls it, by what was being done when the server went.
SERVER_IS_GONE = (OperationalError, InterfaceError, InternalError, transaction.TransactionManagementError)
PROCESSES, DRAWS, KILLS = 16, 30, 10
forked = multiprocessing.get_context("fork")


@contextmanager
def processes(many: int, work: Callable[[int], None], *, ends: int = 0) -> Iterator[list[Any]]:
    """So many real processes at work, each with connections of its own; each must end with this code.

    Each is told where the database is: after a test with a browser the parent's connections hang on an event loop, of
    which a child knows nothing, and it would ask the database of the settings.
    """
    connections.close_all()  # a child must not inherit ours
    where = connection.settings_dict

    def started(n: int) -> None:
        connection.settings_dict = where
        work(n)

    children = [forked.Process(target=started, args=(n,)) for n in range(many)]
    for child in children:
        child.start()
    try:
        yield children
        for child in children:
            child.join(120)
        assert [child.exitcode for child in children] == [ends] * many
    finally:
        for child in children:
            child.kill()


def test_of_many_draws_at_once_just_those_are_made_that_there_is_money_for(tmp_path):
    """480 draws of 3 dollars from 1,000: 333 are made, and each is told truly whether it was."""
    staff = factories.make_user(is_staff=True)
    fund = make_fund_with(1_000, staff)
    grants = [make_grant(fund) for _ in range(4)]

    def draw(n: int) -> None:
        made = 0
        for nth in range(DRAWS):
            try:
                ledger.set_aside(allocation=grants[n % 4], amount=Decimal(3), said=said(staff, f"{n}/{nth}"))
                made += 1
            except ledger.NotEnough:
                pass
        (tmp_path / str(n)).write_text(str(made))

    with processes(PROCESSES, draw):
        pass
    made = sum(int(each.read_text()) for each in tmp_path.iterdir())
    assert (made, Transaction.objects.filter(kind="commitment").count()) == (333, 333)
    assert cents(fund, "available") == 100
    assert sum(Balance.objects.filter(account__bucket="committed").values_list("cents", flat=True)) == 99_900
    assert prove().faults == ()


def test_a_key_that_many_send_at_once_is_posted_once():
    staff = factories.make_user(is_staff=True)
    fund = make_fund_with(1_000, staff)

    def draw(n: int) -> None:
        for nth in range(DRAWS):
            ledger.receive(fund=fund, amount=Decimal(1), said=said(staff, f"gift {nth}"))

    with processes(8, draw):
        pass
    assert cents(fund, "available") == 100_000 + DRAWS * 100
    assert Entry.objects.count() == 2 * (DRAWS + 1)


def test_two_funds_that_pay_one_another_never_wait_in_a_ring():
    staff = factories.make_user(is_staff=True)
    one, other = make_fund_with(100, staff), make_fund_with(100, staff)

    def cross(n: int) -> None:
        source, target = (one, other) if n % 2 else (other, one)
        for nth in range(DRAWS):
            ledger.transfer(source=source, target=target, amount=Decimal(1), said=said(staff, f"{n}/{nth}"))

    with processes(PROCESSES, cross):
        pass
    assert (cents(one, "available"), cents(other, "available")) == (10_000, 10_000)
    assert Transaction.objects.filter(kind="transfer").count() == PROCESSES * DRAWS
    assert prove().faults == ()


@pytest.fixture
def here():
    """A server of this test's own, with the same tables, that may be killed."""
    folder = Path(tempfile.mkdtemp(prefix="mvp-instance-"))
    one = Instance(folder, folder=folder)
    programs = binaries.postgres_folder()
    with pair.started(one):
        roles.create_database(one)
        source, target = cluster.database_url("mvp_owner"), one.database_url("mvp_owner")
        dump = subprocess.run([programs / "pg_dump", "-Fc", source], check=True, capture_output=True).stdout
        subprocess.run([programs / "pg_restore", "--dbname", target], input=dump, check=True)
    with connected_to(one.database_url("app_rw")):
        yield one
    for path in (folder, one.sockets):
        shutil.rmtree(path, ignore_errors=True)


def pay_for_ever(grant: Allocation, staff: User, told: Path) -> None:
    """Set aside and pay in one transaction, again and again; what was not acknowledged is sent once more."""
    nth = 0
    with told.open("a") as acknowledged:
        while True:
            key = f"{os.getpid()}/{nth}"
            try:
                with transaction.atomic():
                    ledger.set_aside(allocation=grant, amount=Decimal(1), said=said(staff, f"{key} aside"))
                    ledger.pay_out(allocation=grant, amount=Decimal(1), said=said(staff, f"{key} out"))
            except SERVER_IS_GONE:
                connection.close()
                time.sleep(0.02)
                continue
            except BaseException:
                told.with_suffix(".why").write_text(traceback.format_exc())
                raise
            acknowledged.write(f"{key}\n")
            acknowledged.flush()
            nth += 1


@pytest.mark.skipif(not cluster.OWN_SERVER, reason="a server of your own is not killed")
def test_a_server_that_is_killed_ten_times_loses_nothing_and_leaves_nothing_half_done(here, tmp_path):
    told = tmp_path / "told"
    told.touch()
    server = postgres.start(here)
    try:
        staff = factories.make_user(is_staff=True)
        fund = make_fund_with(1_000_000, staff)
        grants = [make_grant(fund) for _ in range(3)]
        with processes(3, lambda n: pay_for_ever(grants[n], staff, told), ends=-signal.SIGKILL) as children:
            for _ in range(KILLS):
                size = told.stat().st_size
                while told.stat().st_size < size + 200:  # while they are at it
                    assert all(child.is_alive() for child in children), told.with_suffix(".why").read_text()
                    time.sleep(0.01)
                server.kill()
                server.wait()
                server = postgres.start(here)
            for child in children:
                child.kill()
        acknowledged = told.read_text().split()
        kept = set(Transaction.objects.exclude(kind="receipt").values_list("key", flat=True))
        assert len(acknowledged) == len(set(acknowledged)) > KILLS
        assert {f"{key} {half}" for key in acknowledged for half in ("aside", "out")} <= kept
        whole = {key.removesuffix(" out") for key in kept if key.endswith(" out")}
        assert kept == {f"{key} {half}" for key in whole for half in ("aside", "out")}
        assert len(whole - set(acknowledged)) <= len(children)  # posted, and killed before it was told
        assert prove().faults == ()
    finally:
        connections.close_all()
        postgres.stop(server)
