"""The time grammar: constructs in order, refiners after them, roles at the end."""

from vbparse.entities.times.find import find_times

__all__ = ["find_times"]
