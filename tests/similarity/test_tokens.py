"""What stays the same when code is disguised."""

from __future__ import annotations

from grader.similarity.tokens import code_tokens, prose_tokens

PLAIN = 'def read(item: int) -> dict:\n    return {"id": item, "n": 1}\n'


def kinds(text: str) -> list[str]:
    return [token.kind for token in code_tokens(text)]


def test_names_texts_numbers_comments_and_layout_do_not_count() -> None:
    renamed = "# mine\n\n\ndef fetch(  thing:int)->dict:\n    return {'key':thing,\n  'm':25}"
    assert kinds(PLAIN) == kinds(renamed)
    assert kinds(PLAIN) != kinds(PLAIN.replace("int", "str")), "builtins are the language's own"
    assert kinds(PLAIN) != kinds(PLAIN.replace("return", "yield"))


def test_tokens_know_their_lines_and_broken_code_has_tokens_too() -> None:
    tokens = code_tokens('x = """a\nb"""\ny = (\n')
    assert [(token.text, token.first, token.last) for token in tokens][2:] == [
        ('"""a\nb"""', 1, 2),
        ("y", 3, 3),
        ("=", 3, 3),
        ("(", 3, 3),
    ]


def test_prose_is_words() -> None:
    assert [(t.kind, t.first) for t in prose_tokens("The Admin,\nno: 2")] == [
        ("the", 1),
        ("admin", 1),
        ("no", 2),
        ("2", 2),
    ]
