"""Django settings: one file, safe by default; what may differ comes from the environment.

DANGVIEN_HOME   folder of the key, the embedded database and the sealed files
DATABASE_URL    postgresql://user:password@host:port/name, or postgresql:///name?host=/run/postgresql&user=…;
                without it SQLite in DANGVIEN_HOME
DANGVIEN_HOSTS  names this server answers to, with commas (set by `dangvien serve --lan`)
DANGVIEN_HTTPS  1 when served with a certificate: cookies and redirects insist on it
DANGVIEN_TODAY  the business day, for a demonstration or a test
"""

from __future__ import annotations

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

from dangvien.config.place import DATABASE, home, ring

HOME = home()
RING = ring(HOME)
SECRET_KEY = RING.key.derive("web").hex()
DEBUG = False
HTTPS = os.environ.get("DANGVIEN_HTTPS") == "1"
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    *filter(None, os.environ.get("DANGVIEN_HOSTS", "").split(",")),
]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "dangvien.audit",
    "dangvien.accounts",
    "dangvien.orgs",
    "dangvien.members",
    "dangvien.inbox",
    "dangvien.quality",
    "dangvien.exchange",
    "dangvien.campaigns",
    "dangvien.worklists",
    "dangvien.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "dangvien.accounts.middleware.Gate",
    "dangvien.quality.middleware.Settle",
]
ROOT_URLCONF = "dangvien.config.urls"
WSGI_APPLICATION = "dangvien.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dangvien.web.context.shell",
            ],
            "builtins": [
                "dangvien.web.templatetags.words",
                "dangvien.web.templatetags.shapes",
            ],
        },
    }
]


def _database(url: str) -> dict[str, object]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / DATABASE,
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                # Without IMMEDIATE and WAL one write in five fails under three writers.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                f"PRAGMA foreign_keys=ON; PRAGMA mmap_size={128 * 2**20}; PRAGMA cache_size=-20000;",
            },
        }
    at = urlsplit(url)
    said = dict(parse_qsl(at.query))  # a socket folder is no host name: it stands behind "?host="
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(at.path.lstrip("/")),
        "USER": unquote(at.username or said.get("user", "")),
        "PASSWORD": unquote(at.password or ""),
        "HOST": unquote(at.hostname or said.get("host", "")),
        "PORT": str(at.port or said.get("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": "-c statement_timeout=60000 -c lock_timeout=10000 -c work_mem=64MB",
            "connect_timeout": 5,
        },
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}
TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": True},
}

# --- people ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["dangvien.accounts.passwords.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "dangvien.accounts.passwords.LongAndUncommon"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "dangvien.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # nobody has a mailbox here
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Our own counting (accounts.lockout): allauth's is by name alone, which lets a rival lock one out.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
MFA_ADAPTER = "dangvien.accounts.adapter.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # localhost is the only plain origin browsers accept
USERSESSIONS_TRACK_ACTIVITY = False  # accounts.session notes it, once a minute

SESSION_COOKIE_AGE = 30 * 60  # idle; accounts.middleware ends a session after twelve hours at most
SESSION_SAVE_EVERY_REQUEST = False  # a write per page would queue on SQLite; see accounts.session
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "dangvien.web.views.stale_form"

# --- the wire -------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 100 * 2**20  # a list never lies in the clear in a temporary folder
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_TEMP_DIR = None

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = True  # served from the package itself: no collectstatic on a commune's PC
STATICFILES_FINDERS = [
    "dangvien.web.finders.Look",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "dangvien.config.quiet_log.Quiet",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    # Addresses and values stay out of the log: warnings name a view and a code, never a person.
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django_tasks_db": {"level": "ERROR"}},  # it warns of every orderly end
}
SILENCED_SYSTEM_CHECKS = [
    "security.W021",  # HSTS preload is a public list of public names; a register has none
]
