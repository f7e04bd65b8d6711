import io

from gongkai.terminal import Terminal, bar, counted, one_line, safe


def plain(*tables: tuple[list[str], list[list[object]]]) -> str:
    stream = io.StringIO()
    for heads, rows in tables:
        Terminal(stream).table(heads, rows)  # type: ignore[arg-type]  # rows of a literal
    return stream.getvalue()


def test_control_codes_of_a_page_never_reach_the_terminal() -> None:
    assert safe("a\x1b[31mred\x07\x9b2J\u202eevil") == "a\ufffd[31mred\ufffd\ufffd2J\ufffdevil"
    assert safe("two\r\nlines\tand a tab") == "two\nlines\tand a tab"
    assert safe("\rover") == "\ufffdover"


def test_rich_markup_of_a_page_is_text() -> None:
    from rich.console import Console

    console = Console(file=io.StringIO(), width=60, force_terminal=True, color_system=None, markup=False)
    Terminal(console=console).line("[bold]not bold[/bold] :smile:")
    Terminal(console=console).table(["[red]head"], [["[link=http://x]cell[/link]"]])
    printed = console.file.getvalue()  # type: ignore[attr-defined]  # a StringIO
    assert "[bold]not bold[/bold] :smile:" in printed
    assert "[red]head" in printed
    assert "[link=http://x]cell[/link]" in printed


def test_a_value_is_one_line_and_cut_by_terminal_columns() -> None:
    assert one_line(None) == "NULL"
    assert one_line("") == ""
    assert one_line(b"\x00\x01") == "<2 bytes>"
    assert one_line("柘城县\n人民政府") == "柘城县 人民政府"
    assert one_line("柘城县人民政府", 8) == "柘城县…"
    assert one_line("abcdefgh", 8) == "abcdefgh"


def test_a_number_of_things_is_said_as_one_or_as_many() -> None:
    said = [counted(number, "new payload") for number in (0, 1, 1200)]
    assert said == ["0 new payloads", "1 new payload", "1,200 new payloads"]


def test_plain_tables_align_chinese_text_and_numbers() -> None:
    assert plain((["agency", "n"], [["柘城县", 5], ["x", 1234], ["y", None]])) == (
        "agency     n\n"
        "------  ----\n"
        "柘城县     5\n"
        "x       1234\n"
        "y       NULL\n"
    )  # fmt: skip


def test_an_empty_result_still_shows_its_columns() -> None:
    assert plain((["agency", "n"], [])) == "agency  n\n------  -\n"


def test_bars_have_the_length_of_their_value_in_eighths() -> None:
    assert bar(80, 80, 10) == "██████████"
    assert bar(41, 80, 10) == "█████▏"
    assert bar(0, 80, 10) == ""
    assert bar(-5, 80, 10) == ""
    assert bar(5, 0, 10) == ""


def test_a_chart_is_one_line_for_each_label() -> None:
    stream = io.StringIO()
    Terminal(stream).chart([("江苏", 4), ("内蒙古", 2)], columns=4)
    assert stream.getvalue() == "江苏    ████ 4\n内蒙古  ██ 2\n"
