"""`gongkai browse`: the archive in a browser."""

import click

from gongkai.front import Failure, Front, FrontCommand
from gongkai.past import as_of_option, opened


@click.command(cls=FrontCommand)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="The port; 0 takes a free one."
)
@click.option("--open", "in_browser", is_flag=True, help="Open the first page in this machine's browser.")
@as_of_option
@click.pass_obj
def browse(front: Front, host: str, port: int, as_of: str | None, *, in_browser: bool) -> None:
    """Show the archive in a browser: reports beside their sources, and SQL over the views.

    Prints the address and stays until Ctrl-C. It only reads, and while a crawl goes on, too; other machines reach it
    only where --host says so. Needs the extra [browse].
    """
    opened(front, as_of).close()  # says at once what is wrong with the archive, and what is not sure of the day
    try:
        from gongkai.browse.serving import serve
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        raise Failure(f'browse needs {library}, which is not installed: pip install "gongkai[browse]"') from error
    raise SystemExit(serve(front, host, port, as_of=as_of, in_browser=in_browser))
