"""Text on its way into somebody's spreadsheet."""

FORMULA_STARTS = tuple("=+-@\t\r\0＝＋－＠")


def safe_cell(value: object) -> object:
    """Return `value` so that a spreadsheet shows it and never runs it; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
