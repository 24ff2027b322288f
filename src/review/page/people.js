// @ts-check
// Other people: who did what to a row, and what was said about it.

import { h, the } from './dom.js';
import { sheet } from './dialogs.js';
import { moment, t } from './strings.js';

/** @typedef {import('./store.js').Store} Store @typedef {import('./store.js').Row} Row @typedef {import('./drafts.js').Drafts} Drafts */

/** The name of the person at this page. */
export const me = { name: '' };

/**
 * The note of a row and its replies, with their authors; nothing if nobody has said anything.
 * @param {Row} row
 */
export function thread(row) {
  const said = (/** @type {string} */ who, /** @type {string} */ at, /** @type {string} */ text) => h('li', {},
    who || at ? h('div.whose', {}, who && h('bdi', {}, who), who && at ? ' · ' : null, at && h('time', {}, moment(at))) : null,
    h('p.note', { dir: 'auto' }, text));
  if (!row.note) return null;
  return h('ol.thread', {}, said(row.by.noted ?? '', '', row.note), row.replies.map((reply) => said(reply.who, reply.at, reply.text)));
}

/**
 * Who confirmed, corrected and flagged a row, as far as known.
 * @param {Row} row
 */
export function deeds(row) {
  const { confirmed, edited, flagged } = row.by;
  return [
    confirmed && row.confirmed ? t('confirmed-by', { who: isolated(confirmed) }) : '',
    edited && row.edited ? t('edited-by', { who: isolated(edited) }) : '',
    flagged && row.flagged ? t('flagged-by', { who: isolated(flagged) }) : '',
  ].filter(Boolean);
}

/**
 * The name that a row shows: of the person who confirmed or corrected it, if that is somebody else.
 * @param {Row} row
 */
export function shownName(row) {
  const who = row.confirmed ? row.by.confirmed : row.edited ? row.by.edited : '';
  return who && who !== me.name ? who : '';
}

/**
 * A name of any direction inside a sentence.
 * @param {string} name
 */
const isolated = (name) => `\u2068${name}\u2069`;

/**
 * The note of a row: the first one is written, one that others have said something about is replied
 * to. The first words of a thread can be changed too.
 * @param {Store} store @param {Drafts} drafts @param {Row} row
 */
export async function noteSheet(store, drafts, row) {
  const key = `note:${row.id}`;
  const title = t('note-title', { n: row.n });
  const ours = !row.by.noted || row.by.noted === me.name;
  const since = store.revision;
  let replying = row.note !== '' && (!ours || row.replies.length > 0);
  const stored = () => (replying ? '' : row.note);
  const label = () => t(replying ? 'reply' : 'note');
  const area = /** @type {HTMLTextAreaElement} */ (h('textarea', {
    rows: 4, dir: 'auto', value: drafts.get(key) ?? stored(), 'aria-label': `${title}: ${label()}`,
    oninput: () => (area.value === stored() ? drafts.drop(key) : drafts.put(key, area.value, row.id)),
  }));
  const turn = (/** @type {boolean} */ to) => {
    if (area.value === stored()) area.value = to ? '' : row.note;
    replying = to;
    area.setAttribute('aria-label', `${title}: ${label()}`);
    change.hidden = !replying;
    reply.hidden = replying;
    area.focus();
  };
  const change = h('button', { type: 'button', id: 'change-note', onclick: () => turn(false) }, t('change-note'));
  const reply = h('button', { type: 'button', id: 'reply-note', onclick: () => turn(true) }, t('reply'));
  change.hidden = !replying;
  reply.hidden = replying;
  const before = thread(row);
  const place = h('div', {}, before);
  let outdated = false;
  const choice = row.note ? [h('div.under', {}, change, reply)] : [];
  const send = async () => {
    if (area.value === stored()) return '';
    const said = replying ? { do: 'reply', row: row.id, text: area.value } : { do: 'note', row: row.id, text: area.value };
    if (await store.edit(said, outdated ? store.revision : since)) return '';
    // Somebody else was first: it is shown, and what was typed can be a reply to it.
    if (store.outdated) {
      outdated = true;
      const now = store.rows.get(row.id) ?? (await store.need([row.id]), store.rows.get(row.id));
      const there = now && thread(now);
      if (there) place.replaceChildren(there);
      if (now?.note && !replying) turn(true);
    }
    return store.problem;
  };
  const content = [place, area, ...choice];
  const answer = await sheet(title, content, [['', t('cancel')], ['save', t('save'), 'primary']], { changed: () => area.value !== stored(), send });
  if (answer) drafts.drop(key);
  the('grid').focus();
}
