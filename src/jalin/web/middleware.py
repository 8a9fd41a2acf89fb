"""Around every page: the reader's language, what a browser may load, and refusals as pages."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from jalin.core.errors import DomainError
from jalin.core.permissions import NotKnown, NotPermitted

Respond = Callable[[HttpRequest], HttpResponse]
LANGUAGES = frozenset(code for code, _ in settings.LANGUAGES)


class LanguageMiddleware(LocaleMiddleware):
    """The language of a page: `?ui=kk`, else the cookie, else the account's, else the browser's.

    `?ui=` is the switch that needs no script and no form: it keeps the page and is remembered.
    """

    def process_request(self, request: HttpRequest) -> None:
        try:
            _ = request.GET
        except TooManyFieldsSent:
            request.GET = QueryDict()  # else the page that says so could not be made either
            self._activate(request)
            raise
        self._activate(request)

    @staticmethod
    def _activate(request: HttpRequest) -> None:
        language = _chosen(request) or translation.get_language_from_request(request)
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if (asked := request.GET.get("ui")) in LANGUAGES:
            remember(response, str(asked))
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response


def _chosen(request: HttpRequest) -> str:
    """What the reader said; "" when nothing."""
    for language in (
        request.GET.get("ui"),
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME),
    ):
        if language in LANGUAGES:
            return str(language)
    # Asking for the user loads the session: only where there is one.
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return str(getattr(request.user, "language", ""))
    return ""


def remember(response: HttpResponseBase, language: str) -> None:
    """Keep the reader's choice for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path="/",
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


class SecurityHeadersMiddleware:
    """Nothing is loaded from elsewhere, nothing runs inside a page but our own files."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response
        self.policy = "; ".join(
            f"{name} {sources}" for name, sources in settings.CONTENT_SECURITY_POLICY.items()
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class DomainErrorMiddleware:
    """What a rule refuses becomes a page or JSON: what happened, why, and what to do."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        if isinstance(exception, NotKnown):
            raise Http404(str(exception)) from exception
        what, why, do = exception.parts(gettext)
        status = 403 if isinstance(exception, NotPermitted) else 409
        if request.accepts("text/html"):
            context = {"status": status, "code": exception.code}
            context |= {"what": what, "why": why, "do": do}
            return render(request, "domain_error.html", context, status=status)
        body = {"code": exception.code, "what": what, "why": why, "do": do}
        return JsonResponse(body, status=status)
