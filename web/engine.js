// @ts-check
// Requests to the worker.

const worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
/** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */
const waiting = new Map();
let last = 0;

worker.addEventListener('message', (event) => {
  const { id, value, error } = event.data;
  const asked = waiting.get(id);
  waiting.delete(id);
  if (error === undefined) asked?.resolve(value);
  else asked?.reject(new Error(error));
});
worker.addEventListener('error', (event) => {
  for (const { reject } of waiting.values()) reject(new Error(event.message || 'the program stopped'));
  waiting.clear();
});

/**
 * Asks the worker to do something.
 * @param {string} what @param {...any} about
 * @returns {Promise<any>}
 */
export function ask(what, ...about) {
  const id = ++last;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, what, about });
  });
}
