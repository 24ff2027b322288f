// @ts-check
// Talking to the server, which is on this very machine.

/** A refusal by the server, with its status. */
export class Refused extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** @param {Response} answer */
async function read(answer) {
  const body = await answer.json().catch(() => ({ error: answer.statusText }));
  if (!answer.ok) throw new Refused(answer.status, body.error ?? answer.statusText);
  return body;
}

/** @param {string} path @param {Record<string, string>} [query] */
export async function get(path, query = {}) {
  const search = new URLSearchParams(query).toString();
  return read(await fetch(search ? `${path}?${search}` : path, { credentials: 'same-origin' }));
}

/** @param {string} path @param {unknown} body */
export async function post(path, body) {
  return read(await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }));
}

/**
 * Sends a file as it is.
 * @param {string} path @param {Record<string, string>} query @param {Blob} file
 */
export async function send(path, query, file) {
  return read(await fetch(`${path}?${new URLSearchParams(query)}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  }));
}

/**
 * Keeps a file, as the browser keeps every download: by a plain link.
 * @param {string} path @param {Record<string, string>} query
 */
export async function download(path, query) {
  const link = document.createElement('a');
  link.href = `${path}?${new URLSearchParams(query)}`;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}
