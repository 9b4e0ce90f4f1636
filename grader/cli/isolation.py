"""Options and commands about where submissions run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grader.cli.group import EXIT_FULL_MARKS, EXIT_POINTS_LOST, cli
from grader.levels import LEVELS

if TYPE_CHECKING:
    from grader.sandbox.choice import Wish
    from grader.sandbox.settings import SandboxSettings

Command = TypeVar("Command", bound=Callable[..., Any])

OPTIONS = (
    click.option(
        "--sandbox",
        type=click.Choice(["auto", "import", "docker"]),
        default="auto",
        envvar="GRADE_SANDBOX",
        show_default=True,
        show_envvar=True,
        help="Where the app runs: a process of this machine or a container; auto: the strongest there is.",
    ),
    click.option(
        "--require-isolation",
        "require",
        type=click.Choice(LEVELS),
        default="none",
        help="Run nothing of the submission below this level of isolation (`grade doctor` tells yours).",
    ),
    click.option("--docker-image", "image", metavar="NAME", default="", help="Image to run in."),
    click.option(
        "--docker-runtime", "runtime", metavar="NAME", default="", help="For example runsc (gVisor)."
    ),
)


def sandbox_options(command: Command) -> Command:
    """Add the options that say where submissions run: `sandbox`, `require`, `image`, `runtime`."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def sandbox_settings(
    *, sandbox: Wish, require: str, image: str, runtime: str, own_interpreter: bool
) -> SandboxSettings:
    """Return the settings for the options given.

    Raises:
        UsageError: Docker was asked for and cannot be had.
    """
    from grader.sandbox.choice import choose_sandbox
    from grader.sandbox.settings import SandboxSettings

    wish: Wish = "docker" if sandbox == "auto" and (image or runtime) else sandbox
    name = choose_sandbox(wish, image, own_interpreter=own_interpreter and require in {"none", "limits"})
    return SandboxSettings.model_validate(
        {"name": name, "require": require, "image": image, "runtime": runtime}
    )


@cli.command()
def doctor() -> int:
    """Attack every sandbox that this machine has, and say which layers hold and what to install.

    Exits with 0 when strangers' submissions can be run here, with 1 when not.
    """
    from grader.cli.waiting import waiting
    from grader.doctor import examine
    from grader.reporting.doctor import page

    with waiting("Trying the sandboxes ..."):
        findings = examine()
    click.echo(page(findings), nl=False)
    return EXIT_FULL_MARKS if any(finding.safe for finding in findings) else EXIT_POINTS_LOST
