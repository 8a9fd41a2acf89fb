"""The register of agreements."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    return render(request, "agreements/register.html")
