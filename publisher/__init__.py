"""publisher: feeds, share cards and republishing for a folder of Markdown posts."""

__version__ = "0.1.0"

USER_AGENT = f"publisher/{__version__}"
"""What we call ourselves when we ask for something over HTTP (RFC 9110 §10.1.5)."""
