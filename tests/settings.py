"""The product's settings as the tests run them: fast hashing, no hidden state."""

import os

os.environ.setdefault("DEBUG", "1")

from newsroom.settings import *  # noqa: F403

DEBUG = False
STATIC_ROOT = None  # whitenoise would look for what nobody collected
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
