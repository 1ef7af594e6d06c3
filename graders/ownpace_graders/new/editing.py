"""Changing course.yml without touching what is not meant."""

from __future__ import annotations

from ruamel.yaml import YAML


def editor() -> YAML:
    """Keeps comments, quotes and the order of keys, and writes as the sample is written."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1000  # a long line stays one
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml
