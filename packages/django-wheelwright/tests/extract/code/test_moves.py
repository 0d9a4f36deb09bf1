"""
What goes with a class, what stays, and what do both sides import of each other?
"""

import ast

import pytest
from legacy_kit import changed, order

from wheelwright.extract.code.order import Weight


def moved(models: str, *names: str, staying: tuple[str, ...] = (), **more: str) -> dict[str, str]:
    texts = {"legacy/__init__.py": "", "legacy/models.py": models, **more}
    found, _ = changed(order(*names, staying=staying), texts)
    for path, text in found.items():
        if path.endswith(".py"):
            ast.parse(text or "")
    return {path: text or "" for path, text in found.items()}


PAIR = """\
from django.db import models
from django.utils import timezone

KINDS = [("a", "A")]
BOTH = 80


class Shared(models.Model):
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class Employer(Shared):
    name = models.CharField(max_length=BOTH)


# Offered for a year.
@decorated
class Plan(Shared):  # one
    \"\"\"What is offered.\"\"\"

    employer = models.ForeignKey(Employer, models.CASCADE)
    kind = models.CharField(max_length=BOTH, choices=KINDS)
"""


class TestAClass:
    def test_takes_its_comments_decorators_and_docstring_along(self) -> None:
        text = moved(PAIR, "Plan", staying=("Employer",))["plans_app/models.py"]

        assert (
            "# Offered for a year.\n@decorated\nclass Plan(Shared):  # one\n"
            '    """What is offered."""\n' in text
        )

    def test_keeps_its_table(self) -> None:
        text = moved(PAIR, "Plan", staying=("Employer",))["plans_app/models.py"]

        assert '    class Meta:\n        db_table = "legacy_plan"\n' in text

    def test_names_what_stays_as_text(self) -> None:
        text = moved(PAIR, "Plan", staying=("Employer",))["plans_app/models.py"]

        assert 'models.ForeignKey("legacy.Employer", models.CASCADE)' in text

    def test_takes_what_only_it_uses(self) -> None:
        found = moved(PAIR, "Plan", staying=("Employer",))

        assert "KINDS = [" in found["plans_app/models.py"]
        assert "KINDS = [" not in found["legacy/models.py"]

    def test_imports_what_both_use(self) -> None:
        found = moved(PAIR, "Plan", staying=("Employer",))

        assert "from legacy.models import BOTH, Shared\n" in found["plans_app/models.py"]
        assert "class Shared" in found["legacy/models.py"]

    def test_leaves_imports_behind_that_are_still_needed(self) -> None:
        text = moved(PAIR, "Plan", staying=("Employer",))["legacy/models.py"]

        assert "from django.utils import timezone\n" in text

    def test_in_one_line_gets_a_body(self) -> None:
        models = "from django.db import models\n\n\nclass Plan(models.Model): pass\n"

        text = moved(models, "Plan")["plans_app/models.py"]

        assert (
            'class Plan(models.Model):\n    class Meta:\n        db_table = "legacy_plan"\n' in text
        )

    def test_keeps_a_meta_of_its_own(self) -> None:
        models = (
            "from django.db import models\n\n\nclass Plan(models.Model):\n"
            '    class Meta: ordering = ["pk"]\n'
        )

        text = moved(models, "Plan")["plans_app/models.py"]

        assert 'db_table = "legacy_plan"\n        ordering = ["pk"]\n' in text


class TestTheOldModule:
    def test_imports_in_the_function_that_needs_it(self) -> None:
        models = PAIR + "\n\ndef plans():\n    '''All.'''\n    return Plan.objects.all()\n"

        text = moved(models, "Plan", staying=("Employer",))["legacy/models.py"]

        assert (
            "def plans():\n    '''All.'''\n    from plans_app.models import Plan\n"
            "    return Plan.objects.all()\n" in text
        )

    def test_that_cannot_load_without_a_cycle_is_named(self) -> None:
        models = PAIR + "\n\nEmployer.plans = Plan.objects\n"
        texts = {"legacy/__init__.py": "", "legacy/models.py": models}

        _, what = changed(order("Plan", staying=("Employer",)), texts)

        stops = [r for r in what.remarks if r.weight is Weight.STOP]
        assert [r.path for r in stops] == ["legacy/models.py"]

    def test_hands_on_what_moved_and_says_where_it_is(self) -> None:
        text = moved(PAIR, "Plan", staying=("Employer",))["legacy/models.py"]

        assert '    "Plan": "plans_app.models",\n' in text
        assert "DeprecationWarning" in text

    def test_of_a_second_step_has_one_list(self) -> None:
        first = moved(PAIR, "Plan", staying=("Employer",))

        second, _ = changed(order("Employer", new="people_app"), first)

        text = second["legacy/models.py"] or ""
        assert text.count("def __getattr__") == 1
        assert '"Employer": "people_app.models"' in text
        assert '"Plan": "plans_app.models"' in text

    def test_with_an_answer_of_its_own_is_named(self) -> None:
        models = PAIR + "\n\ndef __getattr__(name):\n    raise AttributeError(name)\n"
        texts = {"legacy/__init__.py": "", "legacy/models.py": models}

        _, what = changed(order("Plan", staying=("Employer",)), texts)

        assert any("__getattr__" in r.what for r in what.remarks if r.weight is Weight.STOP)

    def test_keeps_only_the_names_it_has(self) -> None:
        models = PAIR + '\n\n__all__ = ["Employer", "Plan"]\n'

        text = moved(models, "Plan", staying=("Employer",))["legacy/models.py"]

        assert '__all__ = ["Employer"]\n' in text

    def test_keeps_the_line_ends_of_windows(self) -> None:
        text = moved(PAIR.replace("\n", "\r\n"), "Plan", staying=("Employer",))["legacy/models.py"]

        assert text.count("\n") == text.count("\r\n")


class TestReceivers:
    MODELS = PAIR + (
        "\n\n@receiver(post_save, sender=Plan)\ndef saved(**more):\n    return Plan\n"
        "\n\n@receiver(post_save, sender=Employer)\ndef hired(**more):\n    return Plan\n"
    )

    def test_of_a_moved_class_go_along(self) -> None:
        found = moved(self.MODELS, "Plan", staying=("Employer",))

        assert "def saved(" in found["plans_app/models.py"]

    def test_of_a_class_that_stays_stay(self) -> None:
        found = moved(self.MODELS, "Plan", staying=("Employer",))

        assert "def hired(" in found["legacy/models.py"]


class TestAPackageOfModels:
    FILES = {
        "legacy/models/__init__.py": "from .people import Employer\nfrom .plans import Plan, Window\n\n"
        '__all__ = ["Employer", "Plan", "Window"]\n',
        "legacy/models/people.py": "from django.db import models\n\n\nclass Employer(models.Model):\n"
        '    plan = models.ForeignKey("Plan", models.CASCADE)\n',
        "legacy/models/plans.py": "from django.db import models\n\nfrom .people import Employer\n\n\n"
        "class Plan(models.Model):\n    employer = models.ForeignKey(Employer, models.CASCADE)\n\n\n"
        "class Window(models.Model):\n    plan = models.ForeignKey(Plan, models.CASCADE)\n",
        "shop.py": "from legacy.models import Employer, Plan\nfrom legacy.models.plans import Window\n",
    }

    @pytest.fixture
    def found(self) -> dict[str, str]:
        texts = {"legacy/__init__.py": "", **self.FILES}
        what = order("Plan", "Window", module="legacy.models.plans", staying=("Employer",))
        found, _ = changed(what, texts)
        return {path: text or "" for path, text in found.items()}

    def test_becomes_one_of_the_same_shape(self, found: dict[str, str]) -> None:
        assert "class Plan" in found["plans_app/models/plans.py"]
        assert "    Plan as Plan,\n    Window as Window,\n" in found["plans_app/models/__init__.py"]

    def test_names_across_the_cut_as_text(self, found: dict[str, str]) -> None:
        assert 'ForeignKey("plans_app.Plan"' in found["legacy/models/people.py"]
        assert 'ForeignKey("legacy.Employer"' in found["plans_app/models/plans.py"]

    def test_no_longer_imports_what_moved(self, found: dict[str, str]) -> None:
        assert "from .plans import" not in found["legacy/models/__init__.py"]

    def test_is_imported_from_where_it_was_imported(self, found: dict[str, str]) -> None:
        assert found["shop.py"] == (
            "from legacy.models import Employer\nfrom plans_app.models import Plan\n"
            "from plans_app.models.plans import Window\n"
        )


class TestAnAdmin:
    ADMIN = (
        "from django.contrib import admin\n\nfrom .models import Employer, Plan\n\n\n"
        "class Base(admin.ModelAdmin):\n    pass\n\n\n"
        "@admin.register(Plan)\nclass PlanAdmin(Base):\n    pass\n\n\n"
        "@admin.register(Employer)\nclass EmployerAdmin(Base):\n    pass\n"
    )

    def test_of_a_moved_class_goes_along_and_imports_what_both_use(self) -> None:
        found = moved(PAIR, "Plan", staying=("Employer",), **{"legacy/admin.py": self.ADMIN})

        assert "class PlanAdmin(Base)" in found["plans_app/admin.py"]
        assert "from legacy.admin import Base\n" in found["plans_app/admin.py"]

    def test_that_another_needs_stays(self) -> None:
        text = self.ADMIN.replace("class EmployerAdmin(Base)", "class EmployerAdmin(PlanAdmin)")

        found = moved(PAIR, "Plan", staying=("Employer",), **{"legacy/admin.py": text})

        assert "plans_app/admin.py" not in found
        assert "from plans_app.models import Plan\n" in found["legacy/admin.py"]
