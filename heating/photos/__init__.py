"""Photographs as evidence: kept by the hash of their bytes, served without what the camera wrote into them."""
