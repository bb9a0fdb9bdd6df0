"""A kept call looked at again: what happened in it, how its steps were kept, who spoke and how much."""
