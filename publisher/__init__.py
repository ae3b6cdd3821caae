"""publisher: feeds, share cards and republishing for a folder of Markdown posts."""

__version__ = "0.1.0"
