from pydantic import BaseModel


class UserIn(BaseModel):
    name: str
    email: str
    password: str


class UserPatch(BaseModel):
    # i valori predefiniti non contano: guardo solo model_fields_set
    name: str = ""
    email: str = ""
    password: str = ""
    bio: str | None = None


class UserPublic(BaseModel):
    id: int
    name: str
    bio: str | None = None


class UserOut(UserPublic):
    email: str


class UserInDB(UserOut):
    """Quello che resta in memoria. Non esce mai."""

    password: str
