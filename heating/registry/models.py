from tortoise import fields
from tortoise.models import Model

# A path or code that is longer than this is refused by the schemas before it gets here.
_PATH = 400
_CODE = 100


class KindRow(Model):
    """`document_json` is a `kinds.AssetKind`; the columns beside it are what lists need."""

    key = fields.CharField(max_length=50, primary_key=True)
    place = fields.IntField()
    document_json = fields.TextField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "asset_kind"


class SeasonRow(Model):
    """`content_hash` is of the body that created it; seasons from before it was kept have none."""

    id = fields.UUIDField(primary_key=True)
    name = fields.TextField()
    area_path = fields.CharField(max_length=_PATH)
    starts_on = fields.DateField()
    ends_on = fields.DateField()
    preparation_starts_on = fields.DateField()
    gates_json = fields.TextField()
    content_hash = fields.TextField(null=True)
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "season"


class SiteRow(Model):
    """`origin` is "source:source_id" of an imported row; `content_hash` is of the body that created it."""

    id = fields.UUIDField(primary_key=True)
    code = fields.CharField(max_length=_CODE, unique=True)
    name = fields.TextField()
    name_en = fields.TextField()
    kind = fields.CharField(max_length=50, db_index=True)
    organization_path = fields.CharField(max_length=_PATH, db_index=True)
    area_path = fields.CharField(max_length=_PATH, db_index=True)
    address = fields.TextField()
    longitude = fields.FloatField(null=True)
    latitude = fields.FloatField(null=True)
    position_source = fields.TextField()
    heated_area_m2 = fields.FloatField(null=True)
    households = fields.IntField(null=True)
    responsible_id = fields.UUIDField(db_index=True)
    safety_owner_id = fields.UUIDField(db_index=True)
    source = fields.TextField()
    source_id = fields.TextField()
    origin = fields.CharField(max_length=400, null=True, unique=True)
    content_hash = fields.TextField()
    version = fields.IntField()
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "site"


class AssetRow(Model):
    id = fields.UUIDField(primary_key=True)
    code = fields.CharField(max_length=_CODE, unique=True)
    name = fields.TextField()
    name_en = fields.TextField()
    kind = fields.CharField(max_length=50, db_index=True)
    site: fields.ForeignKeyRelation[SiteRow] = fields.ForeignKeyField(
        "models.SiteRow", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    parent: fields.ForeignKeyNullableRelation["AssetRow"] = fields.ForeignKeyField(
        "models.AssetRow", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    organization_path = fields.CharField(max_length=_PATH, db_index=True)
    area_path = fields.CharField(max_length=_PATH, db_index=True)
    status = fields.TextField()
    address = fields.TextField()
    longitude = fields.FloatField(null=True)
    latitude = fields.FloatField(null=True)
    position_source = fields.TextField()
    heated_area_m2 = fields.FloatField(null=True)
    households = fields.IntField(null=True)
    responsible_id = fields.UUIDField(db_index=True)
    safety_owner_id = fields.UUIDField(db_index=True)
    in_service_on = fields.DateField(null=True)
    fields_json = fields.TextField()
    limits_json = fields.TextField()
    source = fields.TextField()
    source_id = fields.TextField()
    origin = fields.CharField(max_length=400, null=True, unique=True)
    content_hash = fields.TextField()
    version = fields.IntField()
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "asset"


class HouseholdRow(Model):
    id = fields.UUIDField(primary_key=True)
    building: fields.ForeignKeyRelation[AssetRow] = fields.ForeignKeyField(
        "models.AssetRow", related_name=False, on_delete=fields.RESTRICT, db_index=False
    )
    unit = fields.CharField(max_length=50)
    room = fields.CharField(max_length=50)
    created_at = fields.DatetimeField()

    class Meta:
        table = "household"
        unique_together = (("building", "unit", "room"),)


class SearchEntry(Model):
    """What a search reads: small rows, so that all of a city is scanned in some milliseconds.

    `text` is `pinyin.search_text` of the names and the code.
    """

    subject_id = fields.UUIDField(primary_key=True)
    subject_kind = fields.TextField()
    organization_path = fields.CharField(max_length=_PATH)
    area_path = fields.CharField(max_length=_PATH)
    code = fields.TextField()
    text = fields.TextField()

    class Meta:
        table = "search_entry"
