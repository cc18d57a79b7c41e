"""Names that texts under review or before readers print, in the forms they are typed in."""

from articles import rights


class KeepsPrintedNames:
    """Shows such a name without a box, and why, to who may not review."""

    kept = ("name",)

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        return sorted(fields, key=lambda field: field != "name")  # first, box or no box

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        if obj is None or rights.may_rename(request.user, obj):
            return fixed
        return [*fixed, *self.kept]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is not None:
            allowed = rights.may_rename(request.user, obj)
            if not allowed:
                own = getattr(self.form, "Meta", None)
                told = getattr(own, "help_texts", {})
                kwargs["help_texts"] = {**told, "name": str(allowed)}
        return super().get_form(request, obj, change, **kwargs)
