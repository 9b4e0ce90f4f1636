"""Diagrams: the three notations, read into boxes and arrows."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checks.answers.diagrams import DrawingError, read_drawing

CHAIN = {("A", "B"), ("B", "C")}
MANY = " & ".join(f"a{number}" for number in range(30))
MERMAID = [
    ("graph TD\nA --> B\nB --> C", CHAIN),
    ("flowchart LR; A --> B --> C;", CHAIN),
    ("graph TD;A-->B;B-->C", CHAIN),
    ("flowchart TD\n%% remark\nA[First box] -->|says so| B{{Second}}\nB -- words --> C((Third))", CHAIN),
    ("flowchart TD\nA ==> B -.-> C", CHAIN),
    ("flowchart TD\nA == thick ==> B -. dotted .-> C", CHAIN),
    ("flowchart TD\nA --o B --x C", CHAIN),
    ("flowchart TD\nA e1@--> B ~~~ D\nB --> C", CHAIN),
    ("flowchart TD\nA --> B & C", {("A", "B"), ("A", "C")}),
    ("flowchart TD\nA & B --> C", {("A", "C"), ("B", "C")}),
    ("flowchart TD\nA <--> B", {("A", "B"), ("B", "A")}),
    ("flowchart TD\nA --- B", {("A", "B"), ("B", "A")}),
    ("---\ntitle: T\n---\nflowchart TD\nA:::big --> B\nclassDef big fill:red\nclick A x()\nB-->C", CHAIN),
    ("flowchart TD\nsubgraph S [Inside]\ndirection LR\nA --> B\nend\nB --> C", CHAIN),
    ("flowchart TD\nsubgraph S\nA\nB\nend\nS --> C", {("A", "C"), ("B", "C")}),
    ('flowchart TD\nA["Call (v2); [x]"] --> B@{ shape: cyl, label: "Store" } --> C', CHAIN),
    ("```mermaid\ngraph LR\nA-->B-->C\n```", CHAIN),
]  # fmt: skip
DOT = [
    ("digraph { A -> B -> C }", CHAIN),
    ('strict digraph "G" { node [shape=box]; A -> B; subgraph cluster_1 { label="x"; B -> C:port } }', CHAIN),
    ("digraph { A -> {B; C} }", {("A", "B"), ("A", "C")}),
    ("graph { A -- B }", {("A", "B"), ("B", "A")}),
    ("digraph { A -> B [dir=both] }", {("A", "B"), ("B", "A")}),
    ("digraph { B -> A [dir=back]; B -> C }", CHAIN),
    ("```dot\ndigraph {\n// remark\nA -> B -> C\n}\n```", CHAIN),
]
DESCRIBED = [
    ("A -> B -> C", CHAIN),
    ("1. A \u2192 B: sends it\n2. B \u2192 C (the last)", CHAIN),
    ("- A --> B\n- b => c\nThis is a remark.", {("a", "b"), ("b", "c")}),
    ("`A` -> **B**\nB -> C", CHAIN),
    ("A <-> B", {("A", "B"), ("B", "A")}),
]


@pytest.mark.parametrize(("text", "arrows"), [*MERMAID, *DOT])
def test_arrows(text: str, arrows: set[tuple[str, str]]) -> None:
    drawing = read_drawing(text)
    assert set(drawing.arrows) == arrows
    assert not drawing.unread
    assert {end for pair in arrows for end in pair} <= set(drawing.labels)


@pytest.mark.parametrize(("text", "arrows"), DESCRIBED)
def test_described_arrows(text: str, arrows: set[tuple[str, str]]) -> None:
    assert set(read_drawing(text).arrows) == {(a.lower(), b.lower()) for a, b in arrows}


@pytest.mark.parametrize(
    "box",
    ["[User]", "(User)", "([User])", "[[User]]", "[(User)]", "((User))", "(((User)))", "{User}", "{{User}}",
     "[/User/]", "[\\User\\]", ">User]", '["User"]', '["`**User**`"]', "[<b>User</b><br/>]", "[#85;ser]"],
)  # fmt: skip
def test_a_mermaid_box_in_every_shape(box: str) -> None:
    assert read_drawing(f"flowchart TD\nA{box} --> B").labels == {"A": "User", "B": "B"}


def test_dot_labels() -> None:
    labels = 'a [label="User\\nbrowser"]; b [label=<<b>Fast</b>API>]; c [label="{x|<p>y}"]'
    text = f"digraph {{ {labels}; a -> b -> c }}"
    assert read_drawing(text).labels == {"a": "User browser", "b": "Fast API", "c": "x y"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "No arrow was found"),
        ("Browser, endpoint and database", "No arrow was found"),
        ("sequenceDiagram\nA->>B: hi", "draw a `flowchart`"),
        ("digraph {\nA -> \n}", "Graphviz cannot read the diagram"),
        ("digraph {" + "{" * 2000 + "}" * 2000 + "}", "Graphviz cannot read the diagram"),
        ("A -> B\n" * 2000, "longer than 10,000 characters"),
        ("graph TD\n" + "\n".join(f"a{n}" for n in range(150)), "more than 100 boxes"),
        (f"graph TD\n{MANY} --> {MANY}", "400 arrows"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(text: str, words: str) -> None:
    with pytest.raises(DrawingError, match=words):
        read_drawing(text)


def test_a_line_that_is_not_understood_is_kept_apart() -> None:
    drawing = read_drawing("flowchart TD\nA --> B\nB -> C\n")
    assert set(drawing.arrows) == {("A", "B")}
    assert drawing.unread == ["B -> C"]


@given(
    st.sampled_from(["graph TD\n", "digraph {", "A -> ", "```mermaid\n", ""]),
    st.text(alphabet="AB ->=.-|[](){}<>\"'`;:&\n@%~xo/\\", max_size=120),
)
def test_no_text_makes_it_crash(head: str, text: str) -> None:
    try:
        drawing = read_drawing(head + text)
    except DrawingError:
        return
    assert {end for pair in drawing.arrows for end in pair} <= set(drawing.labels)


@pytest.mark.parametrize(
    "text",
    [
        "graph TD\n" + "A--" * 3000,
        "graph TD\n" + "A[" * 4000,
        "A -" + ">" * 9000,
        "digraph {" + "a -> " * 1500 + "b}",
    ],
)
def test_no_text_takes_long(text: str) -> None:
    started = time.process_time()
    with suppress(DrawingError):
        read_drawing(text)
    assert time.process_time() - started < 5
