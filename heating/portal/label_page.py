"""The page behind a label, for whoever scans it: what this is, who answers for it, whom to call."""

from typing import Literal

import msgspec

from heating.lib.wording import Language, Text
from heating.portal import wording
from heating.portal.markup import NOTHING, Html, html, joined
from heating.portal.shell import page

_FACT = "<div><dt>{term}</dt><dd{attributes}>{value}</dd></div>\n"


class Described(msgspec.Struct, frozen=True):
    """What strangers may know about a label. `name` and below are of its asset, None for a label without one."""

    code: str
    state: Literal["attached", "blank", "retired", "lost"]
    name: Text | None = None
    kind: Text | None = None
    site: Text | None = None
    organization: Text | None = None
    phone: str | None = None
    is_building: bool = False


def label_page(label: Described, language: Language, *, in_messenger: bool) -> Html:
    def say(text: Text) -> str:
        return text.in_language(language)

    content = joined(
        [
            html('<p class="kind">{kind}</p>\n', kind=say(label.kind)) if label.kind else NOTHING,
            html('<p class="state {state}">{text}</p>\n', state=label.state, text=say(wording.STATES[label.state])),
            html("<dl>\n{facts}</dl>\n", facts=_facts(label, language)),
            _call(label.phone, language) if label.phone else NOTHING,
            _report(label, language) if label.state == "attached" else NOTHING,
            _for_staff(label.code, language, in_messenger),
        ]
    )
    return page(label.name or wording.BLANK_TITLE, content, language, product=wording.PRODUCT)


def _facts(label: Described, language: Language) -> Html:
    named = [(wording.WHAT, label.site), (wording.WHO, label.organization)]
    facts = [_fact(term.in_language(language), value.in_language(language)) for term, value in named if value]
    facts.append(_fact(wording.CODE.in_language(language), label.code, Html(' class="code"')))
    return joined(facts)


def _fact(term: str, value: str, attributes: Html = NOTHING) -> Html:
    return html(_FACT, term=term, value=value, attributes=attributes)


def _call(phone: str, language: Language) -> Html:
    return html(
        '<p>{problem}</p>\n<a class="button call" href="tel:{phone}">{call}</a>\n',
        problem=wording.PROBLEM.in_language(language),
        phone=phone,
        call=wording.CALL.in_language(language).format(phone=phone),
    )


def _report(label: Described, language: Language) -> Html:
    return html(
        '<a class="button" href="/report?l={code}">{text}</a>\n',
        code=label.code,
        text=(wording.REPORT_HOME if label.is_building else wording.REPORT_HERE).in_language(language),
    )


def _for_staff(code: str, language: Language, in_messenger: bool) -> Html:
    hint = html('<p class="hint">{hint}</p>\n', hint=wording.USE_BROWSER.in_language(language))
    link = html(
        '<a class="button" href="/app/label/{code}">{text}</a>\n',
        code=code,
        text=wording.OPEN_APP.in_language(language),
    )
    return hint if in_messenger else link
