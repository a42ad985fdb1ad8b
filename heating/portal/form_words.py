"""What the residents' forms say."""

from typing import Final

from heating.lib.wording import Text

ERROR: Final = Text("错误：", "Error: ")
CORRECT_THIS: Final = Text("请先更正以下内容", "Please correct this first")
NEXT: Final = Text("下一步", "Continue")
BACK: Final = Text("返回修改", "Back")
SEND: Final = Text("提交", "Send")
FIND: Final = Text("查找地址", "Find the address")
CHANGE: Final = Text("修改", "Change")
STEP: Final = Text("第 {number} 步，共 3 步", "Step {number} of 3")
EMERGENCY: Final = Text(
    "管道爆裂、烫伤、大量漏水等紧急情况，请立即拨打 ", "Burst pipe, scalding or flooding? Do not wait, call "
)

WHERE_TITLE: Final = Text("哪里需要处理？", "Where is the problem?")
ADDRESS: Final = Text("您家的地址", "Your address")
ADDRESS_HINT: Final = Text(
    "怎么说就怎么写，例如：和平苑3号楼2单元501",
    "As you would say it, for example: Heping Estate, building 3, unit 2, 501",
)
BUILDING: Final = Text("请选择您所在的楼", "Which building is it?")
NONE_OF_THESE: Final = Text("都不是，按我写的地址登记", "None of these; take the address as I wrote it")
NOT_FOUND: Final = Text(
    "没有查到这个地址，可以修改后再查，也可以按您写的登记。",
    "This address was not found. Change it and search again, or go on with it as you wrote it.",
)
UNIT: Final = Text("单元", "Unit (entrance)")
ROOM: Final = Text("房号", "Room (door)")
AGAIN: Final = Text("重新查找", "Search again")

WHAT_TITLE: Final = Text("出了什么问题？", "What is the problem?")
CATEGORY: Final = Text("问题类型", "Kind of problem")
TEXT: Final = Text("具体情况", "What happened")
TEXT_HINT: Final = Text(
    "从什么时候开始、哪些房间。请不要写身份证号等与供热无关的个人信息。",
    "Since when, in which rooms. Please leave out personal details that have nothing to do with heating.",
)
TEMPERATURE: Final = Text("室温（℃），不知道可不填", "Room temperature in °C, if you know it")
PHOTO: Final = Text("照片（可选，最多 3 张）", "Photos (optional, up to 3)")
PHOTO_HINT: Final = Text(
    "可拍温度计、漏水处。照片里的拍摄位置等信息不会公开。",
    "A thermometer, the leak. Where the picture was taken is never shown.",
)
PHOTOS_KEPT: Final = Text("已收到 {count} 张照片", "{count} photo(s) received")
NAME: Final = Text("怎么称呼您（可选）", "Your name (optional)")
PHONE: Final = Text("联系电话（建议填写）", "Your telephone number (recommended)")
PHONE_HINT: Final = Text(
    "仅用于本次处理时联系您，办结一段时间后删除。不填也能凭查询码查看进度。",
    "Used only to reach you about this, and erased some time after it is closed. Without it you can still follow"
    " progress with your tracking code.",
)

CHECK_TITLE: Final = Text("请核对后提交", "Check before you send")
PLACE: Final = Text("地址", "Place")
PROBLEM: Final = Text("问题", "Problem")
PHOTOS: Final = Text("照片", "Photos")
PERSON: Final = Text("联系方式", "How to reach you")
NOT_GIVEN: Final = Text("未填写", "Not given")
LABEL: Final = Text("您扫描的标签", "The label you scanned")
OTHER_PLACE: Final = Text("不是这里，填写其他地址", "Not here: give another address")
TRAP: Final = Text("网站（请留空）", "Website (leave empty)")

NEED_ADDRESS: Final = Text("请填写地址", "Give the address")
NEED_BUILDING: Final = Text(
    "请选择楼栋，或选择按您写的登记", "Choose a building, or go on with the address as you wrote it"
)
NEED_PROBLEM: Final = Text("请选择问题类型，或写明具体情况", "Choose the kind of problem, or say what happened")
WRONG_TEMPERATURE: Final = Text("室温应为 -40 到 60 之间的数字", "The temperature is a number between -40 and 60")
WRONG_PHONE: Final = Text("电话号码应为 7 到 15 位数字", "A telephone number has 7 to 15 figures")
TOO_LONG: Final = Text("内容太长，最多 {most} 个字", "Too long: at most {most} characters")
WRONG_PHOTO: Final = Text(
    "有照片无法识别，请换一张（支持 JPEG、PNG、WebP，每张不超过 10 MB）",
    "A picture could not be read. Use JPEG, PNG or WebP of at most 10 MB each.",
)
TOO_MANY_UPLOADS: Final = Text(
    "从这里上传的照片太多，请稍后再传，或不附照片先提交",
    "Too many pictures came from here. Send them later, or go on without",
)
TOO_MANY_PHOTOS: Final = Text("最多 3 张照片", "At most 3 photos")
OLD_FORM: Final = Text(
    "页面已过期，内容都还在，请再提交一次", "The page was too old. Nothing is lost: please send it once more"
)
TOO_FAST: Final = Text("提交太快了，请核对后再按一次“提交”", "That was very fast. Check it and press “Send” once more")
TRAPPED: Final = Text("请清空“网站”一栏后再提交", "Empty the field “Website” and send again")
TOO_MANY_TITLE: Final = Text("提交次数太多", "Too many at once")
TOO_MANY: Final = Text(
    "短时间内从这里提交的次数太多，请稍后再试，或直接拨打电话。",
    "Too much was sent from here in a short time. Try again later, or call.",
)


def too_long(most: int) -> Text:
    return Text(TOO_LONG.zh.format(most=most), TOO_LONG.en.format(most=most))
