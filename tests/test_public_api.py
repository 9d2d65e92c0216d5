"""What ``marsad.__all__`` names is what is visible."""

from __future__ import annotations

import subprocess
import sys
import types

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
