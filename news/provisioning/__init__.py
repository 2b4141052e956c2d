"""What `setup_newsroom` builds for the news: only what is missing, never over an edit."""
