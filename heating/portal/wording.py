"""What the page behind a label says."""

from typing import Final

from heating.lib.wording import Text

PRODUCT: Final = Text("供热设施标签", "Heating equipment label")
SERVICE: Final = Text("供热服务", "Heating service")
ERROR_TITLE: Final = Text("错误：", "Error: ")
OTHER_LANGUAGE: Final = Text("English", "中文")
WHAT: Final = Text("所在站点", "Site")
WHO: Final = Text("责任单位", "Responsible")
CODE: Final = Text("标签编号", "Label code")
CALL: Final = Text("拨打 {phone}", "Call {phone}")
PROBLEM: Final = Text(
    "发现跑冒滴漏、异响或破损，请致电责任单位，并报上面的标签编号。",
    "If you see a leak, damage or hear strange noise, please call the number below and give the label code above.",
)
REPORT_HERE: Final = Text("在线报修或反映问题", "Report a problem here")
REPORT_HOME: Final = Text("家里不热？在线报修", "Cold at home? Report it")
OPEN_APP: Final = Text("工作人员：打开应用", "Staff: open the app")
USE_BROWSER: Final = Text(
    "工作人员请点右上角“···”，选择“在浏览器打开”，再进行巡检。",
    "Staff: tap ··· at the top right and choose “Open in browser” before you inspect.",
)
STATES: Final = {
    "attached": Text("使用中", "In use"),
    "blank": Text("空白标签，尚未绑定设备", "Blank label, not attached to anything yet"),
    "retired": Text("标签已停用", "This label is retired"),
    "lost": Text("标签已挂失，如在别处看到请联系责任单位", "This label was reported lost"),
}
BLANK_TITLE: Final = Text("空白标签", "Blank label")
NOT_FOUND_TITLE: Final = Text("没有这个标签", "There is no such label")
NOT_FOUND: Final = Text(
    "请核对编号：编号共 10 位，不含字母 I、L、O、U。",
    "Please check the code: it has 10 characters and never the letters I, L, O or U.",
)
TOO_MANY_TITLE: Final = Text("请稍后再试", "Please try again later")
TOO_MANY: Final = Text(
    "查询了太多不存在的编号，请 10 分钟后再试。",
    "Too many codes that do not exist were asked for. Please try again in 10 minutes.",
)
NOT_BUILT_TITLE: Final = Text("应用尚未就绪", "The app is not ready")
NOT_BUILT: Final = Text(
    "应用文件尚未生成：请在服务器上运行 make build。",
    "The app has not been built yet: run `make build` on the server.",
)
