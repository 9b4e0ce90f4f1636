from pydantic import BaseModel


class NewItem(BaseModel):
    name: str


items: dict[int, str] = {}
