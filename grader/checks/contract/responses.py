"""Responses: which codes are documented, and the shape of what comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from itertools import islice
from typing import Any

from grader.checks.contract.differences import Comparison, Place
from grader.checks.contract.endpoint import Endpoint, is_json, read_contents
from grader.checks.contract.findings import Finding, clip, listed, sentence, show
from grader.checks.openapi import mapping, text

VALIDATION = "422"
"""FastAPI documents it by itself."""
_AUTOMATIC = {"", "Successful Response", "Validation Error", "Additional Response"}
_MAX_CODES = 50


def compare_responses(wanted: Endpoint, found: Endpoint) -> Iterator[Finding]:
    """Yield what is wrong with the documented responses of `found`."""
    comparison = _Responses(wanted, found)
    for code, node in _responses(wanted).items():
        other = comparison.counterpart(code)
        if other is None:
            yield comparison.missing(code)
        else:
            yield from comparison.differences(code, wanted.document.resolve(node), other)


def _responses(endpoint: Endpoint) -> dict[str, Any]:
    listed_codes = islice(mapping(endpoint.operation.node.get("responses")).items(), _MAX_CODES)
    return {str(code): node for code, node in listed_codes if str(code) != VALIDATION}


@dataclass(frozen=True)
class _Responses:
    wanted: Endpoint
    found: Endpoint

    def counterpart(self, code: str) -> Mapping[str, Any] | None:
        """Return what the submission documents for `code`, perhaps as a class of codes like `4XX`."""
        documented = _responses(self.found)
        keys = [code, f"{code[:1]}XX", *(["default"] if code[:1] in "45" else [])]
        key = next((key for key in keys if key in documented), None)
        return None if key is None else self.found.document.resolve(documented[key])

    def missing(self, code: str) -> Finding:
        codes = [clip(other) for other in _responses(self.found)]
        received = listed(codes, "and") if codes else "no response"
        success = code[:1] == "2"
        mend = (
            f"set status_code={code} on the route"
            if success
            else f"add responses={{{code}: ...}} to the route"
        )
        return self._finding(f"should document {code}; yours documents {received}: {mend}", code, received)

    def differences(
        self, code: str, wanted: Mapping[str, Any], found: Mapping[str, Any]
    ) -> Iterator[Finding]:
        yield from self._description(code, text(wanted.get("description")), text(found.get("description")))
        place = Place(f"the {code} response", f"{{}} in the {code} response")
        own = read_contents(found)
        for media, schema in read_contents(wanted).items():
            other = next((each for each in own if each == media or (is_json(media) and is_json(each))), None)
            if other is None:
                yield self._other_media(place, media, list(own))
                continue
            comparison = Comparison(self.wanted.document, self.found.document, output=True)
            for difference in comparison.differences(schema, own[other], place):
                said = f"{difference.place} {difference.text}"
                finding = self._finding(said, difference.expected, difference.received)
                yield replace(finding, aspect="docs") if difference.is_text else finding

    def _other_media(self, place: Place, media: str, own: list[str]) -> Finding:
        received = listed([clip(each) for each in own], "and") if own else "no content"
        mend = "" if is_json(media) else ": set response_class on the route"
        return self._finding(f"{place} should be {media}; yours is {received}{mend}", media, received)

    def _description(self, code: str, wanted: str, found: str) -> Iterator[Finding]:
        if wanted in _AUTOMATIC or wanted == _phrase(code) or wanted.split() == found.split():
            return
        said = f"the {code} response should have the description {show(clip(wanted))}"
        said += f"; yours has {show(clip(found))}"
        yield replace(self._finding(said, clip(wanted), clip(found)), aspect="docs")

    def _finding(self, said: str, expected: str, received: str) -> Finding:
        return Finding("responses", str(self.wanted), sentence(self.wanted, said), expected, received)


def _phrase(code: str) -> str:
    """Return the description that FastAPI gives a response without one."""
    return HTTPStatus(int(code)).phrase if code in {str(status.value) for status in HTTPStatus} else ""
