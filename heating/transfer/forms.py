"""The form of an import: a file, a mapping, and how to go about it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from heating.http.endpoint import MIB
from heating.http.problems import INVALID
from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.transfer.tables import MAX_MEGABYTES

MEDIA_TYPES = ["multipart/form-data"]
LIMIT = (MAX_MEGABYTES + 1) * MIB

_NO_FILE = Text("请选择一个 csv 或 xlsx 文件", "must be a csv or xlsx file")
_NO_MAPPING = Text("缺少列对应关系", "is missing")
_NO_FLAG = Text("应为 true 或 false", "must be true or false")


@asynccontextmanager
async def sent(request: Request) -> AsyncIterator[FormData]:
    async with request.form(max_files=1, max_fields=10, max_part_size=MIB) as form:
        yield form


def file(form: FormData) -> UploadFile:
    upload = form.get("file")
    if not isinstance(upload, UploadFile):
        raise INVALID(errors=[FieldError("/file", "required", _NO_FILE)])
    return upload


def mapping(form: FormData, parse: Callable[[bytes], Any]) -> Any:
    """Pointers of what is wrong in it begin at the mapping."""
    given = form.get("mapping")
    if not isinstance(given, str):
        raise INVALID(errors=[FieldError("/mapping", "required", _NO_MAPPING)])
    return parse(given.encode("utf-8", "surrogatepass"))


def flag(form: FormData, name: str) -> bool:
    given = form.get(name, "false")
    if given not in ("true", "false"):
        raise INVALID(errors=[FieldError(f"/{name}", "invalid", _NO_FLAG)])
    return given == "true"
