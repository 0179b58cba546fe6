"""The data folder when it is new: it is filled from the bulletins that come with the product.

A folder that already holds something keeps just what was ingested.
"""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock

from corpus.database import StoreError
from corpus.store import Store

SHIPPED = Path(__file__).resolve().parent / "bulletins"


def open_filled(folder: Path) -> Store:
    """The store of a data folder, filled with the shipped bulletins if the folder is new.

    Several processes may open a new folder at once: one fills it, the others
    wait.  A fill that is broken off leaves the folder new.  :class:`StoreError`
    if the folder cannot be used.
    """
    store = Store.open(folder)
    if store.is_new:
        try:
            with FileLock(folder / "first-fill.lock"):
                _fill(store)
        except OSError as error:
            store.close()
            raise StoreError(reason="not_writable") from error
    return store


def _fill(store: Store) -> None:
    from corpus.ingest import ingest  # loads the whole reader, which a filled folder does not need

    if store.version() == 0:  # no other process was faster
        ingest(store, [SHIPPED], reset=True)  # in one transaction
