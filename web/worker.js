// @ts-check
// Runs the program outside the thread of the page, so that the page stays responsive.

import init, { Review } from './wasm/mizan.js';

const ready = init({ module_or_path: new URL('./wasm/mizan_bg.wasm', import.meta.url) });
// A failure to load is reported to the first request.
ready.catch(() => {});
/** @type {Review | null} */
let review = null;

/** @param {Review} made */
function begin(made) {
  review?.free();
  review = made;
}

const does = {
  /** @param {{name: string, bytes: Uint8Array}} first @param {{name: string, bytes: Uint8Array} | null} second @param {string} options */
  open(first, second, options) {
    if (second) begin(Review.ofFiles(first.name, first.bytes, second.name, second.bytes, options));
    else begin(Review.ofPairs(first.name, first.bytes));
    return does.state();
  },
  /** The review in the form in which it is stored. */
  state() {
    if (!review) throw new Error('nothing is open');
    return { id: review.id(), name: review.name(), project: review.project() };
  },
  /** @param {string} name @param {Uint8Array} bytes */
  holdsPairs: (name, bytes) => Review.holdsPairs(name, bytes),
  /** @param {string} path @param {Record<string, string>} query @param {unknown} body */
  answer(path, query, body) {
    if (!review) return { status: 404, body: { error: 'nothing is open' } };
    return JSON.parse(review.answer(path, JSON.stringify(query), body === undefined ? '' : JSON.stringify(body)));
  },
  /** @param {Record<string, string>} query */
  file(query) {
    if (!review) throw new Error('nothing is open');
    const asked = JSON.stringify(query);
    return { name: review.fileName(asked), bytes: review.file(asked) };
  },
};

self.addEventListener('message', async (event) => {
  const { id, what, about } = event.data;
  try {
    await ready;
    const value = /** @type {any} */ (does)[what](...about);
    self.postMessage({ id, value });
  } catch (error) {
    // After a fault the memory of the program may be inconsistent.
    const broken = error instanceof WebAssembly.RuntimeError;
    self.postMessage({ id, error: broken ? 'the program failed on this text; reload the page, and please report it with the text' : String(error instanceof Error ? error.message : error) });
  }
});
