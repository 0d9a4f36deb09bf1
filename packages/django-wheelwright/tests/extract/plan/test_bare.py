"""
Which names of models would be looked for in the wrong app?
"""

import pathlib

from survey_kit import model, survey

from wheelwright.extract.plan.bare import bare_names

TEXT = """\
class Shelf(models.Model):
    subpage_types = ["Book", "Cat"]


class Book(models.Model):
    parent_page_types = ["Shelf"]
    words = ["Book"]
"""


def test_a_list_of_names_is_told_where_the_cut_goes_through_it(tmp_path: pathlib.Path) -> None:
    (tmp_path / "legacy").mkdir()
    (tmp_path / "legacy" / "models.py").write_text(TEXT)
    known = survey(
        model("legacy.Shelf"), model("legacy.Book"), model("legacy.Cat"), folder=tmp_path
    )

    found = bare_names(known, frozenset({"legacy.Book"}))

    assert [(use.subject, str(use.place)) for use in found] == [
        ("legacy.Book", "legacy/models.py:2"),
        ("legacy.Shelf", "legacy/models.py:6"),
    ]
