from parsers.agreement import narrative_checks
from parsers.model import Figure, NarrativeFigure


def line(received, carried_over=0, processed=0):
    rows = {"new_received": received, "carried_over": carried_over, "processed_total": processed}
    return [Figure("applications", row, "total", value, "number") for row, value in rows.items()]


def stated(code, value, *, approximate=False):
    return NarrativeFigure(code, value, approximate, "quote")


def states(figures, *narrative):
    return [(check.subject, check.state, check.detail) for check in narrative_checks(figures, narrative)]


def test_received_in_the_text_is_new_received_in_the_table():
    assert states(line(3), stated("applications_received", 3)) == [
        ("applications_received", "pass", "text 3 = table 3")
    ]
    assert states(line(3), stated("applications_received", 5)) == [
        ("applications_received", "fail", "text 5 ≠ table 3")
    ]


def test_handled_may_also_count_what_was_carried_over_or_what_was_finished():
    for value in (713, 749, 740):
        assert states(line(713, 36, 740), stated("applications_handled", value))[0][1] == "pass"
    assert states(line(713, 36, 740), stated("applications_handled", 700))[0][1] == "uncertain"


def test_approximate_or_unknown_numbers_are_uncertain():
    assert states(line(52), stated("applications_received", 50, approximate=True))[0][1] == "uncertain"
    assert states(line(None), stated("applications_received", 50))[0][1] == "uncertain"


def test_an_approximate_number_is_called_one():
    [check] = narrative_checks(line(12), (stated("applications_received", 12, approximate=True),))
    assert (check.state, check.detail) == ("uncertain", "text about 12 ? table 12")


def test_two_statements_are_two_checks():
    found = states(line(3), stated("applications_received", 3), stated("applications_received", 4))
    assert [(subject, state) for subject, state, _ in found] == [
        ("applications_received", "pass"),
        ("applications_received 2", "fail"),
    ]


def test_without_table_three_there_is_nothing_to_hold_the_text_against():
    assert states([], stated("applications_received", 3)) == []


def test_documents_repealed_in_the_text_agree_with_the_table_or_are_uncertain():
    def repealed(value):
        return [Figure("disclosures", "normative_documents", "repealed", value, "number")]

    said = stated("normative_documents_repealed", 6)
    (check,) = narrative_checks(repealed(6), [said])
    assert (check.rule, check.state, check.cells) == (
        "narrative_agrees",
        "pass",
        ("disclosures.normative_documents.repealed",),
    )
    assert states(repealed(0), said) == [("normative_documents_repealed", "uncertain", "text 6 ? table 0")]
    assert states(repealed(None), said)[0][1] == "uncertain"
    assert states(line(3), said) == []
