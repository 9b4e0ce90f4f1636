"""An agent: validates, remembers, asks the language model."""

from typing import Annotated

from agent_services import LanguageModel, VectorStore, get_language_model, get_vector_store
from fastapi import Depends, FastAPI
from pydantic import BaseModel, Field

app = FastAPI(title="Agent")


class Question(BaseModel):
    session_id: Annotated[str, Field(min_length=1)]
    message: Annotated[str, Field(min_length=1, max_length=500)]


class Reply(BaseModel):
    reply: str
    context: list[str]


@app.post("/chat")
async def chat(
    question: Question,
    model: Annotated[LanguageModel, Depends(get_language_model)],
    store: Annotated[VectorStore, Depends(get_vector_store)],
) -> Reply:
    context = await store.search(question.session_id, question.message)
    completion = await model.complete(question.message, context)
    await store.add(question.session_id, question.message)
    return Reply(reply=completion["text"], context=context)
