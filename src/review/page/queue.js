// @ts-check
// A queue of actions: keys that come faster than the server answers wait for their turn, so that
// each acts on the rows as the previous action left them.

/**
 * The same actions, each of which waits until the previous ones are done.
 * @param {Record<string, (...about: any[]) => any>} actions
 * @param {import('./store.js').Store} store
 */
export function queued(actions, store) {
  /** @type {(() => any)[]} */
  const waiting = [];
  let busy = false;
  const next = () => {
    busy = false;
    while (waiting.length && !busy) start(/** @type {() => any} */ (waiting.shift()));
  };
  /** @param {() => any} act */
  const start = (act) => {
    const result = act();
    if (!(result instanceof Promise)) return result;
    busy = true;
    // An open dialog gets the keys that are pressed next.
    if (document.querySelector('dialog[open]')) waiting.length = 0;
    return result.catch((error) => store.tell('refused', error)).finally(next);
  };
  // Actions that were requested before a refusal assumed that it would succeed, so they are dropped.
  for (const what of ['refused', 'stale']) store.addEventListener(what, () => { waiting.length = 0; });
  return Object.fromEntries(Object.entries(actions).map(([name, act]) => [name, (/** @type {any[]} */ ...about) => {
    if (!busy) return start(() => act(...about));
    waiting.push(() => act(...about));
    return undefined;
  }]));
}
