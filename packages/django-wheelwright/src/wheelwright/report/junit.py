"""
The report as JUnit XML: a suite per cell, a test per finding.
"""

from xml.etree import ElementTree as Xml

from wheelwright.report.model import Cell, Report, Severity
from wheelwright.report.ordering import heaviest_first
from wheelwright.report.printable import clean


def render(report: Report) -> str:
    """
    The whole report.
    """
    suites = [_suite(cell) for cell in report.cells]
    root = Xml.Element("testsuites", name="wheelwright")
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in suites)))
    root.extend(suites)
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(cell: Cell) -> Xml.Element:
    findings = heaviest_first(cell.findings)
    errors = [f for f in findings if f.severity is Severity.ERROR and f.accepted is None]
    suite = Xml.Element(
        "testsuite",
        name=clean(f"{cell.package} {cell.old} to {cell.new}"),
        tests=str(max(len(findings), 1)),
        failures=str(len(errors)),
        errors=str(int(cell.reason is not None)),
        time=f"{cell.seconds.get('total', 0):.3f}",
    )
    for finding in findings:
        case = Xml.SubElement(
            suite, "testcase", classname=finding.code, name=clean(finding.subject)
        )
        said = clean("\n".join(filter(None, (finding.message, finding.statement, finding.hint))))
        if finding in errors:
            Xml.SubElement(case, "failure", message=clean(finding.message)).text = said
        else:
            said += f"\nAccepted: {clean(finding.accepted)}" if finding.accepted else ""
            Xml.SubElement(case, "system-out").text = said
    if not findings:
        case = Xml.SubElement(suite, "testcase", classname="wheelwright", name="upgrade")
        if cell.reason:
            Xml.SubElement(case, "error", message=clean(cell.reason)).text = clean(cell.reason)
    return suite
