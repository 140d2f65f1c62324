"""Rows with the same keys, shown as a table."""

import html


def _text(value):
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_text, value))
    return "" if value is None else str(value)


class Table(list):
    """A list of dictionaries. Notebooks show it as a table."""

    @property
    def columns(self):
        names = {}
        for row in self:
            names.update(dict.fromkeys(row))
        return list(names)

    def column(self, name):
        """The values of one column, None where a row has none."""
        return [row.get(name) for row in self]

    def to_pandas(self):
        """A pandas.DataFrame; ImportError without pandas."""
        import pandas

        return pandas.DataFrame(list(self), columns=self.columns)

    def _repr_html_(self):
        cell = lambda tag, text: f"<{tag}>{html.escape(text)}</{tag}>"
        head = "".join(cell("th", name.replace("_", " ")) for name in self.columns)
        rows = ("".join(cell("td", _text(row.get(name))) for name in self.columns) for row in self)
        return (f"<table><thead><tr>{head}</tr></thead><tbody>"
                + "".join(f"<tr>{row}</tr>" for row in rows) + "</tbody></table>")

    def __repr__(self):
        names = self.columns
        rows = [names] + [[_text(row.get(name)) for name in names] for row in self]
        widths = [max(len(row[i]) for row in rows) for i in range(len(names))]
        return "\n".join("  ".join(c.ljust(w) for c, w in zip(row, widths)).rstrip() for row in rows)
