"""CSV and XLSX as spreadsheets really write and read them."""

from import_export.formats import base_formats

from articles.intake.decode import decode

# What a spreadsheet program takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t")


class Escaped:
    """Cells that look like formulas get a leading apostrophe, which a sheet reads back."""

    def create_dataset(self, in_stream, **kwargs):
        """Raises FileNotFoundError where the previewed copy is gone: a cache gives None."""
        if in_stream is None:
            raise FileNotFoundError
        return super().create_dataset(in_stream, **kwargs)

    def _escape_formulae(self, dataset):
        rows = [[escaped(cell) for cell in row] for row in dataset]
        headers = dataset.headers
        dataset.wipe()
        dataset.headers = headers
        dataset.extend(rows)


class CSV(Escaped, base_formats.CSV):
    """Read in whatever encoding it was saved; written so that Excel sees UTF-8."""

    def is_binary(self):
        return True

    def get_read_mode(self):
        return "rb"

    def create_dataset(self, in_stream, **kwargs):
        text = in_stream and decode(in_stream)[0]
        return super().create_dataset(text, **kwargs)

    def export_data(self, dataset, **kwargs):
        return super().export_data(dataset, **kwargs).encode("utf-8-sig")


class XLSX(Escaped, base_formats.XLSX):
    pass


def escaped(cell):
    if cell is None:
        return ""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def unescaped(cell):
    """A cell as it was before `escaped`."""
    if isinstance(cell, str) and cell.startswith("'") and cell[1:2] in FORMULA:
        return cell[1:]
    return cell
