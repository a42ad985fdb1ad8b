"""What accounts refuse."""

from heating.lib.problems import kind

NOT_FOUND = kind(
    "accounts.not_found", 404, zh="没有找到，或不在您的管理范围内。", en="Not found, or not in what you may see."
)
NOT_SIGNED_IN = kind("accounts.not_signed_in", 401, zh="请先登录。", en="Please sign in.")
FORBIDDEN = kind("accounts.forbidden", 403, zh="您的角色无权进行此操作。", en="Your role may not do this.")
PASSWORD_CHANGE_NEEDED = kind(
    "accounts.password_change_needed",
    403,
    zh="密码已被重置，请先设置新密码。",
    en="Your password was reset; choose a new one first.",
)
WRONG_CREDENTIALS = kind(
    "accounts.wrong_credentials", 401, zh="用户名或密码不正确。", en="The user name or the password is not right."
)
TOO_MANY_ATTEMPTS = kind(
    "accounts.too_many_attempts",
    429,
    zh="登录失败次数过多，请在 {minutes} 分钟后再试。",
    en="Too many failed sign-ins; try again in {minutes} minutes.",
)
DISABLED = kind(
    "accounts.disabled", 403, zh="该账号已停用，请联系管理员。", en="This account is disabled; ask your administrator."
)
WRONG_PASSWORD = kind("accounts.wrong_password", 422, zh="当前密码不正确。", en="The current password is not right.")
WEAK_PASSWORD = kind(
    "accounts.weak_password", 422, zh="新密码不符合要求，见说明。", en="The new password will not do; see why."
)
SCOPE_TOO_WIDE = kind(
    "accounts.scope_too_wide",
    422,
    zh="令牌的权限不能超过您自己的权限。",
    en="A token may not do more than you may.",
)
USERNAME_TAKEN = kind("accounts.username_taken", 409, zh="用户名已被使用。", en="This user name is taken.")
ID_TAKEN = kind("accounts.id_taken", 409, zh="此编号已用于其他内容。", en="This id is in use for something else.")
PATH_TAKEN = kind("accounts.path_taken", 409, zh="同级已有此代码。", en="This key is taken among its siblings.")
UNKNOWN_PARENT = kind("accounts.unknown_parent", 422, zh="上级不存在。", en="There is no such parent.")
UNKNOWN_ORGANIZATION = kind(
    "accounts.unknown_organization", 422, zh="单位不存在。", en="There is no such organization."
)
UNKNOWN_AREA = kind("accounts.unknown_area", 422, zh="区域不存在。", en="There is no such area.")
OWN_DISABLING = kind(
    "accounts.own_disabling",
    409,
    zh="不能停用自己或取消自己的管理员角色。",
    en="You cannot disable yourself or give up your own administrator role.",
)
VERSION_CONFLICT = kind(
    "accounts.version_conflict",
    409,
    zh="内容已被他人修改，请刷新后再改。",
    en="Someone else has changed this; load it again first.",
)
