"""Which language a page speaks: Chinese, unless its reader chose otherwise."""

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers


class ChosenLanguageMiddleware:
    """Speak the language of the cookie that the language switch sets.

    Django's LocaleMiddleware would also follow Accept-Language. Ours does not: the
    news is Chinese, and a reader whose browser is set to English came for it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        known = {code for code, _ in settings.LANGUAGES}
        request.LANGUAGE_CODE = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(request.LANGUAGE_CODE):
            response = self.get_response(request)
        if "Content-Language" not in response.headers:
            # Who names a language speaks it to everybody, so one copy serves all.
            response.headers["Content-Language"] = request.LANGUAGE_CODE
            patch_vary_headers(response, ("Cookie",))
        return response
