"""Parts of forms: each with its label, its hint and its error, tied together for screen readers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from heating.lib.wording import Language, Text
from heating.portal import form_words as words
from heating.portal.markup import NOTHING, Html, html, joined

Errors = Mapping[str, Text]
"""By the name of the field."""


class Choice(NamedTuple):
    value: str
    label: str
    hint: str = ""


class Field(NamedTuple):
    name: str
    label: Text
    hint: Text | None = None
    kind: str = "text"
    extra: str = ""
    """More attributes, ours and no one else's."""


_ERROR = '<p class="error" id="{name}-error"><b>{word}</b>{text}</p>\n'
_INPUT = """<div class="field{wrong}"><label for="{name}">{label}</label>
{hint}{error}{control}</div>
"""
_RADIO = """<label class="choice" for="{id}"><input type="radio" id="{id}" name="{name}" value="{value}"{checked}>
<span>{label}{hint}</span></label>
"""


def summary(errors: Errors, language: Language) -> Html:
    """First on the page, with the same words as at the fields, each a link to its field."""
    if not errors:
        return NOTHING
    lines = joined(
        html('<li><a href="#{name}">{text}</a></li>\n', name=name, text=text.in_language(language))
        for name, text in errors.items()
    )
    return html(
        '<div class="errors" role="alert" tabindex="-1" autofocus>\n<h2>{title}</h2>\n<ul>\n{lines}</ul>\n</div>\n',
        title=words.CORRECT_THIS.in_language(language),
        lines=lines,
    )


def text_field(field: Field, value: str, errors: Errors, language: Language) -> Html:
    control = html(
        '<input id="{name}" name="{name}" type="{kind}" value="{value}"{extra}{described}>\n',
        name=field.name,
        kind=field.kind,
        value=value,
        extra=Html(field.extra),
        described=_described(field, errors),
    )
    return _field(field, control, errors, language)


def long_field(field: Field, value: str, errors: Errors, language: Language) -> Html:
    control = html(
        '<textarea id="{name}" name="{name}" rows="4"{extra}{described}>\n{value}</textarea>\n',
        name=field.name,
        value=value,
        extra=Html(field.extra),
        described=_described(field, errors),
    )
    return _field(field, control, errors, language)


def choices(
    field: Field, offered: Sequence[Choice], chosen: str, errors: Errors, language: Language, css: str = ""
) -> Html:
    """The first has the field's own name as its id, so that an error's link leads there."""
    rows = joined(
        html(
            _RADIO,
            id=field.name if number == 0 else f"{field.name}-{number}",
            name=field.name,
            value=choice.value,
            checked=Html(" checked") if choice.value == chosen else NOTHING,
            label=choice.label,
            hint=html("<small>{hint}</small>", hint=choice.hint) if choice.hint else NOTHING,
        )
        for number, choice in enumerate(offered)
    )
    return html(
        '<fieldset class="field{wrong}{css}"{described}><legend>{label}</legend>\n{hint}{error}{rows}</fieldset>\n',
        wrong=_wrong(field, errors),
        css=f" {css}" if css else "",
        described=_described(field, errors),
        label=field.label.in_language(language),
        hint=_hint(field, language),
        error=_error(field, errors, language),
        rows=rows,
    )


def hidden(values: Iterable[tuple[str, str]]) -> Html:
    return joined(
        html('<input type="hidden" name="{name}" value="{value}">\n', name=name, value=value) for name, value in values
    )


def button(name: str, value: str, label: Text, language: Language, css: str = "button go", extra: str = "") -> Html:
    return html(
        '<button class="{css}" name="{name}" value="{value}"{extra}>{label}</button>\n',
        css=css,
        name=name,
        value=value,
        extra=Html(extra),
        label=label.in_language(language),
    )


def _field(field: Field, control: Html, errors: Errors, language: Language) -> Html:
    return html(
        _INPUT,
        name=field.name,
        wrong=_wrong(field, errors),
        label=field.label.in_language(language),
        hint=_hint(field, language),
        error=_error(field, errors, language),
        control=control,
    )


def _wrong(field: Field, errors: Errors) -> Html:
    return Html(" wrong") if field.name in errors else NOTHING


def _hint(field: Field, language: Language) -> Html:
    if field.hint is None:
        return NOTHING
    return html(
        '<p class="small" id="{name}-hint">{text}</p>\n', name=field.name, text=field.hint.in_language(language)
    )


def _error(field: Field, errors: Errors, language: Language) -> Html:
    if field.name not in errors:
        return NOTHING
    word = words.ERROR.in_language(language)
    return html(_ERROR, name=field.name, word=word, text=errors[field.name].in_language(language))


def _described(field: Field, errors: Errors) -> Html:
    ids = [f"{field.name}-hint"] if field.hint else []
    ids += [f"{field.name}-error"] if field.name in errors else []
    return html(' aria-describedby="{ids}"', ids=" ".join(ids)) if ids else NOTHING
