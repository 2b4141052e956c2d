"""The procedure as data, working time, the two review tasks."""

from .users import User

__all__ = ["User"]
