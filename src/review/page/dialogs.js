// @ts-check
// Sheets that lie over the page: keys, note, correction, export, realignment.

import { h } from './dom.js';
import { download, get } from './api.js';
import { KEYS, shown } from './keys.js';
import { counted, editName, moment, t } from './strings.js';

/**
 * Shows a sheet and gives what it was closed with.
 * @param {string} title @param {Node[]} content @param {[string, string, string?][]} buttons value, label, class
 * @returns {Promise<string>}
 */
function sheet(title, content, buttons, wide = false) {
  return new Promise((resolve) => {
    const dialog = /** @type {HTMLDialogElement} */ (h('dialog', { class: wide ? 'wide' : '', 'aria-label': title }));
    const button = (/** @type {[string, string, string?]} */ [value, label, look]) =>
      h('button', { type: 'button', class: look ?? '', data: { value }, onclick: () => dialog.close(value) }, label);
    dialog.append(h('h2', {}, title), ...content, h('footer', {}, ...buttons.map(button)));
    dialog.addEventListener('keydown', (event) => {
      if (event.code === 'Enter' && (event.ctrlKey || event.metaKey)) dialog.close(buttons[buttons.length - 1][0]);
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
    document.body.append(dialog);
    dialog.showModal();
    /** @type {HTMLElement | null} */ (dialog.querySelector('[autofocus], textarea, footer button:last-child'))?.focus({ preventScroll: true });
    dialog.scrollTop = 0;
  });
}

export function helpSheet() {
  const groups = ['going', 'mending', 'saying', 'other'].map((group) => h('section', {},
    h('h3', {}, t(group)),
    h('dl', {}, KEYS.filter(([, , of]) => of === group).map(([action, keys]) => h('div', {},
      h('dt', {}, t(action)),
      h('dd', {}, keys.map((key) => h('kbd', {}, shown(key)))))))));
  return sheet(t('help-title'), [h('p.hint', {}, t('help-hint')), h('div.keys', {}, groups)], [['', t('close')]], true);
}

/** @param {string} title @param {string} text @returns {Promise<string | null>} */
export async function askText(title, text) {
  const area = /** @type {HTMLTextAreaElement} */ (h('textarea', { rows: 5, dir: 'auto', value: text, 'aria-label': title }));
  return await sheet(title, [area], [['', t('cancel')], ['save', t('save'), 'primary']]) === 'save' ? area.value : null;
}

/**
 * Corrects the sentences of a row, or cuts one.
 * @param {import('./store.js').Store} store
 * @param {import('./store.js').Row} row
 */
export async function editRow(store, row) {
  /** @type {{lang: 'ar' | 'en', piece: import('./store.js').Piece, text: string, area: HTMLTextAreaElement}[]} */
  const fields = [];
  const side = (/** @type {'ar' | 'en'} */ lang) => row[lang].pieces.map((piece) => {
    const text = row[lang].text.slice(piece.start, piece.end);
    const area = /** @type {HTMLTextAreaElement} */ (h('textarea.text', { lang, dir: lang === 'ar' ? 'rtl' : 'ltr', class: lang, rows: Math.max(2, Math.ceil(text.length / 60)), value: text, 'aria-label': t(lang === 'ar' ? 'arabic' : 'english') }));
    fields.push({ lang, piece, text, area });
    return h('div.field', {}, area, h('div.under', {},
      piece.original !== undefined && h('span.was', { lang, dir: lang === 'ar' ? 'rtl' : 'ltr' }, piece.original),
      piece.original !== undefined && h('button', { type: 'button', onclick: () => { area.value = piece.original ?? text; } }, t('restore')),
      h('button', { type: 'button', onclick: (/** @type {Event} */ event) => {
        cut = { lang, at: piece.start + area.selectionStart };
        /** @type {HTMLElement} */ (event.target).closest('dialog')?.close('cut');
      } }, t('cut-here'))));
  });
  /** @type {{lang: string, at: number} | null} */
  let cut = null;
  const content = [h('div.sides', {}, h('div', {}, side('en')), h('div', {}, side('ar')))];
  const answer = await sheet(t('edit-title', { n: row.n }), content, [['', t('cancel')], ['save', t('save'), 'primary']], true);
  if (answer === 'cut' && cut) {
    const { lang, at } = /** @type {{lang: string, at: number}} */ (cut);
    await store.edit({ do: 'cut', row: row.id, lang, at });
  }
  if (answer !== 'save') return;
  for (const { lang, piece, text, area } of fields) {
    if (area.value !== text) await store.edit({ do: 'correct', row: row.id, lang, piece: piece.id, text: area.value });
  }
}

/** @param {number} pins */
export async function askRealign(pins) {
  const text = h('p', {}, t('realign-text', { n: pins }));
  return await sheet(t('realign-title'), [text], [['', t('cancel')], ['yes', t('realign'), 'primary']]) === 'yes';
}

/** @typedef {{seq: number, at: string, name: string, undone: boolean}} Entry */

/**
 * The journal, newest first.
 * @returns {Promise<number | null>} how many changes are to be done, if the reviewer wants to go to another moment
 */
export async function journalSheet() {
  /** @type {Entry[]} */
  const entries = await get('/api/history');
  const here = entries.find((entry) => !entry.undone)?.seq ?? 0;
  const line = (/** @type {number} */ seq, /** @type {string} */ what, /** @type {string} */ when, undone = false) => h('li', { class: undone ? 'undone' : '' },
    h('span.what', {}, what), h('time', {}, when),
    seq === here ? h('span.here', { 'aria-current': 'step' }, t('here')) : h('button', { type: 'button', onclick: (/** @type {Event} */ event) => {
      /** @type {HTMLElement} */ (event.target).closest('dialog')?.close(`to ${seq}`);
    } }, t(undone ? 'go-forth' : 'go-back')));
  const list = h('ol.journal', {}, entries.map(({ seq, at, name, undone }) => line(seq, editName(name), moment(at), undone)),
    entries.every((entry) => entry.seq > 1) && entries.length ? null : line(0, t('beginning'), ''));
  const answer = await sheet(t('journal'), [h('p.hint', {}, t('journal-hint')), list], [['', t('close')]]);
  return answer.startsWith('to ') ? Number(answer.slice(3)) : null;
}

export async function exportSheet() {
  const formats = ['tmx', 'xliff', 'xliff2', 'json', 'jsonl', 'plain-jsonl', 'tsv', 'csv', 'xlsx', 'html', 'findings-html', 'findings-tsv', 'ladder'];
  const known = await get('/api/export/formats');
  const format = /** @type {HTMLSelectElement} */ (h('select', { autofocus: true, id: 'export-format' }, formats.filter((name) => known.includes(name)).map((name) => h('option', { value: name }, t(`f-${name}`)))));
  const confirmed = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox', id: 'export-confirmed' }));
  const unflagged = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox' }));
  const above = /** @type {HTMLInputElement} */ (h('input', { type: 'number', min: 0, max: 100, step: 5, placeholder: '0' }));
  const count = h('output.count', {});
  const query = () => {
    const choice = { confirmed: confirmed.checked, unflagged: unflagged.checked, above: above.value ? Number(above.value) / 100 : null };
    return { format: format.value, choice: JSON.stringify(choice) };
  };
  const tell = async () => {
    const { count: n } = await get('/api/export/count', query());
    count.textContent = counted(format.value.startsWith('findings') ? 'leave-findings' : 'leave', n);
  };
  for (const field of [format, confirmed, unflagged, above]) field.addEventListener('input', tell);
  tell();
  const content = [
    h('label.line', {}, h('span', {}, t('format')), format),
    h('fieldset', {}, h('legend', {}, t('which')),
      h('label', {}, confirmed, t('only-confirmed')),
      h('label', {}, unflagged, t('no-flagged')),
      h('label', {}, t('above'), ' ', above, ' %')),
    count,
  ];
  if (await sheet(t('export-title'), content, [['', t('cancel')], ['save', t('download'), 'primary']]) !== 'save') return;
  await download('/api/export', query());
}
