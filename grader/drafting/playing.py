"""Sends the plans to fresh starts of a solution, in several orders, and keeps what it answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.checks.http import Wire, WireResponse
from grader.drafting.exploring import Start
from grader.drafting.naming import word_for
from grader.drafting.plans import Kind, Plan
from grader.drafting.recipes import Kitchen


@dataclass(frozen=True)
class Played:
    """One time that a plan was played."""

    response: WireResponse
    """To the last request."""
    ids: Mapping[str, Any]
    """Ids of what was created, by the label of the operation that created it."""
    things: Mapping[str, Any]
    """What those operations answered."""


def play_all(plans: Sequence[Plan], kitchen: Kitchen, start: Start) -> list[list[Played]]:
    """Return for each plan its answers: in order, in reverse after other things were created, and alone.

    A plan that went wrong before its last request has fewer answers than three.
    """
    with start() as wire:
        forwards = [play(plan, kitchen, wire) for plan in plans]
    with start() as wire:
        for number, creator in enumerate(kitchen.creators.values()):
            word = word_for(len(plans) + number)
            play(Plan(Kind.ORDINARY, "", (creator.recipe,), word, word), kitchen, wire)
        backwards = [play(plan, kitchen, wire) for plan in plans[::-1]][::-1]
    alone = []
    for plan in plans:
        with start() as wire:
            alone.append(play(plan, kitchen, wire))
    tries = zip(forwards, backwards, alone, strict=True)
    return [[played for played in one if played is not None] for one in tries]


def play(plan: Plan, kitchen: Kitchen, wire: Wire) -> Played | None:
    """Send what `plan` holds; None when a request before the last one fails."""
    ids: dict[str, Any] = {}
    things: dict[str, Any] = {}
    for label in creations(plan, kitchen):
        creator = kitchen.creators[label]
        response = _send(creator.recipe.request(plan.thing, ids), wire)
        ids[label] = creator.id_in(response) if response and _succeeded(response) else None
        if response is None or ids[label] is None:
            return None
        things[label] = json.loads(response.body)
    for recipe in plan.recipes[:-1]:
        response = _send(recipe.request(plan.word, ids), wire)
        if response is None or not _succeeded(response):
            return None
    response = _send(plan.judged.request(plan.word, ids), wire)
    return None if response is None or response.status is None else Played(response, ids, things)


def creations(plan: Plan, kitchen: Kitchen) -> list[str]:
    """Return the labels of the operations that make what `plan` needs, in order."""
    found = [label for recipe in plan.recipes for label in kitchen.before(recipe)]
    if plan.creates:
        found += [*kitchen.before(kitchen.creators[plan.creates].recipe), plan.creates]
    return list(dict.fromkeys(found))


def _send(request: Any, wire: Wire) -> WireResponse | None:
    return wire.send(request) if request is not None else None


def _succeeded(response: WireResponse) -> bool:
    return response.status is not None and response.status < 400
