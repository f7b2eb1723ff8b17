"""When jobs run. Most only look for work that waits, so a message that was lost is made up for by the next one."""

from typing import Any

from celery.schedules import crontab


def beat_schedule(*, sends_mail: bool) -> dict[str, dict[str, Any]]:
    """The schedule for Celery's beat; `sends_mail` where there is a mail server to send to."""
    often = {
        "tick": _every(15, "mvp_coord.jobs.tasks.tick"),
        "read-due-sheets": _every(20, "mvp_coord.sheets.tasks.read_due_sheets"),
        "apply-due-imports": _every(20, "mvp_coord.sheets.tasks.apply_due_imports"),
        "make-due-exports": _every(20, "partners.tasks.make_due_exports"),
        "search-for-due-duplicates": _every(30, "partners.tasks.search_for_due_duplicates"),
        "check-due-overlaps": _every(20, "planning.tasks.check_due_overlaps"),
        "hold-against-money-rules": _every(300, "funding.tasks.hold_against_rules"),
        "hold-what-is-due-against-money-rules": _every(20, "funding.tasks.recheck_due"),
        "work-out-due-trials": _every(20, "planning.tasks.work_out_due_trials"),
    }
    if sends_mail:
        often["send-mail"] = _every(10, "accounts.tasks.send_mail")
    return often | {
        "clear-old-sessions": _at(crontab(hour=3, minute=40), "accounts.tasks.clear_old_sessions"),
        "discard-old-previews": _at(crontab(hour=3, minute=45), "mvp_coord.sheets.tasks.discard_old_previews"),
        "forget-left-bulk-edits": _at(crontab(hour=3, minute=45), "partners.tasks.forget_left_bulk_edits"),
        "forget-old-exports": _at(crontab(hour=3, minute=50), "partners.tasks.forget_old_exports"),
        "clear-old-notes": _at(crontab(hour=3, minute=50), "partners.tasks.clear_old_notes"),
        "prove-ledger": _at(crontab(hour=3, minute=55), "funding.tasks.prove_ledger"),
        "publish-blind-totals": _at(crontab(hour=3, minute=55), "funding.tasks.publish_blind_totals"),
        "check-all-overlaps": _at(crontab(hour=4, minute=10), "planning.tasks.check_all_overlaps"),
        "tell-of-overlaps": _at(crontab(hour=7, minute=30), "planning.tasks.tell_of_overlaps"),
        # Once a day; asked again each hour, so that a run that was killed or failed is made up for the same day.
        "remind-of-what-is-owed": _at(crontab(hour="7-18", minute=45), "funding.tasks.remind_of_what_is_owed"),
        "search-for-duplicates": _at(crontab(hour=4, minute=40), "partners.tasks.search_for_duplicates"),
        "ask-whether-still-true": _at(
            crontab(day_of_week="mon", hour=9, minute=0), "partners.tasks.ask_whether_still_true"
        ),
    }


def _every(seconds: int, task: str) -> dict[str, Any]:
    """A message that waits longer than its interval is stale: the next one does the same."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


def _at(time: crontab, task: str) -> dict[str, Any]:
    return {"task": task, "schedule": time}
