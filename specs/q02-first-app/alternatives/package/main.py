"""The app is made in a package; this file only offers it to uvicorn."""

import uvicorn

from service.api import app


def main() -> None:
    uvicorn.run(app, port=8000)


if "__main__" == __name__:
    main()
