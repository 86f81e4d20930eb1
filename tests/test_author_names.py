"""What an author imports from `claims` must not be hidden by a section of the same name."""

import claims
from claims._core.discovery import claim_files


def test_no_section_has_the_name_of_something_that_authors_import():
    sections = {path.parent.name for path in claim_files()}
    assert len(sections) > 1
    assert sections & set(claims.__all__) == set()
