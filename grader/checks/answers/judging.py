"""Judges one answer of a sheet against its question."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from grader.answers import Answer, Sheet
from grader.checks.answers.choices import judge_choice
from grader.checks.answers.graphs import judge_diagram
from grader.checks.answers.numbers import judge_number
from grader.checks.answers.texts import Beside, judge_text
from grader.checks.answers.verdict import Verdict
from grader.printable import printable
from grader.questions import Choice, Number, Question, Questions, Text


def judge_answer(questions: Questions, question_id: str, parts: Sequence[str], sheet: Sheet) -> Verdict:
    """Judge the answer to one question; an empty or missing one is told where to write."""
    question = questions.find(question_id)
    answer = sheet.answers.get(question_id)
    if answer is None:
        return Verdict((_no_answer(questions, question_id, sheet),))
    if isinstance(answer.value, str) and not answer.value.strip():
        return Verdict((f"No answer yet: write it at `{question_id}` in {sheet.file}, line {answer.line}.",))
    others = (_text(sheet.answers.get(q.id)) for q in questions.questions if q.id != question_id)
    prompts = tuple(question.prompt for question in questions.questions)
    return _judge(question, answer, parts, Beside(prompts, tuple(filter(None, others))))


def _judge(question: Question, answer: Answer, parts: Sequence[str], beside: Beside) -> Verdict:
    if isinstance(question, Choice):
        return judge_choice(question, answer.value)
    if isinstance(question, Number):
        return judge_number(question, answer.value)
    if isinstance(question, Text):
        return judge_text(question, answer.value, parts, beside)
    return judge_diagram(question, answer.value, parts)


def unknown_answers(questions: Questions, sheet: Sheet) -> list[str]:
    """Say which answers belong to no question, and which question each may be meant for."""
    ids = [question.id for question in questions.questions]
    strangers = [(name, answer.line) for name, answer in sheet.answers.items() if name not in ids]
    return [
        f'{sheet.file}, line {line}: no question is called "{printable(name, 60)}"; {_meant(name, ids)}'
        for name, line in strangers
    ]


def _no_answer(questions: Questions, question_id: str, sheet: Sheet) -> str:
    """Say that an answer is missing, and whether another name looks like a slip of the pen."""
    ids = [question.id for question in questions.questions]
    strangers = [name for name in sheet.answers if name not in ids]
    near = difflib.get_close_matches(question_id, strangers, n=1, cutoff=0.7)
    if near and difflib.get_close_matches(near[0], ids, n=1) == [question_id]:
        line = sheet.answers[near[0]].line
        return (
            f'No answer to `{question_id}`: is it "{printable(near[0], 60)}" in line {line}? Mend its name.'
        )
    return f"No answer to `{question_id}` in {sheet.file}."


def _meant(name: str, ids: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, ids, n=1)
    return f"did you mean `{near[0]}`?" if near else f"the questions are {', '.join(ids)}."


def _text(answer: Answer | None) -> str:
    return answer.value.strip() if answer and isinstance(answer.value, str) else ""
