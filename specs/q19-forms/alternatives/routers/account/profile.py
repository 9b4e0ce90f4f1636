from dataclasses import asdict, dataclass

from fastapi import APIRouter, File, Form, UploadFile

router = APIRouter()


@dataclass
class Profile:
    name: str
    bio: str | None
    avatar: str | None


@router.post("")
async def upload(bio: str | None = Form(default=None), name: str = Form(), avatar: UploadFile = File()):
    content = await avatar.read()
    print(f"{len(content)} bytes")
    return asdict(Profile(name, bio, avatar.filename))
