"""The ledger, step timings and the publication register."""
