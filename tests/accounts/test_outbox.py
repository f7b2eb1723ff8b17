"""Mail as rows: kept with the page's transaction, read by the right people, sent once by the job."""

import smtplib
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage, get_connection, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from accounts import outbox, tasks
from accounts.models import OutboxMessage
from tests import factories

OUTBOX = "accounts.outbox.OutboxBackend"
READERS = ("staff", "counsel", "admin")


class Server(BaseEmailBackend):
    """A mail server that takes what it gets, or refuses it."""

    taken: list[EmailMessage] = []
    down = False

    def send_messages(self, messages):
        if self.down:
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        for message in messages:
            message.message()  # as every real one does before it sends
        self.taken.extend(messages)
        return len(messages)


@pytest.fixture
def server(settings):
    settings.MAIL_SERVER_BACKEND = f"{__name__}.Server"
    Server.taken, Server.down = [], False
    return Server


@pytest.fixture
def by_rows(settings):
    settings.EMAIL_BACKEND = OUTBOX


def bodies_seen(cast, sign_in, to: str) -> dict[str, str]:
    """What each reader makes of a message: "read", "closed", or "unknown" where it is not there at all."""
    message = factories.make_mail(to, body="Open http://testserver/secret-link")
    seen = {}
    for name in READERS:
        client = sign_in(cast[name])
        listed = message.public_id in client.get("/outbox/").content.decode()
        page = client.get(f"/outbox/{message.public_id}/")
        assert listed == (page.status_code == 200)
        seen[name] = "unknown" if not listed else "read" if b"secret-link" in page.content else "closed"
    return seen


@pytest.mark.parametrize(
    ("to", "seen"),  # by staff, counsel and admin
    [
        ("staff@example.org", ("read", "closed", "read")),  # counsel would read of the donors that staff advises
        ("counsel@example.org", ("closed", "read", "read")),
        ("admin@example.org", ("closed", "closed", "read")),
        ("rep@example.org", ("read", "read", "read")),
        ("funder@example.org", ("read", "read", "read")),
        ("donor@example.org", ("read", "unknown", "read")),  # staff is this donor's adviser
        ("other.donor@example.org", ("unknown", "unknown", "read")),
        ("nobody@example.org", ("read", "read", "read")),
    ],
)
def test_the_text_is_for_those_who_would_not_gain_by_it(cast, sign_in, to, seen):
    assert bodies_seen(cast, sign_in, to) == dict(zip(READERS, seen, strict=True))


def test_there_is_no_outbox_where_mail_is_sent(admin, sign_in, settings):
    message = factories.make_mail()
    settings.EMAIL_URL = "smtp://mail.example.org"
    client = sign_in(admin)
    assert client.get("/outbox/").status_code == 404
    assert client.get(f"/outbox/{message.public_id}/").status_code == 404


def test_links_in_a_message_can_be_followed(admin, sign_in):
    message = factories.make_mail(body="Go to http://testserver/invite/abc/ <script>alert(1)</script>")
    page = sign_in(admin).get(f"/outbox/{message.public_id}/").content.decode()
    assert 'href="http://testserver/invite/abc/"' in page and "<script>alert" not in page


def test_a_message_is_one_row_for_each_recipient(db):
    EmailMessage("Hi", "Text", to=["A@Example.org"], cc=["b@example.org"], connection=get_connection(OUTBOX)).send()
    assert list(OutboxMessage.objects.order_by("to").values_list("to", "subject", "body")) == [
        ("a@example.org", "Hi", "Text"),
        ("b@example.org", "Hi", "Text"),
    ]


def test_the_job_sends_each_message_once_and_forgets_its_text(db, server, by_rows):
    send_mail("Hi", "Secret", None, ["a@example.org"])
    send_mail("Hello", "Secret too", None, ["b@example.org"])
    assert outbox.send_due() == {"sent": 2, "refused": 0}
    assert outbox.send_due() == {"sent": 0, "refused": 0}
    assert [(message.to, message.body) for message in server.taken] == [
        (["a@example.org"], "Secret"),
        (["b@example.org"], "Secret too"),
    ]
    assert set(OutboxMessage.objects.values_list("body", flat=True)) == {""}


def test_a_refused_message_waits_longer_each_time_and_is_sent_when_the_server_is_back(db, server):
    server.down = True
    message = factories.make_mail()
    for attempt, pause in ((1, 1), (2, 2), (3, 4)):
        OutboxMessage.objects.update(due_at=timezone.now())
        assert outbox.send_due() == {"sent": 0, "refused": 1}
        message.refresh_from_db()
        assert message.attempts == attempt and "unexpectedly closed" in message.problem
        assert abs(message.due_at - timezone.now() - timedelta(minutes=pause)) < timedelta(seconds=30)
    assert outbox.send_due() == {"sent": 0, "refused": 0}  # not yet
    server.down = False
    OutboxMessage.objects.update(due_at=timezone.now())
    assert outbox.send_due() == {"sent": 1, "refused": 0}
    message.refresh_from_db()
    assert (message.problem, message.body) == ("", "") and message.sent_at


def test_a_message_that_no_mail_can_be_made_of_holds_up_no_other(db, server):
    bad = factories.make_mail(subject="Two\nlines")
    factories.make_mail()
    assert outbox.send_due() == {"sent": 1, "refused": 1}
    bad.refresh_from_db()
    assert bad.attempts == 1 and "BadHeaderError" in bad.problem


def test_after_the_last_attempt_a_message_is_left_alone(db, server):
    factories.make_mail(attempts=OutboxMessage.MOST_ATTEMPTS)
    assert outbox.send_due() == {"sent": 0, "refused": 0}


def test_without_a_mail_server_the_job_leaves_everything(db):
    message = factories.make_mail()
    tasks.send_mail()
    message.refresh_from_db()
    assert message.sent_at is None and message.body
