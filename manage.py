#!/usr/bin/env python
"""The command line of the product.

Every command that needs the servers uses the running pair of its instance (``MVP_HOME``), or starts one
for its own lifetime; with ``DATABASE_URL`` set it uses that server. Commands that change the schema
connect as the owner of the tables, all others as ``app_rw``, like the pages.
"""

import os
import sys
import warnings


def main(argv: list[str]) -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mvp_coord.settings")
    # Comparing new migrations with a database is a courtesy; having no server for it is no fault.
    warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from mvp_coord.local import LocalError
    from mvp_coord.local.command import servers_for

    try:
        with servers_for(argv):
            execute_from_command_line(argv)
    except (LocalError, ImproperlyConfigured) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv)
