from tortoise import fields
from tortoise.models import Model


class SupplyRow(Model):
    """From when until when a station supplied a building. `open_building_id` is the building's while that lasts and
    null afterwards: its uniqueness keeps a building from being supplied twice at a time."""

    id = fields.UUIDField(primary_key=True)
    building: fields.ForeignKeyRelation[Model] = fields.ForeignKeyField(
        "models.AssetRow", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    open_building_id = fields.UUIDField(null=True, unique=True)
    station: fields.ForeignKeyRelation[Model] = fields.ForeignKeyField(
        "models.AssetRow", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    since_at = fields.DatetimeField()
    until_at = fields.DatetimeField(null=True)
    assigned_by_id = fields.UUIDField()
    ended_by_id = fields.UUIDField(null=True)

    class Meta:
        table = "supply"


class PlaceAlias(Model):
    """Another name that people use for a site: the old name of an estate, the factory whose flats these were."""

    id = fields.UUIDField(primary_key=True)
    site: fields.ForeignKeyRelation[Model] = fields.ForeignKeyField(
        "models.SiteRow", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    alias = fields.CharField(max_length=200)

    class Meta:
        table = "place_alias"
