"""The product as a whole: settings, addresses, the first pages, running it, and the demo."""

from .celery import app as celery_app

__all__ = ["celery_app"]
