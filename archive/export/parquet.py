"""A view as a Parquet file, in row groups of some megabytes, so that memory does not grow with the view."""

from pathlib import Path
from typing import Any

from archive.export.cells import plain_text
from archive.export.columns import INTEGER, REAL, TEXT
from archive.export.extras import needed
from archive.export.tables import Row, Table
from archive.export.typed import refusal, typed

ROW_GROUP = 32 * 1024 * 1024  # bytes in memory


def write_parquet(table: Table, path: Path) -> int:
    """Write the table; how many rows it has.

    INTEGER is int64, REAL double, TEXT string; a number in a TEXT column becomes its digits. Raises ExportRefused where
    pyarrow is missing, or a value is not of its column's type.
    """
    arrow = needed("pyarrow")
    parquet = needed("pyarrow.parquet")
    schema = _schema(arrow, table)
    rows, size = 0, 0
    waiting: list[Any] = []
    with parquet.ParquetWriter(path, schema, compression="zstd") as file:
        for portion in typed(table).portions:
            batch = _batch(arrow, schema, table, portion, rows)
            waiting.append(batch)
            rows += len(portion)
            size += batch.nbytes
            if size >= ROW_GROUP:
                file.write_table(arrow.Table.from_batches(waiting))
                waiting, size = [], 0
        file.write_table(arrow.Table.from_batches(waiting, schema))
    return rows


def _schema(arrow: Any, table: Table) -> Any:
    types = {INTEGER: arrow.int64(), REAL: arrow.float64(), TEXT: arrow.string()}
    fields = [
        arrow.field(column.name, types[column.type], metadata={"unit": column.unit or "", "meaning": column.meaning})
        for column in table.columns
    ]
    return arrow.schema(fields, metadata={"gongkai.view": table.view})


def _batch(arrow: Any, schema: Any, table: Table, rows: list[Row], before: int) -> Any:
    arrays = []
    for at, (column, field) in enumerate(zip(table.columns, schema, strict=True)):
        values = [row[at] for row in rows]
        if column.type == TEXT:
            values = [value if value is None or isinstance(value, str) else plain_text(value) for value in values]
        try:
            arrays.append(arrow.array(values, type=field.type))
        except arrow.ArrowInvalid as error:  # a whole number that no double is equal to
            number, value = next(
                (n, one) for n, one in enumerate(values, 1) if isinstance(one, int) and abs(one) > 2**53
            )
            raise refusal(table, column, value, before + number) from error
    return arrow.record_batch(arrays, schema=schema)
