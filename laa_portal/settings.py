"""One module for every environment, read from the environment.

Where DATABASE_URL or REDIS_URL is not set, the embedded servers of `make run` are meant. What
production must say for itself is named at start when it is missing.
"""

import contextlib
import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from celery.schedules import schedule
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from laa_portal.foundation import servers

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("LAA_VAR_DIR", BASE_DIR / "var"))


def flag(name: str, *, default: bool) -> bool:
    """Read a yes or no from the environment."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def required(name: str, why: str) -> str:
    """Read what has no sensible default, or stop with a sentence."""
    if value := os.environ.get(name):
        return value
    raise ImproperlyConfigured(f"Set {name} in the environment: {why}")


def local_secret() -> str:
    """Return this checkout's own secret key, made on the first call."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        made = path.with_suffix(f".{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(get_random_secret_key())
        with contextlib.suppress(FileExistsError):
            os.link(made, path)  # the first of several processes wins
        made.unlink()
    return path.read_text()


DEBUG = flag("DEBUG", default=False)
HTTPS = flag("HTTPS", default=False)

if "DATABASE_URL" in os.environ:
    SECRET_KEY = required("SECRET_KEY", "any 50 random characters, the same for web and worker.")
else:
    SECRET_KEY = os.environ.get("SECRET_KEY") or local_secret()

ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "laa_portal",
    "laa_portal.foundation",
    "partnerships",
    "indicators",
    "targets",
    "reviews",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "pgtrigger",
    "pghistory",
    "laa_portal.support.SupportConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "laa_portal.middleware.RequestReference",
    "partnerships.middleware.KeysInUse",
    "laa_portal.headers.SameOrigin",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "laa_portal.middleware.SessionLimits",
    "laa_portal.middleware.SecondFactor",
    "laa_portal.middleware.WhoChanges",
    "laa_portal.middleware.PrivatePages",
    "laa_portal.middleware.DraftsSent",
    "laa_portal.denials.Denials",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "laa_portal.middleware.Limits",
]

ROOT_URLCONF = "laa_portal.urls"
WSGI_APPLICATION = "laa_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "partnerships.User"

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
                "laa_portal.context.shell",
            ],
            "builtins": ["laa_portal.foundation.templatetags.ui", "laa_portal.templatetags.laa"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- The database ---------------------------------------------------------------------------------

# The portal works as a role that owns nothing, so that it cannot rewrite what is on record; only
# `prepare` becomes the owner of the tables, to migrate them. Where one address is all there is, the
# two are one.
DATABASE_URL = os.environ.get("DATABASE_URL") or servers.environment()["DATABASE_URL"]
DATABASE_OWNER_URL = os.environ.get("DATABASE_OWNER_URL") or (
    DATABASE_URL if "DATABASE_URL" in os.environ else servers.environment()["DATABASE_OWNER_URL"]
)
DATABASES = {
    "default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)
}
DATABASES["default"]["ATOMIC_REQUESTS"] = True
DATABASES["default"].setdefault("OPTIONS", {}).update(
    connect_timeout=3,
    options=f"-c statement_timeout={os.environ.get('STATEMENT_TIMEOUT', '15s')}"
    " -c lock_timeout=3s -c idle_in_transaction_session_timeout=60s"
    " -c pg_trgm.word_similarity_threshold=0.5",  # of a search; 0.6 misses "leicster"
)

# Used codes and counts of tries: shared by all processes, there without the broker.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "laa_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- Background work: PostgreSQL is the queue, Celery the doorbell --------------------------------

REDIS_URL = os.environ.get("REDIS_URL") or servers.environment()["REDIS_URL"]
VISIBILITY_TIMEOUT = 120

JOB_DOORBELL = "laa_portal.celery.ring"
JOB_HANDLERS = {
    "assess": "reviews.tasks.assess",
    "check_return": "indicators.tasks.check_return",
    "deliver": "indicators.tasks.deliver",
    "digest": "partnerships.tasks.digest",
    "expect": "indicators.tasks.expect",
    "judge_again": "indicators.tasks.judge_again",
    "make_export": "indicators.tasks.make_export",
    "make_certificate": "targets.tasks.make_certificate",
    "make_paper": "targets.tasks.make_paper",
    "mail_anchor": "partnerships.tasks.mail_anchor",
    "notice": "partnerships.tasks.notice",
    "publish": "indicators.tasks.publish",
    "recompute": "indicators.tasks.recompute",
    "remind": "partnerships.tasks.remind",
    "remind_of_returns": "indicators.tasks.remind_of_returns",
    "reopen_placeholders": "targets.tasks.reopen_placeholders",
    "remind_of_turns": "targets.tasks.remind_of_turns",
    "seal_audit": "laa_portal.foundation.tasks.seal_audit",
    "send_mail": "laa_portal.foundation.tasks.send_mail",
    "send_password_reset": "partnerships.tasks.send_password_reset",
    "summarise": "indicators.tasks.summarise",
    "sweep": "laa_portal.foundation.tasks.sweep",
    "tend_concerns": "reviews.tasks.tend_concerns",
}
JOB_FOLLOW_UPS = {"summarise": "assess"}
"""What is asked for by the same key once a job is done, in the transaction that did it: composed
here, since an app knows nothing of those above it."""
JOB_ASKERS = {
    "assess": "reviews.tasks.ask_to_assess",
    "deliver": "indicators.tasks.ask_to_deliver",
    "digest": "partnerships.tasks.ask_to_digest",
    "expect": "indicators.tasks.ask_to_expect",
    "mail_anchor": "partnerships.tasks.ask_to_mail_anchor",
    "notice": "partnerships.tasks.ask_to_notice",
    "publish": "indicators.tasks.ask_to_publish",
    "remind": "partnerships.tasks.ask_to_remind",
    "remind_of_returns": "indicators.tasks.ask_to_remind_of_returns",
    "reopen_placeholders": "targets.tasks.ask_to_reopen_placeholders",
    "remind_of_turns": "targets.tasks.ask_to_remind_of_turns",
    "seal_audit": "laa_portal.foundation.tasks.ask_to_seal",
    "summarise": "indicators.tasks.ask_to_summarise",
    "sweep": "laa_portal.foundation.tasks.ask_to_sweep",
    "tend_concerns": "reviews.tasks.ask_to_tend_concerns",
    "tend_exports": "indicators.tasks.tend_exports",
}
"""What asks for the work that no person's act asks for, each as often as the beat calls it."""
JOB_ASKED_EVERY = {
    "assess": 5,
    "deliver": 5,
    "digest": 60,
    "expect": 300,
    "mail_anchor": 60,
    "notice": 2,
    "publish": 5,
    "remind": 300,
    "remind_of_returns": 300,
    "reopen_placeholders": 300,
    "remind_of_turns": 300,
    "seal_audit": 60,
    "summarise": 60,
    "sweep": 3600,
    "tend_concerns": 300,
    "tend_exports": 600,
}
"""Seconds."""

# --- Figures --------------------------------------------------------------------------------------

TARGET_YEAR = int(os.environ.get("TARGET_YEAR", "2010"))
"""When the year begins that series are projected to: the last of the agreements of 2008."""

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace(
    "?db=", "?virtual_host="
)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": VISIBILITY_TIMEOUT,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "unacked_mutex_expire": 15,  # kombu's 300 s would block redelivery after an unlucky kill
    "socket_timeout": 5,  # without it a broker that hangs holds a request for ever
    "socket_connect_timeout": 2,
    "health_check_interval": 25,
}
CELERY_VISIBILITY_TIMEOUT = VISIBILITY_TIMEOUT
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False  # a doorbell is never worth repeating; the job row is the promise
CELERY_WORKER_CONCURRENCY = int(os.environ.get("WORKER_CONCURRENCY", "2"))
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 2000
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 1_000_000  # KiB
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TIMEZONE = "Europe/London"
CELERY_BEAT_SCHEDULE = {
    "work": {"task": "laa_portal.celery.work", "schedule": schedule(2), "options": {"expires": 10}}
} | {
    name: {
        "task": "laa_portal.celery.ask",
        "args": [name],
        "schedule": schedule(seconds),
        "options": {"expires": seconds + 10},
    }
    for name, seconds in JOB_ASKED_EVERY.items()
}

# --- Notices --------------------------------------------------------------------------------------

NOTICES = "laa_portal.notices.NOTICES"
"""Which acts people are told of: composed where every app is known."""

# --- The audit trail ------------------------------------------------------------------------------

AUDIT_KEY = os.environ.get("AUDIT_KEY", "")
"""Of the chain of seals; it must outlive every change of SECRET_KEY, from which one comes else."""
AUDIT_ANCHORS = Path(os.environ.get("AUDIT_ANCHORS", VAR_DIR / "audit" / "anchors.csv"))

# --- People and sessions --------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "partnerships.accounts.backend.SignInBackend",
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "start"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60

SESSION_IDLE_SECONDS = 60 * int(os.environ.get("SESSION_IDLE_MINUTES", "30"))
SESSION_ABSOLUTE_SECONDS = 60 * 60 * int(os.environ.get("SESSION_HOURS", "8"))
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS + 24 * 60 * 60
"""Longer than a session lasts, so that whoever posts a form too late is known for that day."""
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

ACCOUNT_ADAPTER = "partnerships.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation only reaches the address it was sent to
ACCOUNT_SESSION_REMEMBER = True  # the cookie outlives the session, whose end the server decides
ACCOUNT_REAUTHENTICATION_METHODS = {"mfa"}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "5/5m/key",  # wrong second factors of one person; passwords are with axes
    "reset_password": "10/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("PROXY_COUNT", "0"))

MFA_ADAPTER = "partnerships.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "LAA targets"
MFA_TOTP_TOLERANCE = 1  # clocks differ: the code before and the code after count as well
MFA_RECOVERY_CODES_SHOW_ONCE = True

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True  # the audit trail has it
AXES_SENSITIVE_PARAMETERS = ["username", "login", "ip_address"]
AXES_USERNAME_CALLABLE = "partnerships.accounts.lockout.canonical_name"
AXES_CLIENT_IP_CALLABLE = "partnerships.accounts.lockout.client_address"
AXES_LOCKOUT_CALLABLE = "partnerships.accounts.lockout.locked"
LONGEST_SIGN_IN_DELAY = 1.0
"""Seconds that a try at a name waits at most after many wrong ones from anywhere."""

# --- Mail -----------------------------------------------------------------------------------------

SITE_ADDRESS = os.environ.get(
    "SITE_ADDRESS", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
).rstrip("/")
"""Where links in letters lead. Never taken from a request, whose host a stranger may choose."""
SITE_NAME = urlsplit(SITE_ADDRESS).hostname or "localhost"
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", f"laa-portal@{SITE_NAME}")
if mail_server := os.environ.get("SMTP_URL"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    _server = urlsplit(mail_server)
    EMAIL_HOST, EMAIL_PORT = _server.hostname, _server.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _server.username or "", _server.password or ""
    EMAIL_USE_TLS = _server.scheme == "smtp+starttls"
    EMAIL_USE_SSL = _server.scheme == "smtps"
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"

# --- What a browser is told -----------------------------------------------------------------------

if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sid", "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^api/", r"^health/$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    if proxy_header := os.environ.get("PROXY_HTTPS_HEADER"):
        SECURE_PROXY_SSL_HEADER = (proxy_header, "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

# --- Files ----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "laa_portal.storage.HashedStaticFiles"
    },
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024  # files are kept in the database, never on disk

# --- Words and numbers ----------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
IS_DEMO = flag("DEMO", default="DATABASE_URL" not in os.environ)

# --- API ------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "partnerships.authentication.KeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["laa_portal.foundation.api.HasScope"],
    "DEFAULT_THROTTLE_CLASSES": ["laa_portal.foundation.api.Courtesy"],
    "NUM_PROXIES": int(os.environ.get("PROXY_COUNT", "0")),
    "DEFAULT_RENDERER_CLASSES": [
        "rest_framework.renderers.JSONRenderer",
        "laa_portal.foundation.api.BrowsableRenderer",
    ],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["laa_portal.foundation.api.StrictFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "laa_portal.foundation.api.CursorPages",
    "DEFAULT_SCHEMA_CLASS": "laa_portal.foundation.api.schema.Schema",
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "laa_portal.foundation.api.Formats",
    "EXCEPTION_HANDLER": "laa_portal.foundation.problems.answer",
    "DEFAULT_VERSIONING_CLASS": None,
    "URL_FORMAT_OVERRIDE": None,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
API_REQUESTS_A_MINUTE = {"key": 600, "person": 600, "address": 120}
WEBHOOK_HOSTS = set(filter(None, os.environ.get("WEBHOOK_HOSTS", "").split(",")))
"""Receivers, as host:port, that may be called though they are not of the public internet, and
without HTTPS: of tests, and of a network that is one's own."""
SPECTACULAR_SETTINGS = {
    "TITLE": "Local Area Agreement targets: indicator data",
    "DESCRIPTION": "Indicator data for community safety in England, collected once and shared.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "laa_portal.foundation.api.schema.plain",
        "laa_portal.foundation.api.schema.with_keys",
    ],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}

# --- Logs -----------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"without_secrets": {"()": "partnerships.key_tokens.WithoutSecrets"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without_secrets"],
        }
    },
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
