"""What the catalogue of codes and policies refuses."""

from heating.lib.problems import kind

NO_ENTRY = kind("hazard.no_entry", 404, zh="没有这个条目。", en="There is no such entry.")
ENTRY_CONFLICT = kind(
    "hazard.entry_conflict",
    409,
    zh="条目已被他人修改（当前版本 {version}），请刷新后再改。",
    en="Someone else has changed this entry (it is at version {version} now); load it again first.",
)
ENTRY_KEY = kind(
    "hazard.entry_key", 422, zh="条目的键与地址中的不一致。", en="The entry's key differs from the one in the address."
)
