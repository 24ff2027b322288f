// @ts-check
// One row of the grid as elements.

import { h, icon, ICONS } from './dom.js';
import { keyOf } from './keys.js';
import { deeds, shownName } from './people.js';
import { reason } from './reasons.js';
import { codeName, t, number, percent } from './strings.js';
import { othersIn } from './together.js';

/** @typedef {import('./store.js').Row} Row @typedef {import('./store.js').OtherHalf} OtherHalf @typedef {import('./store.js').Side} Side @typedef {import('./store.js').Mark} Mark */

/**
 * One side: pieces with separators between them, and marks inside. All text becomes text nodes, so
 * that offsets of a selection are offsets of the line.
 * @param {'ar' | 'en'} lang @param {Side} side @param {boolean} [elsewhere] whether the missing side is elsewhere
 */
export function line(lang, side, elsewhere = false) {
  const box = h('div.text', { lang, dir: lang === 'ar' ? 'rtl' : 'ltr', class: lang, data: { lang } });
  let at = 0;
  side.pieces.forEach((piece, n) => {
    if (n > 0) box.append(h('span.boundary', { title: t('boundary') }, side.text.slice(at, piece.start)));
    const part = h('span.piece', { class: piece.original === undefined ? '' : 'corrected', title: piece.original === undefined ? null : `${t('original')}: ${piece.original}` });
    let from = piece.start;
    for (const mark of side.marks) {
      if (mark.start < from || mark.start >= piece.end) continue;
      const end = Math.min(mark.end, piece.end);
      part.append(side.text.slice(from, mark.start), marked(mark, side.text.slice(mark.start, end)));
      from = end;
    }
    part.append(side.text.slice(from, piece.end));
    box.append(part);
    at = piece.end;
  });
  if (!side.pieces.length && !elsewhere) box.append(h('span.nothing', { 'aria-label': t('nothing') }, '—'));
  return box;
}

/**
 * One side of a row, and the place of its text if it is displaced.
 * @param {'ar' | 'en'} lang @param {Row} row
 */
function cell(lang, row) {
  const halves = row[lang].pieces.length ? [] : row.elsewhere;
  return h(`div.cell.cell-${lang}`, { role: 'gridcell' }, line(lang, row[lang], halves.length > 0), halves.map((half) => jump(lang, row, half)));
}

/**
 * A link to the other half, with its text. The arrow points up or down, so that it has the same
 * meaning in both directions.
 * @param {'ar' | 'en'} lang @param {Row} row @param {OtherHalf} half
 */
function jump(lang, row, half) {
  // It has the direction of its cell, whatever the direction of the page.
  const dir = lang === 'ar' ? 'rtl' : 'ltr';
  return h('button.elsewhere', { type: 'button', tabindex: -1, dir, data: { row: String(half.row) }, title: `${t('elsewhere')}  ${keyOf('elsewhere')}` },
    icon(half.n < row.n ? ICONS.up : ICONS.down),
    h('bdi.where', {}, t('in-row', { n: half.n })),
    h('bdi.half', { lang, dir }, half.text));
}

/**
 * The numbers of sentences on both sides, in the order of the columns.
 * @param {string} kind `1-2`, the Arabic first
 */
export function beadType(kind) {
  const [ar, en] = kind.split('-').map((n) => number(Number(n)));
  const says = t('kind-says', { ar, en });
  return h('span.tag.kind', { title: says, role: 'img', 'aria-label': says }, h('span', {}, en), h('span', {}, '–'), h('span', {}, ar));
}

/** @param {Mark} mark @param {string} text */
function marked(mark, text) {
  const data = mark.index === undefined ? {} : { index: String(mark.index) };
  // Part of the sentence, and read as such; the reason of the mark is in the accessible name of the row.
  const title = t(`mark-${mark.kind}`) + (mark.name ? ` (${t(`name-${mark.name}`)})` : '');
  return h('mark', { role: 'presentation', class: mark.kind, data, title }, text);
}

/**
 * Updates everything about a row except its content.
 * @param {HTMLElement} element
 * @param {Row} row
 * @param {boolean} active
 * @param {boolean} chosen
 * @param {boolean} renewed
 */
export function place(element, row, active, chosen, renewed) {
  element.classList.toggle('active', active);
  element.classList.toggle('chosen', chosen);
  element.classList.toggle('renewed', renewed);
  element.setAttribute('aria-selected', String(active));
  const names = othersIn(row.id);
  const here = element.querySelector('.here-too');
  if ((here?.textContent ?? '') !== names.join(', ')) {
    here?.remove();
    if (names.length) element.querySelector('.gutter')?.append(h('span.here-too', { title: t('here-too', { who: names.join(', ') }) }, h('bdi', {}, names.join(', '))));
  }
  const n = element.querySelector('.n');
  const now = number(row.n);
  if (n && n.textContent !== now) n.textContent = now;
  element.querySelectorAll('.elsewhere .where').forEach((where, at) => {
    const there = t('in-row', { n: row.elsewhere[at].n });
    if (where.textContent !== there) where.textContent = there;
  });
}

/** @type {() => string[]} */
let documentNames = () => [];

/**
 * Sets the source of the names of documents.
 * @param {() => string[]} names
 */
export function nameDocuments(names) {
  documentNames = names;
}

/** @param {Row} row @param {number} place */
export function rowElement(row, place) {
  const open = row.findings.filter((finding) => !finding.accepted && finding.severity !== 'note');
  const worst = open.some((finding) => finding.severity === 'error') ? 'error' : open.length ? 'warning' : '';
  const sure = row.confirmed ? 'confirmed' : row.edited ? 'edited' : row.confidence < 0.5 ? 'unsure' : row.confidence < 0.8 ? 'halfsure' : 'sure';
  // Read together with the number of the row, so that users of screen readers hear it first.
  const wrong = worst && h('span.unseen', {}, open.map((finding) => `${t(`${finding.severity}-here`)}: ${codeName(finding.code)}. ${reason(row, finding).text}`).join('. '));
  const status = row.confirmed ? h('span.done', { title: t('confirmed') }, icon(ICONS.check)) : h('span.todo', { title: t('unreviewed') });
  const tags = [
    worst && h('span.tag', { class: worst, title: open.map((finding) => reason(row, finding).text).join('\n') }, icon(ICONS.unequal), ` ${number(open.length)}`),
    row.kind !== '1-1' && beadType(row.kind),
    row.edited && row.confirmed && h('span.tag.quiet', { title: t('edited') }, icon(ICONS.pen)),
    row.flagged && h('span.tag.flagged', { title: t('flagged') }, icon(ICONS.flag)),
    row.note && h('span.tag.quiet', { title: [row.note, ...row.replies.map(({ who, text }) => `${who}: ${text}`)].join('\n') }, icon(ICONS.note), row.replies.length > 0 && ` ${number(row.replies.length + 1)}`),
    shownName(row) && h('span.whose', {}, h('bdi', {}, shownName(row))),
  ];
  // The first row of a document shows its name.
  const parts = row.first && row.part !== undefined ? documentNames() : [];
  return h('div.row', {
    id: `row-${row.id}`,
    role: 'row',
    'aria-rowindex': place + 1,
    class: [row.confirmed && 'is-done', worst && `has-${worst}`].filter(Boolean).join(' '),
    data: { id: String(row.id) },
  },
  parts.length > 1 && h('div.document', { role: 'gridcell' }, h('bdi', {}, parts[row.part ?? 0])),
  h('div.gutter', { role: 'rowheader' }, h('span.n', {}, number(row.n)), status, wrong || null),
  cell('en', row),
  cell('ar', row),
  h('div.meta', { role: 'gridcell' },
    h('div.confidence', { class: sure, title: [`${t('confidence')}: ${percent(row.confidence)}`, ...deeds(row)].join('\n') },
      row.confirmed ? t('confirmed') : row.edited ? t('edited-row') : [h('span.meter', { style: { '--at': row.confidence } }), h('span.figure', {}, percent(row.confidence))]),
    h('div.tags', {}, ...tags)));
}

/**
 * A row that has not been fetched yet.
 * @param {number} id
 * @param {number} height
 */
export function placeholder(id, height) {
  return h('div.row.placeholder', { role: 'row', data: { id: String(id) }, style: { height: `${height}px` } });
}

/**
 * The side of the caret and its offset in the line, in a row.
 * @param {number} id
 */
export function caret(id) {
  const selection = getSelection();
  const node = selection?.focusNode;
  if (!node) return null;
  const element = node instanceof Element ? node : node.parentElement;
  const box = element?.closest('.text');
  if (!(box instanceof HTMLElement) || box.closest('.row')?.id !== `row-${id}`) return null;
  const range = document.createRange();
  range.setStart(box, 0);
  range.setEnd(node, selection.focusOffset);
  return { lang: /** @type {'ar' | 'en'} */ (box.dataset.lang), at: range.toString().length };
}
