"""The API described as OpenAPI, errors in the type that they have; nothing fetched from outside."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI

from dangvien.accounts.policy import SIGNED_IN, policy

PREFIX = "/api/"


@policy(SIGNED_IN)
def openapi(request: HttpRequest, api: NinjaAPI) -> HttpResponse:
    """The OpenAPI description."""
    return JsonResponse(schema(api), json_dumps_params={"ensure_ascii": False})


def schema(api: NinjaAPI) -> dict[str, Any]:
    """The description as a dict."""
    made: dict[str, Any] = api.get_openapi_schema(path_prefix=PREFIX)
    for methods in made["paths"].values():
        for told in methods.values():
            told["summary"] = told.get("description", "").split(". ")[0].rstrip(".")
            told["responses"] = {str(code): answer for code, answer in told["responses"].items()}
            for code, answer in told["responses"].items():
                content = answer.get("content", {})
                if int(code) >= 400 and "application/json" in content:
                    content["application/problem+json"] = content.pop("application/json")
    return made
