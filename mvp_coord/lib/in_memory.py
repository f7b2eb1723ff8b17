"""Uploads stay in memory, and in memory there is room for only so much."""

import io
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class InMemoryWithLimit(FileUploadHandler):
    """Keeps uploaded files in memory, up to the limit of all files of a request together; never on disk.

    What comes after the limit is counted and dropped: a file over it arrives with its true `size` and without
    its bytes, so that a form can say how large it was.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._room = settings.MAX_UPLOAD_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._kept: io.BytesIO = io.BytesIO()
        self._is_whole = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if len(raw_data) > self._room:
            self._kept, self._is_whole = io.BytesIO(), False
        if self._is_whole:
            self._kept.write(raw_data)
            self._room -= len(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._kept.seek(0)
        return InMemoryUploadedFile(
            file=self._kept,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
