"""Write the description of the server's API: `python scripts/openapi.py > docs/openapi.json`."""

from __future__ import annotations

import json
import sys

from vbparse.serve.app import create_app


def description() -> str:
    """Give the OpenAPI document, as it is committed."""
    return json.dumps(create_app(None).openapi(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(description().encode())
