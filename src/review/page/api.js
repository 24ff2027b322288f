// @ts-check
// Requests to the server, which runs on the same machine.

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

/** The name that this page gives itself, so that it knows its own changes. */
export const page = Array.from(crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join('');

/**
 * Listens to the messages of the server; `null` where it sends none.
 * @param {string} path @param {{open: () => void, lost: () => void, [name: string]: (data: any) => void}} on
 * @returns {EventSource | null}
 */
export function events(path, { open, lost, ...on }) {
  const stream = new EventSource(`${path}?${new URLSearchParams({ page })}`);
  stream.addEventListener('open', open);
  stream.addEventListener('error', lost);
  for (const [name, act] of Object.entries(on)) stream.addEventListener(name, (event) => act(JSON.parse(event.data)));
  return stream;
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
 * Sends a file unchanged.
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
 * Saves a file as a download, through a plain link.
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
