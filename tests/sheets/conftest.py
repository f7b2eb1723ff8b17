"""Sending sheets on pages, and having a worker apply them: what the tests of the wizard share."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mvp_coord.sheets.actions import apply_due_imports
from mvp_coord.sheets.models import ImportBatch


@pytest.fixture
def sending(sign_in):
    """Sends text as a file, or as pasted rows, and gives the import."""

    def send(user, text: str | bytes, *, kind: str = "partners", paste: bool = False, **more) -> ImportBatch:
        if paste:
            told = {"pasted": text}
        else:
            told = {"sheets": [SimpleUploadedFile("list.csv", text if isinstance(text, bytes) else text.encode())]}
        response = sign_in(user).post(reverse("sheets:new"), {"kind": kind, **told, **more})
        assert response.status_code == 302, response.context["form"].errors
        return ImportBatch.objects.latest("pk")

    return send


@pytest.fixture
def pressing(sign_in):
    """Presses a button of an import's page, lets the worker work, and gives the import as it then stands."""

    def press(user, batch: ImportBatch, what: str = "apply", **given) -> ImportBatch:
        sign_in(user).post(reverse(f"sheets:{what}", args=[batch.public_id]), given)
        apply_due_imports()
        batch.refresh_from_db()
        return batch

    return press
