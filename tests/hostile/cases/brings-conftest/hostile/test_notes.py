import pytest


@pytest.mark.criterion("hello")
def test_hello():
    pass
