// @ts-check
// What the browser keeps: the files of the last review, and everything that was done to it, in order.

const NAME = 'mizan';

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('files');
      asked.result.createObjectStore('steps', { autoIncrement: true });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

/**
 * @template T
 * @param {IDBTransactionMode} mode @param {(files: IDBObjectStore, steps: IDBObjectStore) => IDBRequest<T> | void} work
 * @returns {Promise<T | undefined>}
 */
async function within(mode, work) {
  const base = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = base.transaction(['files', 'steps'], mode);
      const request = work(transaction.objectStore('files'), transaction.objectStore('steps'));
      transaction.oncomplete = () => resolve(request ? request.result : undefined);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    base.close();
  }
}

/**
 * Called when the browser keeps nothing: a full disk, a private window.
 * @type {(error: unknown) => void}
 */
let lost = () => {};

/** @param {(error: unknown) => void} tell */
export function whenLost(tell) {
  lost = tell;
}

/**
 * A new review takes the place of the last one.
 * @param {unknown} what
 */
export async function begin(what) {
  await within('readwrite', (files, steps) => {
    steps.clear();
    files.put(what, 'last');
  }).catch(lost);
}

/** @param {unknown} step */
export async function remember(step) {
  await within('readwrite', (_, steps) => void steps.add(step)).catch(lost);
}

/**
 * The last review, and what was done to it.
 * @returns {Promise<{what: any, steps: any[]} | null>}
 */
export async function last() {
  try {
    const what = await within('readonly', (files) => files.get('last'));
    const steps = await within('readonly', (_, steps) => steps.getAll());
    return what ? { what, steps: steps ?? [] } : null;
  } catch {
    return null;
  }
}

export async function forget() {
  await within('readwrite', (files, steps) => {
    files.clear();
    steps.clear();
  }).catch(() => {});
}
