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
