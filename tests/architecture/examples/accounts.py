from uuid import uuid4

from heating import storage
from heating.accounts import queries, sessions, tokens, tree_actions
from heating.accounts.actor import system_actor
from heating.accounts.rules import OrganizationKind, Permission, Role
from heating.audit import record
from tests.architecture.examples import Example, Examples, Names, Place
from tests.cast import PASSWORD


async def a_user(place: Place) -> Names:
    user = await place.cast.add(f"someone{place.number}", Role.CREW_MEMBER, place.organization, place.area)
    return {"id": str(user.id), "username": user.username}


async def a_users_session(place: Place) -> Names:
    names = await a_user(place)
    async with storage.transaction():
        session, _ = await sessions.begin(place.cast.users[names["username"]], user_agent="x", address="")
    return {**names, "session": str(session)}


async def an_own_session(place: Place) -> Names:
    async with storage.transaction():
        session, _ = await sessions.begin(place.person, user_agent=f"agent{place.number}", address="")
    return {"id": str(session)}


async def an_own_token(place: Place) -> Names:
    maker = queries.actor_of(place.person)
    made = await tokens.create(maker, f"token{place.number}", {Permission.REGISTRY_READ}, None)
    return {"id": str(made.row.id)}


async def an_organization(place: Place) -> Names:
    path = f"{place.organization}new{place.number}/"
    new = tree_actions.NewOrganization(path, "新单位", "New", OrganizationKind.CREW)
    row = await tree_actions.create_organization(system_actor(), new)
    return {"id": str(row.id), "path": path}


async def an_entry(place: Place) -> Names:
    name = str(uuid4())
    async with storage.transaction():
        record(
            system_actor(),
            "example.made",
            subject_kind="example",
            subject_id=name,
            organization=place.organization,
            area=place.area,
        )
    return {"name": name}


def new_user(place: Place, _: Names) -> object:
    return {
        "username": f"new{place.number}",
        "name": "新人",
        "role": "crew_member",
        "organization": place.organization,
        "area": place.area,
    }


EXAMPLES: Examples = {
    ("GET", "/api/colleagues"): Example(
        subject=a_user,
        query=lambda _, names: {"may": "hazards.rectify", "q": names["username"]},
        shows=lambda _, names: names["id"],
    ),
    ("POST", "/api/session"): Example(
        unscoped=True, body=lambda place, _: {"username": place.person.username, "password": PASSWORD}
    ),
    ("GET", "/api/session"): Example(unscoped=True),
    ("DELETE", "/api/session"): Example(unscoped=True),
    ("PATCH", "/api/account"): Example(unscoped=True, body=lambda _, __: {"language": "en"}),
    ("POST", "/api/account/password"): Example(
        unscoped=True, body=lambda _, __: {"current": PASSWORD, "new": "another long password"}
    ),
    ("GET", "/api/account/sessions"): Example(
        personal=True, subject=an_own_session, shows=lambda place, _: f"agent{place.number}"
    ),
    ("DELETE", "/api/account/sessions/{id:uuid}"): Example(personal=True, subject=an_own_session),
    ("GET", "/api/tokens"): Example(personal=True, subject=an_own_token, shows=lambda place, _: f"token{place.number}"),
    ("POST", "/api/tokens"): Example(
        unscoped=True, body=lambda _, __: {"name": "program", "scopes": [Permission.REGISTRY_READ]}
    ),
    ("DELETE", "/api/tokens/{id:uuid}"): Example(personal=True, subject=an_own_token),
    ("GET", "/api/users"): Example(
        subject=a_user, query=lambda _, names: {"q": names["username"]}, shows=lambda _, names: names["id"]
    ),
    ("POST", "/api/users"): Example(body=new_user),
    ("GET", "/api/users/{id:uuid}"): Example(subject=a_user),
    ("PATCH", "/api/users/{id:uuid}"): Example(subject=a_user, body=lambda _, __: {"version": 1, "name": "改名"}),
    ("POST", "/api/users/{id:uuid}/password-reset"): Example(subject=a_user),
    ("GET", "/api/users/{id:uuid}/sessions"): Example(subject=a_users_session),
    ("DELETE", "/api/users/{id:uuid}/sessions/{session:uuid}"): Example(subject=a_users_session),
    ("GET", "/api/organizations"): Example(
        tree="organizations", subject=an_organization, shows=lambda _, names: names["path"]
    ),
    ("POST", "/api/organizations"): Example(
        body=lambda place, _: {"path": f"{place.organization}fresh{place.number}/", "name": "新", "kind": "crew"}
    ),
    ("PATCH", "/api/organizations/{id:uuid}"): Example(
        tree="organizations", subject=an_organization, body=lambda _, __: {"version": 1, "name": "改名"}
    ),
    ("GET", "/api/areas"): Example(tree="areas", shows=lambda place, _: f'"{place.area}"'),
    ("POST", "/api/areas"): Example(
        body=lambda place, _: {"path": f"{place.area}fresh{place.number}/", "name": "新", "level": "community"}
    ),
    ("GET", "/api/audit"): Example(
        subject=an_entry, query=lambda _, names: {"subject_id": names["name"]}, shows=lambda _, names: names["name"]
    ),
}
