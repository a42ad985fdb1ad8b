"""What became of an attempt, in words."""

from heating.lib.wording import Language, Text
from heating.notifications.rules import Reason

_REASONS = {
    Reason.ACCEPTED: Text("对方已接收", "Accepted"),
    Reason.ANSWERED: Text("对方返回错误", "The receiver answered with an error"),
    Reason.HTTP_STATUS: Text("对方返回错误状态", "The receiver answered with an error status"),
    Reason.NO_CONNECTION: Text("无法连接", "No connection"),
    Reason.NO_ANSWER: Text("没有得到答复，不能确定是否送达", "No answer; it is not known whether it arrived"),
    Reason.UNREADABLE_ANSWER: Text("对方的答复无法识别", "The answer could not be read"),
    Reason.NOT_ALLOWED: Text("该地址不允许访问", "Requests to this address are not allowed"),
    Reason.NOT_CONFIGURED: Text("尚未配置邮件服务器", "No mail server is configured"),
    Reason.INTERRUPTED: Text(
        "发送时服务中断，不能确定是否送达", "The server stopped while sending; it is not known whether it arrived"
    ),
    Reason.LIBRARY: Text("发送失败", "It could not be sent"),
}
TEST_TITLE = Text("测试消息", "Test message")
TEST_BODY = Text("通知渠道“{name}”可以正常接收消息。", "The channel “{name}” receives messages.")


def why(reason: str, said: str, language: Language) -> str:
    words = _REASONS[Reason(reason)].in_language(language)
    if not said:
        return words
    return f"{words}：{said}" if language == "zh" else f"{words}: {said}"
