"""The demo city: a believable northern city with the history of a heating season, made by the product's own verbs."""
