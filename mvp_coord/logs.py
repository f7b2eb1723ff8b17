"""What the product writes to its log: one line for each request and each fault, never the contents of variables.

In production the lines are JSON for a log collector; elsewhere they are for a person at a terminal, who sees
only what needs attention.
"""

import logging
import re
from typing import Any

import structlog

HEALTH = ("/healthz", "/readyz")
# What follows these in an address opens an account, or confirms in somebody's name.
SECRET_PATH = re.compile(
    r"(/invite/|/still-true/letters/|/overlaps/letters/|/accounts/password/reset/key/|/directory/hsds/"
    r"|/calendar-feeds/)[^\s\"'<>]+"
)
# PostgreSQL adds the values of the row that it refused: names and addresses of people.
ROW_VALUES = re.compile(r"^(DETAIL|CONTEXT): .*$", re.MULTILINE)


class NotHealth(logging.Filter):
    """Leaves out the answers to machines that ask every few seconds; what is wrong is logged where it goes wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is worth keeping."""
        said = record.msg.get("request", "") if isinstance(record.msg, dict) else record.getMessage()
        return not str(said).endswith(HEALTH)


def without_secrets(text: str) -> str:
    """A line or traceback without the secrets of links and the values of rows."""
    return ROW_VALUES.sub(r"\1: left out", SECRET_PATH.sub(r"\1…", text))


def _scrub(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """The last step before a line is written."""
    return {key: without_secrets(value) if isinstance(value, str) else value for key, value in event.items()}


def logging_settings(*, production: bool, level: str) -> dict[str, Any]:
    """Django's LOGGING; also tells structlog to write through it. ``level`` is a name such as "INFO"."""
    before = _configure_structlog(production=production)
    # A traceback with the values of its variables would write names and addresses of people to the log.
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    for_machines = [structlog.processors.format_exc_info, _scrub, structlog.processors.JSONRenderer()]
    lines = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": before,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *(for_machines if production else [_scrub, plain]),
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"not_health": {"()": NotHealth}},
        "formatters": {"lines": lines},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["not_health"]}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": _loggers(level),
    }


def _loggers(level: str) -> dict[str, Any]:
    return {
        "django": {"handlers": [], "level": level, "propagate": True},
        # Every answer has its line already, with its status and the request's id.
        "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
        # Programs that try addresses all day are answered 400, and that is all there is to say.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    }


def _configure_structlog(*, production: bool) -> list[Any]:
    """Tell structlog to write through Python's logging; the steps that every line goes through first."""
    before: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso" if production else "%H:%M:%S", utc=production),
    ]
    wrap = structlog.stdlib.ProcessorFormatter.wrap_for_formatter
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *before, structlog.stdlib.PositionalArgumentsFormatter(), wrap],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return before
