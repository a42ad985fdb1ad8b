"""What a resident does himself, by the code of his complaint."""
