from tortoise import fields
from tortoise.models import Model

# A path that is longer than this is refused before it gets here.
_PATH = 400


class SiteReadiness(Model):
    """What the rules found for a site in its season; roll-ups read nothing else, so their cost does not grow with the
    inspections. `ready_on` remembers that the site was ready once in this season."""

    site_id = fields.UUIDField(primary_key=True)
    season_id = fields.UUIDField()
    code = fields.CharField(max_length=100)
    name = fields.TextField()
    name_en = fields.TextField()
    kind = fields.CharField(max_length=50)
    organization_path = fields.CharField(max_length=_PATH, db_index=True)
    area_path = fields.CharField(max_length=_PATH, db_index=True)
    company_path = fields.CharField(max_length=_PATH)
    district_path = fields.CharField(max_length=_PATH)
    households = fields.IntField()
    state = fields.CharField(max_length=20)
    ready_on = fields.DateField(null=True)
    inspected_gate = fields.CharField(max_length=20)
    hazards_planned_gate = fields.CharField(max_length=20)
    filled_gate = fields.CharField(max_length=20)
    cold_run_gate = fields.CharField(max_length=20)
    hot_run_gate = fields.CharField(max_length=20)
    at_temperature_gate = fields.CharField(max_length=20)
    on_time_met = fields.IntField()
    on_time_of = fields.IntField()
    quality_met = fields.IntField()
    quality_of = fields.IntField()
    safety_met = fields.IntField()
    safety_of = fields.IntField()
    assets = fields.IntField()
    inspected = fields.IntField()
    open_hazards = fields.IntField()
    open_major = fields.IntField()
    gates_json = fields.TextField()
    reasons_json = fields.TextField()
    assessed_on = fields.DateField(db_index=True)
    """The city's day for which this holds: a gate may be late the day after."""
    computed_at = fields.DatetimeField()

    class Meta:
        table = "site_readiness"


class UninspectedAsset(Model):
    """An asset in service that nobody has inspected in this season yet: the list that has to become empty."""

    asset_id = fields.UUIDField(primary_key=True)
    site_id = fields.UUIDField(db_index=True)
    code = fields.CharField(max_length=100, db_index=True)
    kind = fields.CharField(max_length=50)
    organization_path = fields.CharField(max_length=_PATH, db_index=True)
    area_path = fields.CharField(max_length=_PATH, db_index=True)

    class Meta:
        table = "uninspected_asset"


class ReadinessDue(Model):
    """A site about which something new was recorded. `seq` is the audit entry that told it; a newer one raises it,
    so that whoever assesses the site knows whether more came meanwhile."""

    site_id = fields.UUIDField(primary_key=True)
    seq = fields.BigIntField(db_index=True)

    class Meta:
        table = "readiness_due"
