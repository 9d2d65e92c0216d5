"""marsad: from Arabic conflict reporting to a sourced, geocoded, reviewable record.

>>> import marsad
>>> record = marsad.Coder().code("قتل ثلاثة جنود في غارة جوية على مدينة درنة")
>>> [e.event_type for e in record.events]
['ASSAULT', 'ASSAULT']
"""

import typing

from marsad import lazy

if typing.TYPE_CHECKING:
    from marsad.errors import DataError, InputError, MarsadError, NotArabicError, OutputError, StoreError
    from marsad.pipeline import Coder
    from marsad.record import Article, Event, Record
    from marsad.store import RecordFile, open_record

__all__ = [
    "Article", "Coder", "DataError", "Event", "InputError", "MarsadError", "NotArabicError", "OutputError", "Record", "RecordFile", "StoreError",
    "open_record",
]  # fmt: skip
__version__ = "0.1.0"

if not typing.TYPE_CHECKING:  # `marsad --help` and a look at the version need none of the steps of coding
    __getattr__ = lazy.names_from(
        "marsad.errors", *(name for name in __all__ if name.endswith("Error")),
        Coder="marsad.pipeline", Article="marsad.record", Event="marsad.record", Record="marsad.record",
        RecordFile="marsad.store", open_record="marsad.store",
    )  # fmt: skip

    def __dir__():
        return sorted({*globals(), *__all__})
