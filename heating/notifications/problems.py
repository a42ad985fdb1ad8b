"""What notifications refuse."""

from heating.lib.problems import kind

ADDRESS_REFUSED = kind(
    "notifications.address_refused",
    422,
    zh="此地址不能使用，见说明。",
    en="This address cannot be used; see why.",
)
MAIL_NOT_CONFIGURED = kind(
    "notifications.mail_not_configured",
    422,
    zh="本系统尚未配置邮件服务器，请联系管理员设置 HEATING_MAIL_URL。",
    en="No mail server is configured here; ask the operator to set HEATING_MAIL_URL.",
)
TOO_SOON = kind(
    "notifications.too_soon",
    429,
    zh="该接收方暂时不能再发送，请在 {retry_after} 秒后再试。",
    en="The receiver takes no more for the moment; try again in {retry_after} seconds.",
)
NOT_FAILED = kind(
    "notifications.not_failed",
    409,
    zh="只有发送失败的消息才能重新发送。",
    en="Only a delivery that has failed can be sent again.",
)
CHANNEL_OFF = kind(
    "notifications.channel_off",
    409,
    zh="通知渠道已停用或已删除。",
    en="The channel is switched off or removed.",
)
ID_TAKEN = kind("notifications.id_taken", 409, zh="此编号已用于其他内容。", en="This id is in use for something else.")
TOO_MANY_CHANNELS = kind(
    "notifications.too_many_channels",
    422,
    zh="最多设置 {most} 个渠道，请先删除不用的。",
    en="There may be {most} channels; remove one that is not needed first.",
)
ACTIONS_REFUSED = kind(
    "notifications.actions_refused",
    422,
    zh="有事件名称不能订阅，见各项说明。",
    en="Some events cannot be subscribed to; see each of them.",
)
