"""What is said of hazards on paper and in tables."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from heating.hazards.plans import Plan
from heating.hazards.rules import Source
from heating.lib.wording import Language, Text

SOURCES: dict[Source, Text] = {
    Source.INSPECTION: Text("排查检修", "Inspection"),
    Source.REPORT: Text("人工上报", "Report"),
}


def moment(at: datetime | None, zone: ZoneInfo) -> str:
    return "" if at is None else at.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def due(at: datetime | None, zone: ZoneInfo) -> str:
    """As a deadline is written: midnight is 24:00 of the day that ends."""
    local = at.astimezone(zone) if at else None
    if local is not None and local.time() == time():
        return (local - timedelta(days=1)).strftime("%Y-%m-%d 24:00")
    return moment(at, zone)


def funds(plan: Plan | None, language: Language) -> str:
    if plan is None or plan.funds is None:
        return ""
    amount = f"{plan.funds.amount_cny:,.2f}".removesuffix(".00")
    return f"{amount} 元（{plan.funds.source}）" if language == "zh" else f"CNY {amount} ({plan.funds.source})"
