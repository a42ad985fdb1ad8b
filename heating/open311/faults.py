"""What can be wrong, in the standard's own shape: a number and a sentence for people."""

from typing import NamedTuple

from heating.lib.wording import Language, Text
from heating.open311.writing import Value


class Fault(Exception):
    """`code` is the HTTP status followed by two digits that tell the fault, as the standard allows."""

    def __init__(self, code: int, text: Text) -> None:
        super().__init__(code)
        self.code = code
        self.text = text

    @property
    def status(self) -> int:
        return self.code // 100

    def described(self, language: Language) -> Value:
        return {"code": self.code, "description": self.text.in_language(language)}


class Faults(Exception):
    """All that is wrong with one request."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__([fault.code for fault in faults])
        self.faults = faults

    @property
    def status(self) -> int:
        """Of the first: a wrong key comes before what is not there, and that before what is wrong."""
        return max(fault.status for fault in self.faults)


class FaultKind(NamedTuple):
    code: int
    zh: str
    en: str

    def fault(self, **params: object) -> Fault:
        return Fault(self.code, Text(self.zh.format_map(params), self.en.format_map(params)))


BODY = FaultKind(
    40001,
    "请求内容应为 UTF-8 编码的表单（application/x-www-form-urlencoded）。",
    "The body must be a form (application/x-www-form-urlencoded) in UTF-8.",
)
SERVICE_MISSING = FaultKind(40002, "缺少 service_code。", "service_code was not provided.")
ADDRESS_MISSING = FaultKind(
    40003,
    "缺少位置：请给出 lat 和 long，或 address_string，或 address_id。",
    "No place was provided: give lat and long, or address_string, or address_id.",
)
HALF_POSITION = FaultKind(40004, "lat 和 long 必须同时给出。", "lat and long must be given together.")
POSITION = FaultKind(40005, "lat 或 long 不是 WGS 84 的度数。", "lat or long is no degree of WGS 84.")
TOO_LONG = FaultKind(40006, "{name} 太长，最多 {most} 个字符。", "{name} is longer than {most} characters.")
URL = FaultKind(40007, "media_url 应为 http 或 https 网址。", "media_url must be an http or https address.")
ATTRIBUTE_VALUE = FaultKind(
    40009, "属性 {code} 的值不符合类型 {datatype}。", "The value of attribute {code} does not fit {datatype}."
)
MOMENT = FaultKind(
    40010,
    "{name} 应为带时区的 W3C 日期时间，例如 2026-11-01T00:00:00Z。",
    "{name} must be a W3C date and time with an offset, such as 2026-11-01T00:00:00Z.",
)
RANGE = FaultKind(
    40011, "start_date 与 end_date 之间最多 {days} 天。", "start_date and end_date may not span more than {days} days."
)
STATUS = FaultKind(40012, "status 只能是 open 或 closed。", "status must be open or closed.")
PAGE = FaultKind(
    40013,
    "page 从 1 开始，page_size 为 1 至 {most}。",
    "page begins with 1, page_size is from 1 to {most}.",
)
KEY_USED = FaultKind(
    40014,
    "该 Idempotency-Key 已用于另一内容的请求。",
    "This Idempotency-Key was used for a request of other content.",
)
REFUSED = FaultKind(40015, "{reason}", "{reason}")
TOO_LARGE = FaultKind(40016, "请求内容超过 {limit} 字节。", "The body is larger than {limit} bytes.")
IDEMPOTENCY_KEY = FaultKind(
    40018, "Idempotency-Key 最多 {most} 个 ASCII 字符。", "An Idempotency-Key has at most {most} ASCII characters."
)
FORMAT = FaultKind(40017, "格式只能是 xml 或 json。", "The format must be xml or json.")
API_KEY = FaultKind(
    40301,
    "缺少 api_key，或 api_key 无效、已过期。",
    "The api_key is missing, not valid or expired; the request was not created.",
)
NOT_ALLOWED = FaultKind(40302, "该 api_key 没有提交诉求的权限。", "This api_key may not create requests.")
NO_SERVICE = FaultKind(40401, "没有服务 {code}。", "There is no service_code {code}.")
NO_REQUEST = FaultKind(40402, "没有诉求 {id}。", "There is no service_request_id {id}.")
NO_TOKEN = FaultKind(40403, "没有令牌 {token}。", "There is no token {token}.")
