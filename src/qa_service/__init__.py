"""qa-service: question an archive of news articles; every statement carries a citation."""

__version__ = "0.1.0"
