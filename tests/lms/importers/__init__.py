"""Small models of the importers that an export must get past.

Written from what Canvas and Moodle are seen and said to do, each with the version that was looked
at. They hold what stands on the platform, hand it out as the platform does, and take an import
as the platform does: also badly, where it does.
"""


class Refused(Exception):
    """The import stops, or asks a person what is meant."""
