"""What machines that watch the product are told."""

from datetime import timedelta

import pytest
import time_machine
from celery import Celery
from django.db import connection
from django.utils import timezone

from mvp_coord import health
from mvp_coord.jobs.actions import record_tick
from mvp_coord.management.commands.setup import connected_to
from tests import cluster


def test_alive_without_asking_anything(client):
    """No database access at all: pytest forbids it here."""
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"alive\n")
    assert "no-store" in response["Cache-Control"]


def test_ready_when_all_parts_work(db, client):
    record_tick()
    response = client.get("/readyz")
    assert response.status_code == 200
    found = response.json()
    assert found.pop("tick_age_seconds") in range(10)
    assert found == {"ready": True, "database": True, "migrations": True, "broker": True, "schedule": True}


def test_not_ready_before_the_first_tick(db, client):
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["tick_age_seconds"] is None


def test_not_ready_when_the_schedule_has_stopped(db, client):
    record_tick()
    with time_machine.travel(timezone.now() + timedelta(seconds=health.OLDEST_TICK_SECONDS + 1)):
        response = client.get("/readyz")
    assert response.status_code == 503
    found = response.json()
    assert (found["schedule"], found["database"], found["broker"]) == (False, True, True)


def test_not_ready_without_a_database(db, client, django_db_blocker):
    nowhere = cluster.database_url("app_rw", "no_such_database")
    with connected_to(nowhere):
        response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] is False


def test_not_ready_without_a_broker(db, client, monkeypatch, tmp_path):
    record_tick()
    monkeypatch.setattr(health, "app", Celery("elsewhere", broker=f"redis+socket://{tmp_path}/nobody.sock"))
    response = client.get("/readyz")
    assert response.status_code == 503
    found = response.json()
    assert (found["broker"], found["database"], found["schedule"]) == (False, True, True)


def test_not_ready_before_the_migrations(db, client, monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs'")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["migrations"] is False


def test_machines_may_call_by_address_in_production_too(db, client, settings):
    settings.ALLOWED_HOSTS = ["commons.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    record_tick()
    assert client.get("/healthz", headers={"host": "10.0.0.7:8000"}).status_code == 200
    assert client.get("/readyz", headers={"host": "10.0.0.7:8000"}).status_code == 200
    assert client.get("/", headers={"host": "10.0.0.7:8000"}).status_code == 400, "people call by name"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_only_reading(client, path):
    assert client.post(path).status_code == 405
