"""Import names whose distribution is called otherwise, so that `pip install` advice is right."""

from __future__ import annotations

DISTRIBUTIONS = {
    "PIL": "Pillow",
    "bs4": "beautifulsoup4",
    "bson": "pymongo",
    "cv2": "opencv-python",
    "dateutil": "python-dateutil",
    "decouple": "python-decouple",
    "dotenv": "python-dotenv",
    "fastapi_users_db_sqlalchemy": "fastapi-users-db-sqlalchemy",
    "fitz": "PyMuPDF",
    "google": "google-api-python-client",
    "jose": "python-jose",
    "jwt": "PyJWT",
    "magic": "python-magic",
    "mysql": "mysql-connector-python",
    "MySQLdb": "mysqlclient",
    "multipart": "python-multipart",
    "psycopg2": "psycopg2-binary",
    "pydantic_settings": "pydantic-settings",
    "python_multipart": "python-multipart",
    "serial": "pyserial",
    "sklearn": "scikit-learn",
    "slugify": "python-slugify",
    "socketio": "python-socketio",
    "yaml": "PyYAML",
}


def distribution_for(module: str) -> str:
    """Return the name to give to `pip install` for a top-level import name."""
    return DISTRIBUTIONS.get(module, module)
