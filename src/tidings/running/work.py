"""What a worker does, in the pool of this machine and on a cluster alike: an Arrow batch in, an Arrow batch out."""

from __future__ import annotations

from functools import lru_cache

import pyarrow as pa

from tidings.records import Failure
from tidings.running.arrow import batch_to_articles, results_to_batch
from tidings.running.coders import Coder, Factory, Result


@lru_cache(maxsize=1)
def loaded(factory: Factory) -> Coder:
    """Give the coder of this process, which is loaded once."""
    return factory()


def version(factory: Factory) -> str:
    """Load the coder and name its version."""
    return loaded(factory).version


def code_batch(factory: Factory, batch: pa.RecordBatch) -> pa.RecordBatch:
    """Code a batch.

    Args:
        factory: makes the coder, if this process has none yet.
        batch: articles, in the schema ``arrow.ARTICLES``.

    Returns:
        One row for each article, in their order, in the schema ``arrow.RESULTS``.
    """
    results = list(loaded(factory).pipe(batch_to_articles(batch)))
    try:
        return results_to_batch(results)
    except (pa.ArrowException, OverflowError):  # a number that no column holds: one article must not take the others
        return results_to_batch([_held(result) for result in results])


def _held(result: Result) -> Result:
    try:
        results_to_batch([result])
    except (pa.ArrowException, OverflowError) as error:
        detail = f"{type(error).__name__}: {error}"
        return Failure(id=result.id, stage="coding", reason="internal error", detail=detail)
    return result
