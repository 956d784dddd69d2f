"""Organisations in a document: who is named, as which body, with the place that the issuer implies."""

from __future__ import annotations

from vbparse.entities.units.checks import check_units
from vbparse.entities.units.find import find_units

__all__ = ["check_units", "find_units"]
