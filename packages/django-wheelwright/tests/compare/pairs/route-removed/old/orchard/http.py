from ninja import Router, Schema

router = Router()


class TreeIn(Schema):
    kind: str


class TreeOut(Schema):
    id: int
    kind: str


@router.post("/trees", response=TreeOut)
def plant(request, body: TreeIn): ...


@router.get("/trees/{id}", response=TreeOut)
def tree(request, id: int): ...
