"""YAML without references, which a small text can blow up by."""

from __future__ import annotations

import yaml


class BrokenYamlError(ValueError):
    """The text is no YAML that is read here; `line` counts from 0, and is None where none is known."""

    def __init__(self, problem: str, line: int | None) -> None:
        super().__init__(problem)
        self.line = line


class _PlainLoader(yaml.SafeLoader):
    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse `*name`; everything else as ever."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "references (*name) are not read", self.get_mark())
        return super().compose_node(parent, index)


def load_plain(text: str) -> object:
    """Return what a hostile `text` holds.

    Raises:
        BrokenYamlError: it is broken, or refers to parts of itself.
    """
    try:
        return yaml.load(text, _PlainLoader)  # noqa: S506 (a SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise BrokenYamlError(error.problem or "it cannot be read", line) from None
    except (yaml.YAMLError, ValueError) as error:
        raise BrokenYamlError(str(error), None) from None
