from pydantic import BaseModel


class UserIn(BaseModel):
    name: str
    email: str


class User(UserIn):
    id: int
