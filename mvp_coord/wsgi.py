"""The web server's way in. Refuses to serve as a database role that the database's own rules do not bind."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mvp_coord.settings")

application = get_wsgi_application()

from mvp_coord.database_role import check_serving_role  # noqa: E402

check_serving_role()
