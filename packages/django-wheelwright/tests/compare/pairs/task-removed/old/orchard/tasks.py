from django.tasks import task


@task
def water(row: int): ...


@task
def prune(): ...
