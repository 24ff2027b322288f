// @ts-check
// All actions by name: keys, buttons and menus call these.

import { get, post } from './api.js';
import { concordanceSheet, remarksSheet, replaceSheet } from './lookup.js';
import { caret } from './row.js';
import { t } from './strings.js';
import { shareSheet } from './together.js';
import { askRealign, confirmSheet, editRow, exportSheet, helpSheet, journalSheet } from './dialogs.js';
import { mergeSheet } from './merging.js';
import { noteSheet } from './people.js';

/** @typedef {import('./store.js').Store} Store */

/** @param {Store} store @param {{grid: import('./grid.js').Grid, filters: any, drafts: import('./drafts.js').Drafts, say: (text: string, kind?: string) => void, look: any}} page */
export function actions(store, { grid, filters, drafts, say, look }) {
  const step = (/** @type {number} */ by) => {
    const at = store.active === null ? 0 : store.places.get(store.active) ?? 0;
    store.go(store.ids[Math.max(0, Math.min(store.ids.length - 1, at + by))]);
  };
  /** The next row, in the direction of `by`, for whose doubt `test` is true. */
  const seek = (/** @type {number} */ by, /** @type {(doubt: number, id: number) => boolean} */ test) => {
    const { ids, doubts } = store;
    let at = store.active === null ? -1 : store.places.get(store.active) ?? -1;
    for (at += by; at >= 0 && at < ids.length; at += by) {
      if (test(doubts[at], ids[at])) return store.go(ids[at], 'jump');
    }
    say(t('no-more'));
  };
  const on = (/** @type {(id: number) => any} */ edit) => () => store.active === null ? null : edit(store.active);
  const edit = (/** @type {(id: number) => Record<string, any>} */ make) => on((id) => store.edit(make(id)));
  const move = (/** @type {string} */ lang, /** @type {string} */ edge) => edit((row) => ({ do: 'move', row, lang, edge }));
  /** The chosen rows, or the active row and the chosen one. */
  const two = () => {
    const rows = [...store.chosen];
    if (rows.length === 1 && store.active !== null && store.active !== rows[0]) rows.push(store.active);
    if (rows.length === 2) return rows;
    say(t('choose-two'));
    return null;
  };
  const unchoose = (/** @type {any} */ done) => {
    if (!done) return;
    store.chosen.clear();
    store.tell('rows');
  };
  /** Goes to a row, also if a filter hides it. */
  const visit = async (/** @type {number} */ id) => {
    if (!store.places.has(id)) await filters.clear();
    store.go(id, 'jump');
  };
  /** Chooses the active row and the next one, and goes there. */
  const stretch = (/** @type {number} */ by) => {
    if (store.active !== null) store.chosen.add(store.active);
    step(by);
    if (store.active !== null) store.chosen.add(store.active);
    store.tell('rows');
  };
  const finding = () => {
    const found = store.row?.findings.find((one) => !one.accepted);
    if (!found) say(t('no-finding'));
    return found;
  };

  return {
    'next-row': () => step(1),
    'previous-row': () => step(-1),
    'page-down': () => grid.inside(1) || step(grid.page()),
    'page-up': () => grid.inside(-1) || step(-grid.page()),
    first: () => step(-store.ids.length),
    last: () => step(store.ids.length),
    'next-finding': () => seek(1, (doubt) => doubt >= 8),
    'previous-finding': () => seek(-1, (doubt) => doubt >= 8),
    'next-doubt': () => seek(1, (doubt) => doubt >= 3),
    'previous-doubt': () => seek(-1, (doubt) => doubt >= 3),
    'next-open': () => seekOpen(1),
    'previous-open': () => seekOpen(-1),

    'next-renewed': () => seek(1, (_, id) => store.renewed.has(id)),
    'previous-renewed': () => seek(-1, (_, id) => store.renewed.has(id)),

    elsewhere: () => {
      const half = store.row?.elsewhere[0];
      if (half) visit(half.row);
      else say(t('no-elsewhere'));
    },
    visit,

    merge: edit((row) => ({ do: 'merge', row })),
    'merge-up': on((id) => {
      const above = store.ids[(store.places.get(id) ?? 0) - 1];
      return above === undefined ? null : store.edit({ do: 'merge', row: above });
    }),
    split: edit((row) => ({ do: 'split', row })),
    cut: on((id) => {
      const place = caret(id);
      if (place) return store.edit({ do: 'cut', row: id, ...place });
      return say(t('no-caret'));
    }),
    unlink: edit((row) => ({ do: 'unlink', row })),
    choose: on((id) => {
      if (!store.chosen.delete(id)) store.chosen.add(id);
      store.tell('rows');
    }),
    link: () => {
      const rows = two();
      return rows && store.edit({ do: 'link', rows }).then(unchoose);
    },
    swap: () => {
      const next = store.active === null ? undefined : store.ids[(store.places.get(store.active) ?? 0) + 1];
      const rows = store.chosen.size ? two() : store.active !== null && next !== undefined ? [store.active, next] : null;
      return rows && store.edit({ do: 'swap', rows }).then(unchoose);
    },
    'ar-up': move('ar', 'first'),
    'ar-down': move('ar', 'last'),
    'en-up': move('en', 'first'),
    'en-down': move('en', 'last'),
    repair: () => repair(null),
    'repair-other': () => repair(store.project.source),
    correct: on(() => store.row && editRow(store, drafts, store.row)),

    confirm: on((id) => others(id) ? confirmMany([...store.chosen]) : store.edit({ do: 'confirm', rows: [id], on: !store.row?.confirmed })),
    'confirm-next': on((id) => {
      const at = store.places.get(id) ?? 0;
      const next = store.ids[Math.min(store.ids.length - 1, at + 1)];
      const done = others(id) ? confirmMany([...store.chosen]) : store.edit({ do: 'confirm', rows: [id], on: true });
      return done.then((/** @type {any} */ done) => done && store.go(next));
    }),
    // Only rows of the list that is shown.
    'confirm-above': on((id) => confirmMany(store.ids.slice(0, (store.places.get(id) ?? -1) + 1))),
    flag: on((id) => store.edit({ do: 'flag', row: id, on: !store.row?.flagged })),
    note: on(() => store.row && noteSheet(store, drafts, store.row)),
    'accept-here': on((id) => {
      const found = finding();
      return found && store.edit({ do: 'accept', rows: [id], key: found.key, on: true });
    }),
    'accept-everywhere': (/** @type {import('./store.js').Finding | undefined} */ found = finding()) => found && acceptAll(found),

    concordance: () => concordanceSheet(visit),
    replace: () => replaceSheet(store),
    remarks: () => remarksSheet(visit),
    'choose-down': () => stretch(1),
    'choose-up': () => stretch(-1),
    compact: () => look.compact(),
    larger: () => look.scale(1),
    smaller: () => look.scale(-1),
    projects: () => post('/api/close', {}).then(() => location.reload()),
    undo: () => store.undo(),
    redo: () => store.redo(),
    journal: () => journalSheet().then((to) => to === null ? null : store.travel(to)),
    realign: () => askRealign(store.project.progress.confirmed).then((yes) => {
      if (!yes) return;
      // Not awaited, so that keys for navigation keep working.
      store.realign();
    }),
    share: () => store.project.sharing && store.project.role === 'owner' ? shareSheet() : say(t('not-shared')),
    'merge-copy': () => store.project.shelf ? mergeSheet(store) : null,
    search: () => filters.search(),
    'clear-filters': () => filters.clear(),
    export: () => exportSheet(),
    help: () => helpSheet(look.letters),
    columns: () => look.swap(),
    dark: () => look.turn(),
    panel: () => look.fold(),
    language: () => look.translate(),
  };

  /** Writes the right value in place of the most serious wrong figure, or shows it to be checked first. */
  async function repair(/** @type {string | null} */ side) {
    const row = store.row;
    const found = row?.findings.filter((one) => !one.accepted && one.ar && one.en).sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'))[0];
    if (!row || !found) return say(t('no-repair'));
    const made = await get('/api/repair', { row: String(row.id), key: found.key, ...(side ? { side } : {}) });
    if (made?.sure) return store.edit({ do: 'texts', texts: [{ lang: made.lang, piece: made.piece, text: made.text }] });
    if (!made) say(t('no-repair'));
    return editRow(store, drafts, row, made ?? undefined);
  }

  /** Whether rows other than the active one are chosen. */
  function others(/** @type {number} */ id) {
    return store.chosen.size > 1 || (store.chosen.size === 1 && !store.chosen.has(id));
  }

  /** In a filtered list, accepting everywhere means accepting in the listed rows. */
  function acceptAll(/** @type {import('./store.js').Finding} */ found) {
    if (store.whole) return store.edit({ do: 'accept-everywhere', key: found.key, on: true });
    return store.edit({ do: 'accept', rows: store.ids, key: found.key, on: true });
  }

  /** Confirms rows of the list; those with an open error only on request. */
  async function confirmMany(/** @type {number[]} */ rows) {
    const doubt = (/** @type {number} */ id) => store.doubts[store.places.get(id) ?? -1] ?? 0;
    const known = (/** @type {number} */ id) => store.rows.get(id);
    const open = rows.filter((id) => doubt(id) > 0 && !known(id)?.confirmed);
    const wrong = open.filter((id) => doubt(id) === 9);
    if (!open.length) return say(t('nothing_changed'));
    const answer = open.length === 1 && open[0] === store.active && !wrong.length ? 'spare' : await confirmSheet(open.length - wrong.length, wrong.length);
    return answer && store.edit({ do: 'confirm', rows: open, on: true, spare: answer === 'spare' });
  }

  /** Rows that are not confirmed, and confirmed ones with an open finding. */
  function seekOpen(/** @type {number} */ by) {
    seek(by, (doubt) => doubt > 0);
  }
}
