from uuid import uuid4

from tests.architecture.examples import Example, Examples
from tests.architecture.examples.registry import a_site

EXAMPLES: Examples = {
    # what an operation may touch is decided for each by its own capability
    ("POST", "/api/sync/push"): Example(unscoped=True, body=lambda _, __: {"device": str(uuid4()), "operations": []}),
    ("GET", "/api/sync/pull"): Example(subject=a_site, shows=lambda _, names: names["id"]),
    ("GET", "/api/sync/manifest"): Example(unscoped=True, query=lambda _, __: {"device": str(uuid4())}),
    ("GET", "/api/events"): Example(unscoped=True, query=lambda _, __: {"wait": "0"}),
}
