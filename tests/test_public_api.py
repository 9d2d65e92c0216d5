"""What ``marsad.__all__`` names is what is visible."""

from __future__ import annotations

import subprocess
import sys
import types

import pytest

import marsad


def test_all_is_what_is_visible():
    visible = {name for name in dir(marsad) if not name.startswith("_") and not isinstance(getattr(marsad, name), types.ModuleType)}
    assert visible - {"annotations"} == set(marsad.__all__)


def test_all_is_sorted_and_has_no_doubles():
    assert list(marsad.__all__) == sorted(set(marsad.__all__))


def test_the_version_is_that_of_the_package():
    from importlib.metadata import version

    assert marsad.__version__ == version("marsad")


def test_import_reads_no_data():
    program = "import sys\nsys.addaudithook(lambda e, a: print(a[0]) if e == 'open' and 'marsad/data/' in str(a[0]) else None)\nimport marsad"
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert out.stdout == ""


def test_import_and_help_load_no_step_of_coding():
    program = (
        "import sys, marsad.views.cli.app\n"
        "rooms = ('pipeline', 'events', 'mentions', 'text', 'lexicon', 'article', 'incidents', 'store')\n"
        "print(*(m for m in sys.modules if m.split('.')[:1] == ['marsad'] and m.split('.')[1:2] and m.split('.')[1] in rooms))"
    )
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert out.stdout.split() == []


def test_each_public_name_is_there_and_no_other():
    assert {name: getattr(marsad, name).__name__ for name in marsad.__all__} == {name: name for name in marsad.__all__}
    with pytest.raises(AttributeError, match="Koder"):
        marsad.Koder  # noqa: B018
