"""What lies on the phone's disk, asked of its database until it is there."""

from playwright.sync_api import Page

from tests.browser.waiting import eventually

_ROWS_FIT = """([store, wanted]) => new Promise((resolve, reject) => {
    const opening = indexedDB.open('heating');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
        const reading = opening.result.transaction(store).objectStore(store).getAll();
        reading.onsuccess = () => { opening.result.close(); resolve(reading.result); };
    };
}).then(%s)"""


def wait_until(page: Page, store: str, fits: str, wanted: object = None) -> None:
    """Until `fits`, a function in JavaScript that knows `wanted`, says yes to the rows of the store."""
    eventually(lambda: page.evaluate(_ROWS_FIT % fits, [store, wanted]))  # a page takes a promise for a yes


def wait_until_step_says(page: Page, words: str) -> None:
    """Until the form being filled in lies on the disk with these words."""
    wait_until(page, "step", "rows => rows.some(row => JSON.stringify(row).includes(wanted))", words)
