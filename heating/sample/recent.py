"""What the crew of the demo's sign-ins has on its table today: a hazard in every state, so that no screen is empty."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from heating.checklists.document import Grade
from heating.sample.fates import Fate
from heating.sample.history import Report
from heating.sample.plan import PlannedCrew


class _Shown(NamedTuple):
    days_ago: float
    title: str
    grade: Grade
    fate: Fate
    is_of_neighbours: bool = False
    """Another crew of the company repairs it, so that this one verifies."""


_TODAY: Sequence[_Shown] = (
    _Shown(62, "一级管网检查室阀门锈蚀，不能关严", "major", Fate.PLANNED),
    _Shown(26, "热力站被违建占压，检修通道不足 0.6 米", "major", Fate.SUPERVISED),
    _Shown(19, "循环泵机械密封漏水，地面积水", "general", Fate.REWORKED),
    _Shown(16, "板式换热器二次侧压降超过 0.08 MPa", "larger", Fate.PLANNED),
    _Shown(12, "软化水硬度超标，树脂待更换", "general", Fate.EXTENDED),
    _Shown(11, "控制柜散热风扇停转", "general", Fate.REPAIRING),
    _Shown(9, "安全阀校验已过期 12 天", "larger", Fate.UNPLANNED),
    _Shown(6, "楼前热力入口保温脱落约 3 米", "general", Fate.LATE),
    _Shown(5, "站房门锁损坏", "minor", Fate.ON_THE_SPOT),
    _Shown(4, "老旧管段壁厚接近下限，列入监测", "general", Fate.WEAK_LINK),
    _Shown(3.2, "补水泵变频器偶发报警", "general", Fate.ASKED),
    _Shown(3, "检查室井盖松动，车辆碾压有异响", "general", Fate.SENT_BACK),
    _Shown(2.6, "压力表指针卡滞", "minor", Fate.DISMISSED),
    _Shown(2.2, "除污器前后压差偏大", "general", Fate.REPAIRING),
    _Shown(1.9, "分集水器排气阀渗水", "general", Fate.RECTIFIED, is_of_neighbours=True),
    _Shown(1.6, "循环泵联轴器护罩缺失", "general", Fate.RECTIFIED),
    _Shown(1.3, "站内照明灯损坏两盏", "minor", Fate.UNSEEN),
    _Shown(0.4, "二次网补水量突增，疑似外网泄漏", "general", Fate.UNSEEN),
    _Shown(0.1, "一级网供水压力表接头渗漏", "general", Fate.UNSEEN),
)
"""Days are counted back from the present, and days without a season are left out."""


def recent_reports(crews: Sequence[PlannedCrew], beginning: datetime, until: datetime) -> list[Report]:
    """Of the first crew, in the order of their time; nothing from before the beginning."""
    return [report for report in _reports(crews, until) if report.at > beginning]


def _reports(crews: Sequence[PlannedCrew], until: datetime) -> Iterator[Report]:
    own = crews[0]
    neighbours = next((crew for crew in crews[1:] if _company(crew) == _company(own)), None)
    for number, shown in enumerate(_TODAY):
        site = own.sites[number % len(own.sites)]
        yield Report(
            at=until - timedelta(days=shown.days_ago),
            site=site,
            reporter=own.people[number % len(own.people)].username,
            title=shown.title,
            grade=shown.grade,
            asset=site.assets[number % len(site.assets)],
            fate=shown.fate,
            repaired_by=neighbours if shown.is_of_neighbours else own,
        )


def _company(crew: PlannedCrew) -> str:
    return crew.organization.path.rsplit("/", 2)[0]
