"""Sessions that know whose they are, so that a person can see and end their own.

The engine that settings.SESSION_ENGINE names; rows are articles.models.DeskSession.
"""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls):
        from articles.models import DeskSession

        return DeskSession

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        return row
