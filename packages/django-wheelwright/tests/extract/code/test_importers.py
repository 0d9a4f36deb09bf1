"""
How do importers come to import what has moved from its new place?
"""

import pytest
from legacy_kit import changed, order

MODELS = """\
from django.db import models


class Plan(models.Model):
    pass


class Employer(models.Model):
    pass
"""
ORDER = order("Plan", staying=("Employer",))


def after(text: str, path: str = "shop/views.py", **more: str) -> str:
    texts = {"legacy/__init__.py": "", "legacy/models.py": MODELS, path: text, **more}
    found, _ = changed(ORDER, texts)
    return found[path] or ""


@pytest.mark.parametrize(
    ("before", "now"),
    [
        pytest.param(
            "from legacy.models import Plan\n", "from plans_app.models import Plan\n", id="one name"
        ),
        pytest.param(
            "from legacy.models import Employer, Plan as P\n",
            "from legacy.models import Employer\nfrom plans_app.models import Plan as P\n",
            id="one of two, under another name",
        ),
        pytest.param(
            "from legacy import models\n\nmodels.Plan\n",
            "from plans_app import models\n\nmodels.Plan\n",
            id="the module, for what moved only",
        ),
        pytest.param(
            "import legacy.models as m\n\nm.Plan\n",
            "import plans_app.models as m\n\nm.Plan\n",
            id="the module under another name",
        ),
        pytest.param(
            "import legacy.models as m\n\nm.Plan, m.Employer\n",
            "import legacy.models as m\nfrom plans_app import models as plans_app_models\n\n"
            "plans_app_models.Plan, m.Employer\n",
            id="the module, for both",
        ),
        pytest.param(
            "import legacy.models\n\nlegacy.models.Plan.objects\n",
            "import plans_app.models\n\nplans_app.models.Plan.objects\n",
            id="the whole path",
        ),
        pytest.param(
            "import legacy.models\n\nlegacy.models.Plan, legacy.models.Employer\n",
            "import legacy.models\nimport plans_app.models\n\n"
            "plans_app.models.Plan, legacy.models.Employer\n",
            id="the whole path, for both",
        ),
        pytest.param(
            "def f():\n\tfrom legacy.models import Plan\n\treturn Plan\n",
            "def f():\n\tfrom plans_app.models import Plan\n\treturn Plan\n",
            id="in a function, with tabs",
        ),
        pytest.param(
            "if True: from legacy.models import Plan, Employer\n",
            "if True: from legacy.models import Employer; from plans_app.models import Plan\n",
            id="on the line of an if",
        ),
        pytest.param(
            "from legacy.models import *\n\nPlan\n",
            "from legacy.models import *\nfrom plans_app.models import Plan\n\nPlan\n",
            id="a star",
        ),
        pytest.param(
            "from legacy.models import (\n    Plan,  # offered\n    Employer,  # pays\n)\n",
            "from legacy.models import (\n    Employer,  # pays\n)\nfrom plans_app.models import Plan\n",
            id="comments in brackets",
        ),
        pytest.param(
            "from legacy.models import Plan",
            "from plans_app.models import Plan",
            id="no last line end",
        ),
        pytest.param(
            "from legacy.models import Plan, Employer\r\n\r\nx = 1\r\n",
            "from legacy.models import Employer\r\nfrom plans_app.models import Plan\r\n\r\nx = 1\r\n",
            id="line ends of Windows",
        ),
        pytest.param(
            "\ufefffrom legacy.models import Plan\n",
            "\ufefffrom plans_app.models import Plan\n",
            id="a byte order mark",
        ),
    ],
)
def test_an_import_follows(before: str, now: str) -> None:
    assert after(before) == now


def test_a_relative_import_follows() -> None:
    assert (
        after("from .models import Plan\n", "legacy/views.py")
        == "from plans_app.models import Plan\n"
    )


def test_a_name_of_a_function_hides_the_module() -> None:
    text = "from legacy import models\n\n\ndef f(models):\n    return models.Plan\n"

    assert after(text) == text


def test_a_file_that_is_no_python_stays_and_is_named() -> None:
    texts = {
        "legacy/__init__.py": "",
        "legacy/models.py": MODELS,
        "shop/broken.py": "from legacy.models import Plan\nprint 'Plan'\n",
    }

    found, what = changed(ORDER, texts)

    assert found["shop/broken.py"] == texts["shop/broken.py"]
    assert [(r.path, r.line) for r in what.remarks if "no Python" in r.what] == [
        ("shop/broken.py", 2)
    ]


def test_a_migration_stays_as_it_is() -> None:
    text = "import legacy.models\n\nlegacy.models.Plan\n"

    assert after(text, "shop/migrations/0001_initial.py") == text


def test_what_a_migration_names_is_handed_on_without_a_warning() -> None:
    models = MODELS + "\n\ndef folder(plan, name):\n    return name\n"
    models = models.replace("    pass", "    file = models.FileField(upload_to=folder)", 1)
    texts = {
        "legacy/__init__.py": "",
        "legacy/models.py": models,
        "legacy/migrations/0001_initial.py": "import legacy.models\n\nlegacy.models.folder\n",
    }

    found, _ = changed(ORDER, texts)

    assert '_QUIET = frozenset({"folder"})' in (found["legacy/models.py"] or "")
