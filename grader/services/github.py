"""What a job of GitHub Actions gets: outputs, summary, annotations, report files."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.files import remove
from grader.reporting import github_classroom, render
from grader.reporting.github_classroom import Place
from grader.reporting.markdown import plain
from grader.results import Report
from grader.services import REPORT_FILES
from grader.services.annotations import annotate
from grader.services.workflow import command, silenced, write_outputs, write_summary


@dataclass(frozen=True)
class Job:
    """Where the job wants its files; None where there is no job."""

    outputs: Path | None
    summary: Path | None
    folder: Path
    """For the report files."""
    formats: tuple[str, ...]
    templates: Path | None = None

    @classmethod
    def of(
        cls, environment: Mapping[str, str], folder: Path, formats: Sequence[str], templates: Path | None
    ) -> Job:
        """Read where the runner wants its files."""
        outputs, summary = (environment.get(name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"))
        return cls(
            Path(outputs) if outputs else None,
            Path(summary) if summary else None,
            folder,
            tuple(formats),
            templates,
        )

    def clear(self) -> None:
        """Delete the report files of an earlier run: what is there in the end is this run's.

        Raises:
            OSError: one of them cannot be deleted.
        """
        for name in REPORT_FILES.values():
            remove(self.folder / name)

    def deliver(self, report: Report, places: Mapping[str, Place]) -> str:
        """Write all files; return what the job prints.

        Raises:
            UsageError: a template is wrong.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        for form in self.formats:
            written = render(form, report, self.templates)
            (self.folder / REPORT_FILES[form]).write_text(written, encoding="utf-8", newline="\n")
        if self.summary is not None:
            write_summary(self.summary, render("markdown", report, self.templates))
        self._put(github_classroom.render(report, places), report.score, report.max_score)
        return silenced(render("terminal", report)) + "".join(
            f"{line}\n" for line in annotate(report, places)
        )

    def deliver_failure(self, message: str, max_score: int) -> str:
        """Tell everywhere that nothing could be graded; return what the job prints."""
        if self.summary is not None:
            write_summary(self.summary, f"# Not graded\n\n{plain(message)}\n")
        self._put(github_classroom.render_failure(message, max_score), 0, max_score)
        return command("error", message, title="Not graded") + "\n"

    def _put(self, result: str, score: int, max_score: int) -> None:
        if self.outputs is not None:
            values = {
                "result": base64.b64encode(result.strip().encode()).decode(),
                "score": str(score),
                "max-score": str(max_score),
                "report": str(self.folder),
            }
            write_outputs(self.outputs, values)


def reaches(report: Report, percent: float) -> bool:
    """Tell whether a report has at least so many percent of the points.

    What the grader itself failed at is no reason for a red cross: it counts as earned here.
    """
    return (report.score + report.unjudged_points) * 100 >= percent * report.max_score
