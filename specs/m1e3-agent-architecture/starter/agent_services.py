"""The services that an agent needs, as stand-ins for your own machine: no key, no network, no cost.

Use it as it is. While your app is graded, another file of this name with the same functions takes its place.
"""

from typing import TypedDict


class Completion(TypedDict):
    """What the language model's provider answers."""

    text: str
    model: str
    api_key: str


class LanguageModel:
    """Stands in for the client of an external LLM API."""

    async def complete(self, message: str, context: list[str]) -> Completion:
        """Answer a message; `context` holds what was said before."""
        text = f"You said {message!r}, and {len(context)} earlier messages seem to matter."
        return {"text": text, "model": "local", "api_key": "sk-never-show-this-to-anyone"}


class VectorStore:
    """Stands in for a vector database: it finds messages of a session that share a word with another one."""

    def __init__(self) -> None:
        self._messages: list[tuple[str, str]] = []

    async def search(self, session_id: str, message: str) -> list[str]:
        """Return the messages of a session that are alike, oldest first."""
        words = set(message.casefold().split())
        own = [text for owner, text in self._messages if owner == session_id]
        return [text for text in own if words & set(text.casefold().split())]

    async def add(self, session_id: str, message: str) -> None:
        """Remember a message of a session."""
        self._messages.append((session_id, message))


_model = LanguageModel()
_store = VectorStore()


def get_language_model() -> LanguageModel:
    """Return the app's language model: a dependency."""
    return _model


def get_vector_store() -> VectorStore:
    """Return the app's vector store: a dependency."""
    return _store
