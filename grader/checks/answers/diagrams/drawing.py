"""A diagram as it was drawn: boxes and directed arrows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

MOST_BOXES = 100
MOST_ARROWS = 400


class DrawingError(ValueError):
    """A diagram cannot be read; the text is for the student."""


@dataclass
class Drawing:
    """Boxes by their id, and arrows; `add_` is for those that read one."""

    labels: dict[str, str] = field(default_factory=dict)
    """What stands in each box."""
    arrows: dict[tuple[str, str], str] = field(default_factory=dict)
    """From box to box, with what stands at the arrow."""
    unread: list[str] = field(default_factory=list)
    """Lines that were not understood."""

    def add_box(self, box: str, label: str = "") -> None:
        """Add a box, or give one that is there its label.

        Raises:
            DrawingError: there are too many.
        """
        if label or box not in self.labels:
            self.labels[box] = " ".join(label.split()) or box
        if len(self.labels) > MOST_BOXES:
            raise DrawingError(f"The diagram has more than {MOST_BOXES} boxes; draw the main parts only.")

    def add_arrow(self, source: str, target: str, label: str = "", *, both: bool = False) -> None:
        """Add an arrow, or one each way.

        Raises:
            DrawingError: there are too many.
        """
        for pair in ((source, target), (target, source)) if both else ((source, target),):
            self.arrows[pair] = self.arrows.get(pair) or " ".join(label.split())
        if len(self.arrows) > MOST_ARROWS:
            raise DrawingError(f"The diagram has more than {MOST_ARROWS} arrows; draw the main ways only.")

    def spread(self, groups: Mapping[str, Iterable[str]]) -> None:
        """Replace each arrow at a group by arrows at its members, and the group itself by nothing."""
        for group, members in groups.items():
            inner = [member for member in dict.fromkeys(members) if member != group]
            touching = [pair for pair in self.arrows if group in pair]
            for pair in touching if inner else ():
                label = self.arrows.pop(pair)
                for member in inner:
                    source, target = (member if end == group else end for end in pair)
                    if source != target:
                        self.add_arrow(source, target, label)
            if inner:
                self.labels.pop(group, None)
