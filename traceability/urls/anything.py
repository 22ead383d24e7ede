"""A part of an address that may hold anything, line breaks too: views judge what it means."""

from django.urls import register_converter
from django.urls.converters import PathConverter


class Anything(PathConverter):
    """As ``path``, which leaves out line breaks: they are answered in words, as other slips are."""

    regex = "(?s:.+)"


register_converter(Anything, "anything")
