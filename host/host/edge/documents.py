"""
What does the API's description say about refusals?
"""

from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from host.edge.problems import MEDIA_TYPE

REFERENCE = "#/components/schemas/"
REFUSALS = (401, 403, 404, 409, 413, 415, 422)
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
        "request_id": {"type": "string"},
    },
    "required": ["type", "title", "detail", "status"],
}


class ApartSchema(OpenAPISchema):
    """
    A description in which two domains may call different things by one name: the later one gets
    its domain's name in front. ninja lets it take the place of the earlier.
    """

    def methods(self, operations: list[Operation]) -> dict[str, Any]:
        """
        The operations of one path, with the schemas that they use.
        """
        known, self.schemas = self.schemas, {}
        described = super().methods(operations)
        renamed = {
            f"{REFERENCE}{name}": f"{REFERENCE}{_free(name, schema, known, operations)}"
            for name, schema in self.schemas.items()
        }
        own = {
            renamed[f"{REFERENCE}{name}"].removeprefix(REFERENCE): schema
            for name, schema in self.schemas.items()
        }
        self.schemas = known | _renamed(own, renamed)
        return _renamed(described, renamed)  # type: ignore[no-any-return]


def _free(
    name: str, schema: dict[str, Any], known: dict[str, Any], operations: list[Operation]
) -> str:
    if known.get(name, schema) == schema:
        return name
    domain = next((tag for each in operations for tag in each.tags or ()), "other")
    return f"{domain.title().replace('-', '')}{name}"


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(below, names) for key, below in value.items()}
    if isinstance(value, list):
        return [_renamed(below, names) for below in value]
    return names.get(value, value) if isinstance(value, str) else value


class DocumentedAPI(NinjaAPI):
    """
    An API whose description names the refusals of every operation, whichever release it is from.
    """

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """
        ninja's description, with the problem answers that an operation does not name itself.
        """
        if path_prefix is None:
            path_prefix = self.get_root_path(path_params or {})
        schema = ApartSchema(self, path_prefix)
        schema["components"].setdefault("schemas", {}).setdefault("Problem", PROBLEM)
        for path in schema["paths"].values():
            for operation in path.values():
                for status in REFUSALS:
                    operation["responses"].setdefault(status, _answer(status))
        return schema


def _answer(status: int) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": HTTPStatus(status).phrase, "content": content}
