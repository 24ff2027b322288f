// @ts-check
// Dialogs over the page: keys, correction, export, realignment.

import { h, the } from './dom.js';
import { download, get } from './api.js';
import { KEYS, lettersAct, shown as keyShown } from './keys.js';
import { reason } from './reasons.js';
import { codeName, counted, editName, moment, number, t } from './strings.js';

/** @typedef {import('./store.js').Store} Store @typedef {import('./store.js').Row} Row @typedef {import('./drafts.js').Drafts} Drafts */

/**
 * @typedef {object} Manners
 * @property {boolean} [wide]
 * @property {() => void} [shown] called when it has appeared
 * @property {() => boolean} [changed] whether something was typed that would be lost; if so, leaving asks first
 * @property {(value: string) => Promise<string>} [send] performs the request and returns the error, if any, in which case the sheet stays open
 */

/**
 * Shows a dialog and returns the value that it was closed with; nothing if it was cancelled.
 * @param {string} title @param {Node[]} content @param {[string, string, string?][]} buttons value, label, class
 * @param {Manners} [manners]
 * @returns {Promise<string>}
 */
export function sheet(title, content, buttons, manners) {
  const { wide = false, changed, send, shown } = manners ?? {};
  return new Promise((resolve) => {
    const dialog = /** @type {HTMLDialogElement} */ (h('dialog', { class: wide ? 'wide' : '', 'aria-label': title }));
    const notice = h('p.notice', { role: 'alert' });
    let sending = false;
    const leave = () => {
      if (sending) return;
      if (changed?.()) ask();
      else dialog.close('');
    };
    const choose = async (/** @type {string} */ value) => {
      if (sending) return;
      if (!value) return leave();
      if (!send) return dialog.close(value);
      sending = true;
      dialog.setAttribute('aria-busy', 'true');
      notice.textContent = '';
      const wrong = await send(value);
      sending = false;
      dialog.removeAttribute('aria-busy');
      if (wrong) notice.textContent = wrong;
      else dialog.close(value);
    };
    dialog.addEventListener('choose', (/** @type {any} */ event) => choose(event.detail));
    const button = (/** @type {[string, string, string?]} */ [value, label, look]) =>
      h('button', { type: 'button', class: look ?? '', data: { value }, onclick: () => choose(value) }, label);
    const footer = h('footer', {}, ...buttons.map(button));
    const ask = () => {
      const back = /** @type {HTMLElement | null} */ (document.activeElement);
      const stay = h('button.primary', { type: 'button', onclick: () => { footer.replaceChildren(...buttons.map(button)); back?.focus(); } }, t('keep-writing'));
      footer.replaceChildren(h('span.question', { role: 'alert' }, t('discard-question')),
        h('button.discard', { type: 'button', onclick: () => dialog.close('discard') }, t('discard')), stay);
      stay.focus();
    };
    dialog.append(h('h2', {}, title), ...content, notice, footer);
    dialog.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      if (event.code === 'Escape') {
        event.preventDefault();
        const stay = /** @type {HTMLElement | null} */ (footer.querySelector('.discard + .primary'));
        if (stay) stay.click();
        else leave();
      }
      if (/Enter$/.test(event.code) && (event.ctrlKey || event.metaKey) && !footer.querySelector('.discard')) {
        event.preventDefault();
        choose(buttons[buttons.length - 1][0]);
      }
    });
    // The back gesture of a phone.
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      leave();
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      if (!document.activeElement || document.activeElement === document.body) the('grid').focus();
      resolve(dialog.returnValue);
    });
    document.body.append(dialog);
    dialog.showModal();
    /** @type {HTMLElement | null} */ (dialog.querySelector('[autofocus], textarea, footer button:last-child'))?.focus({ preventScroll: true });
    dialog.scrollTop = 0;
    shown?.();
  });
}

/** @param {(on: boolean) => void} letLetters */
export function helpSheet(letLetters) {
  const groups = ['going', 'mending', 'saying', 'other'].map((group) => h('section', {},
    h('h3', {}, t(group)),
    h('dl', {}, KEYS.filter(([, , of]) => of === group).map(([action, keys]) => h('div', {},
      h('dt', {}, t(action)),
      h('dd', {}, keys.map((key) => h('kbd', {}, keyShown(key)))))))));
  const letters = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox', id: 'letters', checked: lettersAct(), onchange: () => letLetters(letters.checked) }));
  const choice = h('div.letters', {}, h('label.line', {}, letters, h('span', {}, t('letters'))), h('p.hint', {}, t('letters-hint')));
  return sheet(t('help-title'), [h('p.hint', {}, t('help-hint')), choice, h('div.keys', {}, groups)], [['', t('close')]], { wide: true });
}

/**
 * @param {Drafts} drafts @param {string} key @param {string} text @param {string} stored @param {number} row
 */
function keep(drafts, key, text, stored, row) {
  if (text === stored) drafts.drop(key);
  else drafts.put(key, text, row);
}

/** @typedef {{lang: 'ar' | 'en', piece: import('./store.js').Piece, text: string, area: HTMLTextAreaElement, key: string, notice: HTMLElement}} Field */

/** @typedef {{lang: 'ar' | 'en', piece: number, text: string, start: number, end: number, sure: boolean}} Repair */

/**
 * Corrects the sentences of a row, or cuts one. The findings are shown above them, and the first
 * wrong figure is selected.
 * @param {Store} store @param {Drafts} drafts @param {Row} row
 * @param {Repair} [repair] the proposed correction
 */
export async function editRow(store, drafts, row, repair) {
  /** @type {Field[]} */
  const fields = [];
  /** @type {{lang: string, piece: number, at: number} | null} */
  let cut = null;
  // What others write meanwhile is noticed, also when the page has heard of it.
  let since = store.revision;
  const one = (/** @type {'ar' | 'en'} */ lang, /** @type {import('./store.js').Piece} */ piece) => {
    const text = row[lang].text.slice(piece.start, piece.end);
    const key = `${lang}:${piece.id}`;
    const draft = drafts.get(key);
    const dir = lang === 'ar' ? 'rtl' : 'ltr';
    const area = /** @type {HTMLTextAreaElement} */ (h('textarea.text', {
      lang, dir, class: lang, rows: Math.max(2, Math.ceil(text.length / 60)), value: draft ?? text, 'aria-label': t(lang === 'ar' ? 'arabic' : 'english'),
      oninput: () => keep(drafts, key, area.value, field.text, row.id),
    }));
    const notice = h('p.notice', {}, draft === undefined || draft === text ? null : t('draft-restored'));
    /** @type {Field} */
    const field = { lang, piece, text, area, key, notice };
    fields.push(field);
    const write = (/** @type {string} */ now) => {
      area.value = now;
      area.dispatchEvent(new Event('input'));
      area.focus();
    };
    return h('div.field', {}, area, notice, h('div.under', {},
      piece.original !== undefined && h('span.was', { lang, dir }, piece.original),
      piece.original !== undefined && h('button', { type: 'button', onclick: () => write(piece.original ?? text) }, t('restore')),
      draft !== undefined && draft !== text && h('button', { type: 'button', onclick: () => write(field.text) }, t('as-stored')),
      h('button', { type: 'button', data: { cut: key }, onclick: (/** @type {Event} */ event) => {
        cut = { lang, piece: piece.id, at: area.selectionStart };
        /** @type {HTMLElement} */ (event.target).dispatchEvent(new CustomEvent('choose', { detail: 'cut', bubbles: true }));
      } }, t('cut-here'))));
  };
  const side = (/** @type {'ar' | 'en'} */ lang) => row[lang].pieces.map((piece) => one(lang, piece));
  const written = () => fields.filter(({ area, text }) => area.value !== text);
  const send = async (/** @type {string} */ value) => {
    const texts = written().map(({ lang, piece, area }) => ({ lang, piece: piece.id, text: area.value }));
    if (value === 'save' && !texts.length) return '';
    const edit = { do: 'texts', texts, cut: value === 'cut' ? cut : null };
    if (await store.edit(edit, since)) return '';
    if (!store.outdated) return store.problem;
    since = store.revision;
    // Another page was first. Pieces that it did not change are saved as if it had not been there.
    const theirs = await other(store, fields);
    if (theirs) return theirs;
    return await store.edit(edit, since) ? '' : store.problem;
  };
  const open = row.findings.filter((one) => !one.accepted && one.severity !== 'note');
  const why = h('ul.why', {}, open.map((one) => {
    const { text, lang } = reason(row, one);
    return h('li', { class: one.severity }, h('strong', {}, codeName(one.code)), ' ', h('bdi', { lang }, text));
  }));
  // The wrong figure, on the side of the translation if both sides are marked.
  const select = () => {
    const one = open.find((found) => found.ar && found.en) ?? open[0];
    const lang = repair?.lang ?? (one?.[store.project.source === 'en' ? 'ar' : 'en'] ? (store.project.source === 'en' ? 'ar' : 'en') : store.project.source);
    const place = one?.[/** @type {'ar' | 'en'} */ (lang)];
    const field = fields.find((field) => field.lang === lang && (repair ? field.piece.id === repair.piece : place && place.start >= field.piece.start && place.start < field.piece.end));
    if (!field) return;
    if (repair) {
      field.area.value = repair.text;
      field.area.dispatchEvent(new Event('input'));
      field.notice.textContent = t('repair-look');
    }
    field.area.focus();
    if (repair) field.area.setSelectionRange(repair.start, repair.end);
    else if (place && field.area.value === field.text) field.area.setSelectionRange(place.start - field.piece.start, place.end - field.piece.start);
  };
  const content = [...(open.length ? [why] : []), h('div.sides', {}, h('div', {}, side('en')), h('div', {}, side('ar')))];
  const answer = await sheet(t('edit-title', { n: row.n }), content, [['', t('cancel')], ['save', t('save'), 'primary']], { wide: true, changed: () => written().length > 0, send, shown: select });
  if (answer) for (const { key } of fields) drafts.drop(key);
}

/**
 * Text saved elsewhere for the fields of an open dialog, which then shows both versions.
 * @param {Store} store @param {Field[]} fields
 */
async function other(store, fields) {
  const texts = await get('/api/pieces', { ids: fields.map(({ key }) => key).join(',') });
  let wrong = '';
  fields.forEach((field, n) => {
    const now = texts[n];
    if (now === field.text) return;
    wrong = t(now === null ? 'piece-gone' : 'written-elsewhere');
    field.notice.replaceChildren(now === null ? t('piece-gone') : t('now-reads'), ' ', h('bdi', { lang: field.lang }, now ?? ''));
    if (now !== null) field.text = now;
  });
  return wrong;
}

/**
 * Asks before many rows are confirmed at once.
 * @param {number} all how many would be confirmed @param {number} wrong how many more have an open error
 * @returns {Promise<'' | 'spare' | 'all'>}
 */
export async function confirmSheet(all, wrong) {
  const also = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox', id: 'confirm-wrong' }));
  const text = h('p', {}, counted('confirm-text', all));
  const left = wrong ? h('p', {}, h('label.line', {}, also, h('span', {}, counted('confirm-wrong', wrong)))) : null;
  const answer = await sheet(t('confirm-title'), [text, ...(left ? [left] : [])], [['', t('cancel')], ['yes', t('confirm-next'), 'primary']]);
  return answer !== 'yes' ? '' : also.checked ? 'all' : 'spare';
}

/** @param {number} pins */
export async function askRealign(pins) {
  const text = h('p', {}, t('realign-text', { n: pins }));
  return await sheet(t('realign-title'), [text], [['', t('cancel')], ['yes', t('realign'), 'primary']]) === 'yes';
}

/** @typedef {{seq: number, at: string, name: string, who: string, undone: boolean, rows: number[], before?: string, after?: string}} Entry */

/**
 * The rows of a change, and the text before and after it.
 * @param {Entry} entry
 */
function about({ rows, before, after }) {
  const where = rows.length ? `${t('row')} ${rows.slice(0, 3).map(number).join('، ').replaceAll('، ', ', ')}${rows.length > 3 ? ' …' : ''}` : '';
  if (!where && before === undefined) return null;
  return h('span', {}, where, before === undefined ? null : h('span.change', {}, ': ', h('del', {}, h('bdi', {}, before || '—')), ' → ', h('ins', {}, h('bdi', {}, after || '—'))));
}

/**
 * The journal, newest first.
 * @returns {Promise<number | null>} how many changes should be applied, if the reviewer chose another position
 */
export async function journalSheet() {
  /** @type {Entry[]} */
  const entries = await get('/api/history');
  const here = entries.find((entry) => !entry.undone)?.seq ?? 0;
  const line = (/** @type {number} */ seq, /** @type {string} */ what, /** @type {string} */ when, undone = false, /** @type {HTMLElement | null} */ about = null) => h('li', { class: undone ? 'undone' : '' },
    h('span.what', {}, what, about && h('span.about', {}, about)), h('time', {}, when),
    seq === here ? h('span.here', { 'aria-current': 'step' }, t('here')) : h('button', { type: 'button', onclick: (/** @type {Event} */ event) => {
      /** @type {HTMLElement} */ (event.target).closest('dialog')?.close(`to ${seq}`);
    } }, t(undone ? 'go-forth' : 'go-back')));
  const list = h('ol.journal', {}, entries.map((entry) => line(entry.seq, editName(entry.name), `${entry.who ? `${entry.who} · ` : ''}${moment(entry.at)}`, entry.undone, about(entry))),
    entries.every((entry) => entry.seq > 1) && entries.length ? null : line(0, t('beginning'), ''));
  const answer = await sheet(t('journal'), [h('p.hint', {}, t('journal-hint')), list], [['', t('close')]]);
  return answer.startsWith('to ') ? Number(answer.slice(3)) : null;
}

export async function exportSheet() {
  const formats = ['tmx', 'xliff', 'xliff2', 'json', 'jsonl', 'plain-jsonl', 'tsv', 'csv', 'xlsx', 'html', 'findings-html', 'findings-tsv', 'index', 'hunalign'];
  const known = await get('/api/export/formats');
  const format = /** @type {HTMLSelectElement} */ (h('select', { autofocus: true, id: 'export-format' }, formats.filter((name) => known.includes(name)).map((name) => h('option', { value: name }, t(`f-${name}`)))));
  const confirmed = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox', id: 'export-confirmed' }));
  const unflagged = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox' }));
  const above = /** @type {HTMLInputElement} */ (h('input', { type: 'number', min: 0, max: 100, step: 5, placeholder: '0' }));
  const count = h('output.count', {});
  const warning = h('p.warn', { role: 'status' });
  const query = () => {
    const choice = { confirmed: confirmed.checked, unflagged: unflagged.checked, above: above.value ? Number(above.value) / 100 : null };
    return { format: format.value, choice: JSON.stringify(choice) };
  };
  const tell = async () => {
    const { count: n, wrong, omitted } = await get('/api/export/count', query());
    const findings = format.value.startsWith('findings');
    count.textContent = counted(findings ? 'leave-findings' : 'leave', n);
    warning.textContent = findings ? '' : [wrong ? counted('wrong-leave', wrong) : '', omitted ? counted('omitted', omitted) : ''].join(' ').trim();
  };
  for (const field of [format, confirmed, unflagged, above]) field.addEventListener('input', tell);
  tell();
  const content = [
    h('label.line', {}, h('span', {}, t('format')), format),
    h('fieldset', {}, h('legend', {}, t('which')),
      h('label', {}, confirmed, t('only-confirmed')),
      h('label', {}, unflagged, t('no-flagged')),
      h('label', {}, t('above'), ' ', above, ' %')),
    count, warning,
  ];
  if (await sheet(t('export-title'), content, [['', t('cancel')], ['save', t('download'), 'primary']]) !== 'save') return;
  await download('/api/export', query());
}
