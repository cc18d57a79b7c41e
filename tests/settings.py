"""The product's settings as the tests run them: fast hashing, no hidden state."""

import os

os.environ.setdefault("DEBUG", "1")

from newsroom.settings import *  # noqa: E402, F403

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
