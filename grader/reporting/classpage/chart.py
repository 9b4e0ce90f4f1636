"""The histogram, drawn by pygal and brought down to shapes that the page's own style colours."""

from __future__ import annotations

import re
import sys
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

from grader.reporting.classpage.scores import Distribution

WIDTH, HEIGHT = 420, 200
FONT = 13
"""Size of all text, in units of the picture."""
KEPT = {"svg", "g", "path", "rect", "text"}
DROPPED = {"background", "tooltip", "titles"}
"""Classes of shapes that the page does without."""


def histogram(distribution: Distribution) -> Markup:
    """Draw the number of hand-ins per class of scores, as SVG that carries neither style nor script."""
    chart = _bar_chart(
        show_legend=False,
        print_values=True,
        print_values_position="top",
        formatter=lambda value: str(value or ""),
        range=(0, max(one.hand_ins for one in distribution.bins) * 1.12),
    )
    chart.x_labels = [str(one.start) for one in distribution.bins]
    chart.y_labels = [{"label": "", "value": 0}]
    chart.add("", [one.hand_ins for one in distribution.bins])
    root = chart.render_tree()
    _simplify(root)
    root.attrib = {
        "class": "histogram",
        "viewBox": f"0 0 {WIDTH} {HEIGHT}",
        "role": "img",
        "aria-label": f"Histogram. {distribution.told}",
    }
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 (escaped by ElementTree)


def _bar_chart(**options: Any) -> Any:
    """Return an empty chart; pygal's leaving in the import system is taken away again."""
    import pygal  # type: ignore[import-untyped]
    from pygal.style import Style  # type: ignore[import-untyped]

    # A finder of the old protocol, for maps: Python 3.11 warns of it at each later import of anything.
    sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, pygal.PluginImportFixer)]
    style = Style(label_font_size=FONT, major_label_font_size=FONT, value_font_size=FONT)
    return pygal.Bar(style=style, js=[], width=WIDTH, height=HEIGHT, margin=2, **options)


def _needless(element: ElementTree.Element) -> bool:
    """Tell what goes: all but shapes and text, empty ones, and every line but the ground of the bars."""
    if element.tag not in KEPT or element.get("class") in DROPPED:
        return True
    if element.tag == "text":
        return not element.text
    return " v" in element.get("d", "") or (element.tag == "g" and not len(element))


def _simplify(element: ElementTree.Element) -> None:
    """Keep shapes and text, with places to one decimal: no script, comment, tooltip or corner."""
    for child in list(element):
        _simplify(child)
        if _needless(child):
            element.remove(child)
    for name in ("rx", "ry"):
        element.attrib.pop(name, None)
    for name, value in element.attrib.items():
        element.set(name, re.sub(r"-?\d+\.\d+", lambda found: f"{float(found[0]):.1f}", value))
