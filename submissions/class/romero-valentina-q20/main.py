import asyncio

from fastapi import FastAPI, BackgroundTasks
from pydantic import BaseModel, EmailStr

app = FastAPI()


class UserIn(BaseModel):
    name: str
    email: EmailStr


class UserOut(UserIn):
    id: int


usuarios: list[UserOut] = []
registro: list[str] = []


async def enviar_correo(email: str):
    await asyncio.sleep(1)
    registro.append(f"email:{email}")


async def guardar_actividad(user_id: int):
    registro.append(f"activity:{user_id}:user_created")


@app.post("/users", response_model=UserOut)
async def crear_usuario(user: UserIn, tareas: BackgroundTasks):
    nuevo = UserOut(id=len(usuarios) + 1, **user.model_dump())
    usuarios.append(nuevo)
    tareas.add_task(guardar_actividad, nuevo.id)
    tareas.add_task(enviar_correo, nuevo.email)
    return nuevo


@app.get("/log")
async def ver_registro():
    return registro
