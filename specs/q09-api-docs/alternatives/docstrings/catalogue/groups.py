from enum import Enum


class Group(str, Enum):
    products = "products"
    orders = "orders"
