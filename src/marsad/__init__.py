"""marsad: from Arabic conflict reporting to a sourced, geocoded, reviewable record.

>>> import marsad
>>> record = marsad.Coder().code("قتل ثلاثة جنود في غارة جوية على مدينة درنة")
>>> [e.event_type for e in record.events]
['ASSAULT', 'ASSAULT']
"""

from marsad.errors import DataError, InputError, MarsadError, NotArabicError, OutputError
from marsad.pipeline import Coder
from marsad.record import Article, Event, Record

__all__ = ["Article", "Coder", "DataError", "Event", "InputError", "MarsadError", "NotArabicError", "OutputError", "Record"]
__version__ = "0.1.0"
