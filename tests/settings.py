"""The product's settings as the tests run them: fast hashing, no hidden state."""

import os
import tempfile

os.environ.setdefault("DEBUG", "1")

from newsroom.settings import *  # noqa: F403

DEBUG = False
MEDIA_ROOT = tempfile.mkdtemp(prefix="newsroom-media-")  # not among anybody's own
STATIC_ROOT = None  # whitenoise would look for what nobody collected
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
