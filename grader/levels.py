"""How well a submission is kept apart, as the levels that can be asked for."""

from __future__ import annotations

from typing import Literal

IsolationLevel = Literal["none", "limits", "hardened", "container"]
LEVELS: tuple[IsolationLevel, ...] = ("none", "limits", "hardened", "container")
"""From the weakest: resources bounded; nothing outside reachable, either; in a container as well."""
