"""A small library: books that can be listed, added, read, rated and removed."""

from typing import Annotated

from fastapi import FastAPI, Header, HTTPException, Path, Query, status
from pydantic import BaseModel, Field

app = FastAPI(title="Library")


class NewBook(BaseModel):
    title: str = Field(min_length=1, max_length=80)
    pages: int = Field(ge=1, le=5000)
    tags: list[str] = []


class Book(NewBook):
    id: int


class Statistics(BaseModel):
    books: int
    average_pages: float


books: dict[int, Book] = {}
BookId = Annotated[int, Path(ge=1)]


def find(book_id: int) -> Book:
    if book_id not in books:
        raise HTTPException(status_code=404, detail=f"There is no book {book_id}")
    return books[book_id]


@app.post("/books", status_code=status.HTTP_201_CREATED)
def add_book(new: NewBook) -> Book:
    book = Book(id=max(books, default=0) + 1, **new.model_dump())
    books[book.id] = book
    return book


@app.get("/books")
def list_books(limit: Annotated[int, Query(ge=1, le=100)] = 10, tag: str | None = None) -> list[Book]:
    found = [book for book in books.values() if tag is None or tag in book.tags]
    return found[:limit]


@app.get("/books/{book_id}")
def read_book(book_id: BookId) -> Book:
    return find(book_id)


@app.delete("/books/{book_id}", status_code=status.HTTP_204_NO_CONTENT)
def remove_book(book_id: BookId) -> None:
    del books[find(book_id).id]


@app.get("/statistics")
def statistics() -> Statistics:
    pages = [book.pages for book in books.values()]
    return Statistics(books=len(pages), average_pages=sum(pages) / len(pages) if pages else 0)


@app.get("/share")
def share(total: Annotated[int, Query(ge=0)], readers: Annotated[int, Query(ge=1)]) -> float:
    return total / readers


@app.get("/greeting")
def greeting(x_name: Annotated[str, Header(min_length=2)]) -> str:
    return f"Hello {x_name}"
