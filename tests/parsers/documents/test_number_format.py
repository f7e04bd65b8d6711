import pytest

from parsers.documents.number_format import shown


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (2.0, "General", "2"),
        (2.0, "", "2"),
        (0.1 + 0.2, "General", "0.3"),
        (1e-7, "General", "0.0000001"),
        (123456789012, "0", "123456789012"),
        (3, "G/通用格式", "3"),
        (12, "@", "12"),
        (17.2683, "0.00", "17.27"),
        (2.675, "0.00", "2.68"),
        (17.5, "0.##", "17.5"),
        (51598, "#,##0", "51598"),
        (3, '0"件"', "3"),
        (-1, "0_ ;[Red]\\-0\\ ", "-1"),
        (-0.2, "0", "0"),
        (0, "0;-0;;@", "0"),
        (0, '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"??_ ;_ @_ ', "0"),
        (0.5, "0%", "50%"),
        (0.1234, "0.0%", "12.3%"),
        (20, "0.00E+00", "20"),
        (1.5, "# ?/?", "1.5"),
    ],
)
def test_number_is_plain_and_rounded_as_its_format_says(value, code, text):
    assert shown(value, code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (45299, "yyyy-mm-dd", "2024-01-08"),
        (45299, 'yyyy"年"m"月"d"日"', "2024-01-08"),
        (45299, "[$-804]m/d/yy;@", "2024-01-08"),
        (45299.5, "yyyy-mm-dd hh:mm", "2024-01-08 12:00:00"),
        (0.25, "h:mm", "06:00:00"),
        (59, "d", "1900-02-28"),
        (61, "d", "1900-03-01"),
        (-5, "yyyy-mm-dd", "-5"),
        (5e9, "yyyy-mm-dd", "5000000000"),
    ],
)
def test_date_is_in_iso_form_and_what_is_none_stays_a_number(value, code, text):
    assert shown(value, code) == text


def test_date_of_a_workbook_that_counts_from_1904():
    assert shown(43837, "yyyy-mm-dd", since_1904=True) == "2024-01-08"
