"""Who called and whose home it is: kept apart from the complaint, shown by right, erased in time."""
