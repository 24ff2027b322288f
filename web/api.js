// @ts-check
// In the place of the review page's api.js: what answers is the program in the worker, and nothing goes over a network.

import { ask } from '../engine.js';
import { remember } from '../memory.js';

/** A refusal, with its status. */
export class Refused extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** @param {{status: number, body: any}} answer */
function read({ status, body }) {
  if (status !== 200) throw new Refused(status, body.error);
  return body;
}

/** @param {string} path @param {Record<string, string>} [query] */
export async function get(path, query = {}) {
  // What takes long is done before there is an answer.
  if (path === '/api/work') return { working: false };
  return read(await ask('answer', path, query));
}

/** @param {string} path @param {unknown} body */
export async function post(path, body) {
  // Back to the first screen, which is the page loaded anew.
  if (path === '/api/close' || path === '/api/stop') return {};
  const answer = read(await ask('answer', path, {}, body));
  await remember(path, body);
  return answer;
}

/**
 * The first screen of the server, which sends it files, is not shown here.
 * @returns {Promise<never>}
 */
export async function send() {
  throw new Refused(404, 'nothing takes files here');
}

/** @param {string} _path @param {Record<string, string>} query */
export async function download(_path, query) {
  const { name, bytes } = await ask('file', query);
  save(name, bytes);
}

/**
 * Hands a file to the browser, as if it had come from somewhere.
 * @param {string} name @param {Uint8Array} bytes
 */
export function save(name, bytes) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
