from tortoise import fields
from tortoise.models import Model


class Photo(Model):
    """A photo that has arrived. What the camera wrote into it is kept here; the served pictures do not have it."""

    sha256 = fields.CharField(max_length=64, primary_key=True)
    format = fields.TextField()
    bytes = fields.IntField()
    width = fields.IntField()
    height = fields.IntField()
    orientation = fields.IntField()
    taken_at = fields.DatetimeField(null=True)
    longitude = fields.FloatField(null=True)
    latitude = fields.FloatField(null=True)
    uploaded_by = fields.UUIDField()
    uploaded_at = fields.DatetimeField()

    class Meta:
        table = "photo"


class PhotoReference(Model):
    """A subject shows a photo, which may still be on its way. Who may see the subject may see the photo."""

    id = fields.BigIntField(primary_key=True)
    sha256 = fields.CharField(max_length=64, db_index=True)
    subject_kind = fields.TextField()
    subject_id = fields.UUIDField(db_index=True)
    organization_path = fields.TextField()
    area_path = fields.TextField()
    role = fields.TextField()
    referred_at = fields.DatetimeField()

    class Meta:
        table = "photo_reference"
