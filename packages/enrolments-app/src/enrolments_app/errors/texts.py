"""
Why can a text not be stored?
"""

from enrolments_app.errors.base import EnrolmentsError


class TextNotStorable(EnrolmentsError):
    """
    A text is empty, too long, or holds a character that no text column takes.
    """

    code = "text-not-storable"
    http_status = 422

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(field, problem)
        self.field = field
        self.problem = problem

    def __str__(self) -> str:
        return f"The {self.field} {self.problem}. Send a shorter or cleaner text."
