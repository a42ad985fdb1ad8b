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
    weak_links = fields.IntField(db_default=0)
    overridden_until = fields.DateField(null=True)
    gates_json = fields.TextField()
    reasons_json = fields.TextField()
    assessed_on = fields.DateField(db_index=True)
    """The city's day for which this holds: a gate may be late the day after."""
    computed_at = fields.DatetimeField()

    class Meta:
        table = "site_readiness"


class ReadinessOverride(Model):
    """A leader's decision to set hazards of a site aside. `open_site_id` is its site until it ends, and null then: so
    no site has two at a time. `hazards_json`: id → grade of what it sets aside."""

    id = fields.UUIDField(primary_key=True)
    site_id = fields.UUIDField(db_index=True)
    open_site_id = fields.UUIDField(null=True, unique=True)
    reason = fields.TextField()
    alternative_supply = fields.TextField()
    expires_on = fields.DateField(db_index=True)
    hazards_json = fields.TextField()
    made_by_id = fields.UUIDField()
    made_by_name = fields.TextField()
    made_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    ended_by_id = fields.UUIDField(null=True)
    ended_by_name = fields.TextField(null=True)
    content_hash = fields.CharField(max_length=64)

    class Meta:
        table = "readiness_override"


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
