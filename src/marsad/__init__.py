"""marsad: from Arabic conflict reporting to a sourced, geocoded, reviewable record."""
