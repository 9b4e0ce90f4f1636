"""Commands on a whole class."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.completion import lesson_ids
from grader.cli.group import ANY_PATH, EXISTING_FOLDER, cli, specs_option
from grader.cli.isolation import sandbox_options, sandbox_settings
from grader.cli.marking import MarkingArguments, keep_overrides, marking_options
from grader.cli.options import requirements_options
from grader.cli.profile import batch_tally, profile_option, tell_batch
from grader.cli.saying import complain
from grader.errors import UsageError
from grader.lesson import specs_folder
from grader.levels import LEVELS
from grader.requirements import RequirementsLevel

if TYPE_CHECKING:
    from grader.batch.backend import Backend
    from grader.batch.batch import Lessons
    from grader.batch.terms import Terms
    from grader.levels import IsolationLevel
    from grader.sandbox.choice import Wish
    from grader.sandbox.settings import SandboxSettings

ROSTER = "roster.csv"
"""The roster, kept among the results for later runs."""


@cli.command()
@click.argument("sources", metavar="SOURCE...", type=ANY_PATH, nargs=-1, required=True)
@click.option(
    "--out", type=ANY_PATH, required=True, help="Folder of results; grading goes on where it ended."
)
@click.option(
    "--lesson",
    default="",
    metavar="ID",
    shell_complete=lesson_ids,
    help="Lesson of all hand-ins (default: as their folders say).",
)
@click.option(
    "--roster", type=ANY_PATH, help="CSV of the class, as exported or your own; kept in the results."
)
@click.option("--assignment", default="", metavar="PREFIX", help="How the names of clones begin.")
@click.option("--jobs", type=click.IntRange(1), help="Hand-ins at a time (default: one per core).")
@click.option(
    "--cluster", default="", metavar="ADDRESS", help="Scheduler of a Dask cluster that does the grading."
)
@click.option(
    "--regrade", is_flag=True, help="Grade anew after a change of the lesson, and list what changes."
)
@click.option(
    "--trust-submissions", is_flag=True, help="Run them without the isolation that strangers' code needs."
)
@requirements_options
@click.option("--deep", is_flag=True, help="Also fuzz every endpoint live; findings cost no points.")
@sandbox_options
@specs_option
@profile_option
@marking_options
def batch(  # noqa: PLR0913, PLR0917 (one parameter per option)
    sources: Sequence[Path],
    out: Path,
    lesson: str,
    roster: Path | None,
    assignment: str,
    jobs: int | None,
    cluster: str,
    regrade: bool,
    trust_submissions: bool,
    requirements: RequirementsLevel,
    allow_requirements: Path | None,
    deep: bool,
    sandbox: Wish,
    require: IsolationLevel,
    image: str,
    runtime: str,
    specs: Path | None,
    profile: bool,
    **marking: Any,
) -> int:
    """Grade every hand-in of SOURCE... once, and make the gradebook, feedback pages and the class page.

    Run again, it grades only what is new or was not finished. Exits with 0 when all is done, with 3 when
    the grader failed on a hand-in (it is listed, and tried again next time).
    """
    from grader.batch.batch import Batch, Lessons
    from grader.batch.terms import Terms
    from grader.cli.progress import follow
    from grader.cli.summary import Run, report_results
    from grader.cli.waiting import waiting
    from grader.files import write_atomically
    from grader.intake.collect import collect
    from grader.lesson import lesson_folders
    from grader.requirements.allowed import allowed_names

    folder = specs_folder(specs)
    asked = MarkingArguments(**marking)
    asked.check()
    place = sandbox_settings(
        sandbox="import" if cluster and sandbox == "auto" else sandbox,
        require=_required(require, trusted=trust_submissions),
        image=image,
        runtime=runtime,
        own_interpreter=trust_submissions,
    )
    if not cluster:
        with waiting("Trying the sandbox ..."):
            _refuse_weak(place)
    allowed = tuple(sorted(allowed_names(allow_requirements)))
    terms = Terms.here(place, requirements=requirements, allowed=allowed, deep=deep)
    lessons = Lessons(folder, lesson)
    known = [path.name for path in lesson_folders(folder)]
    kept = out / ROSTER
    names = roster or (kept if kept.is_file() else None)
    with collect(sources, roster=names, lessons=known, assignment=assignment) as intake:
        work = Batch(out, intake, terms, lessons)
        work.open(regrade=regrade, marking=asked.changed)
        keep_overrides(asked.overrides, out)
        if roster is not None:
            write_atomically(kept, roster.read_bytes())
        tally = batch_tally(out, intake, 0 if cluster else jobs or _cores())
        started = time.monotonic()
        try:
            with _backend(cluster, jobs, terms, lessons) as backend:
                results = work.grade(backend)
                if profile:
                    results = tally.follow(results)
                follow(results, intake, getattr(backend, "dashboard", ""))
        except KeyboardInterrupt:
            complain("Stopped. The same command goes on from here; `grade results` tells what is done.")
            raise
    run = Run(time.monotonic() - started, work.gone, regrade)
    code = report_results(out, work.manifest, asked.wanted(out), run)
    if profile:
        tell_batch(tally)
    return code


def _required(require: IsolationLevel, *, trusted: bool) -> IsolationLevel:
    """Return the level below which nothing runs: strangers need `hardened`, unless they are trusted."""
    if trusted:
        return require
    return max(require, "hardened", key=LEVELS.index)


def _refuse_weak(place: SandboxSettings) -> None:
    """Attack the sandbox before anything is graded.

    Raises:
        UsageError: it does not reach the level that is required.
    """
    from grader.doctor import examine_one
    from grader.sandbox.isolation import reaches, too_weak

    found = examine_one(place)
    if found.info is None:
        raise UsageError(found.problem)
    if not reaches(found.info.level, place.require):
        raise UsageError(
            f"{too_weak(found.info, place.require)}\n"
            "Where you know all who handed in, --trust-submissions grades all the same."
        )


def _backend(cluster: str, jobs: int | None, terms: Terms, lessons: Lessons) -> Backend:
    if cluster:
        from grader.batch.cluster import Cluster

        return Cluster(cluster, lessons.all(), terms, jobs)
    from grader.batch.backend import Local

    return Local(jobs or _cores(), terms, lessons.all)


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@cli.command()
@click.argument("results", metavar="DIR", type=EXISTING_FOLDER)
@marking_options
def gradebook(results: Path, **marking: Any) -> int:
    """Make the gradebook, the feedback and the class page of a batch anew, without grading.

    Options that are left out stay as they were: decisions in overrides.csv, the deadline, the title.
    """
    from grader.batch.journal import manifest_so_far
    from grader.cli.summary import report_results

    asked = MarkingArguments(**marking)
    asked.check()
    manifest = manifest_so_far(results)
    if manifest is None:
        raise UsageError(f"{results}: no batch.json here; give the --out folder of `grade batch`")
    manifest = manifest.model_copy(update={"marking": asked.changed(manifest.marking)})
    manifest.save(results)
    keep_overrides(asked.overrides, results)
    return report_results(results, manifest, asked.wanted(results))
