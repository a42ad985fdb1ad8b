"""What household visits refuse."""

from heating.lib.problems import kind

NOT_FOUND = kind(
    "visit.not_found", 404, zh="没有这次入户，或不在您的管理范围内。", en="No such visit in what you may see."
)
ID_TAKEN = kind("visit.id_taken", 409, zh="此编号已用于其他入户。", en="This id is in use for another visit.")
WRONG_STATE = kind(
    "visit.wrong_state",
    409,
    zh="入户当前状态为“{state}”，不能进行此操作。",
    en="The visit is {state}; this is not possible now.",
)
VERSION_CONFLICT = kind(
    "visit.version_conflict",
    409,
    zh="入户安排已被他人更新（现为“{state}”），请刷新后再操作。",
    en="The visit has changed meanwhile (it is {state} now); look at it again first.",
)
KEY_OUT = kind(
    "visit.key_out", 409, zh="钥匙已委托他人保管，归还后才能再次委托。", en="The key is with somebody already."
)
NO_KEY = kind("visit.no_key", 409, zh="没有委托保管的钥匙。", en="No key is with anybody.")
