// @ts-check
// Storage in the browser: reviews as project files, and for each its changes since it was last written, in order.

const NAME = 'mizan';

/** @typedef {{id: string, name: string, at: string, project: Uint8Array}} Kept */

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('reviews', { keyPath: 'id' });
      asked.result.createObjectStore('steps', { autoIncrement: true }).createIndex('of', 'of');
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

/**
 * @template T
 * @param {IDBTransactionMode} mode @param {(reviews: IDBObjectStore, steps: IDBObjectStore) => IDBRequest<T> | void} work
 * @returns {Promise<T | undefined>}
 */
async function within(mode, work) {
  const base = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = base.transaction(['reviews', 'steps'], mode, { durability: 'strict' });
      const request = work(transaction.objectStore('reviews'), transaction.objectStore('steps'));
      transaction.oncomplete = () => resolve(request ? request.result : undefined);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    base.close();
  }
}

/**
 * Called when the browser stores nothing: a full disk, a private window.
 * @type {(error: unknown) => void}
 */
let lost = () => {};
/** The review of this tab. */
let current = '';

/** @param {(error: unknown) => void} tell */
export function whenLost(tell) {
  lost = tell;
}

/**
 * Locks a review for this tab until it is closed. False when another tab has it.
 * @param {string} id
 * @returns {Promise<boolean>}
 */
export function take(id) {
  current = id;
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks.request(`mizan-${id}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      // Held as long as the page exists.
      return lock ? new Promise(() => {}) : undefined;
    }).catch(() => resolve(true));
  });
}

/**
 * Stores a review as it is now, and deletes its changes, which it includes.
 * @param {Kept} what
 */
export async function keep(what) {
  await within('readwrite', (reviews, steps) => {
    reviews.put(what);
    clear(steps, what.id);
  }).catch(lost);
}

/** @param {IDBObjectStore} steps @param {string} id */
function clear(steps, id) {
  const asked = steps.index('of').openKeyCursor(id);
  asked.onsuccess = () => {
    if (!asked.result) return;
    steps.delete(asked.result.primaryKey);
    asked.result.continue();
  };
}

/**
 * Stores a change of the review of this tab.
 * @param {string} path @param {unknown} body
 */
export async function remember(path, body) {
  await within('readwrite', (_, steps) => void steps.add({ of: current, path, body })).catch(lost);
}

/**
 * The stored reviews, latest first.
 * @returns {Promise<Kept[]>}
 */
export async function all() {
  try {
    const found = await within('readonly', (reviews) => reviews.getAll()) ?? [];
    return found.sort((one, other) => other.at.localeCompare(one.at));
  } catch {
    return [];
  }
}

/**
 * The changes of a review since it was last written.
 * @param {string} id
 * @returns {Promise<{path: string, body: any}[]>}
 */
export async function steps(id) {
  return await within('readonly', (_, steps) => steps.index('of').getAll(id)) ?? [];
}

/** @param {string} id */
export async function forget(id) {
  await within('readwrite', (reviews, steps) => {
    reviews.delete(id);
    clear(steps, id);
  }).catch(() => {});
}
