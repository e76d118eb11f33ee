"""The engine that counts: DuckDB in this process, Spark, or any other that Ibis drives."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from graph.histories.files import Layout
from graph.model.errors import DataError, GraphError, Problem, did_you_mean, nearest

if TYPE_CHECKING:
    from ibis.expr.types import Table

DUCKDB, SPARK = "duckdb", "pyspark"
Rows = list[dict[str, Any]]
LOCALHOST = "127.0.0.1"


class Engine(NamedTuple):
    """A connection, and what is released with it."""

    name: str
    connection: Any
    stack: ExitStack

    def read(self, layout: Layout, files: Sequence[Path]) -> Table:
        """Return the rows of files of one layout.

        Raises DataError that names every file which does not read.
        """
        try:
            return self._read(layout, files)
        except Exception as error:
            if len(files) == 1:
                raise DataError([Problem(str(files[0]), 0, sentence(error))]) from None
            raise DataError(list(self._unreadable(layout, files))) from None

    def table(self, name: str) -> Table | None:
        """Return a table of the engine's own; None without one of this name."""
        try:
            return self.connection.table(name)
        except Exception:  # engines differ in how they say so
            return None

    def rows(self, table: Table) -> Rows:
        """Run an expression; return its rows."""
        with self._in_words():
            rows: Rows = self.connection.to_pyarrow(table).to_pylist()
            return rows

    def brought(self, arrow: Any) -> Table:
        """Return a small table in the engine, which then knows how small it is."""
        import ibis

        if self.connection.name == SPARK:  # it has no temporary tables
            return ibis.memtable(arrow)
        return self.connection.create_table(_new_name(), arrow, temp=True)

    def kept(self, table: Table) -> Table:
        """Return the rows of an expression, computed once, until the engine closes."""
        with self._in_words():
            return self._kept(table)

    def _read(self, layout: Layout, files: Sequence[Path]) -> Table:
        names = list(map(str, files))
        read = _READERS.get(self.connection.name)
        if read is not None:
            table = read(self.connection, names, layout.separator)
            return self._kept(table) if layout.separator else table
        with opened(DUCKDB) as duckdb:
            arrow = duckdb.connection.to_pyarrow(duckdb._read(layout, files))  # noqa: SLF001
        return self.brought(arrow)

    def _kept(self, table: Table) -> Table:
        if self.connection.name == SPARK:  # it has no temporary tables, but a cache
            return self.stack.enter_context(table.cache())
        return self.connection.create_table(_new_name(), table, temp=True)

    def _unreadable(self, layout: Layout, files: Sequence[Path]) -> Iterator[Problem]:
        for file in files:
            try:
                self.connection.to_pyarrow(self._read(layout, [file]).count())
            except Exception as error:  # each engine has errors of its own
                yield Problem(str(file), 0, sentence(error))

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Turn any error of an engine into a sentence: each engine has errors of its own."""
        try:
            yield
        except Exception as error:
            raise GraphError(f"the engine {self.name} failed: {sentence(error)}") from None


@contextmanager
def opened(name: str = DUCKDB) -> Iterator[Engine]:
    """Open an engine by its name or its URL; close it at the end."""
    with ExitStack() as stack:
        # Ibis and the engines warn their own developers
        stack.enter_context(warnings.catch_warnings(action="ignore"))
        require_ibis()
        directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="careergraph-"))
        connection = _connected(name, directory)
        stack.callback(_close, connection)
        yield Engine(name, connection, stack)


def require_ibis() -> None:
    """Raise GraphError with the command to run if Ibis, or its DuckDB, is not installed."""
    try:
        import duckdb  # noqa: F401
        import ibis  # noqa: F401
        import pyarrow  # noqa: F401
    except ModuleNotFoundError:
        words = "observe needs Ibis and DuckDB; run: pip install 'careergraph[observe]'"
        raise GraphError(words) from None


def sentence(error: BaseException) -> str:
    """Return the first line of an error, without a full stop."""
    text = str(error).strip() or type(error).__name__
    return text.splitlines()[0].removesuffix(".")


def _new_name() -> str:
    from uuid import uuid4

    return f"careergraph_{uuid4().hex}"


def _connected(name: str, directory: str) -> Any:
    import ibis

    kind = name.partition("://")[0]
    known = _backends()
    if kind not in known and "://" not in name:
        raise GraphError(f"unknown engine '{kind}'{did_you_mean(nearest(kind, known))}")
    try:
        if name == DUCKDB:
            return ibis.duckdb.connect(
                temp_directory=directory,
                autoinstall_known_extensions=False,  # nothing is fetched
                preserve_insertion_order=False,
            )
        if name == SPARK:
            return _local_spark(directory)
        return ibis.connect(name if "://" in name else f"{name}://")
    except (ImportError, ModuleNotFoundError):
        words = f"the engine {kind} is not installed; run: pip install 'ibis-framework[{kind}]'"
        raise GraphError(words) from None
    except GraphError:
        raise
    except Exception as error:
        raise GraphError(f"the engine {kind} does not start: {sentence(error)}") from None


def _backends() -> list[str]:
    from importlib.metadata import entry_points

    return sorted(each.name for each in entry_points(group="ibis.backends"))


def _local_spark(directory: str) -> Any:
    """Return Spark in processes of this machine, which nothing outside of it can reach."""
    import os
    import shutil

    import ibis
    from pyspark.sql import SparkSession

    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise GraphError("the engine pyspark needs Java 17, and there is no command 'java'")
    logging = Path(directory, "log4j2.properties")
    logging.write_text(_SILENT)
    os.environ.setdefault("SPARK_LOCAL_IP", LOCALHOST)
    settings: dict[str, Any] = {
        "spark.driver.bindAddress": LOCALHOST,
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={logging}",
        "spark.driver.host": LOCALHOST,
        "spark.local.dir": directory,
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "8",
        "spark.sql.warehouse.dir": directory,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local[*]").appName("careergraph")
    session = builder.config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return ibis.pyspark.connect(session)


_SILENT = """\
rootLogger.level = off
rootLogger.appenderRef.none.ref = none
appender.none.type = Null
appender.none.name = none
"""


def _close(connection: Any) -> None:
    if connection.name == SPARK:
        connection._session.stop()  # noqa: SLF001  # Ibis leaves it running
    else:
        connection.disconnect()


def _read_by_duckdb(connection: Any, files: list[str], separator: str) -> Table:
    if not separator:
        return connection.read_parquet(files)
    return connection.read_csv(
        files, all_varchar=True, header=True, skip=0, delim=separator, quote='"', escape='"'
    )


def _read_by_spark(connection: Any, files: list[str], separator: str) -> Table:
    if not separator:
        return connection.read_parquet(files)
    return connection.read_csv(
        files, inferSchema=False, header=True, sep=separator, quote='"', escape='"', multiLine=True
    )


_READERS: dict[str, Callable[[Any, list[str], str], Table]] = {
    DUCKDB: _read_by_duckdb,
    SPARK: _read_by_spark,
}
"""The engines that read files themselves. Others receive the rows from DuckDB."""
