"""
The report as JUnit XML: a suite per cell, a test per finding.
"""

from xml.etree import ElementTree as Xml

from wheelwright.model import Cell, Report, Severity


def render(report: Report) -> str:
    """
    The whole report.
    """
    root = Xml.Element("testsuites", name="wheelwright")
    for cell in report.cells:
        _suite(root, cell)
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(root: Xml.Element, cell: Cell) -> None:
    errors = [f for f in cell.findings if f.severity == Severity.ERROR and f.accepted is None]
    suite = Xml.SubElement(
        root,
        "testsuite",
        name=_clean(f"{cell.package} {cell.old} to {cell.new}"),
        tests=str(max(len(cell.findings), 1)),
        failures=str(len(errors)),
        errors=str(int(cell.reason is not None)),
        time=f"{cell.seconds.get('total', 0):.3f}",
    )
    for finding in cell.findings:
        case = Xml.SubElement(
            suite, "testcase", classname=finding.code, name=_clean(finding.subject)
        )
        said = _clean("\n".join(filter(None, (finding.message, finding.statement, finding.hint))))
        if finding in errors:
            Xml.SubElement(case, "failure", message=_clean(finding.message)).text = said
        else:
            Xml.SubElement(case, "system-out").text = said
    if not cell.findings:
        case = Xml.SubElement(suite, "testcase", classname="wheelwright", name="upgrade")
        if cell.reason:
            Xml.SubElement(case, "error", message=_clean(cell.reason)).text = _clean(cell.reason)


def _clean(text: str) -> str:
    """
    Without what XML 1.0 cannot hold; packages print anything.
    """
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
