from tortoise import fields
from tortoise.models import Model

from heating.storage.columns import AssignedNumber


class LetterRow(Model):
    """A supervision letter 督办函. `organization_path` is the addressee's; `content_hash` tells a replay from another
    use of the id; the reply's columns are empty until it comes."""

    id = fields.UUIDField(primary_key=True)
    number = fields.CharField(max_length=60, unique=True)
    title = fields.TextField()
    body = fields.TextField()
    leader = fields.TextField()
    due_on = fields.DateField()
    organization_path = fields.CharField(max_length=400)
    area_path = fields.CharField(max_length=400)
    issuer_path = fields.CharField(max_length=400)
    issued_by_id = fields.UUIDField()
    issued_by_name = fields.TextField()
    issued_at = fields.DatetimeField()
    content_hash = fields.CharField(max_length=64)
    reply = fields.TextField(null=True)
    reply_photos_json = fields.TextField(null=True)
    replied_by_id = fields.UUIDField(null=True)
    replied_by_name = fields.TextField(null=True)
    replied_at = fields.DatetimeField(null=True)

    class Meta:
        table = "supervision_letter"
        indexes = (("organization_path", "issued_at"), ("issued_at", "id"))


class LetterFollowUpRow(Model):
    """What was written after the reply."""

    id = fields.UUIDField(primary_key=True)
    letter: fields.ForeignKeyRelation[LetterRow] = fields.ForeignKeyField(
        "models.LetterRow", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    body = fields.TextField()
    photos_json = fields.TextField()
    by_id = fields.UUIDField()
    by_name = fields.TextField()
    at = fields.DatetimeField()

    class Meta:
        table = "supervision_letter_follow_up"


class LetterHazardRow(Model):
    """A hazard that a letter is about."""

    id = fields.UUIDField(primary_key=True)
    letter: fields.ForeignKeyRelation[LetterRow] = fields.ForeignKeyField(
        "models.LetterRow", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    hazard_id = fields.UUIDField(db_index=True)

    class Meta:
        table = "supervision_letter_hazard"


class LetterCounter(Model):
    """The last number given out in a year."""

    year = AssignedNumber()
    n = fields.IntField()

    class Meta:
        table = "supervision_letter_counter"
