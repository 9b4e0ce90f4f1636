from pydantic import BaseModel, Field, model_validator


class Named(BaseModel):
    name: str = Field(description="What to call the person", examples=["Ada"])


class NewPerson(Named):
    email: str
    password: str


class Changes(BaseModel):
    name: str | None = None
    email: str | None = None
    password: str | None = None
    bio: str | None = None

    @model_validator(mode="after")
    def only_the_bio_may_be_null(self):
        if any(getattr(self, key) is None for key in self.model_fields_set - {"bio"}):
            raise ValueError("only the bio may be null")
        return self


class Card(Named):
    id: int
    bio: str | None = None


class Person(Card):
    email: str
