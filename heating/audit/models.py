from tortoise import fields
from tortoise.models import Model

from heating.storage.columns import AssignedNumber


class AuditEntry(Model):
    seq = AssignedNumber()
    at = fields.DatetimeField(db_index=True)
    actor_id = fields.UUIDField(null=True)
    actor_name = fields.TextField()
    action = fields.CharField(max_length=80)
    subject_kind = fields.CharField(max_length=40)
    subject_id = fields.CharField(max_length=100)
    organization_path = fields.CharField(max_length=255)
    area_path = fields.CharField(max_length=255)
    detail_json = fields.TextField()
    previous_hash = fields.CharField(max_length=64)
    hash = fields.CharField(max_length=64)

    class Meta:
        table = "audit_entry"
        indexes = (("subject_id", "seq"), ("actor_id", "seq"), ("action", "seq"))


class AuditHead(Model):
    """One row: the last entry's number and hash. Entries cut off the end show here."""

    id = AssignedNumber()
    seq = fields.BigIntField()
    hash = fields.CharField(max_length=64)

    class Meta:
        table = "audit_head"


class ReactionCursor(Model):
    """Up to which entry a follower has reacted."""

    name = fields.CharField(max_length=80, primary_key=True)
    seq = fields.BigIntField()

    class Meta:
        table = "reaction_cursor"
