"""A batch from its hand-ins to its results: the page that tells the whole story."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from grader.batch.backend import Backend
from grader.batch.journal import clear, journal
from grader.batch.manifest import Done, GradedLesson, Manifest, Marking, load_manifest, settled
from grader.batch.run import run_all
from grader.batch.store import Store
from grader.batch.terms import Terms
from grader.batch.work import Work
from grader.errors import LessonError, UsageError
from grader.intake.values import Handin, Intake
from grader.lesson import Lesson, find_lesson, list_lessons
from grader.submission import Submission


class Batch:
    """Hand-ins to grade into a folder of results, and what is known of them there."""

    def __init__(self, results: Path, intake: Intake, terms: Terms, lessons: Lessons) -> None:
        self.results = results
        self.intake = intake
        self.terms = terms
        self.lessons = lessons
        self.changed: list[str] = []
        """In words, what is graded otherwise than in the run before."""
        self.gone: list[str] = []
        """Hand-ins of the run before that are not among the sources any more."""

    def open(self, *, regrade: bool, marking: Callable[[Marking], Marking] = lambda kept: kept) -> None:
        """Look at what is there, and write down what is to be done.

        Args:
            regrade: grade anew what was graded by another lesson or in another way.
            marking: from the marking of the run before to the one wanted.

        Raises:
            UsageError: what is there was graded otherwise and `regrade` is not set, or cannot be read.
        """
        earlier = load_manifest(self.results)
        lessons = self.lessons.wanted(self.intake)
        self.changed = earlier.differences(self.terms, lessons) if earlier and earlier.done else []
        if self.changed and not regrade:
            raise UsageError(
                f"{self.results} holds results that were graded otherwise ({'; '.join(self.changed)}). "
                "--regrade grades all anew and lists what changes for whom; another --out keeps both"
            )
        handins = tuple(settled(handin, self.lessons.asked) for handin in self.intake.handins)
        ids = {handin.id for handin in handins}
        done = earlier.done if earlier else {}
        self.gone = sorted(done.keys() - ids)
        self.manifest = Manifest(
            terms=self.terms,
            lessons=lessons,
            intake=self.intake.model_copy(update={"handins": handins}),
            marking=marking(earlier.marking if earlier else Marking()),
            done={} if self.changed else {name: one for name, one in done.items() if name in ids},
            decided=earlier.decided if earlier else {},
            before=done if self.changed else (earlier.before if earlier else {}),
        )
        self.results.mkdir(parents=True, exist_ok=True)
        clear(self.results)
        self.manifest.save(self.results)

    def grade(self, backend: Backend) -> Iterator[Done]:
        """Grade what is not graded yet, and yield each hand-in's result as it comes."""
        work = Work(backend, Store(self.results), self.terms, self.lessons.of)
        done = dict(self.manifest.done)
        with journal(self.results) as running:
            try:
                for one in run_all(self.intake.handins, work, backend.slots):
                    done[one.handin] = one
                    running.add(one)
                    yield one
            finally:
                self.manifest = self.manifest.model_copy(update={"done": done})
                self.manifest.save(self.results)


class Lessons:
    """Which lesson a hand-in is for: the one asked for, the folder's, its own, else the best fit."""

    def __init__(self, specs: Path, asked: str = "") -> None:
        self._specs = specs
        self._known: dict[str, Lesson] = {}
        self._all: tuple[Lesson, ...] | None = None
        self.asked = self._find(asked).id if asked else ""

    def of(self, handin: Handin, opened: Submission) -> Sequence[Lesson]:
        """Return the lesson of a hand-in, or all to choose from.

        Raises:
            LessonError: it names a lesson that there is none of.
        """
        wanted = self.asked or handin.lesson or opened.lesson
        return (self._find(wanted),) if wanted else self.all()

    def all(self) -> tuple[Lesson, ...]:
        """Return every lesson, read once."""
        if self._all is None:
            self._all = list_lessons(self._specs)
        return self._all

    def wanted(self, intake: Intake) -> dict[str, GradedLesson]:
        """Return the lessons that hand-ins may be for, by id."""
        if self.asked:
            lessons: Sequence[Lesson] = (self._find(self.asked),)
        elif all(handin.lesson for handin in intake.handins):
            lessons = list(self._named({handin.lesson for handin in intake.handins}))
        else:
            lessons = self.all()
        return {lesson.id: _kept(lesson) for lesson in lessons}

    def _named(self, names: Iterable[str]) -> Iterator[Lesson]:
        for name in sorted(names):
            with suppress(LessonError):  # told for each hand-in that names it
                yield self._find(name)

    def _find(self, name: str) -> Lesson:
        if name not in self._known:
            self._known[name] = find_lesson(self._specs, name)
        return self._known[name]


def _kept(lesson: Lesson) -> GradedLesson:
    most = sum(criterion.points for criterion in lesson.criteria)
    return GradedLesson(digest=lesson.digest, title=lesson.title, max_score=most)
