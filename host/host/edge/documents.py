"""
What does the API's description say about refusals?
"""

from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from host.edge.problems import MEDIA_TYPE

REFUSALS = (401, 403, 404, 409, 422)
PROBLEM: dict[str, Any] = {
    "type": "object",
    "title": "Problem",
    "description": "A refusal: `type` is its permanent code, `detail` a sentence for people.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "status": {"type": "integer"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"at": {"type": "string"}, "problem": {"type": "string"}},
            },
        },
    },
    "required": ["type", "title", "detail", "status"],
}


class DocumentedAPI(NinjaAPI):
    """
    An API whose description names the refusals of every operation, whichever release it is from.
    """

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """
        ninja's own description, with the problem answers that an operation does not name itself.
        """
        schema = super().get_openapi_schema(**options)
        schema["components"].setdefault("schemas", {}).setdefault("Problem", PROBLEM)
        for path in schema["paths"].values():
            for operation in path.values():
                for status in REFUSALS:
                    operation["responses"].setdefault(status, _answer(status))
        return schema


def _answer(status: int) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": HTTPStatus(status).phrase, "content": content}
