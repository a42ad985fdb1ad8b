from tests.architecture.examples import Example, Examples, Names, Place
from tests.architecture.examples.labels import a_label

APP = frozenset({200, 503})
"""503 as long as the app is not built."""


async def an_icon(_: Place) -> Names:
    return {"name": "icons/none.png"}


async def an_address_of_the_app(_: Place) -> Names:
    return {"rest": "sites"}


EXAMPLES: Examples = {
    # a stranger reads the page, staff are taken into the app
    ("GET", "/l/{code}"): Example(unscoped=True, subject=a_label, good=frozenset({200, 303})),
    ("GET", "/L/{code}"): Example(unscoped=True, subject=a_label, good=frozenset({200, 303})),
    ("GET", "/static/{name:path}"): Example(unscoped=True, subject=an_icon, good=frozenset({404})),
    **{
        ("GET", path): Example(unscoped=True, good=frozenset({200, 404}))
        for path in ("/sw.js", "/manifest.webmanifest", "/favicon.ico")
    },
    ("GET", "/"): Example(unscoped=True, good=APP),
    ("GET", "/app"): Example(unscoped=True, good=APP),
    ("GET", "/app/{rest:path}"): Example(unscoped=True, subject=an_address_of_the_app, good=APP),
}
