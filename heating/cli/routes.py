import click

from heating.accounts.guard import Resource
from heating.app.routes import ROUTES
from heating.http.endpoint import Endpoint, Public, SignedIn


def needs_of(endpoint: Endpoint) -> str:
    """`public`, `signed in`, or the permission."""
    if endpoint.needs is Public:
        return "public"
    return "signed in" if endpoint.needs is SignedIn else str(endpoint.needs)


def rows(resources: list[Resource]) -> list[tuple[str, str, str, str]]:
    """Method, address, need and summary of every method of every route."""
    return [
        (method, resource.path, needs_of(endpoint), endpoint.summary)
        for resource in resources
        for method, endpoint in resource.endpoints.items()
    ]


@click.command("routes")
def command() -> None:
    """List every address with its methods, what each needs, and what it does."""
    listed = rows(list(ROUTES))
    widths = [max(len(row[column]) for row in listed) for column in range(3)]
    for method, path, needs, summary in listed:
        click.echo(f"{method:{widths[0]}}  {path:{widths[1]}}  {needs:{widths[2]}}  {summary}")
