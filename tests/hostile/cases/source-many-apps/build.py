def hostile(folder, _placeholders):
    for number in range(300):
        more = "".join(f"import m{(number * 7 + step) % 300}\n" for step in range(5))
        (folder / f"m{number}.py").write_text(f"{more}from fastapi import FastAPI\napp = FastAPI()\n")
    return folder


def honest(folder, _placeholders):
    (folder / "m1.py").write_text("import m2\n")
    (folder / "m2.py").write_text("import m1\n")
    return folder
