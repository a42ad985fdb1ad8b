"""POST /api/imports and /api/imports/columns: files of every sort."""

import zipfile
from io import BytesIO
from typing import Any

import httpx2
import pytest

from heating.transfer.tables import MAX_COLUMNS, MAX_MEGABYTES, MAX_ROWS
from tests.registry.conftest import count
from tests.transfer.conftest import FIRST, HEAD, LINES, SECOND, Import, counts, faults, refusal
from tests.transfer.files import as_csv, as_xlsx, with_sheet

MIB = 1024 * 1024


async def columns(client: httpx2.AsyncClient, content: bytes, name: str = "units.csv") -> httpx2.Response:
    return await client.post("/api/imports/columns", files={"file": (name, content)})


def bomb(unpacked: int) -> bytes:
    content = BytesIO()
    with (
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/workbook.xml", "w", force_zip64=True) as entry,
    ):
        for _ in range(unpacked // MIB):
            entry.write(b" " * MIB)
    return content.getvalue()


GOOD = as_xlsx(LINES)
WHOLE_GRID = with_sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')

BROKEN: list[tuple[str, bytes, int, str]] = [
    ("nothing", b"", 422, "import.empty"),
    ("only line ends", b"\r\n\r\n,,\r\n", 422, "import.empty"),
    ("only a header", as_csv([HEAD]), 422, "import.empty"),
    ("an empty sheet", as_xlsx([]), 422, "import.empty"),
    ("a sheet with a header only", as_xlsx([HEAD]), 422, "import.empty"),
    ("two columns of one name", as_csv([["a", "b", "a"], ["1", "2", "3"]]), 422, "import.headers"),
    ("a column without name", as_csv([["a", "", "c"], ["1", "2", "3"]]), 422, "import.headers"),
    ("no known encoding", b"a,b\n\xff\xff,1\n", 422, "import.encoding"),
    ("UTF-16", "编号,名称\n1,泵\n".encode("utf-16"), 422, "import.encoding"),
    ("Latin-1", "code,name\n1,Müller Straße\n".encode("latin-1"), 422, "import.encoding"),
    ("Shift JIS", "コード,名前\n1,暖房ポンプ\n".encode("shift_jis"), 422, "import.encoding"),
    ("EUC-KR", "코드,이름\n1,순환 펌프\n2,열교환기 배관 누수 점검표 담당자\n".encode("euc-kr"), 422, "import.encoding"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 422, "import.encoding"),
    ("NUL", b"a,b\n1,\x00\n", 415, "import.not_a_table"),
    ("an open quotation mark", b'a,b\n1,"x\n', 415, "import.not_a_table"),
    ("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), 422, "import.encoding"),
    ("half a workbook", GOOD[: len(GOOD) // 2], 415, "import.not_a_table"),
    ("a zip of something else", bomb(MIB), 415, "import.not_a_table"),
    ("an empty zip", b"PK\x05\x06" + bytes(18), 415, "import.not_a_table"),
    ("a zip bomb", bomb(400 * MIB), 413, "import.too_large"),
    ("a sheet that claims the whole grid", WHOLE_GRID, 413, "import.too_large"),
    ("too many columns", as_csv([[f"c{n}" for n in range(MAX_COLUMNS + 1)], ["1"]]), 413, "import.too_large"),
    ("too many rows", b"a\n" + b"1\n" * (MAX_ROWS + 1), 413, "import.too_large"),
    ("too many bytes", b"a\n" + b"1" * (MAX_MEGABYTES * MIB), 413, "import.too_large"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "status", "code"), [pytest.param(*case[1:], id=case[0]) for case in BROKEN])
async def test_it_refuses_files_that_are_no_table(
    send: Import, alice: httpx2.AsyncClient, content: bytes, status: int, code: str
) -> None:
    assert refusal(await columns(alice, content, "名单.csv")) == (status, code)
    answer = await send(content, "名单.csv")
    assert refusal(answer) == (status, code)
    assert "名单.csv" in answer.json()["detail"]
    assert await count("asset") == 0


async def test_a_body_beyond_the_limit_is_not_read(alice: httpx2.AsyncClient) -> None:
    answer = await columns(alice, b"1" * ((MAX_MEGABYTES + 2) * MIB))
    assert refusal(answer) == (413, "http.too_large")


@pytest.mark.parametrize(
    "request_parts",
    [
        {"json": {"file": "x"}},
        {"data": {"file": "a,b"}},
        {"files": {"other": ("a.csv", b"a\n1")}},
        {"content": b"--x\r\n", "headers": {"content-type": "multipart/form-data; boundary=x"}},
        {"content": b"", "headers": {"content-type": "multipart/form-data"}},
        {"files": [("file", ("a.csv", b"a\n1")), ("file", ("b.csv", b"a\n1"))]},
    ],
)
async def test_it_refuses_forms_without_one_file(
    alice: httpx2.AsyncClient,
    send: Import,  # noqa: ARG001 - the kinds
    request_parts: dict[str, Any],
) -> None:
    for path in ("/api/imports/columns", "/api/imports"):
        answer = await alice.post(path, **request_parts)
        assert answer.status_code in (400, 415, 422), answer.text
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("flag", ["True", "1", "yes", ""])
async def test_it_takes_no_doubtful_yes(send: Import, flag: str) -> None:
    """What is meant as a trial must never write."""
    answer = await send(as_csv(LINES), dry_run=flag)
    assert refusal(answer) == (422, "http.invalid")
    assert await count("asset") == 0


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (as_csv(LINES), "a.csv"),
        (as_csv(LINES, "utf-8-sig"), "bom.csv"),
        (as_csv(LINES, "gb18030"), "gbk.csv"),
        (as_csv(LINES, delimiter=";"), "semicolon.csv"),
        (as_csv(LINES, delimiter="\t"), "tab.txt"),
        (as_csv(LINES).replace(b"\r\n", b"\n"), "unix.csv"),
        (as_csv(LINES).replace(b"\r\n", b"\r"), "old-mac.csv"),
        (b"\r\n" + as_csv(LINES), "blank first line.csv"),
        (as_csv([[*line, "", ""] for line in LINES]), "empty columns at the end.csv"),
        (as_csv([[f" {cell}\u3000" for cell in line] for line in LINES]), "spaces.csv"),
        (GOOD, "a.xlsx"),
        (GOOD, "wrongly named.csv"),
        (as_xlsx(LINES, first_row=3), "empty rows first.xlsx"),
        (as_xlsx([[None, *line] for line in LINES]), "empty column first.xlsx"),
        (as_xlsx(LINES, ghosts=[500_000, 1_048_575]), "ghosts.xlsx"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
async def test_it_reads_files_as_offices_send_them(
    send: Import, alice: httpx2.AsyncClient, content: bytes, name: str
) -> None:
    preview = (await columns(alice, content, name)).json()
    assert (preview["columns"], preview["rows"]) == (HEAD, 3)
    assert preview["sample"][0]["燃料"] == "天然气"
    assert counts(await send(content, name)) == (3, 0, 0, 0)


async def test_the_number_of_a_row_is_its_number_in_the_file(send: Import) -> None:
    wrong = [*SECOND[:3], "x", *SECOND[4:]]
    lines = [HEAD, FIRST, [], ["", ""], wrong]
    for content, name in ((as_csv(lines), "a.csv"), (as_xlsx(lines), "a.xlsx")):
        assert faults(await send(content, name)) == {(5, "面积", "number")}, name
    assert faults(await send(as_xlsx(lines, first_row=2), "b.xlsx")) == {(7, "面积", "number")}


async def test_a_comma_too_much_is_a_fault_and_no_shift(send: Import) -> None:
    content = as_csv(LINES).decode().replace("2号锅炉", "2号,锅炉").encode()
    assert (3, "", "row.too_long") in faults(await send(content))


async def test_a_short_row_has_empty_cells(send: Import) -> None:
    assert counts(await send(as_csv([HEAD, FIRST, ["GL-2", "2号"]]))) == (2, 0, 0, 0)


async def test_cells_with_line_ends_quotes_and_controls_are_kept_or_cleaned(
    send: Import, alice: httpx2.AsyncClient
) -> None:
    lines = [HEAD, ["GL-1", '1号"大"锅炉\n(备)', "厂", *[""] * 6]]
    assert counts(await send(as_csv(lines))) == (1, 0, 0, 0)
    assert (await alice.get("/api/assets")).json()["items"][0]["name"] == '1号"大"锅炉\n(备)'
    with_nul = with_sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>x_x0000_y</t></is></c></row>'
    )
    assert (await columns(alice, with_nul, "nul.xlsx")).json()["sample"] == [{"a": "xy"}]


async def test_the_preview_shows_the_first_rows_only(alice: httpx2.AsyncClient) -> None:
    preview = (await columns(alice, as_csv([["a", "b"], *([str(n), ""] for n in range(50))]))).json()
    assert preview == {"columns": ["a", "b"], "rows": 50, "sample": [{"a": str(n), "b": ""} for n in range(5)]}
