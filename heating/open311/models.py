from tortoise import fields
from tortoise.models import Model


class Open311Submission(Model):
    """A request as another system sent it: what a complaint has no field for, and what tells one that is sent again.

    The id is the token of the standard. Nothing of who asked is kept here.
    """

    id = fields.UUIDField(primary_key=True)
    complaint_id = fields.UUIDField(unique=True)
    client_id = fields.UUIDField()
    """The user whose key it was sent with."""
    idempotency_key = fields.CharField(max_length=120, null=True)
    content_digest = fields.CharField(max_length=64)
    attributes_json = fields.TextField()
    media_url = fields.TextField()
    address_string = fields.TextField()
    lat = fields.FloatField(null=True)
    long = fields.FloatField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "open311_submission"
        indexes = (("client_id", "content_digest", "created_at"), ("client_id", "idempotency_key"))
