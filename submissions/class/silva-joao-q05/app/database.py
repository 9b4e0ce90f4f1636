"""Banco de dados de mentira: uma lista na memória."""
from datetime import datetime

users = []


def add_user(data: dict) -> dict:
    novo = {**data, "id": len(users) + 1, "created_at": datetime.now()}
    users.append(novo)
    return novo
