"""Mizan on a Spark cluster: DataFrames in, DataFrames out.

    from mizan_spark import Options, align_table, filter_table, dedup_table, split_table

    options = Options(mizan="mizan")
    pairs = explode_pairs(align_table(documents, options))
    clean = filter_table(pairs, options, ["--preset", "clean"])
    unique = dedup_table(clean, options, near=0.8)
    parts = split_table(unique, options, dev=0.01, test=0.01)
    parts.write.partitionBy("part").parquet(...)       # or a table of Delta or Iceberg: the caller's one line

Every function runs the program as a child process of each Python worker, which ends with it. Columns that nobody here knows
are carried along. `dedup_table` and `split_table` keep the rows that `mizan corpus dedup` and `mizan corpus split` keep on one
machine, however the rows are divided among partitions.
"""

from .align import align_table, explode_pairs
from .dedup import dedup_table
from .filtering import filter_table
from .program import Options
from .split import split_table

__all__ = ["Options", "align_table", "dedup_table", "explode_pairs", "filter_table", "split_table"]
