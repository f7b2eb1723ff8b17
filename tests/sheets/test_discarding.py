"""Imports that come to nothing: one that failed is discarded by hand, one that was left by itself."""

import datetime as dt

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from mvp_coord.sheets.actions import discard_old_previews
from mvp_coord.sheets.models import ImportBatch, ImportFile

pytestmark = pytest.mark.django_db

TEXT = "Name,Kind\nJuniper Hub,national\n"


def page(client, batch):
    return client.get(reverse("sheets:detail", args=[batch.public_id])).content.decode()


def test_an_import_that_failed_can_be_discarded_and_sent_again(staff, sending, pressing, sign_in):
    batch = sending(staff, TEXT)
    ImportFile.objects.filter(batch=batch).update(content=b"%PDF")  # nothing that was ever sent
    batch = pressing(staff, batch)
    discard, apply = (reverse(f"sheets:{what}", args=[batch.public_id]) for what in ("discard", "apply"))
    text = page(sign_in(staff), batch)
    assert (batch.status, discard in text, apply in text) == ("failed", True, False)
    batch = pressing(staff, batch, "discard")
    text = page(sign_in(staff), batch)
    assert (batch.status, discard in text) == ("discarded", False)
    assert "Discarded: nothing of it was written." in text
    assert sending(staff, TEXT).counts["created"] == 1


def test_a_preview_that_was_left_is_discarded_after_a_month_with_its_file(staff, sending, pressing):
    left, applied, fresh = (sending(staff, TEXT) for _ in range(3))
    pressing(staff, applied)
    ImportBatch.objects.exclude(pk=fresh.pk).update(created_at=timezone.now() - dt.timedelta(days=31))
    assert [discard_old_previews() for _ in range(2)] == [1, 0]
    standing = [ImportBatch.objects.get(pk=each.pk).status for each in (left, applied, fresh)]
    assert standing == ["discarded", "applied", "preview"]
    assert [file.batch for file in ImportFile.objects.all()] == [fresh]
    task = "mvp_coord.sheets.tasks.discard_old_previews"
    assert task in {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}
