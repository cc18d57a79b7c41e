"""For what staff may look at and nobody may change by hand."""


class ReadOnly:
    """An admin of rows that come from elsewhere: seen, searched, never edited."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
