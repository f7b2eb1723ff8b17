"""Which role the product may serve people as.

Walls between organizations, append-only tables and the ledger are rules of the database. A superuser, a role
that bypasses row-level security and the owner of the tables are not bound by them, and nothing would show it.
"""

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

QUESTION = """
    SELECT current_user,
           bool_or(member.rolsuper),
           bool_or(member.rolbypassrls),
           EXISTS (
               SELECT FROM pg_class
               WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                 AND pg_has_role(current_user, relowner, 'MEMBER')
           )
    FROM pg_roles AS member
    WHERE pg_has_role(current_user, member.oid, 'MEMBER')
"""


def check_serving_role() -> None:
    """Raise ImproperlyConfigured if the database's own rules would not bind the role we are connected as."""
    with connection.cursor() as cursor:
        cursor.execute(QUESTION)
        role, superuser, bypasses, owner = cursor.fetchone()
    connection.close()
    faults = [
        words
        for found, words in (
            (superuser, "is a superuser"),
            (bypasses, "bypasses row-level security"),
            (owner, "owns tables"),
        )
        if found
    ]
    if faults:
        raise ImproperlyConfigured(
            f"The database role {role} {' and '.join(faults)}, so the database's rules would not bind it. "
            "Serve as app_rw (DATABASE_URL), and keep the owner for migrations (DATABASE_OWNER_URL)."
        )
