"""The API for other systems, under /v1."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request

from vbparse.serve.desk import Desk

router = APIRouter(prefix="/v1")


def desk_of(request: Request) -> Desk:
    """Give what the parts of the server share."""
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(desk_of)]


@router.get("/plans")
async def list_plans(desk: AtDesk) -> list[dict[str, Any]]:
    """List the plans of the archive."""
    return await desk.read(lambda archive: [info._asdict() for info in archive.documents()])
