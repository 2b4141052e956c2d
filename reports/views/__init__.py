"""Report views, one module per report."""
