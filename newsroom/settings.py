"""Every setting of the newsroom; what differs between machines is in the environment.

DEBUG=1             development: SQLite, plain static files, sample data allowed
SECRET_KEY          needed unless DEBUG=1
ALLOWED_HOSTS       host names we answer to, separated by commas; needed unless DEBUG=1
HTTPS=0             served over plain HTTP (only for trying it on one's own machine)
CSRF_TRUSTED_ORIGINS  https://news.example, … where a proxy changes the host
TRUST_PROXY=1       believe X-Forwarded-Proto and X-Forwarded-For of the proxy in front
DATABASE_URL        postgres://user:password@host:5432/name; SQLite in var/ when unset
CACHE_URL           redis://host:6379/0; this process's memory when unset
LIVE_POLL_SECONDS   how often a reader's page asks for news; 20 when unset
TAG_AUTHORITY       whose the ids in our feeds are; the first of ALLOWED_HOSTS when unset
LIVE_KEEP_DAYS      how long an item is compared with new ones before it is archived; 30
FETCH_PROXY         http://host:port that feeds are fetched through; none when unset
FETCH_SECONDS       how long asking one feed may take in all; 30 when unset
FETCH_ALLOW         one host:port let through the guard against private addresses
SESSION_IDLE_MINUTES  after how long without work a sign-in ends; 120 when unset
ONE_PERSON_DESK=1   let a person approve and publish what they wrote; every page says so
DATA_DIR            where the SQLite file, collected static files and media lie
"""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.os.environ.get("DATA_DIR", BASE_DIR / "var"))
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.flag("DEBUG")
HTTPS = env.flag("HTTPS", default=not DEBUG)
SECRET_KEY = env.secret(
    "SECRET_KEY", needed=not DEBUG, stand_in="development only " * 4
)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]" if DEBUG else "")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS: name the hosts this site answers to")
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "newsroom.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
    "django_htmx",
    "import_export",
    "articles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "articles.language.ChosenLanguageMiddleware",
    "articles.came_from.PageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "articles.sessions.WorkMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",  # last, so that it sees every other's answer
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

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
                "django.template.context_processors.i18n",
                "articles.desk_setting.desk_setting",
            ],
        },
    }
]

# --- Data ---------------------------------------------------------------------

SQLITE_OPTIONS = {
    # A writer takes the lock when its transaction begins, so two writers queue for
    # up to 20 s instead of failing in the middle with "database is locked".
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}

database_url = env.address("DATABASE_URL", ("postgres", "postgresql", "sqlite"))
DATABASES = {
    "default": dj_database_url.parse(
        database_url or f"sqlite:///{DATA_DIR / 'newsroom.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

cache_url = env.address("CACHE_URL", ("redis", "rediss"))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": cache_url,
    }
    if cache_url
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# What this site's editors taught the judge, if `judge train` was ever run.
JUDGE_WEIGHTS = DATA_DIR / "judge-weights.json"
# How often a page with the live list in it asks for news.
LIVE_POLL_SECONDS = env.whole("LIVE_POLL_SECONDS", 20, least=1)

# Part of every id in our feeds: when it changes, all readers are given everything anew.
TAG_AUTHORITY = env.authority("TAG_AUTHORITY", ALLOWED_HOSTS)
# Items older than this many days leave the tables that new ones are compared by.
LIVE_KEEP_DAYS = env.whole("LIVE_KEEP_DAYS", 30, least=3)

# Exactly one host:port that feeds may be fetched from though it is private; for tests.
FETCH_ALLOW = env.host_and_port("FETCH_ALLOW")
FETCH_PROXY = env.address("FETCH_PROXY", ("http",))
# How long asking one address may take in all.
FETCH_SECONDS = env.whole("FETCH_SECONDS", 30, least=1)

# A second person approves what readers see, unless there is no second person.
ONE_PERSON_DESK = env.flag("ONE_PERSON_DESK")

# --- Language and time --------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "articles" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- Static files -------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Uploaded pictures; articles.views.pictures serves them, by names that never change.
MEDIA_ROOT = DATA_DIR / "media"

# --- Security -----------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # probes come over plain HTTP
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_ENGINE = "articles.sessions"
SESSION_COOKIE_AGE = 12 * 3600  # a working day at the desk, however busy it is
# It ends earlier when nobody works in it for so long: desks are left with pages open.
SESSION_IDLE = timedelta(minutes=env.whole("SESSION_IDLE_MINUTES", 120, least=5))
LANGUAGE_COOKIE_HTTPONLY = True
TRUST_PROXY = env.flag("TRUST_PROXY")
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if not HTTPS and not DEBUG:
    # Said by the operator in so many words (HTTPS=0), so these are no news to him.
    SILENCED_SYSTEM_CHECKS = [f"security.W{n:03}" for n in (4, 8, 12, 16)]

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: who is locked out is not asked more
    "django.contrib.auth.backends.ModelBackend",
]
RULES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{RULES}.UserAttributeSimilarityValidator"},
    {"NAME": "articles.accounts.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{RULES}.CommonPasswordValidator"},
    {"NAME": f"{RULES}.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"

# Five wrong tries for one name from one address, then a quarter of an hour's rest. By
# name alone, anybody could keep an editor out; by address alone, a whole office.
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "articles.network.client_address"
AXES_LOCKOUT_CALLABLE = "articles.accounts.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
OTP_TOTP_ISSUER = "Newsroom"
OTP_ADMIN_HIDE_SENSITIVE_DATA = True

# A pasted page may be 20 MiB (articles.intake.decode.MAX_BYTES) and some form beside.
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- Import and export of sheets ------------------------------------------------

IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
# Between preview and confirm a sheet waits where every process of the site can read it.
IMPORT_EXPORT_TMP_STORAGE_CLASS = (
    "import_export.tmp_storages.CacheStorage"
    if cache_url
    else "import_export.tmp_storages.TempFolderStorage"
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
