// @ts-check
// Several people on one project: what others do is heard at once, and everybody sees who is where.

import { events, get, page, post } from './api.js';
import { sheet } from './dialogs.js';
import { h } from './dom.js';
import { me } from './people.js';
import { t } from './strings.js';

/** How long a page waits before it tells where it is, in milliseconds. */
const PAUSE = 250;

/** @typedef {import('./store.js').Store} Store */

/**
 * The names of others in each row.
 * @type {Map<number, string[]>}
 */
const places = new Map();

/** @param {number} row */
export const othersIn = (row) => places.get(row) ?? [];

/** The names of others at the project, each once. */
export const others = { names: /** @type {string[]} */ ([]) };

/**
 * Listens to the others while the page is seen.
 * @param {Store} store @param {(text: string, kind?: string) => void} say
 */
export function together(store, say) {
  /** @type {EventSource | null} */
  let stream = null;
  let lost = false;
  const start = () => {
    if (stream || document.hidden) return;
    stream = events('/api/events', {
      open: () => {
        // What happened in between was not heard.
        if (lost) store.renew().catch(() => location.reload());
        else get('/api/rows', { ids: '0' }).then(({ revision }) => revision > store.revision && store.reach(revision)).catch(() => {});
        lost = false;
        sent = undefined;
        tell();
      },
      done: (/** @type {any} */ done) => store.hear(done),
      here: (/** @type {{page: string, name: string, row: number | null}[]} */ all) => {
        places.clear();
        const away = all.filter((one) => one.page !== page);
        for (const { name, row } of away) if (row !== null) places.set(row, [...new Set([...othersIn(row), name])]);
        others.names = [...new Set(away.map((one) => one.name))].filter((name) => name !== me.name);
        store.tell('people');
        store.tell('rows');
      },
      lost: () => { lost = true; },
    });
  };
  /** @type {any} */
  let timer;
  /** @type {number | null | undefined} */
  let sent;
  const tell = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!stream || sent === store.active) return;
      sent = store.active;
      post('/api/here', { page, row: store.active }).catch(() => {});
    }, PAUSE);
  };
  for (const what of ['active', 'rows', 'list']) store.addEventListener(what, tell);
  // A browser has few connections for a site, so a hidden page gives its one back.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) return start();
    if (stream) {
      stream.close();
      stream = null;
      lost = true;
    }
    return undefined;
  });
  store.addEventListener('heard', (/** @type {any} */ event) => {
    const { who, way, name } = event.detail;
    if (who && who !== me.name && (way !== 'edit' || name === 'realign' || name === 'merge-copy')) say(t('heard', { who: `\u2068${who}\u2069` }));
  });
  start();
}

/** @typedef {{name: string, role: string, link: string}} Guest */

/** Invites people to the project, and takes invitations back. */
export async function shareSheet() {
  const notice = h('p.notice', { role: 'alert' });
  const list = h('ul.guests', {});
  const roles = ['read', 'comment', 'edit'];
  const draw = (/** @type {Guest[]} */ all) => list.replaceChildren(...all.map(({ name, role, link }) => {
    const field = /** @type {HTMLInputElement} */ (h('input.link', { type: 'text', readonly: true, dir: 'ltr', value: link, 'aria-label': t('link-of', { who: name }), onfocus: () => field.select() }));
    return h('li', { data: { guest: name } }, h('div.line', {}, h('strong', {}, h('bdi', {}, name)), h('span.role', {}, t(`role-${role}`)),
      h('button', { type: 'button', onclick: () => ask('/api/people/dismiss', { name }) }, t('dismiss'))), field);
  }));
  const ask = async (/** @type {string} */ path, /** @type {Record<string, string>} */ body) => {
    notice.textContent = '';
    try {
      draw(await post(path, body));
    } catch (error) {
      notice.textContent = /** @type {Error} */ (error).message;
    }
  };
  const name = /** @type {HTMLInputElement} */ (h('input', { type: 'text', id: 'guest-name', dir: 'auto', autofocus: true, maxlength: 60 }));
  const role = /** @type {HTMLSelectElement} */ (h('select', { id: 'guest-role', 'aria-label': t('role') }, roles.map((one) => h('option', { value: one, selected: one === 'edit' }, t(`role-${one}`)))));
  const invite = async () => {
    if (!name.value.trim()) return name.focus();
    await ask('/api/people', { name: name.value, role: role.value });
    if (!notice.textContent) name.value = '';
    return name.focus();
  };
  name.addEventListener('keydown', (event) => { if (event.code === 'Enter' && !event.ctrlKey) invite(); });
  draw(await get('/api/people'));
  const form = h('div.line', {}, h('label.line', {}, h('span', {}, t('guest-name')), name), role, h('button', { type: 'button', id: 'do-invite', onclick: invite }, t('invite')));
  return sheet(t('share'), [h('p.hint', {}, t('share-hint')), form, notice, list], [['', t('close')]], { wide: true });
}
