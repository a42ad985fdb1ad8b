from tortoise import fields
from tortoise.models import Model


class Organization(Model):
    id = fields.UUIDField(primary_key=True)
    path = fields.CharField(max_length=400, unique=True)
    name = fields.TextField()
    name_en = fields.TextField()
    kind = fields.CharField(max_length=20)
    phone = fields.TextField()
    version = fields.IntField(default=1)
    created_at = fields.DatetimeField()

    class Meta:
        table = "organization"


class Area(Model):
    id = fields.UUIDField(primary_key=True)
    path = fields.CharField(max_length=400, unique=True)
    name = fields.TextField()
    name_en = fields.TextField()
    level = fields.CharField(max_length=20)
    created_at = fields.DatetimeField()

    class Meta:
        table = "area"


class User(Model):
    id = fields.UUIDField(primary_key=True)
    username = fields.CharField(max_length=64, unique=True)
    name = fields.TextField()
    role = fields.CharField(max_length=40, db_index=True)
    organization_path = fields.CharField(max_length=400, db_index=True)
    area_path = fields.CharField(max_length=400, db_index=True)
    phone = fields.TextField()
    language = fields.CharField(max_length=2)
    password_hash = fields.TextField()
    password_changed_at = fields.DatetimeField()
    password_reset_at = fields.DatetimeField(null=True)
    """Set while a password given by an administrator waits to be replaced by its owner."""
    disabled_at = fields.DatetimeField(null=True)
    disabled_by = fields.UUIDField(null=True)
    version = fields.IntField(default=1)
    created_at = fields.DatetimeField()

    class Meta:
        table = "user_account"


class Session(Model):
    """A signed-in device. The token itself is only in the device's cookie."""

    id = fields.UUIDField(primary_key=True)
    user_id = fields.UUIDField(db_index=True)
    token_hash = fields.CharField(max_length=64, unique=True)
    user_agent = fields.TextField()
    address = fields.TextField()
    created_at = fields.DatetimeField()
    last_seen_at = fields.DatetimeField()
    expires_at = fields.DatetimeField(db_index=True)

    class Meta:
        table = "session"


class ApiToken(Model):
    """A program's way in. The token itself was shown once."""

    id = fields.UUIDField(primary_key=True)
    user_id = fields.UUIDField(db_index=True)
    name = fields.TextField()
    token_hash = fields.CharField(max_length=64, unique=True)
    scopes_json = fields.TextField()
    created_at = fields.DatetimeField()
    last_used_at = fields.DatetimeField(null=True)
    expires_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "api_token"


class SignInAttempt(Model):
    """Failed sign-ins within one window, of a user name ("user:…") or an address ("address:…")."""

    key = fields.CharField(max_length=200, primary_key=True)
    failures = fields.IntField()
    window_started_at = fields.DatetimeField(db_index=True)

    class Meta:
        table = "sign_in_attempt"
