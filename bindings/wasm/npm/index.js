// Mizan for browsers and Node: texts in, alignments and findings out. Nothing is sent anywhere.

import init, { alignFilesJson, alignJson, checkJson, convert as convertJson, figuresJson } from './wasm/mizan.js';

let ready;

/** Loads the program on first use. */
function load() {
  ready ??= (async () => {
    const url = new URL('./wasm/mizan_bg.wasm', import.meta.url);
    if (url.protocol !== 'file:') return init({ module_or_path: url });
    const { readFile } = await import('node:fs/promises');
    return init({ module_or_path: await readFile(url) });
  })();
  return ready;
}

/** An error of the program: one line that says what is wrong, where, and what to do. */
export class MizanError extends Error {}

async function run(work) {
  await load();
  try {
    return work();
  } catch (error) {
    if (typeof error === 'string') throw new MizanError(error);
    throw error;
  }
}

export const align = (ar, en, options = {}) => run(() => JSON.parse(alignJson(ar, en, JSON.stringify(options))));

export const alignFiles = (first, second, options = {}) =>
  run(() => JSON.parse(alignFilesJson(first.name, first.bytes, second.name, second.bytes, JSON.stringify(options))));

export const convert = (alignment, format) => run(() => convertJson(JSON.stringify(alignment), format));

export const check = (pairs, source = 'ar') => run(() => JSON.parse(checkJson(JSON.stringify(pairs), source)));

export const figures = (text, lang) => run(() => JSON.parse(figuresJson(text, lang)));
