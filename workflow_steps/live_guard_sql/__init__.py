"""The triggers of the live guard, in each database's own words."""
