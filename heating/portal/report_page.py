"""The three pages of a report: where, what, and everything once more before it is sent."""

from collections.abc import Sequence

import msgspec

from heating.lib.wording import Language, Text
from heating.portal import form_words as words
from heating.portal import wording
from heating.portal.controls import Choice, Errors, Field, button, choices, hidden, long_field, summary, text_field
from heating.portal.draft import OTHER, Draft
from heating.portal.markup import NOTHING, Html, html, joined
from heating.portal.shell import page

_FORM = """{emergency}<p class="small">{step}</p>
<form id="f" method="post" action="/report?lang={language}" enctype="multipart/form-data">
<input type="hidden" name="page" value="{name}">
{content}</form>
"""
_SWITCH = """<p class="switch"><button class="link" formaction="/report?lang={other}" name="go" value="stay"
 lang="{other}">{name}</button></p>
"""
_TRAP = """<div class="{css}"{hidden}><label for="website">{label}</label>
<input id="website" name="website" value="{value}" tabindex="-1" autocomplete="off"></div>
"""
_ROW = "<div><dt>{term}</dt><dd>{value}</dd></div>\n"

_Q = Field("q", words.ADDRESS, words.ADDRESS_HINT, extra=' autocomplete="street-address" enterkeyhint="search"')
_BUILDING = Field("building", words.BUILDING)
_UNIT = Field("unit", words.UNIT)
_ROOM = Field("room", words.ROOM)
_CATEGORY = Field("category", words.CATEGORY)
_TEXT = Field("text", words.TEXT, words.TEXT_HINT)
_TEMPERATURE = Field("temperature", words.TEMPERATURE, extra=' inputmode="decimal" autocomplete="off"')
_PHOTO = Field("photo", words.PHOTO, words.PHOTO_HINT, "file", ' accept="image/*" multiple')
_NAME = Field("name", words.NAME, extra=' autocomplete="name"')
_PHONE = Field("phone", words.PHONE, words.PHONE_HINT, "tel", ' autocomplete="tel"')


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """What a page needs beside the draft: `emergency` is the number to call, `place` what a scanned label or the chosen
    building is called, `offered` the buildings found, None before anybody has searched."""

    language: Language
    emergency: str | None
    place: Text | None
    offered: Sequence[Choice] | None
    categories: Sequence[Choice]


def address_page(draft: Draft, scene: Scene, errors: Errors) -> Html:
    """With nothing to search for, a scanned building asks for unit and room only."""
    language = scene.language
    content = joined(
        [
            _known_place(scene) if scene.place else text_field(_Q, draft.q, errors, language),
            _offers(draft, scene, errors) if scene.offered is not None else NOTHING,
            _doors(draft, errors, language) if scene.place or scene.offered is not None else NOTHING,
            _next(scene),
            button("go", "elsewhere", words.OTHER_PLACE, language, "link") if scene.place else NOTHING,
        ]
    )
    carried = {"asked": draft.q} if scene.offered is not None else {}
    return _page("address", words.WHERE_TITLE, draft, scene, errors, content, carried)


def problem_page(draft: Draft, scene: Scene, errors: Errors) -> Html:
    language = scene.language
    kept = words.PHOTOS_KEPT.in_language(language).format(count=len(draft.photos))
    content = joined(
        [
            choices(_CATEGORY, scene.categories, draft.category, errors, language, "many"),
            long_field(_TEXT, draft.text, errors, language),
            text_field(_TEMPERATURE, draft.temperature, errors, language),
            text_field(_PHOTO, "", errors, language),
            html('<p class="small">{kept}</p>\n', kept=kept) if draft.photos else NOTHING,
            text_field(_NAME, draft.name, errors, language),
            text_field(_PHONE, draft.phone, errors, language),
            button("go", "next", words.NEXT, language),
            button("go", "back", words.BACK, language, "button"),
        ]
    )
    return _page("problem", words.WHAT_TITLE, draft, scene, errors, content)


def check_page(draft: Draft, scene: Scene, errors: Errors, *, trapped: bool = False) -> Html:
    language = scene.language
    rows = joined(
        html(_ROW, term=term.in_language(language), value=value or words.NOT_GIVEN.in_language(language))
        for term, value in _told(draft, scene)
    )
    trap = html(
        _TRAP,
        css="field" if trapped else "trap",
        hidden=NOTHING if trapped else Html(' aria-hidden="true"'),
        label=words.TRAP.in_language(language),
        value=draft.website,
    )
    content = joined(
        [
            html("<dl>\n{rows}</dl>\n", rows=rows),
            trap,
            button("go", "next", words.SEND, language),
            button("go", "back", words.BACK, language, "button"),
        ]
    )
    return _page("check", words.CHECK_TITLE, draft, scene, errors, content)


_SHOWN = {
    "address": {"q", "building", "unit", "room", "asked"},
    "problem": {"category", "text", "temperature", "name", "phone"},
    "check": set[str](),
}


def _page(
    name: str,
    title: Text,
    draft: Draft,
    scene: Scene,
    errors: Errors,
    content: Html,
    more: dict[str, str] | None = None,
) -> Html:
    """The draft's fields that this page does not show are carried along unseen."""
    language = scene.language
    shown = _SHOWN[name] if scene.offered is not None or name != "address" else _SHOWN[name] - {"building"}
    unseen = [(field, value) for field, value in draft.fields() if field not in shown and value]
    body = html(
        _FORM,
        emergency=_emergency(scene),
        step=words.STEP.in_language(language).format(number=list(_SHOWN).index(name) + 1),
        language=language,
        name=name,
        content=joined([hidden([*unseen, *(more or {}).items()]), content, _switch(language)]),
    )
    whole = joined([summary(errors, language), body])
    return page(title, whole, language, switch=NOTHING, error=bool(errors), script=True)


def _switch(language: Language) -> Html:
    """Changes the language and loses nothing. Last in the form: the Enter key presses the first button."""
    other = "en" if language == "zh" else "zh"
    return html(_SWITCH, other=other, name=wording.OTHER_LANGUAGE.in_language(language))


def _emergency(scene: Scene) -> Html:
    if not scene.emergency:
        return NOTHING
    return html(
        '<p class="hint">{text}<a href="tel:{phone}">{phone}</a></p>\n',
        text=words.EMERGENCY.in_language(scene.language),
        phone=scene.emergency,
    )


def _known_place(scene: Scene) -> Html:
    assert scene.place is not None
    return html(
        '<p>{label}</p>\n<p class="place">{place}</p>\n',
        label=words.LABEL.in_language(scene.language),
        place=scene.place.in_language(scene.language),
    )


def _offers(draft: Draft, scene: Scene, errors: Errors) -> Html:
    language = scene.language
    offered = list(scene.offered or ())
    note = NOTHING if offered else html('<p class="hint">{text}</p>\n', text=words.NOT_FOUND.in_language(language))
    rows = [*offered, Choice(OTHER, words.NONE_OF_THESE.in_language(language))]
    chosen = draft.building or (offered[0].value if len(offered) == 1 else "")
    return joined([note, choices(_BUILDING, rows, chosen, errors, language)])


def _doors(draft: Draft, errors: Errors, language: Language) -> Html:
    fields = joined([text_field(_UNIT, draft.unit, errors, language), text_field(_ROOM, draft.room, errors, language)])
    return html('<div class="pair">\n{fields}</div>\n', fields=fields)


def _next(scene: Scene) -> Html:
    found = scene.offered is not None or scene.place is not None
    again = button("go", "find", words.AGAIN, scene.language, "button") if scene.offered is not None else NOTHING
    return joined([button("go", "next", words.NEXT if found else words.FIND, scene.language), again])


def _told(draft: Draft, scene: Scene) -> list[tuple[Text, str]]:
    language = scene.language
    place = scene.place.in_language(language) if scene.place else draft.q
    doors = [
        f"{value} {word.in_language(language)}" if word is words.UNIT else value
        for value, word in ((draft.unit, words.UNIT), (draft.room, words.ROOM))
        if value and scene.place
    ]
    category = next((one.label for one in scene.categories if one.value == draft.category), "")
    temperature = f"{draft.temperature} ℃" if draft.temperature else ""
    photos = words.PHOTOS_KEPT.in_language(language).format(count=len(draft.photos)) if draft.photos else ""
    return [
        (words.PLACE, " · ".join([place, *doors])),
        (words.PROBLEM, " · ".join(filter(None, [category, draft.text, temperature]))),
        (words.PHOTOS, photos),
        (words.PERSON, " ".join(filter(None, [draft.name, draft.phone]))),
    ]
