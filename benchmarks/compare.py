"""
Does `compare` say of well-known packages what their upgrades ask for? Released wheels, in pairs.

    python benchmarks/compare.py                       all of them, as a Markdown table
    python benchmarks/compare.py --only django-axes
    python benchmarks/compare.py --wheels /tmp/wheels   where wheels are kept between runs

Every wheel comes from the index that pip is set up for. compared.toml, beside this file, holds what
each step really asks for and why; docs/compared-packages.md keeps the last result.
"""

import argparse
import dataclasses
import pathlib
import subprocess
import sys
import tomllib
from collections.abc import Sequence

from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

from wheelwright.compare.change import Bump
from wheelwright.compare.run import Comparison, compare

PAIRS = pathlib.Path(__file__).with_name("compared.toml")
CAUSES = 1


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """
    Two releases, and the step from one to the other that callers, hosts and operators meet.
    """

    package: str
    old: str
    new: str
    truth: Bump
    reason: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    What `compare` said of a pair.
    """

    pair: Pair
    said: Bump
    number: Bump
    causes: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def is_false_major(self) -> bool:
        return self.said is Bump.MAJOR and self.pair.truth is not Bump.MAJOR

    @property
    def is_missed(self) -> bool:
        return self.said < self.pair.truth

    @property
    def verdict(self) -> str:
        if self.is_false_major:
            return "**false major**"
        if self.is_missed:
            return "**missed**"
        return "too much" if self.said > self.pair.truth else "right"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", help="this package; repeatable")
    parser.add_argument(
        "--wheels",
        type=pathlib.Path,
        default=pathlib.Path(".work/compared"),
        help="keep wheels in this folder",
    )
    options = parser.parse_args()
    pairs = read(PAIRS)
    known = {pair.package for pair in pairs}
    if unknown := set(options.only or ()) - known:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    chosen = [pair for pair in pairs if pair.package in (options.only or known)]
    _line("package", "from", "to", "number", "truth", "said", "verdict", "asked for by", "faults")
    _line(*["---"] * 9)
    answers = []
    for pair in chosen:
        old, new = (wheel(options.wheels, pair.package, v) for v in (pair.old, pair.new))
        answers.append(_answer(pair, compare(old, new, static=True)))
        _row(answers[-1])
    summarise(answers)


def read(path: pathlib.Path) -> list[Pair]:
    """
    The pairs of a file, in its order.
    """
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["pair"]
    return [Pair(**(row | {"truth": Bump[row["truth"].upper()]})) for row in rows]


def wheel(folder: pathlib.Path, package: str, version: str) -> pathlib.Path:
    """
    The wheel of a release, kept in the folder; made from its source where the index has no wheel.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not (found := _kept(folder, package, version)):
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
        done = subprocess.run([*command, "--wheel-dir", folder, f"{package}=={version}"])
        found = _kept(folder, package, version)
        if done.returncode or not found:
            sys.exit(f"There is no {package} {version} to be had: pip says why, above.")
    return found


def _kept(folder: pathlib.Path, package: str, version: str) -> pathlib.Path | None:
    wanted = (canonicalize_name(package), Version(version))
    paths = sorted(folder.glob("*.whl"))
    return next((p for p in paths if parse_wheel_filename(p.name)[:2] == wanted), None)


def _answer(pair: Pair, said: Comparison) -> Answer:
    asking = [c for c in said.changes if c.asks_for is said.required and not c.is_fault]
    return Answer(
        pair=pair,
        said=said.required,
        number=said.declared,
        causes=_counted([f"{c.code} `{c.subject}`" for c in asking]),
        faults=tuple(sorted({c.code for c in said.changes if c.is_fault})),
    )


def _counted(causes: Sequence[str]) -> tuple[str, ...]:
    more = len(causes) - CAUSES
    return (*causes[:CAUSES], f"{more} more") if more > 0 else tuple(causes)


def summarise(answers: Sequence[Answer]) -> None:
    """
    Print how often the table is wrong, and in which direction.
    """
    lesser = [a for a in answers if a.pair.truth is not Bump.MAJOR]
    larger = [a for a in answers if a.pair.truth is not Bump.PATCH]
    false = [a for a in lesser if a.is_false_major]
    missed = [a for a in larger if a.is_missed]
    right = [a for a in answers if a.said is a.pair.truth]
    sys.stdout.write(
        f"\n{len(answers)} pairs; {len(right)} right. "
        f"False majors: {len(false)} of {len(lesser)} that ask for less ({_share(false, lesser)}). "
        f"Missed: {len(missed)} of {len(larger)} that ask for more than a patch "
        f"({_share(missed, larger)}), {sum(bool(a.faults) for a in missed)} of them with a fault.\n"
    )


def _share(part: Sequence[Answer], whole: Sequence[Answer]) -> str:
    return f"{len(part) / len(whole):.0%}" if whole else "none"


def _row(answer: Answer) -> None:
    pair = answer.pair
    _line(
        *(pair.package, pair.old, pair.new, str(answer.number), str(pair.truth), str(answer.said)),
        *(
            answer.verdict,
            ", ".join(answer.causes) or "nothing",
            ", ".join(answer.faults) or "none",
        ),
    )


def _line(*cells: str) -> None:
    sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
