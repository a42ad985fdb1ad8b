from tests.architecture.examples import Example, Examples

EXAMPLES: Examples = {
    ("GET", path): Example(unscoped=True) for path in ("/healthz", "/readyz", "/metrics", "/api/openapi.json")
}
