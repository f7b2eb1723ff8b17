"""Sheets of the demo: one of people that was applied and can be undone, one of groups that waits to be looked at."""

from accounts.demo import demo_email
from accounts.models import User
from mvp_coord.sheets.actions import apply_due_imports, queue, send

PEOPLE = """Organization,Name,Title,Email
Dairy Bell Workers,Marit Olson,Field director,marit.olson@example.org
Dairy Bell Workers,Teo Reyes,Organizer,teo.reyes@example.org
"""
# One that may be known already, one that is new, one with a kind that nobody knows; and a column of the table's own.
GROUPS = """Group,Kind,States,Website,Who told us
Dairy Bell Worker Center,year-round group,WI local,https://dairy-bell.example.org,Milk Can Table
Kettle Moraine Porch Lights,year-round group,WI local: Waukesha,https://porch-lights.example.org,Milk Can Table
Sugar Creek Singers,choir,WI,,a flyer
"""


def send_sheets() -> None:
    """As staff would, on the pages."""
    staff = User.objects.get(email=demo_email("Staff"))
    people = send(kind="contacts", files=[("dairy-bell-people.csv", PEOPLE.encode())], by=staff)
    queue(batch=people, by=staff)
    apply_due_imports()
    send(kind="partners", files=[("wisconsin-groups.csv", GROUPS.encode())], by=staff)
