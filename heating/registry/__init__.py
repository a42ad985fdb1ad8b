"""What the city heats with and where: kinds, sites, assets, households, seasons."""
