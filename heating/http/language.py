"""Which language an answer is written in."""

from starlette.requests import Request

from heating.lib.wording import Language


def remember(request: Request, language: Language) -> None:
    """Note the signed-in person's own language, for a problem that is rendered after the route has ended."""
    request.scope["heating.language"] = language


def language_of(request: Request) -> Language:
    """`?lang=`, then the person's own setting, then Accept-Language, then Chinese."""
    match request.query_params.get("lang"):
        case "zh":
            return "zh"
        case "en":
            return "en"
    own: Language | None = request.scope.get("heating.language")
    return own or accepted(request.headers.get("accept-language", ""))


def accepted(header: str) -> Language:
    """The better of our two languages by an Accept-Language header (RFC 9110 section 12.5.4)."""
    weights: dict[Language, float] = {"zh": 0.0, "en": 0.0}
    for part in header.split(","):
        tag, _, parameter = part.partition(";")
        weight = _weight(parameter)
        for language in weights:
            if tag.strip().lower().split("-")[0] == language:
                weights[language] = max(weights[language], weight)
    return "en" if weights["en"] > weights["zh"] else "zh"


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
