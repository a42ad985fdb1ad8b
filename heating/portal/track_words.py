"""What a resident reads about his complaint."""

from typing import Final

from heating.complaints.rules import Status
from heating.complaints.steps.table import Step
from heating.lib.wording import Text

TITLE: Final = Text("办理进度", "Your report")
ENTER_TITLE: Final = Text("查询办理进度", "Follow your report")
CODE: Final = Text("查询码", "Tracking code")
CODE_HINT: Final = Text("提交后显示的 12 位字母和数字", "The 12 letters and figures shown after sending")
LOOK_UP: Final = Text("查询", "Look up")
UNKNOWN: Final = Text("没有这个查询码，请核对后重试", "There is no such code. Please check it")
KEEP: Final = Text(
    "凭此码随时查询，请截图或抄下，不要告诉他人。", "Keep it: with it you can come back at any time. Do not share it."
)
NUMBER: Final = Text("受理编号", "Number")
CATEGORY: Final = Text("问题类型", "Kind of problem")
RECEIVED: Final = Text("受理时间", "Received")
WHO: Final = Text("承办单位", "Handled by")
NEXT_DUE: Final = Text("下一步时限", "Next step due")
PROMISED: Final = Text("承诺办结日期", "Promised for")
STORY: Final = Text("办理过程", "What has happened")
REPLY: Final = Text("答复", "Our reply")
CAUSE: Final = Text("原因", "Cause")
MEASURE: Final = Text("措施", "What was done")
DONE_ON: Final = Text("办理日期", "Done on")
CONTACT: Final = Text("联系方式", "Contact")
EXPLANATION: Final = Text("说明", "Explanation")
CALL: Final = Text("拨打 {phone}", "Call {phone}")
BY_YOU: Final = Text("您：", "You: ")

CONFIRM_TITLE: Final = Text("家里现在怎么样？", "How is it at home now?")
TEMPERATURE: Final = Text("室温（℃），不知道可不填", "Room temperature in °C, if you know it")
WARM: Final = Text("我家已恢复", "It is warm again")
COLD: Final = Text("仍未解决", "It is not solved")
RATE_TITLE: Final = Text("请您评价", "Please rate")
SCORE: Final = Text("满意程度（1 很不满意，5 很满意）", "How satisfied are you? (1 not at all, 5 very)")
SOLVED: Final = Text("问题解决了吗？", "Was it solved?")
YES: Final = Text("解决了", "Yes")
NO: Final = Text("没有解决（将重新办理）", "No (it will be opened again)")
COMMENT: Final = Text("想说的话（可选）", "Anything to add (optional)")
SEND_RATING: Final = Text("提交评价", "Send the rating")
NOTE_TITLE: Final = Text("补充情况", "Add something")
NOTE: Final = Text("补充说明", "What you want to add")
SEND_NOTE: Final = Text("提交补充", "Send")
DONE: Final = Text("已收到，谢谢。", "Received, thank you.")
REFRESH: Final = Text("刷新", "Refresh")
ANOTHER: Final = Text("反映其他问题", "Report something else")
YOUR_RATING: Final = Text("您的评价", "Your rating")
NEED_SCORE: Final = Text("请选择 1 到 5", "Choose from 1 to 5")
NEED_SOLVED: Final = Text("请选择是否解决", "Say whether it was solved")
NEED_NOTE: Final = Text("请写明补充内容，或附上照片", "Write something, or add a photo")
TOO_LATE: Final = Text(
    "情况已有变化，请看最新进度后再操作", "Things have changed meanwhile; please see below and try again"
)

STATUS: Final = {
    Status.RECEIVED: Text("已受理，正在安排人员", "Received; we are finding the right person"),
    Status.ASSESSED: Text("已受理，正在派给值班人员", "Received; it is being passed to the officer on duty"),
    Status.DISPATCHED: Text("已派给值班人员，等待接单", "Passed to the officer on duty"),
    Status.HANDLING: Text("工作人员正在处理", "Being worked on"),
    Status.PAUSED: Text("暂缓处理，恢复后继续", "On hold for the moment"),
    Status.RESOLVED: Text("已处理，请您确认是否恢复", "Done, we believe: please say whether it is warm"),
    Status.VERIFIED: Text("已核实恢复，正在准备答复", "Checked; the reply is being prepared"),
    Status.REPLIED: Text("已答复，请您评价", "Replied: please rate"),
    Status.CLOSED: Text("已办结", "Closed"),
}
STEP: Final = {
    Step.RECEIVE: Text("收到您的诉求", "Your report was received"),
    Step.ASSESS: Text("已核对类型和供热站", "Kind of problem and heat station were checked"),
    Step.DISPATCH: Text("已派给值班人员", "Passed to the officer on duty"),
    Step.ACKNOWLEDGE: Text("值班人员已接单", "The officer on duty has taken it on"),
    Step.RETURN: Text("正在改派其他单位", "It is being passed to another unit"),
    Step.PAUSE: Text("暂缓处理", "Put on hold"),
    Step.RESUME: Text("恢复处理", "Work goes on"),
    Step.INTERIM_REPLY: Text("已作出承诺", "A promise was made"),
    Step.RESOLVE: Text("已处理，等待核实", "Work was done and waits to be checked"),
    Step.VERIFY: Text("已核实恢复", "Checked: it works again"),
    Step.SEND_BACK: Text("核实仍未解决，继续处理", "Checked: not solved yet, work goes on"),
    Step.REPLY: Text("已答复", "Replied"),
    Step.RATE: Text("已评价", "Rated"),
    Step.REOPEN: Text("重新办理", "Opened again"),
    Step.NOTE: Text("补充了情况", "Something was added"),
}
OTHER_STEP: Final = Text("办理中", "Work goes on")
