// @ts-check
// Replaces the review page's api.js: the program in the worker answers, and nothing goes over a network.

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
  // Long work is done before the answer, so there is no progress.
  if (path === '/api/work') return { working: false };
  return read(await ask('answer', path, query));
}

/** The name of this page, which is the only one. */
export const page = 'page';

/**
 * Nobody else is here.
 * @returns {null}
 */
export function events() {
  return null;
}

/** @param {string} path @param {unknown} body */
export async function post(path, body) {
  // Back to the first screen, by reloading the page.
  if (path === '/api/close' || path === '/api/stop') return {};
  const answer = read(await ask('answer', path, {}, body));
  await remember(path, body);
  return answer;
}

/**
 * Sending files is part of the server's first screen, which is not used here.
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
 * Saves a file as a download.
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
