"""What stands beside a page while it is written."""
