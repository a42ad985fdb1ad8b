"""How a complaint stands, for the resident who sent it, and what he may do now."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import msgspec

from heating.complaints.residents import tracking
from heating.complaints.residents.schemas import PublicStep, Tracked
from heating.complaints.rules import Status
from heating.complaints.steps.replies import Reply
from heating.lib.wording import Language, Text
from heating.portal import form_words, moments
from heating.portal import track_words as words
from heating.portal.controls import Choice, Errors, Field, button, choices, hidden, long_field, summary, text_field
from heating.portal.markup import NOTHING, Html, html, joined
from heating.portal.shell import page

_FORM = """<h2>{title}</h2>
<form method="post" action="/track/{code}?lang={language}"{encoding}>
{content}</form>
"""
_MULTIPART = Html(' enctype="multipart/form-data"')
_ROW = "<div><dt>{term}</dt><dd>{value}</dd></div>\n"
_STEP = "<li><b>{text}</b><small>{at}</small></li>\n"
_CODE_SHOWN = """<p class="small">{term}</p>
<p class="bigcode">{code}</p>
<p class="small">{keep}</p>
"""
_LOOK_UP = """{errors}<form action="/track">
<input type="hidden" name="lang" value="{language}">
{code}{button}</form>
"""
_CODE = Field(
    "code", words.CODE, words.CODE_HINT, extra=' autocomplete="off" autocapitalize="characters" spellcheck="false"'
)
_TEMPERATURE = Field("temperature", words.TEMPERATURE, extra=' inputmode="decimal" autocomplete="off"')
_SCORE = Field("score", words.SCORE)
_SOLVED = Field("solved", words.SOLVED)
_COMMENT = Field("comment", words.COMMENT)
_NOTE = Field("note", words.NOTE)
_PHOTO = Field("photo", form_words.PHOTO, None, "file", ' accept="image/*" multiple')


_ASKED = frozenset({Status.RESOLVED, Status.REPLIED, Status.CLOSED})
"""Now it is his turn: the question comes first."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """`form` is a signed token that makes the next step his own; `typed` is what a refused form held."""

    language: Language
    zone: ZoneInfo
    organization: Text | None
    phone: str | None
    form: str
    done: bool
    typed: dict[str, str] = {}


def look_up_page(typed: str, errors: Errors, language: Language) -> Html:
    content = html(
        _LOOK_UP,
        errors=summary(errors, language),
        language=language,
        code=text_field(_CODE, typed, errors, language),
        button=button("", "", words.LOOK_UP, language),
    )
    return page(words.ENTER_TITLE, content, language, error=bool(errors))


def track_page(tracked: Tracked, view: View, errors: Errors) -> Html:
    language = view.language
    is_asked = tracked.status in _ASKED
    content = joined(
        [
            summary(errors, language),
            html('<p class="hint ok" role="status">{t}</p>\n', t=words.DONE.in_language(language))
            if view.done
            else NOTHING,
            html('<p class="state">{text}</p>\n', text=words.STATUS[tracked.status].in_language(language)),
            _code(tracked, language),
            _forms(tracked, view, errors) if is_asked else NOTHING,
            _reply(tracked.reply, view) if tracked.reply else NOTHING,
            html("<dl>\n{rows}</dl>\n", rows=_facts(tracked, view)),
            _call(view),
            _story(tracked, view),
            NOTHING if is_asked else _forms(tracked, view, errors),
            _note(tracked, view, errors) if "note" in tracked.may else NOTHING,
            html(
                '<p><a href="/report?lang={l}">{text}</a></p>\n', l=language, text=words.ANOTHER.in_language(language)
            ),
        ]
    )
    return page(words.TITLE, content, language, error=bool(errors), script=True)


def _facts(tracked: Tracked, view: View) -> Html:
    language = view.language
    told = ((term.in_language(language), value) for term, value in _told(tracked, view) if value)
    return joined(html(_ROW, term=term, value=value) for term, value in told)


def _code(tracked: Tracked, language: Language) -> Html:
    return html(
        _CODE_SHOWN,
        term=words.CODE.in_language(language),
        code=tracking.printed(tracked.tracking_code),
        keep=words.KEEP.in_language(language),
    )


def _told(tracked: Tracked, view: View) -> Iterator[tuple[Text, str]]:
    language = view.language
    if tracked.promised_on and tracked.closed_at is None:
        yield words.PROMISED, moments.day(tracked.promised_on, language)
    if tracked.next_due_at:
        yield words.NEXT_DUE, moments.moment(tracked.next_due_at, view.zone, language)
    yield words.CATEGORY, tracked.category.in_language(language) if tracked.category else ""
    yield words.WHO, view.organization.in_language(language) if view.organization else ""
    yield words.RECEIVED, moments.moment(tracked.received_at, view.zone, language)
    yield words.NUMBER, tracked.number
    if tracked.rating and tracked.rating.score:
        yield words.YOUR_RATING, f"{tracked.rating.score} / 5"


def _reply(reply: Reply, view: View) -> Html:
    language = view.language
    told = [
        (words.CAUSE, reply.cause),
        (words.MEASURE, reply.measure),
        (words.DONE_ON, moments.day(reply.measure_on, language)),
        (words.EXPLANATION, " ".join(filter(None, [reply.explanation, reply.text]))),
        (words.PROMISED, moments.day(reply.promised_on, language) if reply.promised_on else ""),
        (words.CONTACT, reply.contact),
    ]
    rows = joined(html(_ROW, term=term.in_language(language), value=value) for term, value in told if value)
    return html("<h2>{title}</h2>\n<dl>\n{rows}</dl>\n", title=words.REPLY.in_language(language), rows=rows)


def _call(view: View) -> Html:
    if not view.phone:
        return NOTHING
    text = words.CALL.in_language(view.language).format(phone=view.phone)
    return html('<a class="button" href="tel:{phone}">{text}</a>\n', phone=view.phone, text=text)


def _story(tracked: Tracked, view: View) -> Html:
    """The newest last, as it happened."""
    steps = joined(
        html(
            _STEP,
            text=_step_text(step, view.language),
            at=moments.moment(step.at, view.zone, view.language),
        )
        for step in tracked.steps
    )
    title = words.STORY.in_language(view.language)
    return html('<h2>{title}</h2>\n<ol class="story">\n{steps}</ol>\n', title=title, steps=steps)


def _step_text(step: PublicStep, language: Language) -> str:
    text = words.STEP.get(step.step, words.OTHER_STEP).in_language(language)
    by = words.BY_YOU.in_language(language) if step.from_resident and step.step.value != "receive" else ""
    until = f" · {moments.day(step.promised_on, language)}" if step.promised_on else ""
    return f"{by}{text}{until}"


def _forms(tracked: Tracked, view: View, errors: Errors) -> Html:
    """Rating says whether it is solved too, so there is one form of the two."""
    if "rate" in tracked.may:
        return _rating(tracked, view, errors)
    return _confirmation(tracked, view, errors) if "confirm" in tracked.may else NOTHING


def _confirmation(tracked: Tracked, view: View, errors: Errors) -> Html:
    language = view.language
    warm = tracked.closed_at is None
    content = joined(
        [
            hidden([("form", view.form)]),
            text_field(_TEMPERATURE, view.typed.get("temperature", ""), errors, language),
            button("act", "warm", words.WARM, language) if warm else NOTHING,
            button("act", "cold", words.COLD, language, "button"),
        ]
    )
    return _form(tracked, view, words.CONFIRM_TITLE, content)


def _rating(tracked: Tracked, view: View, errors: Errors) -> Html:
    language, typed = view.language, view.typed
    scores = choices(_SCORE, [Choice(str(n), str(n)) for n in range(1, 6)], typed.get("score", ""), errors, language)
    answers = [Choice("yes", words.YES.in_language(language)), Choice("no", words.NO.in_language(language))]
    content = joined(
        [
            hidden([("form", view.form)]),
            choices(_SOLVED, answers, typed.get("solved", ""), errors, language),
            html('<div class="scores">{scores}</div>\n', scores=scores),
            long_field(_COMMENT, typed.get("comment", ""), errors, language),
            button("act", "rate", words.SEND_RATING, language),
        ]
    )
    return _form(tracked, view, words.RATE_TITLE, content)


def _note(tracked: Tracked, view: View, errors: Errors) -> Html:
    content = joined(
        [
            hidden([("form", view.form)]),
            long_field(_NOTE, view.typed.get("note", ""), errors, view.language),
            text_field(_PHOTO, "", errors, view.language),
            button("act", "note", words.SEND_NOTE, view.language, "button"),
        ]
    )
    return _form(tracked, view, words.NOTE_TITLE, content, _MULTIPART)


def _form(tracked: Tracked, view: View, title: Text, content: Html, encoding: Html = NOTHING) -> Html:
    return html(
        _FORM,
        title=title.in_language(view.language),
        code=tracked.tracking_code,
        language=view.language,
        encoding=encoding,
        content=content,
    )
