"""A roster as a workbook, as it is printed and sent round. Read in again it gives the same roster."""

from typing import BinaryIO, NamedTuple
from zoneinfo import ZoneInfo

from heating.accounts.actor import Actor
from heating.duty import queries, roster_queries
from heating.duty.reading import Row
from heating.duty.rules import Staff, Via, Watch, Window
from heating.duty.wording import POSTS, VIAS
from heating.http import workbook
from heating.http.workbook import Column, Layout
from heating.lib.wording import Language, Text


class _Line(NamedTuple):
    watch: Watch
    person: Staff | None


TITLES: dict[str, Text] = {
    "post": Text("岗位", "Post"),
    "person": Text("人员", "Person"),
    "username": Text("账号", "User name"),
    "starts_at": Text("开始时间", "Start"),
    "ends_at": Text("结束时间", "End"),
    "phone": Text("联系电话", "Telephone"),
    "via": Text("说明", "Remark"),
}
"""The columns; those of an import are recognized by these titles, in either language."""


async def write(actor: Actor, row: Row, zone: ZoneInfo) -> BinaryIO:
    """In the language of whoever asks."""
    found = await roster_queries.planned_watches(row, Window(row.starts_at, row.ends_at))
    people = {one.id: one for one in await queries.staff({watch.person for watch in found})}
    layout = Layout(
        name=Text("值班表", "Roster").in_language(actor.language),
        columns=_columns(actor.language),
        zone=zone,
        ruled=True,
    )
    return await workbook.write(layout, workbook.one_page([_Line(watch, people.get(watch.person)) for watch in found]))


def _columns(language: Language) -> list[Column[_Line]]:
    def title(key: str) -> str:
        return TITLES[key].in_language(language)

    return [
        Column(title=title("post"), width=14, value=lambda line: POSTS[line.watch.post].in_language(language)),
        Column(title=title("person"), width=12, value=lambda line: line.person.name if line.person else ""),
        Column(title=title("username"), width=16, value=lambda line: line.person.username if line.person else ""),
        Column(title=title("starts_at"), width=18, value=lambda line: line.watch.starts_at),
        Column(title=title("ends_at"), width=18, value=lambda line: line.watch.ends_at),
        Column(title=title("phone"), width=18, value=lambda line: line.person.phone if line.person else ""),
        Column(title=title("via"), width=14, value=lambda line: _remark(line.watch, language)),
    ]


def _remark(watch: Watch, language: Language) -> str:
    return "" if watch.via is Via.ROSTER else VIAS[watch.via].in_language(language)
