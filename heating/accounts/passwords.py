"""Which passwords will do, and changing them."""

from itertools import pairwise
from uuid import UUID

from heating import storage
from heating.accounts import identity_cache, problems, queries, secrets, sessions
from heating.accounts.actor import Actor
from heating.accounts.models import User
from heating.accounts.trail import about_user
from heating.audit import Who
from heating.lib import clock
from heating.lib.problems import FieldError
from heating.lib.wording import Text

SHORTEST = 10
LONGEST = 200
FEWEST_DIFFERENT = 5

_TOO_SHORT = ("too_short", Text(f"至少 {SHORTEST} 个字符。", f"At least {SHORTEST} characters."))
_TOO_LONG = ("too_long", Text(f"最多 {LONGEST} 个字符。", f"At most {LONGEST} characters."))
_LIKE_USERNAME = ("like_username", Text("不能包含用户名。", "It must not contain the user name."))
_TOO_SIMPLE = ("too_simple", Text("过于简单，请使用更多不同的字符。", "Too simple; use more different characters."))
_SAME = ("same", Text("不能与当前密码相同。", "It must differ from the present one."))


def weaknesses(password: str, username: str) -> list[tuple[str, Text]]:
    """Why a password will not do. Length counts, not kinds of letters (NIST SP 800-63B section 3.1.1)."""
    found = []
    if len(password) < SHORTEST:
        found.append(_TOO_SHORT)
    if len(password) > LONGEST:
        found.append(_TOO_LONG)
    if username.lower() in password.lower():
        found.append(_LIKE_USERNAME)
    if len(set(password)) < FEWEST_DIFFERENT or _is_run(password):
        found.append(_TOO_SIMPLE)
    return found


def _is_run(password: str) -> bool:
    """ "1234567890", "abcdefghij", "9876543210"."""
    steps = {ord(after) - ord(before) for before, after in pairwise(password)}
    return len(steps) == 1 or password in "12345678901234567890"


def check(password: str, username: str, pointer: str) -> None:
    """Raises accounts.weak_password."""
    if found := weaknesses(password, username):
        raise problems.WEAK_PASSWORD(errors=[FieldError(pointer, code, text) for code, text in found])


async def change(actor: Actor, current: str, new: str) -> None:
    """A person's own password. Every other device is signed out.

    Raises accounts.wrong_password, accounts.weak_password."""
    user = await User.get(id=actor.id)
    if not await secrets.verify_password(user.password_hash, current):
        raise problems.WRONG_PASSWORD(errors=[FieldError("/current", "wrong", problems.WRONG_PASSWORD.text)])
    check(new, user.username, "/new")
    if new == current:
        raise problems.WEAK_PASSWORD(errors=[FieldError("/new", *_SAME)])
    hashed = await secrets.hash_password(new)
    async with storage.transaction():
        await User.filter(id=user.id).update(
            password_hash=hashed, password_changed_at=clock.now(), password_reset_at=None
        )
        ended = await sessions.end_others(user, actor.session_id)
        about_user(actor, "user.password_changed", user, sessions_ended=ended)


async def reset(by: Actor, user_id: UUID) -> str:
    """A one-time password for someone who has forgotten his; he must replace it first of all. All devices are signed
    out. Raises accounts.not_found."""
    user = await queries.seen_user(by, user_id)
    if user is None:
        raise problems.NOT_FOUND()
    password = secrets.new_password()
    await set_password(by, user, password, must_change=True)
    return password


async def set_password(by: Who, user: User, password: str, *, must_change: bool) -> None:
    hashed, now = await secrets.hash_password(password), clock.now()
    async with storage.transaction():
        await User.filter(id=user.id).update(
            password_hash=hashed, password_changed_at=now, password_reset_at=now if must_change else None
        )
        ended = await sessions.end_others(user, None)
        identity_cache.forget_after_commit(user.id, user.organization_path)
        about_user(by, "user.password_reset", user, sessions_ended=ended)
