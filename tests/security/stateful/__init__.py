"""A newsroom of random people, and an eye that reads what the public can read."""
