"""Quality reports of Chinese secondary vocational schools as a relational database that answers."""

__version__ = "0.1.0"
