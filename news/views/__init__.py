"""The admin screens of source material (steps 1 and 2)."""
