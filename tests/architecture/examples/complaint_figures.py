from tests.architecture.examples import Example, Examples

EXAMPLES: Examples = {
    ("GET", "/api/complaints/figures"): Example(unscoped=True),
}
