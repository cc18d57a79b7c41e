"""Take in a picture: checked, turned upright, stripped of what it tells, in widths."""

import hashlib
import io
import warnings

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from articles import auditing
from articles.models import Picture
from articles.picture_names import widths

MAX_BYTES = 15 * 2**20
MAX_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
QUALITY = 82


class PictureError(Exception):
    """A picture that cannot be taken in; its text is for who uploaded it."""


def take_in(raw: bytes, alt: str, by=None, credit: str = "") -> Picture:
    """Store the picture of *raw* in its widths and return it; the same one once.

    Who uploads a picture again gets the one there is, with its words. Raises
    PictureError for what is no picture, too large, or without *alt*.
    """
    if not alt.strip():
        raise PictureError(_("请写替代文字：看不见图的读者靠它知道图上有什么。"))
    if len(raw) > MAX_BYTES:
        raise PictureError(
            _("图片有 %(size).1f MB，最多 %(limit)d MB。")
            % {"size": len(raw) / 2**20, "limit": MAX_BYTES >> 20}
        )
    digest = hashlib.sha256(raw).hexdigest()[:16]
    known = Picture.objects.filter(digest=digest).first()
    if known:
        return known
    image = _opened(raw)
    for width in widths(image.width):
        _keep(image, width, file_name(digest, width))
    with transaction.atomic():
        picture, is_new = Picture.objects.get_or_create(
            digest=digest,
            defaults={
                "alt": alt.strip()[:200],
                "credit": credit.strip()[:100],
                "width": image.width,
                "height": image.height,
                "uploaded_by": by,
            },
        )
        if is_new and by:  # the admin's own form is told of by the admin
            auditing.record("taking-in.picture", by, picture)
    return picture


def file_name(digest: str, width: int) -> str:
    return f"pictures/{digest[:2]}/{digest}-{width}.webp"


def _opened(raw: bytes) -> Image.Image:
    """The first frame of *raw*, upright, in RGB or RGBA, without its metadata."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(raw), formats=FORMATS)
        if image.width * image.height > MAX_PIXELS:
            raise PictureError(
                _("图片有 %(width)d×%(height)d 像素，最多 %(limit)d 万像素。")
                % {
                    "width": image.width,
                    "height": image.height,
                    "limit": MAX_PIXELS // 10_000,
                }
            )
        image = ImageOps.exif_transpose(image)
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError(_("图片的像素太多。")) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise PictureError(
            _("读不出这个文件：请上传 JPEG、PNG、WebP 或 GIF 图片。")
        ) from error


def _keep(image: Image.Image, width: int, name: str) -> None:
    if default_storage.exists(name):
        return
    height = max(1, round(image.height * width / image.width))
    out = io.BytesIO()
    image.resize((width, height), Image.Resampling.LANCZOS).save(
        out, "WEBP", quality=QUALITY
    )
    default_storage.save(name, ContentFile(out.getvalue()))
