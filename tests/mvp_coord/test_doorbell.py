"""A broker that is away or hangs costs a page at most two seconds, once."""

import logging
import socket
import time

import pytest
from celery import Celery
from django.conf import settings
from django.db import transaction

from mvp_coord.jobs import doorbell
from tests import cluster

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def not_quiet():
    doorbell._quiet_until = 0.0
    yield
    doorbell._quiet_until = 0.0


def task_on(broker: str):
    """A task whose messages go to ``broker``, sent with the product's own settings."""
    app = Celery("elsewhere", set_as_current=False)
    app.config_from_object(settings, namespace="CELERY")
    app.conf.broker_url = broker

    @app.task(name="look")
    def look(key: str = "") -> None:
        """Never runs here; only its messages matter."""

    return look


def seconds_to_ring(task) -> float:
    begun = time.monotonic()
    with transaction.atomic():
        doorbell.ring(task, "AZ")
    return time.monotonic() - begun


def messages(task) -> int:
    with task.app.connection_for_read() as broker:
        return broker.default_channel.client.llen("celery")


def test_a_message_is_sent_after_the_commit_and_not_before(django_db_setup):
    task = task_on(cluster.redis_url())
    before = messages(task)
    with transaction.atomic():
        doorbell.ring(task, "AZ")
        assert messages(task) == before
    assert messages(task) == before + 1


def test_a_rolled_back_edit_rings_nobody(django_db_setup):
    task = task_on(cluster.redis_url())
    before = messages(task)
    with pytest.raises(ValueError), transaction.atomic():
        doorbell.ring(task, "AZ")
        raise ValueError
    assert messages(task) == before


@pytest.mark.parametrize("address", ["redis+socket://{folder}/nobody.sock", "redis://127.0.0.1:1/0"])
def test_a_missing_broker_is_noted_at_once(address, tmp_path, caplog):
    task = task_on(address.format(folder=tmp_path))
    with caplog.at_level(logging.WARNING):
        assert seconds_to_ring(task) < 0.5
    assert "the broker does not answer" in caplog.text


@pytest.fixture
def silent_port():
    """A port where somebody accepts the call and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_hanging_broker_costs_two_seconds_and_the_next_page_nothing(silent_port, caplog):
    task = task_on(f"redis://127.0.0.1:{silent_port}/0")
    assert seconds_to_ring(task) < 2
    assert "the broker does not answer" in caplog.text
    assert seconds_to_ring(task) < 0.1
