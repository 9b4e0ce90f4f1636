import time


def slow_square(number: int) -> int:
    time.sleep(0.6)
    return number * number


def slow_answer() -> int:
    time.sleep(0.6)
    return 42
