"""What a newsroom needs before its first day; every function may be run again."""
