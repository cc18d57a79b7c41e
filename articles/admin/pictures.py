"""Pictures: uploaded with words of their own, and the Markdown to put into a text."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import pictures
from articles.models import Picture


class PictureForm(forms.ModelForm):
    file = forms.FileField(
        label=_("文件"), help_text=_("JPEG、PNG、WebP 或 GIF，最大 15 MB。")
    )

    class Meta:
        model = Picture
        fields = ["file", "alt", "credit"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["file"]  # its name is its content; another is another

    def clean(self):
        cleaned = super().clean()
        file = cleaned.get("file")
        if file and cleaned.get("alt"):
            try:
                self.taken_in = pictures.take_in(
                    file.read(), cleaned["alt"], credit=cleaned.get("credit", "")
                )
            except pictures.PictureError as error:
                self.add_error("file", str(error))
        return cleaned


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    form = PictureForm
    list_display = ["thumbnail", "alt", "credit", "size", "uploaded_by", "uploaded_at"]
    list_display_links = ["alt"]  # the picture itself says nothing to who cannot see it
    list_select_related = ["uploaded_by"]
    search_fields = ["alt", "credit"]
    date_hierarchy = "uploaded_at"

    def get_fieldsets(self, request, picture=None):
        if picture is None:
            return [(None, {"fields": ["file", "alt", "credit"]})]
        return [
            (None, {"fields": ["thumbnail", "alt", "credit", "to_copy", "size"]}),
        ]

    def get_readonly_fields(self, request, picture=None):
        return ["thumbnail", "to_copy", "size"] if picture else []

    def get_urls(self):
        upload = path(
            "upload/",
            self.admin_site.admin_view(require_POST(self.upload)),
            name="articles_picture_upload",
        )
        return [upload, *super().get_urls()]

    def upload(self, request):
        """Take in what the writing page sends: {"markdown": …}, or {"error": …} and 400."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        file = request.FILES.get("file")
        try:
            if file is None:
                raise pictures.PictureError(_("请选择图片。"))
            if file.size > pictures.MAX_BYTES:  # before it is read into memory
                raise pictures.PictureError(_("图片太大，最多 15 MB。"))
            alt = request.POST.get("alt", "")
            picture = pictures.take_in(file.read(), alt, request.user)
        except pictures.PictureError as error:
            return JsonResponse({"error": str(error)}, status=400)
        return JsonResponse({"markdown": picture.markdown, "address": picture.address})

    def save_form(self, request, form, change):
        if change:
            return super().save_form(request, form, change)
        form.save_m2m = lambda: None  # what the admin calls after saving by itself
        return form.taken_in

    def save_model(self, request, picture, form, change):
        if not change and picture.uploaded_by_id is None:
            picture.uploaded_by = request.user
        picture.save()

    @admin.display(description=_("图片"))
    def thumbnail(self, picture):
        # In pictures of all shapes the row keeps one height: see desk.css.
        return format_html(
            '<img class="thumbnail" src="{}?w=480" alt="" width="{}" height="{}">',
            picture.address,
            picture.width,
            picture.height,
        )

    @admin.display(description=_("放进正文"))
    def to_copy(self, picture):
        return format_html("<code>{}</code>", picture.markdown)

    @admin.display(description=_("像素"))
    def size(self, picture):
        return f"{picture.width}×{picture.height}"
