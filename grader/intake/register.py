"""Finds the student of the roster whom a hand-in names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from grader.intake.names import ordered, squeezed
from grader.intake.values import Student


class Register:
    """The roster by identifier and by name."""

    def __init__(self, students: Iterable[Student]) -> None:
        """Index the students."""
        self._exact: dict[str, dict[str, Student]] = defaultdict(dict)
        self._names: dict[str, dict[str, Student]] = defaultdict(dict)
        self._squeezed: dict[str, dict[str, Student]] = defaultdict(dict)
        for student in students:
            for key in _identifiers(student):
                self._exact[key][student.id] = student
            for key in ordered(student.name):
                self._names[key][student.id] = student
            for key in squeezed(student.name):
                self._squeezed[key][student.id] = student

    def candidates(self, person: Student) -> tuple[Student, ...]:
        """Return the students who may be meant: one when it is certain, several when it is not.

        Identifiers count before names, a name in words before one without spaces.
        """
        named = person.name or person.id
        for found in (
            self._look_up(self._exact, _identifiers(person)),
            *(self._by_name(name) for name in _with_and_without_group(named)),
        ):
            if found:
                return tuple(found[key] for key in sorted(found))
        return ()

    def _by_name(self, name: str) -> dict[str, Student]:
        keys = ordered(name)
        found = self._look_up(self._names, keys)
        one_word = {key for key in keys if " " not in key}
        return found or self._look_up(self._squeezed, one_word)

    @staticmethod
    def _look_up(index: dict[str, dict[str, Student]], keys: Iterable[str]) -> dict[str, Student]:
        return {id_: student for key in keys for id_, student in index.get(key, {}).items()}


def _identifiers(student: Student) -> set[str]:
    return {key.casefold() for key in (student.id, student.username, student.email, *student.keys) if key}


def _with_and_without_group(name: str) -> list[str]:
    """Return the name, then what follows each `-`: Moodle writes `Group A-Anna Müller`."""
    words = name.split("-")
    return [name, *("-".join(words[start:]) for start in range(1, min(len(words), 4)) if " " in name)]
