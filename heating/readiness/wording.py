"""What the codes of readiness say, in both languages."""

from heating.lib.wording import Text
from heating.readiness.facts import Gate
from heating.readiness.rules import Reason, State, Status

GATES: dict[Gate, Text] = {
    Gate.INSPECTED: Text("排查检修", "Inspected"),
    Gate.HAZARDS_PLANNED: Text("隐患有治理计划", "Hazards planned"),
    Gate.FILLED: Text("注水打压", "Filled and pressure-tested"),
    Gate.COLD_RUN: Text("冷态运行", "Cold run"),
    Gate.HOT_RUN: Text("热态运行", "Hot run"),
    Gate.AT_TEMPERATURE: Text("温度达标", "At temperature"),
}

STATES: dict[State, Text] = {
    State.NOT_STARTED: Text("未开始", "Not started"),
    State.IN_PROGRESS: Text("进行中", "In progress"),
    State.BLOCKED: Text("受阻", "Blocked"),
    State.READY: Text("就绪", "Ready"),
    State.LAPSED: Text("失效", "Lapsed"),
}

STATUSES: dict[Status, Text] = {
    Status.PASSED: Text("已通过", "Passed"),
    Status.PENDING: Text("待完成", "Pending"),
    Status.LATE: Text("已逾期", "Late"),
    Status.FAILED: Text("未通过", "Failed"),
    Status.NOT_NEEDED: Text("不适用", "Not needed"),
}


def text(reason: Reason) -> Text:
    if reason.gate is None:
        return Text(f"重大隐患未销号 {reason.count} 项", _counted(reason.count, "major hazard", "open"))
    gate = GATES[reason.gate]
    if reason.code == "plan_missing":
        return Text(
            f"{reason.count} 项隐患尚无完整治理方案", _counted(reason.count, "hazard", "without a complete plan")
        )
    if reason.code == "gate_failed":
        assets = _counted(reason.count, "asset", "to be put right")
        return Text(f"{gate.zh}未通过，{reason.count} 台（处）设备待整改", f"{gate.en}: not passed, {assets}")
    if not reason.count:
        return Text(f"{gate.zh}不再成立", f"{gate.en}: no longer holds")
    if reason.gate == Gate.INSPECTED:
        return Text(f"{reason.count} 台（处）设备未检查", _counted(reason.count, "asset", "not inspected"))
    assets = _counted(reason.count, "asset", "still to prove it")
    return Text(f"{gate.zh}：{reason.count} 台（处）设备缺现场证据", f"{gate.en}: {assets}")


def _counted(count: int, noun: str, rest: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'} {rest}"
