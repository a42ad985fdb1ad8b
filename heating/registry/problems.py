"""What the registry refuses."""

from heating.lib.problems import kind

NOT_FOUND = kind(
    "registry.not_found", 404, zh="没有找到，或不在您的管理范围内。", en="Not found, or not in what you may see."
)
VERSION_CONFLICT = kind(
    "registry.version_conflict",
    409,
    zh="内容已被他人修改（当前版本 {version}），请刷新后再改。",
    en="Someone else has changed this (it is at version {version} now); load it again first.",
)
TAKEN_MEANWHILE = kind(
    "registry.taken_meanwhile",
    409,
    zh="编码或编号刚刚被他人使用，请刷新后重试。",
    en="Someone else has just taken this code or id; load it again and retry.",
)
ID_TAKEN = kind("registry.id_taken", 409, zh="此编号已用于其他内容。", en="This id is in use for something else.")
RETIRED = kind(
    "registry.retired", 409, zh="该设备已报废，不能再修改。", en="This asset is retired and cannot be changed any more."
)
KEY_DIFFERS = kind(
    "registry.key_differs",
    422,
    zh="类型键与地址中的不一致。",
    en="The key of the kind differs from the one in the address.",
)
NO_SEASON = kind("registry.no_season", 404, zh="尚未设置供热季。", en="No heating season has been set up yet.")
