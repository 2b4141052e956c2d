"""A small paint box for the demo's illustrations: flat shapes, soft light, no outside files."""
