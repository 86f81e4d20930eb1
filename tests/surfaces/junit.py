"""What a report in JUnit's format says of each test."""

from xml.etree import ElementTree


def properties_of(path):
    """The properties of each test in a report, in its order."""
    tests = ElementTree.parse(path).getroot().iter("testcase")
    return [{it.get("name"): it.get("value") for it in test.iter("property")} for test in tests]
