"""People, from the command line: for the first administrator, and for the day on which nobody can sign in."""

import sys

import click

from heating import settings as environment
from heating.accounts import passwords, problems, queries, tree_actions, user_actions
from heating.accounts.actor import system_actor
from heating.accounts.models import User
from heating.accounts.rules import AreaLevel, OrganizationKind, Role
from heating.accounts.secrets import new_password
from heating.cli.opened import run_on_database
from heating.lib import areas
from heating.settings import Settings


@click.group("user")
def command() -> None:
    """Create and list people, reset passwords, disable accounts.

    While the server runs on SQLite, use its page "People" instead.
    """


@command.command("create")
@click.argument("username")
@click.option("--name", required=True, help="The person's full name.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]), help="What the person may do.")
@click.option(
    "--organization", required=True, help="Path of the organization, with its final slash: taiyuan/heat-one/."
)
@click.option("--area", default="", help="Path of the area the person is held to; everywhere if not given.")
@click.option("--phone", default="", help="Phone number.")
@click.option("--language", default="zh", type=click.Choice(["zh", "en"]), show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input; else one is made.")
def create(username: str, role: str, password_stdin: bool, **profile: str) -> None:
    """Add a person and print the one-time password.

    In an empty database the city of the given path is made first, as organization and as area, so that the first
    administrator can be added.
    """
    password = sys.stdin.readline().rstrip("\n") if password_stdin else None
    person = user_actions.Profile(username=username, role=Role(role), **profile)  # type: ignore[arg-type]
    settings = environment.load()
    made = run_on_database(settings, _create(settings, person, password))
    click.echo(f"{made.user.username} was added." + (f" One-time password: {made.password}" if made.password else ""))


async def _create(settings: Settings, person: user_actions.Profile, password: str | None) -> user_actions.NewUser:
    await _make_first_city(settings, person.organization)
    return await user_actions.create_user(system_actor(), person, password=password)


async def _make_first_city(settings: Settings, path: str) -> None:
    if areas.root(path) == path and areas.is_path(path) and not await queries.organizations_below(""):
        names = settings.city_name, settings.city_name_en
        city = tree_actions.NewOrganization(path, *names, OrganizationKind.CITY)
        await tree_actions.create_organization(system_actor(), city)
        await tree_actions.create_area(system_actor(), tree_actions.NewArea(path, *names, AreaLevel.CITY))


@command.command("password")
@click.argument("username")
def password(username: str) -> None:
    """Give a person a one-time password and sign out all of his devices."""
    click.echo(f"One-time password: {run_on_database(environment.load(), _reset(username))}")


async def _reset(username: str) -> str:
    one_time = new_password()
    await passwords.set_password(system_actor(), await _known(username), one_time, must_change=True)
    return one_time


@command.command("disable")
@click.argument("username")
def disable(username: str) -> None:
    """Take away a person's access; all devices are signed out."""
    run_on_database(environment.load(), _disable(username))
    click.echo(f"{username} is disabled.")


async def _disable(username: str) -> None:
    user = await _known(username)
    await user_actions.change_user(system_actor(), user.id, user.version, user_actions.Changes(disabled=True))


async def _known(username: str) -> User:
    user = await queries.user_by_username(username)
    if user is None:
        raise problems.NOT_FOUND()
    return user


@command.command("list")
def list_users() -> None:
    """List people: user name, role, organization, name."""
    for user in run_on_database(environment.load(), queries.all_users()):
        state = "  (disabled)" if user.disabled_at else ""
        click.echo(f"{user.username:20}  {user.role:16}  {user.organization_path:30}  {user.name}{state}")
