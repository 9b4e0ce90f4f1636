"""What a submission requires: names of packages, installed without running any code of theirs."""

from typing import Literal

RequirementsLevel = Literal["none", "allow-list", "any-wheel"]
"""Nothing is installed; packages of the list with what they need; any package that is ready-built."""
