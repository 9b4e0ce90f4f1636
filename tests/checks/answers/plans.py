"""A small diagram question to judge by."""

from __future__ import annotations

from grader.questions import Component, Diagram, Guard, Route

PLAN = Diagram(
    id="plan",
    prompt="Draw.",
    kind="diagram",
    components=(
        Component(id="browser", name="browser", words=("browser", "user")),
        Component(id="api", name="API", words=("api", "server")),
        Component(id="check", name="check", words=("check", "input check", "check of")),
        Component(id="model", name="model", words=("model",)),
    ),
    paths=(Route.model_validate({"id": "arrives", "from": "browser", "to": "api"}),),
    guards=(Guard.model_validate({"id": "guarded", "from": "browser", "to": "model", "through": "check"}),),
)
