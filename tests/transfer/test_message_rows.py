"""Rows of a message board's file: two ways of writing dates, long texts, rows that hold nothing."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from heating.complaints.rules import MatterClass
from heating.transfer.cells import Exact, Unreadable
from heating.transfer.message_mapping import MessageMapping, faults
from heating.transfer.message_rows import Message, Reading, Setting, read
from heating.transfer.moments import is_moment_format, moment

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
COLUMNS = {"number": "编号", "text": "内容", "written_at": "时间", "reply": "回复", "replied_at": "回复时间"}
ROW = {"编号": "7", "内容": "不热", "时间": "2026-11-02 14:30", "回复": "已修", "回复时间": "2026-11-03"}


def mapping(**values: Any) -> MessageMapping:
    return MessageMapping(**{"source": "board", "columns": COLUMNS, **values})


def reading(*rows: dict[str, str], given: MessageMapping | None = None, overlong: tuple[int, ...] = ()) -> Reading:
    setting = Setting(given or mapping(), {"不热": "no_heat", "no_heat": "no_heat"}, ZONE, NOW)
    return read([(number, {**ROW, **row}) for number, row in enumerate(rows, start=2)], setting, overlong)


def one(given: MessageMapping | None = None, **cells: str) -> Message:
    found = reading(cells, given=given)
    assert found.faults == []
    return found.messages[0]


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-02 14:30", "2026/11/2 14:30:00", "2026.11.02  14:30", "2026年11月2日 14:30", "2026年11月02日14时30分",
        "20261102143000", "2026-11-02T14:30:00", "2026-11-02T06:30:00Z", "2026-11-02 14：30",
        Exact("2026-11-02T14:30:00"), Exact("46328.604166666664"),
    ],
)  # fmt: skip
def test_it_reads_the_common_ways_of_writing_a_moment(cell: str) -> None:
    found = moment(cell, (), ZONE)
    assert abs((found - datetime(2026, 11, 2, 6, 30, tzinfo=UTC)).total_seconds()) < 1


@pytest.mark.parametrize("cell", ["2.11.2026", "昨天", "14:30", "46328.6", Exact("12"), "2026-13-01", "1026-11-02", ""])
def test_it_refuses_what_could_be_another_day(cell: str) -> None:
    with pytest.raises(Unreadable):
        moment(cell, (), ZONE)


def test_a_mapping_may_name_further_ways() -> None:
    given = mapping(dates=("%d.%m.%Y %H:%M", "%d.%m.%y"))
    assert one(given, 时间="02.11.2026 14:30", 回复时间="").written_at == datetime(2026, 11, 2, 6, 30, tzinfo=UTC)
    assert one(given, 时间="02.11.26", 回复时间="").written_at == datetime(2026, 11, 1, 16, tzinfo=UTC)


@pytest.mark.parametrize(("written", "holds"), [("%d.%m.%Y", True), ("%H:%M", False), ("x", False), ("%Y-%m", False)])
def test_it_knows_formats_of_whole_days(written: str, holds: bool) -> None:
    assert is_moment_format(written) is holds


def test_it_names_everything_wrong_with_a_mapping_at_once() -> None:
    given = mapping(
        columns={"text": "正文", "colour": "内容"}, constants={"taste": "x"}, dates=("%H",), category="gone"
    )
    assert sorted((fault.pointer, fault.code) for fault in faults(given, ["内容"], ["no_heat"])) == [
        ("/category", "category.unknown"),
        ("/columns/colour", "target.unknown"),
        ("/columns/text", "column.unknown"),
        ("/columns/written_at", "required"),
        ("/constants/taste", "target.unknown"),
        ("/dates/0", "dates.format"),
    ]


def test_it_keeps_tabs_and_lines_of_long_texts() -> None:
    text = "第一行\r\n第二行\t制表\r第三行\n" + "很长" * 3000
    assert one(内容=text).text == text.replace("\r\n", "\n").replace("\r", "\n")


def test_a_text_that_was_cut_is_a_fault() -> None:
    found = reading({"内容": "长" * 10_000})
    assert [(fault.column, fault.code) for fault in found.faults] == [("内容", "too_long")]


@pytest.mark.parametrize(
    "row",
    [
        {"编号": "12", "内容": "", "时间": "", "回复": "", "回复时间": ""},
        {"编号": "编号", "内容": "内容", "时间": "时间", "回复": "回复", "回复时间": "回复时间"},
    ],
)
def test_ghost_rows_are_counted_and_are_no_fault(row: dict[str, str]) -> None:
    found = reading(row, {})
    assert (found.ghosts, len(found.messages), found.faults) == (1, 1, [])


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"内容": ""}, "内容", "required"),
        ({"时间": ""}, "时间", "required"),
        ({"时间": "明天"}, "时间", "moment"),
        ({"时间": "2026-11-22"}, "时间", "future"),
        ({"回复时间": "2026-11-01"}, "回复时间", "before"),
        ({"回复": ""}, "回复", "required"),
    ],
)
def test_it_names_the_cell_that_is_wrong(cells: dict[str, str], column: str, code: str) -> None:
    found = reading(cells)
    assert [(fault.row, fault.column, fault.code) for fault in found.faults] == [(2, column, code)]
    assert found.messages == []


def test_it_tells_of_rows_with_more_cells_than_columns() -> None:
    assert [fault.code for fault in reading({}, overlong=(2,)).faults] == ["row.too_long"]


def test_the_same_message_twice_in_a_file_is_a_fault() -> None:
    found = reading({}, {"内容": "别的"})
    assert [(fault.row, fault.code) for fault in found.faults] == [(3, "twice")]


def test_without_a_number_time_and_text_are_the_number() -> None:
    given = mapping(columns={name: column for name, column in COLUMNS.items() if name != "number"})
    first, again = one(given), one(given, 内容=" 不  热 ")
    assert first.number == again.number != one(given, 内容="很热").number
    assert reading({}, {}, given=given).faults[0].code == "twice"


def test_it_takes_class_category_and_score_by_name() -> None:
    columns = {**COLUMNS, "matter_class": "类", "category": "类别", "score": "满意"}
    message = one(mapping(columns=columns), 类="民生", 类别="不热", 满意="基本满意")
    assert (message.matter_class, message.category, message.score) == (MatterClass.LIVELIHOOD, "no_heat", 3)
    found = reading({"类": "紧急", "类别": "路灯", "满意": "6"}, given=mapping(columns=columns))
    assert sorted(fault.code for fault in found.faults) == ["category.unknown", "matter_class", "score"]


def test_the_title_stands_before_the_text_unless_it_begins_it() -> None:
    columns = {**COLUMNS, "title": "标题"}
    assert one(mapping(columns=columns), 标题="求助", 内容="家里不热").whole_text == "求助\n家里不热"
    assert one(mapping(columns=columns), 标题="家里不…", 内容="家里不热").whole_text == "家里不热"
