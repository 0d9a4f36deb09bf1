"""
What cannot be composed is refused in a sentence, with the remedy.
"""

import shutil

from orchard_kit import write_wheel


class TestBadInput:
    def test_an_archive_without_any_app(self, grove):
        run = grove.compose("together")

        assert run.status == 2
        assert "There is no wheel with a Django app" in run.errors
        assert "--wheel" in run.errors

    def test_one_release_of_one_package_raises_no_question_of_order(self, grove):
        grove.release("orchard")

        run = grove.compose("orders", "steps")

        assert run.status == 2
        assert "two packages with two releases each" in run.errors

    def test_two_different_wheels_of_one_version(self, grove):
        wheel = grove.release("orchard")
        twin = grove.folder / wheel.name
        shutil.copy(wheel, twin)

        run = grove.compose("together", words=("--wheel", str(twin)))

        assert run.status == 2
        assert "are both orchard-app 1.0" in run.errors

    def test_a_wheel_that_holds_no_app(self, grove):
        bare = write_wheel(grove.folder, "1.0", {"twine/__init__.py": ""}, name="twine")

        run = grove.compose("together", words=("--wheel", str(bare)))

        assert run.status == 2
        assert "holds no Django app" in run.errors

    def test_a_wheel_that_is_not_there(self, grove):
        run = grove.compose("together", words=("--wheel", "dist/none-1.0-py3-none-any.whl"))

        assert run.status == 2
        assert "There is no dist/none-1.0-py3-none-any.whl" in run.errors

    def test_an_index_that_cannot_be_reached_is_no_answer(self, grove):
        grove.release("orchard", requires=("no-such-library-here",))
        gone = ("--index-url", "http://127.0.0.1:9/simple")

        run = grove.compose("together", words=gone)

        (found,) = run.report["cells"]
        assert (run.status, found["status"]) == (2, "broken")
        assert "cannot be installed here" in found["reason"]

    def test_a_library_that_the_index_has_not_got_is_no_answer(self, grove):
        grove.release("orchard", requires=("wheelwright-has-no-such-library",))

        run = grove.compose("together")

        (found,) = run.report["cells"]
        assert (run.status, found["status"]) == (2, "broken")
        assert "wheelwright-has-no-such-library" in found["reason"]
