"""What is wrong with a request before any capability looks at it."""

from heating.lib.problems import kind

NOT_FOUND = kind("http.not_found", 404, zh="没有这个地址。", en="There is nothing at this address.")
METHOD_NOT_ALLOWED = kind(
    "http.method_not_allowed",
    405,
    zh="此地址不支持 {method}，可用：{allowed}。",
    en="This address does not take {method}; it takes {allowed}.",
)
TOO_LARGE = kind(
    "http.too_large",
    413,
    zh="请求内容超过上限 {limit} 字节。",
    en="The request body is larger than the limit of {limit} bytes.",
)
MEDIA_TYPE = kind(
    "http.media_type",
    415,
    zh="内容类型应为 {expected}。",
    en="The content type must be {expected}.",
)
CONTENT_ENCODING = kind(
    "http.content_encoding",
    415,
    zh="内容编码只支持 gzip 或不编码。",
    en="The content encoding must be gzip or none.",
)
MALFORMED = kind(
    "http.malformed",
    400,
    zh="请求内容无法读取：{reason}",
    en="The request body cannot be read: {reason}",
)
INVALID = kind(
    "http.invalid",
    422,
    zh="有内容填写不正确，见各项说明。",
    en="Some values are not right; see each of them.",
)
CURSOR = kind(
    "http.cursor",
    422,
    zh="分页游标无效，请从第一页重新读取。",
    en="This paging cursor is not valid; start from the first page again.",
)
CROSS_SITE = kind(
    "http.cross_site",
    403,
    zh="来自其他网站的请求已被拒绝。",
    en="A request from another site was refused.",
)
UNEXPECTED = kind(
    "http.unexpected",
    500,
    zh="服务器出现意外错误，已记录，编号 {request_id}。",
    en="Something went wrong on the server. It was logged as {request_id}.",
)
UNAVAILABLE = kind(
    "http.unavailable",
    503,
    zh="服务器正忙或正在停止，请稍后重试。",
    en="The server is busy or stopping; please try again shortly.",
)
