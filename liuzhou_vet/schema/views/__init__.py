"""Every view of the database, one for each canned question; importing this room defines them all."""

from . import activities, catalogue, figures, majors, names, networks, observations, revisions, schools, texts
from .base import VIEWS, create_views, drop_views, set_aside_others

__all__ = [
    "VIEWS",
    "activities",
    "catalogue",
    "create_views",
    "drop_views",
    "figures",
    "majors",
    "names",
    "networks",
    "observations",
    "revisions",
    "schools",
    "set_aside_others",
    "texts",
]
