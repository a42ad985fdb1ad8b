"""What a label that was scanned at a hazard says: is it the label of its place?"""

from collections.abc import Iterator

from heating.hazards.evidence import LabelScan, Position
from heating.hazards.presenting import Row
from heating.hazards.story_schemas import LabelMatch
from heating.labels import codes
from heating.labels import queries as labels
from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.registry import asset_queries


async def match_of(row: Row, label: LabelScan | None) -> LabelMatch:
    """At a hazard of a whole site any label of the site will do."""
    if label is None:
        return "none"
    code = codes.normalise(label.code)
    state = (await labels.states_of({code})).get(code)
    if state is None or state.state != "attached" or state.asset is None:
        return "unknown"
    if row.asset_id is not None:
        return "matched" if state.asset == row.asset_id else "other"
    asset = (await asset_queries.assets_for_inspection([state.asset])).get(state.asset)
    return "matched" if asset is not None and asset.site == row.site_id else "other"


def on_site_faults(match: LabelMatch, position: Position | None) -> Iterator[FieldError]:
    """A verifier was there: the label he scanned is of this place, or his position was taken."""
    if match == "other":
        text = Text("扫描的标签属于其他设备。", "The label that was scanned belongs to another asset.")
        yield FieldError("/label", "other_asset", text)
    if match == "unknown" and position is None:
        yield FieldError("/label", "unknown", Text("标签未绑定设备。", "This label is on no asset."))
