"""The settings of a test run: the product's own, on databases that exist only for this run.

With nothing in the environment the run has its own servers (``tests/cluster.py`` starts them). With
``DATABASE_URL`` and ``DATABASE_OWNER_URL`` it makes and drops databases of its own on that server.
"""

import os

from tests import cluster

os.environ["MVP_HOME"] = str(cluster.HOME)
os.environ["SECRET_KEY"] = "a key for tests, which protects nothing"
for name in ("MVP_PRODUCTION", "MVP_DB_ROLE", "DEBUG", "EMAIL_URL", "ALLOWED_HOSTS", "HOME_PARTNER"):
    os.environ.pop(name, None)

from mvp_coord.settings import *  # noqa: E402, F403
from mvp_coord.settings import DATABASES  # noqa: E402

DATABASES["default"]["NAME"] = cluster.DATABASE
REDIS_URL = cluster.redis_url()
CELERY_BROKER_URL = REDIS_URL
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a login in a test need not be slow
# Every client of a test starts the middleware anew, which would look for all static files each time.
WHITENOISE_AUTOREFRESH = True
