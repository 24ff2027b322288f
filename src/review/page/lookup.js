// @ts-check
// Searches over the whole project: uses of words, previews of replacements, terms and inconsistent
// translations.

import { get, post } from './api.js';
import { sheet } from './dialogs.js';
import { h } from './dom.js';
import { counted, number, t } from './strings.js';

/** @typedef {import('./store.js').Store} Store @typedef {(id: number) => any} Visit */

/** @param {string} lang */
const dir = (lang) => (lang === 'ar' ? 'rtl' : 'ltr');

/**
 * A text with some places marked.
 * @param {string} lang @param {string} text @param {[number, number][]} places
 */
function marked(lang, text, places) {
  const box = h('p.text', { lang, dir: dir(lang), class: lang });
  let at = 0;
  for (const [start, end] of places) {
    box.append(text.slice(at, start), h('mark', { class: 'found' }, text.slice(start, end)));
    at = end;
  }
  box.append(text.slice(at));
  return box;
}

/**
 * A button that closes the dialog and goes to a row.
 * @param {number} n @param {number} row @param {Visit} visit
 */
const toRow = (n, row, visit) => h('button.to-row', { type: 'button', data: { row: String(row) }, onclick: (/** @type {Event} */ event) => {
  /** @type {HTMLElement} */ (event.target).closest('dialog')?.close('');
  visit(row);
} }, t('to-row', { n }));

/** The current selection in the texts, if any. */
const selected = () => String(getSelection() ?? '').trim().slice(0, 80);

/** @param {Visit} visit */
export function concordanceSheet(visit) {
  const list = h('ol.hits', { 'aria-live': 'polite' });
  const field = /** @type {HTMLInputElement} */ (h('input', { type: 'search', id: 'concordance', dir: 'auto', autofocus: true, value: selected(), 'aria-label': t('concordance'), oninput: () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 180);
  } }));
  /** @type {any} */
  let waiting;
  const look = async () => {
    const words = field.value.trim();
    const hits = words ? await get('/api/concordance', { words }) : [];
    if (words !== field.value.trim()) return;
    list.replaceChildren(...hits.map((/** @type {any} */ hit) => h('li', {},
      h('div.where', {}, hit.row === null ? h('bdi', {}, `${hit.memory} ${number(hit.n)}`) : toRow(hit.n, hit.row, visit)),
      h('div.sides', {}, marked('en', hit.en, hit.lang === 'en' ? hit.places : []), marked('ar', hit.ar, hit.lang === 'ar' ? hit.places : [])))));
    if (words && !hits.length) list.replaceChildren(h('li.calm', {}, t('no-more')));
  };
  if (field.value) look();
  return sheet(t('concordance'), [h('p.hint', {}, t('concordance-hint')), field, list], [['', t('close')]], { wide: true });
}

/** @param {Store} store */
export async function replaceSheet(store) {
  const lang = /** @type {HTMLSelectElement} */ (h('select', { id: 'replace-lang', 'aria-label': t('side') }, ['en', 'ar'].map((one) => h('option', { value: one, selected: one !== store.project.source }, t(one === 'ar' ? 'arabic' : 'english')))));
  const text = (/** @type {string} */ id, /** @type {string} */ value, focus = false) => /** @type {HTMLInputElement} */ (h('input', { type: 'text', id, dir: 'auto', value, 'aria-label': t(id), autofocus: focus, spellcheck: 'false' }));
  const [find, to] = [text('replace-find', selected(), true), text('replace-with', '')];
  const check = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox', id }));
  const [words, same] = [check('replace-words'), check('replace-case')];
  const count = h('output.count', {});
  const list = h('ol.hits', {});
  /** @type {any[]} */
  let found = [];
  /** @type {Set<number>} */
  const left = new Set();
  const tell = () => { count.textContent = counted('replace-count', found.length - left.size); };
  const look = async () => {
    const wanted = { lang: lang.value, find: find.value, with: to.value, words: words.checked, case: same.checked };
    found = find.value ? await post('/api/replace', wanted) : [];
    left.clear();
    list.replaceChildren(...found.slice(0, 200).map((one, at) => {
      const box = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox', checked: true, 'aria-label': t('row') + ' ' + number(one.n), onchange: () => {
        if (box.checked) left.delete(at);
        else left.add(at);
        tell();
      } }));
      return h('li', {}, h('label.line', {}, box, h('span', {}, number(one.n))), h('p.text.was', { lang: one.lang, dir: dir(one.lang), class: one.lang }, h('del', {}, one.before)), h('p.text', { lang: one.lang, dir: dir(one.lang), class: one.lang }, h('ins', {}, one.after)));
    }));
    tell();
  };
  /** @type {any} */
  let waiting;
  for (const field of [find, to, words, same, lang]) field.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 180);
  });
  const line = (/** @type {string} */ id, /** @type {HTMLElement} */ field) => h('label.line', { for: id }, h('span', {}, t(id)), field);
  const content = [h('div.replace', {}, line('replace-lang', lang), line('replace-find', find), line('replace-with', to),
    h('label.line', {}, words, h('span', {}, t('replace-words'))), h('label.line', {}, same, h('span', {}, t('replace-case')))), count, list];
  // Exactly what was shown is sent, without the rows that were deselected.
  const send = async () => {
    clearTimeout(waiting);
    const texts = found.filter((_, at) => !left.has(at)).map((one) => ({ lang: one.lang, piece: one.piece, text: one.after }));
    if (!texts.length) return t('nothing_changed');
    return await store.edit({ do: 'texts', texts }) ? '' : store.problem;
  };
  await sheet(t('replace'), content, [['', t('cancel')], ['replace', t('replace-all'), 'primary']], { wide: true, send });
}

/** @param {Visit} visit */
export async function remarksSheet(visit) {
  const { terms, slips, ways } = await get('/api/remarks');
  const slip = (/** @type {any} */ one) => h('li', { class: one.forbidden ? 'error' : 'warning' }, toRow(one.n, one.row, visit), ' ',
    h('bdi', {}, one.source), ' → ', h('bdi', {}, one.renderings.join(' / ')), ' — ', t(one.forbidden ? 'term-forbidden' : 'term-missing'));
  const way = (/** @type {any} */ one) => h('li', {}, h('p.text', { lang: one.lang, dir: dir(one.lang), class: one.lang }, one.text),
    h('ul', {}, one.ways.map((/** @type {any} */ way) => {
      const other = one.lang === 'ar' ? 'en' : 'ar';
      return h('li', {}, toRow(way.n, way.row, visit), way.rows > 1 ? ` ×${number(way.rows)}` : '', h('p.text', { lang: other, dir: dir(other), class: other }, way.text));
    })));
  const content = [
    h('h3', {}, t('terms-title')), terms ? (slips.length ? h('ol.hits', { id: 'slips' }, slips.map(slip)) : h('p.calm', {}, counted('terms-kept', terms))) : h('p.hint', {}, t('no-terms')),
    h('h3', {}, t('ways-title')), ways.length ? h('ol.hits', { id: 'ways' }, ways.map(way)) : h('p.calm', {}, t('no-ways')),
  ];
  return sheet(t('remarks'), content, [['', t('close')]], { wide: true });
}
