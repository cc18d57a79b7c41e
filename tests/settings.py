"""The product's settings as the tests run them: fast hashing, no hidden state."""

import os
import tempfile

os.environ.setdefault("DEBUG", "1")

from newsroom.settings import *  # noqa: F403

DEBUG = False
MEDIA_ROOT = tempfile.mkdtemp(prefix="newsroom-media-")  # not among anybody's own
STATIC_ROOT = None  # whitenoise would look for what nobody collected
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in the product: in memory all threads share one connection, and two
    # requests of a browser at once would find each other's tables locked.
    DATABASES["default"]["TEST"] = {"NAME": f"{MEDIA_ROOT}/test.sqlite3"}  # noqa: F405
    # What a crash of the machine would lose is made anew by the next run.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):  # noqa: F405
    # As above, of the server.
    DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}  # noqa: F405

# Workers beside each other empty the cache each for itself: gw1 takes the next database.
worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
if CACHES["default"]["BACKEND"].endswith("RedisCache"):  # noqa: F405
    server, _, number = CACHES["default"]["LOCATION"].rpartition("/")  # noqa: F405
    CACHES["default"]["LOCATION"] = f"{server}/{int(number) + int(worker)}"  # noqa: F405
