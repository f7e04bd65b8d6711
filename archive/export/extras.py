"""Libraries that only some exports need, so that they are an extra."""

import importlib
from typing import Any

from archive.export.places import ExportRefused


def needed(module: str) -> Any:
    """The module. Raises ExportRefused, saying what to install, where it is missing."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        library = module.partition(".")[0]
        raise ExportRefused(
            f"this export needs {library}, which is not installed: pip install 'gongkai[export]'"
        ) from error
