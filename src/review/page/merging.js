// @ts-check
// A colleague's copy of the project, or a file of pairs that was corrected elsewhere: what differs
// is shown, and where both sides changed the same rows, one is chosen.

import { get, post, send } from './api.js';
import { sheet } from './dialogs.js';
import { h } from './dom.js';
import { counted, number, t } from './strings.js';

/**
 * @typedef {{ar: string, en: string, confirmed: boolean, who: string}} Version
 * @typedef {{name: string, agreed: number, mine: number, theirs: number, said: number, lost: number, conflicts: {n: number, mine: Version[], theirs: Version[]}[]}} Waiting
 */

/** @param {Version[]} rows */
const read = (rows) => h('div.version', {}, rows.map((row) => h('div.sides', {},
  h('p.text.en', { lang: 'en', dir: 'ltr' }, row.en || '—'), h('p.text.ar', { lang: 'ar', dir: 'rtl' }, row.ar || '—'))));

/**
 * The person who made a version.
 * @param {string} what @param {Version[]} rows
 */
function whose(what, rows) {
  const names = [...new Set(rows.map((row) => row.who).filter(Boolean))];
  const confirmed = rows.length > 0 && rows.every((row) => row.confirmed);
  return h('span.whose', {}, t(what), names.map((name) => [' · ', h('bdi', {}, name)]).flat(), confirmed && ` · ${t('confirmed')}`);
}

/**
 * Shows the copy that waits, or asks for one, and merges it.
 * @param {import('./store.js').Store} store
 */
export async function mergeSheet(store) {
  /** @type {Waiting | null} */
  let waiting = await get('/api/merge').catch(() => null);
  const place = h('div.merging', {});
  const notice = h('p.notice', { role: 'alert' });
  const draw = () => {
    if (!waiting) return place.replaceChildren();
    const line = (/** @type {string} */ key, /** @type {number} */ n) => n > 0 && h('li', {}, counted(key, n));
    const choices = waiting.conflicts.map(({ n, mine, theirs }, at) => h('fieldset', { data: { conflict: String(at) } },
      h('legend', {}, `${t('row')} ${number(n)}`),
      ...[/** @type {const} */ (['mine', mine]), /** @type {const} */ (['theirs', theirs])].map(([side, rows]) =>
        h('label.version-choice', {}, h('input', { type: 'radio', name: `conflict-${at}`, value: side, checked: side === 'mine' }), h('span', {}, whose(`version-${side}`, rows), read(rows))))));
    place.replaceChildren(
      h('h3', {}, h('bdi', {}, waiting.name)),
      h('ul.differences', {}, line('merge-theirs', waiting.theirs), line('merge-mine', waiting.mine), line('merge-agreed', waiting.agreed), line('merge-said', waiting.said), line('merge-lost', waiting.lost),
        waiting.theirs + waiting.said + waiting.conflicts.length === 0 && h('li', {}, t('merge-nothing'))),
      ...(choices.length ? [h('p.hint', {}, counted('merge-conflicts', choices.length)), h('div.conflicts', {}, choices)] : []));
    return undefined;
  };
  const field = /** @type {HTMLInputElement} */ (h('input.unseen', { type: 'file', id: 'merge-file', tabindex: -1, 'aria-label': t('merge-copy'), onchange: async () => {
    const file = field.files?.[0];
    if (!file) return;
    notice.textContent = '';
    try {
      waiting = await send('/api/merge/file', { name: file.name, size: String(file.size) }, file);
    } catch (error) {
      waiting = null;
      notice.textContent = /** @type {Error} */ (error).message;
    }
    draw();
  } }));
  const merge = async () => {
    if (!waiting) return t('merge-choose');
    const chosen = [...place.querySelectorAll('input[value="theirs"]:checked')];
    const theirs = chosen.map((input) => Number(/** @type {HTMLElement} */ (input.closest('fieldset'))?.dataset.conflict));
    return await store.merge(theirs) ? '' : store.problem;
  };
  draw();
  const answer = await sheet(t('merge-copy'), [h('p.hint', {}, t('merge-hint')), h('div.do', {}, h('button', { type: 'button', id: 'merge-choose', onclick: () => field.click() }, t('merge-file')), field), notice, place], [['', t('cancel')], ['merge', t('merge-do'), 'primary']], { wide: true, send: merge });
  if (!answer) await post('/api/merge/forget', {}).catch(() => {});
}
