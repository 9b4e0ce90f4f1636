"""Plain objects read by attribute, answers built by hand from response models, a secret type."""

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, SecretStr


class Account:
    """What is stored; no model at all."""

    def __init__(self, number, name, email, password):
        self.id = number
        self.name = name
        self.email = email
        self.password = password


class SignUp(BaseModel):
    model_config = ConfigDict(extra="ignore", str_strip_whitespace=False)
    name: str
    email: str
    password: SecretStr


class Edit(BaseModel):
    name: str = "unchanged"
    email: str = "unchanged"
    password: SecretStr = SecretStr("unchanged")
    bio: str | None = None


class Brief(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    name: str
    bio: str | None = None


class Full(Brief):
    email: str


class UnknownUserError(Exception):
    pass


app = FastAPI()
accounts: dict[int, Account] = {}


@app.exception_handler(UnknownUserError)
async def unknown(request: Request, error: UnknownUserError):
    return JSONResponse({"detail": "unknown user"}, status_code=404)


def account(id: int) -> Account:
    if id in accounts:
        return accounts[id]
    raise UnknownUserError


@app.post("/users", response_model=Full)
def sign_up(data: SignUp):
    number = 1000 + len(accounts)
    accounts[number] = Account(number, **dict(data))
    return accounts[number]


@app.get("/users", response_model=list[Full])
def index():
    return accounts.values()


@app.get("/users/{id}", response_model=Brief)
def show(known: Account = Depends(account)):
    return known


@app.patch("/users/{id}", response_model=Full, response_model_exclude_unset=True)
def edit(data: Edit, known: Account = Depends(account)):
    for name in data.model_fields_set:
        setattr(known, name, getattr(data, name))
    return Full.model_validate(known)
