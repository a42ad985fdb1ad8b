"""What sync refuses."""

from heating.lib.problems import kind

CURSOR_GONE = kind(
    "sync.cursor_gone",
    410,
    zh="本机数据与服务器已不连续，需要重新完整下载。",
    en="This cursor is too old, from before a restore, or of another scope: pull everything afresh.",
)
ID_REUSED = kind(
    "sync.id_reused",
    409,
    zh="此操作编号已用于其他内容，服务器保留了先收到的内容。",
    en="This operation's id was used for other content before; the server keeps what came first.",
)
UNKNOWN_TYPE = kind(
    "sync.unknown_type",
    422,
    zh="服务器不认识操作类型“{type}”，请更新应用。",
    en="The server does not know operations of type {type!r}; update the app.",
)
AUTHOR = kind(
    "sync.author",
    422,
    zh="记录人不存在，或与当前登录人不在同一单位。请由记录人本人登录后上传。",
    en="The author of this operation is unknown or of another organization. The author has to sign in to send it.",
)
FAILED = kind(
    "sync.failed",
    422,
    zh="服务器处理此操作时出错，已记录（编号 {reference}）。内容仍在手机上，请联系管理员后重试。",
    en="The server failed on this operation and logged it as {reference}. It is safe on the phone;"
    " tell your administrator, then try again.",
)
