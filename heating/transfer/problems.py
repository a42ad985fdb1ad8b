"""What can be wrong with a file as a whole. Faults of rows are part of the report instead."""

from heating.lib.problems import kind

EMPTY = kind("import.empty", 422, zh="文件“{file}”里没有数据行。", en="The file “{file}” holds no rows.")
TOO_LARGE = kind(
    "import.too_large",
    413,
    zh="文件“{file}”太大：最多 {rows} 行、{columns} 列、{megabytes} MB。",
    en="The file “{file}” is too large: at most {rows} rows, {columns} columns and {megabytes} MB.",
)
NOT_A_TABLE = kind(
    "import.not_a_table",
    415,
    zh="“{file}”既不是 csv 也不是 xlsx 表格：{reason}",
    en="“{file}” is neither a csv nor an xlsx table: {reason}",
)
ENCODING = kind(
    "import.encoding",
    422,
    zh="文件“{file}”的文字编码无法识别(第 {byte} 字节处)。请另存为 UTF-8 或 GB18030。",
    en="The text encoding of “{file}” is not known (at byte {byte}). Save it as UTF-8 or GB18030.",
)
HEADERS = kind(
    "import.headers",
    422,
    zh="文件“{file}”的表头有空白或重复的列名：{names}。",
    en="The header of “{file}” has empty or repeated names: {names}.",
)
MAPPING = kind("import.mapping", 422, zh="列对应关系有误。", en="The mapping is not right.")
TOO_MANY_MESSAGES = kind(
    "import.too_many_messages",
    413,
    zh="文件“{file}”的留言超过 {most} 条，请分成几个文件导入。",
    en="The file “{file}” has more than {most} messages; import it in several files.",
)
NO_COLUMNS = kind(
    "import.no_columns",
    422,
    zh="文件“{file}”缺少这些列：{names}。",
    en="The file “{file}” lacks these columns: {names}.",
)
TOO_MANY_SHIFTS = kind(
    "import.too_many_shifts",
    413,
    zh="文件“{file}”超过 {most} 个班次，请按月分开导入。",
    en="The file “{file}” has more than {most} shifts; import it month by month.",
)
