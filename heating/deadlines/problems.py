"""What the clocks refuse."""

from heating.lib.problems import kind

NOT_OPEN = kind("deadline.not_open", 409, zh="没有正在计时的“{name}”时限。", en='There is no open clock "{name}".')
OVERDUE = kind(
    "deadline.overdue",
    409,
    zh="时限已过，不能再暂停。",
    en="The time is up; it cannot be paused any more.",
)
PAUSED = kind("deadline.is_paused", 409, zh="计时已处于暂停状态。", en="The clock stands still already.")
NOT_PAUSED = kind("deadline.not_paused", 409, zh="计时没有暂停。", en="The clock does not stand still.")
NOT_LATER = kind(
    "deadline.not_later",
    422,
    zh="延期后的时限须晚于现在的时限。",
    en="An extension must end after the present time limit.",
)
VERSION_CONFLICT = kind(
    "deadline.version_conflict",
    409,
    zh="内容已被他人修改（当前版本 {version}），请刷新后再改。",
    en="Someone else has changed this (it is at version {version} now); load it again first.",
)
NO_FEED = kind("deadline.no_feed", 404, zh="没有这个日历订阅地址。", en="There is no such calendar feed.")
