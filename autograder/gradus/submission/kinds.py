"""What lies under a module's name without being Python: told by how it begins."""

_BEGINNINGS = (
    (b"{\\rtf", "is a document in Rich Text Format (RTF)", "save it as plain text"),
    (b"<!doctype html", "is a saved web page (HTML)", "download the file itself"),
    (b"<html", "is a saved web page (HTML)", "download the file itself"),
)
_BOM = b"\xef\xbb\xbf"


def not_python(source: bytes, file: str) -> str:
    """What `file` is instead, and the cure, for its author; "" if there is nothing to say."""
    text = source.removeprefix(_BOM).lstrip()
    for beginning, kind, cure in _BEGINNINGS:
        if text[: len(beginning)].lower() == beginning:
            return f"{file} {kind}: {cure}"
    if text.startswith(b"{") and b'"cells"' in text and b'"nbformat"' in text:
        return f"{file} is a notebook under another name: put its functions into a plain {file}"
    return ""
