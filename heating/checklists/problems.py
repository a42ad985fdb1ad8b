"""What the checklists refuse."""

from heating.lib.problems import kind

NOT_FOUND = kind("checklist.not_found", 404, zh="没有这个检查表版本。", en="There is no such version of a checklist.")
FROZEN = kind(
    "checklist.frozen",
    409,
    zh="该版本状态为“{state}”，不能再修改；请新建版本。",
    en="This version is {state} and cannot be changed any more; start a new one.",
)
DRAFT_EXISTS = kind(
    "checklist.draft_exists",
    409,
    zh="该检查表已有未发布的草稿（第 {number} 版），请继续编辑它。",
    en="There is a draft of this checklist already, version {number}; go on with that one.",
)
ID_TAKEN = kind("checklist.id_taken", 409, zh="此编号已用于其他内容。", en="This id is in use for something else.")
VERSION_CONFLICT = kind(
    "checklist.version_conflict",
    409,
    zh="草稿已被他人修改（当前为第 {version} 次修改），请刷新后再改。",
    en="Someone else has changed this draft (it is at revision {version} now); load it again first.",
)
INVALID = kind(
    "checklist.invalid",
    422,
    zh="检查表有错误，不能发布，见各项说明。",
    en="The checklist has faults and cannot be published; see each of them.",
)
KEY_DIFFERS = kind(
    "checklist.key_differs",
    422,
    zh="检查表的键与地址中的不一致。",
    en="The key of the document differs from the one in the address.",
)
NOTHING_TO_COPY = kind(
    "checklist.nothing_to_copy",
    422,
    zh="这是新的检查表，请提供内容。",
    en="This checklist is new: give its document.",
)
