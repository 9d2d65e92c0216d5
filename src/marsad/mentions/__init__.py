"""Actors, places, times, counts and money in a read document."""
