"""The web server's way in. Refuses to serve as a database role that the database's own rules do not bind, and
in production where demo accounts are open to anybody."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mvp_coord.settings")

application = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402

from accounts.demo import check_no_demo_accounts  # noqa: E402
from mvp_coord.database_role import check_serving_role  # noqa: E402
from mvp_coord.lib.loaded import keep_loaded  # noqa: E402

check_no_demo_accounts()
check_serving_role()
# All addresses and what answers them, rather than with the first page that somebody asks for.
get_resolver().url_patterns  # noqa: B018
keep_loaded()
