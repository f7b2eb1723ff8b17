"""All settings, in one file, from the environment only.

With nothing set, the product runs on the embedded PostgreSQL and Valkey of this instance (see
``mvp_coord.local``), in demo-friendly but safe form: DEBUG is off and the secret key is generated. A
production start (``MVP_PRODUCTION=1``) refuses to run without its own key, hosts and database.
"""

import logging
from datetime import timedelta
from pathlib import Path

import environ
import pghistory
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from mvp_coord import local
from mvp_coord.logs import logging_settings
from mvp_coord.schedule import beat_schedule

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
instance = local.instance()

# --- Who runs this, and how ------------------------------------------------------------------------

PRODUCTION = env.bool("MVP_PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
if PRODUCTION:
    missing = [name for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL") if not env.str(name, default="")]
    if missing:
        raise ImproperlyConfigured(f"A production start needs {', '.join(missing)} in the environment.")
SECRET_KEY = env.str("SECRET_KEY", default="") or instance.secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_NAME = env.str("SITE_NAME", default="Commons")
# Where people reach this, for links in mail: https://commons.example.org
SITE_URL = env.str("SITE_URL", default=instance.address()).rstrip("/")
# The partner whose funds are "ours": managed here, with a ledger. A slug of a partner in the directory.
HOME_PARTNER = env.str("HOME_PARTNER", default="")

# --- Apps ------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "accounts",
    "mvp_coord",
    "mvp_coord.jobs",
    "mvp_coord.sheets",
    "states",
    "partners",
    "funding",
    "planning",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "django.contrib.staticfiles",
    "mvp_coord.admin_site.CoordAdminConfig",
    "allauth",
    "allauth.account",
    "pgtrigger",
    "pghistory",
    "csp",
    "django_filters",
    "django_htmx",
    "heroicons",
    "django_structlog",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mvp_coord.middleware.RequestLog",
    "csp.middleware.CSPMiddleware",
    "mvp_coord.middleware.closed_devices",
    "mvp_coord.health.HealthFirst",
    "mvp_coord.middleware.OneTransaction",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mvp_coord.middleware.WhoIsLooking",
    "mvp_coord.middleware.ChangedMeanwhile",
]

ROOT_URLCONF = "mvp_coord.urls"
WSGI_APPLICATION = "mvp_coord.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mvp_coord.context.page",
            ],
            "libraries": {name: f"mvp_coord.lib.templatetags.{name}" for name in ("kept", "show")},
        },
    }
]

# --- Data ------------------------------------------------------------------------------------------

if env.str("MVP_DB_ROLE", default="") == "owner":
    # Only schema changes run as the owner of the tables; see manage.py.
    _database_url = env.str("DATABASE_OWNER_URL", default="")
    if env.str("DATABASE_URL", default="") and not _database_url:
        raise ImproperlyConfigured("DATABASE_URL is set, so the owner of the tables needs DATABASE_OWNER_URL.")
    _database_url = _database_url or instance.database_url("mvp_owner")
else:
    _database_url = env.str("DATABASE_URL", default="") or instance.database_url("app_rw")
DATABASES = {"default": env.db_url_config(_database_url)}
DATABASES["default"].update(CONN_MAX_AGE=env.int("CONN_MAX_AGE", default=600), CONN_HEALTH_CHECKS=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.str("REDIS_URL", default="") or instance.redis_url

# --- People ----------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # addresses are unique, whatever their case, by a constraint
AUTHENTICATION_BACKENDS = ["mvp_coord.account_backend.OneQuery"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=1).total_seconds())
INVITATION_TIMEOUT_SECONDS = int(timedelta(days=7).total_seconds())
SESSION_ENGINE = "accounts.sessions"  # in the database, so that losing the broker signs nobody out
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "mvp_coord.errors.form_expired"

ACCOUNT_ADAPTER = "mvp_coord.account_adapter.InvitationOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation or reset link has already proved the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

# --- Mail ------------------------------------------------------------------------------------------

# Mail is a row first. A job takes it to the mail server; without EMAIL_URL nothing leaves the machine, and
# staff read it at /outbox/.
EMAIL_BACKEND = "accounts.outbox.OutboxBackend"
EMAIL_URL = env.str("EMAIL_URL", default="")
MAIL_SERVER_BACKEND = ""
if EMAIL_URL:
    _server = env.email_url("EMAIL_URL")
    MAIL_SERVER_BACKEND = _server.pop("EMAIL_BACKEND")
    vars().update(_server)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="commons@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Serving ---------------------------------------------------------------------------------------

STATIC_URL = "/static/"
# Collected for production alone; elsewhere whitenoise finds the files where they are.
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles") if PRODUCTION else "") or None
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# All files of one request together. They are never written to disk: what is kept goes into the database.
MAX_UPLOAD_BYTES = 20 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["mvp_coord.lib.in_memory.InMemoryWithLimit"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# The counters that slow down guessing of passwords, in the database: shared by all processes, kept over a restart.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "throttle_cache",
    }
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **{key: [NONE] for key in ("default-src", "base-uri", "frame-ancestors")},
        **{key: [SELF] for key in ("script-src", "style-src", "font-src", "connect-src", "form-action")},
        "img-src": [SELF, "data:"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 3600)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# --- Language and time -----------------------------------------------------------------------------

LANGUAGE_CODE = "en-us"
TIME_ZONE = env.str("TIME_ZONE", default="America/New_York")
USE_I18N = False
USE_TZ = True

# --- Jobs ------------------------------------------------------------------------------------------

# Work that must happen is a row in the database (mvp_coord.jobs); the broker is only a doorbell.
JOB_SECONDS = 10 * 60
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True  # receipts are rows
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = JOB_SECONDS
CELERY_TASK_TIME_LIMIT = JOB_SECONDS + 30
CELERY_TASK_PUBLISH_RETRY = False  # a page must not wait for a broker that is away
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # workers wait for their broker as long as it takes
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Longer than any job, or a long one would be handed out twice; after a killed worker, look often.
    "visibility_timeout": JOB_SECONDS + 5 * 60,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    # Without these a broker that hangs would hang every page that rings it.
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
    "health_check_interval": 10,
    "max_retries": 0,
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = beat_schedule(sends_mail=bool(EMAIL_URL))

# --- Log -------------------------------------------------------------------------------------------

DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = ""  # mvp_coord.middleware notes the person, without asking the database again
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG  # one line for each request is enough
_log_level = env.str("LOG_LEVEL", default="INFO" if PRODUCTION else "WARNING")
LOGGING = logging_settings(production=PRODUCTION, level=_log_level)

# --- History ---------------------------------------------------------------------------------------

# Database triggers keep every version of every row that people edit (accounts/history.py: who and why).
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
PGHISTORY_APPEND_ONLY = True
