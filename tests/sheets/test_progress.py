"""While a worker applies an import in one transaction, others see how far it has come."""

import pytest
from django.db import connection, transaction
from django.urls import reverse

from mvp_coord.sheets.models import ImportBatch, ImportProgress
from mvp_coord.sheets.progress import Beside
from tests import factories


@pytest.mark.django_db(transaction=True)
def test_it_is_told_beside_the_open_transaction_and_survives_its_end():
    batch = ImportBatch.objects.create(created_by=factories.make_user())
    ImportProgress.objects.create(batch=batch, total=200)
    with pytest.raises(ZeroDivisionError), transaction.atomic(), Beside(batch) as progress:
        ImportBatch.objects.select_for_update().get(pk=batch.pk)
        progress(90)
        watching = connection.copy()
        with watching.cursor() as cursor:
            cursor.execute("SELECT done FROM sheets_importprogress")
            assert cursor.fetchone() == (90,)
        watching.close()
        raise ZeroDivisionError
    assert ImportProgress.objects.get().done == 90


@pytest.mark.django_db(transaction=True)
def test_how_much_there_is_to_do_is_told_as_soon_as_it_is_known():
    batch = ImportBatch.objects.create(created_by=factories.make_user())
    ImportProgress.objects.create(batch=batch)
    with Beside(batch) as progress:
        progress(29, 60)
        progress(30, 60)  # the last that is read
        progress(31)
    assert ImportProgress.objects.values_list("done", "total").get() == (30, 60)


@pytest.mark.django_db
def test_the_page_says_how_many_rows_are_written(staff, sign_in):
    batch = ImportBatch.objects.create(created_by=staff, status="queued", kind="partners")
    ImportProgress.objects.create(batch=batch, done=90, total=200)
    text = sign_in(staff).get(reverse("sheets:detail", args=[batch.public_id])).content.decode()
    assert "90 of 200 rows written" in text
    assert 'value="90">90</progress>' in text
