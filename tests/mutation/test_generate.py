from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.errors import LessonError
from grader.lesson import list_lessons, specs_folder
from grader.mutation import Generated, generate, minimal_edit, spread

LESSONS = {
    lesson.id: lesson.root
    for lesson in list_lessons(specs_folder())
    if any(lesson.solution.rglob("*.py"))  # some are answered in words only
}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
APP = """\
from fastapi import FastAPI, HTTPException

app = FastAPI()


@app.post("/items", status_code=201)
def create_item(name: str):
    if not name:
        raise HTTPException(404)
    return {"name": name}
"""
ODD = (
    b'from fastapi import FastAPI,Depends\r\napp=FastAPI()\r\nY=[];Y.append(2)\r\n@app.get("/a" "/b")\r\n'
    b'def a(q:"str|None"=None,*,z:int,r:int=3):\r\n\tif(q):return(1)\r\n'
    b'\telif not(z):raise(ValueError("x"))\r\n\telse:pass\r\n\treturn 1 if(z)else(2)\r\n@app.get("/c")\r\n'
    b"async def b(x=Depends(a),/,y:int=2,*s:int,**kw:int):"
    b'return await(a(*s,**kw)) if x in(1,2)else{"a":1,**kw}\r\n'
    b"class M:x:int=1;y:str"
)


def make(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        (folder / f"{name}.py").write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


@pytest.mark.parametrize("lesson", LESSONS)
def test_lessons(lesson: str) -> None:
    solution = LESSONS[lesson] / "solution"
    mutants = generate(solution)
    assert len(mutants) > 10
    assert len({mutant.id for mutant in mutants}) == len(mutants)
    assert len({(mutant.file, mutant.source) for mutant in mutants}) == len(mutants)
    order = [(mutant.file, mutant.line, mutant.operator) for mutant in mutants]
    assert order == sorted(order)
    for mutant in mutants:
        before = (solution / mutant.file).read_text()
        replace, with_ = minimal_edit(before, mutant.source)
        assert mutant.source == before.replace(replace, with_) != before
        compile(mutant.source, mutant.file, "exec")
        assert SLUG.fullmatch(mutant.id)
        assert mutant.description


def test_ids_outlive_other_code(tmp_path: Path) -> None:
    before = {mutant.id for mutant in generate(make(tmp_path, main=APP))}
    grown = APP.replace("\n\n\n", '\n\n\n@app.get("/items")\ndef first():\n    return {"a": 1}\n\n\n')
    after = {mutant.id for mutant in generate(make(tmp_path, main=grown, models="x = True\n"))}
    assert {"drop-status-code-create-item", "return-instead-of-raise-create-item-404"} < before < after


def test_repeated_names_are_numbered(tmp_path: Path) -> None:
    twice = APP.replace("name:\n", "name:\n        raise HTTPException(404)\n    if name == 'x':\n")
    ids = {mutant.id for mutant in generate(make(tmp_path, main=twice))}
    raised = "return-instead-of-raise-create-item-404"
    assert {raised, f"{raised}-2"} < ids
    assert f"{raised}-3" not in ids


def test_a_number_takes_no_other_name(tmp_path: Path) -> None:
    guards = "    if a: raise D\n    if a: raise E\n    if a == 2: raise E\n"
    mutants = generate(make(tmp_path, main=f"def f(a):\n{guards}"))
    lines = {mutant.id: mutant.line for mutant in mutants if mutant.operator == "drop-guard"}
    assert lines == {"drop-guard-f-a": 2, "drop-guard-f-a-3": 3, "drop-guard-f-a-2": 4}


def test_dataclass_fields_keep_an_order_that_python_takes(tmp_path: Path) -> None:
    fields = "    x: int\n    y: int\n    z: int = 0\n    u: int = 1\n"
    mutants = generate(make(tmp_path, main=f"@dataclass\nclass P:\n{fields}"))
    made = {mutant.id for mutant in mutants if mutant.operator.startswith("make-")}
    assert made == {"make-optional-p-y", "make-required-p-z"}


def test_description_and_place(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    make(tmp_path / "shop", main=APP)
    (found,) = (mutant for mutant in generate(tmp_path) if mutant.operator == "drop-status-code")
    assert (found.file, found.line) == ("shop/main.py", 6)
    assert found.description == "create_item: `status_code=201` dropped"
    assert found.source == APP.replace(", status_code=201", "")


def test_odd_layout(tmp_path: Path) -> None:
    """What no formatter has seen is changed just where it must be."""
    mutants = generate(make(tmp_path, main=ODD))
    assert len(mutants) > 20
    for mutant in mutants:
        compile(mutant.source, "main.py", "exec")
        # A renamed parameter has its uses.
        changed = minimal_edit(ODD.decode(), mutant.source)[0].count("\n")
        assert changed <= 2 or mutant.operator == "rename-parameter"


def test_facts_of_other_files(tmp_path: Path) -> None:
    """A model is known as one also where it is imported from another file."""
    models = "from pydantic import BaseModel\n\n\nclass Item(BaseModel):\n    name: str\n"
    main = APP.replace("name: str", "name: Item")
    descriptions = {mutant.description for mutant in generate(make(tmp_path, main=main, models=models))}
    assert "create_item: type `Item` of `name` became `dict`" in descriptions


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"x = 1\ndef f(:\n", r"main\.py: line 2: not valid Python"),
        (b"x = 1\nreturn 2\n", r"main\.py: line 2: not valid Python"),
        (b"x = 1\ny = '\xff'\n", r"main\.py: line 2: not valid UTF-8"),
        (b"x = 1\n\x00", r"main\.py: line \d: "),
        (b"x = " + b"-" * 800 + b"1\n", r"main\.py: .*(nested too deeply|cannot be parsed)"),
        (
            b"async def f(x): return await(x)if 1 else 2\n",
            r"main\.py: LibCST cannot hold its layout; run a formatter",
        ),
    ],
)
def test_unreadable_source(tmp_path: Path, source: bytes, message: str) -> None:
    with pytest.raises(LessonError, match=message):
        generate(make(tmp_path, main=source))


def test_nothing_to_change(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match="no Python file"):
        generate(tmp_path)
    assert generate(make(tmp_path, main="")) == ()


def test_without_libcst() -> None:
    """The package works without the extra until it is asked for mutants."""
    script = (
        "import sys; sys.modules['libcst'] = None\n"
        "from pathlib import Path\n"
        "from grader.errors import LessonError\n"
        "from grader.mutation import MISCONCEPTIONS, Generated, generate, minimal_edit\n"
        "assert MISCONCEPTIONS and minimal_edit('a\\n', 'b\\n') == ('a\\n', 'b\\n')\n"
        "try: generate(Path('.'))\n"
        "except LessonError as error: print(error)\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "deriving mutants needs LibCST: pip install 'fastapi-grader[author]'\n"


def test_spread_takes_from_every_operator() -> None:
    operators = ["common"] * 50 + ["rare"] * 2
    many = [Generated(f"m-{n}", name, "main.py", n, "", "") for n, name in enumerate(operators)]
    tried = spread(many, most=12)
    assert [one.operator for one in tried].count("rare") == 2
    common = [one.line for one in tried if one.operator == "common"]
    assert len(common) == 10
    assert common[-1] >= 40, "they come from all over the solution"
    assert spread(many, most=100) == many
