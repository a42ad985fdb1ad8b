from tortoise import fields
from tortoise.models import Model


class ComplaintPerson(Model):
    """Who called, and whose home it is. `phone_key` finds the same number again without reading any; erased rows keep
    only their role."""

    id = fields.UUIDField(primary_key=True)
    complaint_id = fields.UUIDField(db_index=True)
    role = fields.CharField(max_length=20)
    name = fields.TextField()
    phone = fields.TextField()
    phone_key = fields.CharField(max_length=64, null=True, db_index=True)
    note = fields.TextField()
    created_at = fields.DatetimeField()
    erased_at = fields.DatetimeField(null=True)

    class Meta:
        table = "complaint_person"
