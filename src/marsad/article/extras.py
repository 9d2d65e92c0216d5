"""Libraries that are not part of the plain installation."""

from __future__ import annotations

import importlib
from types import ModuleType

from marsad.errors import InputError


def need(module: str, extra: str, what: str, where: str) -> ModuleType:
    """Import a library of an extra.

    Parameters
    ----------
    module: name of the module.
    extra: name of the extra in ``pip install 'marsad[extra]'``.
    what: what it is needed for, for the error.
    where: the file that is to be read.

    Raises
    ------
    InputError: it is not installed; names the command that installs it.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        problem = f"{what} needs a library that is not installed, {module.split('.')[0]}"
        raise InputError(problem, where=where, hint=f"Install it: pip install 'marsad[{extra}]'.") from None
