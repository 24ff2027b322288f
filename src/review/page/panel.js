// @ts-check
// The panel next to the rows: everything about the active row.

import { h, icon, ICONS, the } from './dom.js';
import { keyOf } from './keys.js';
import { deeds, thread } from './people.js';
import { reason } from './reasons.js';
import { beadType } from './row.js';
import { codeName, number, percent, spoken, t } from './strings.js';
import { readable } from './values.js';

/** @typedef {import('./store.js').Row} Row @typedef {import('./store.js').Finding} Finding @typedef {import('./store.js').Anchor} Anchor */

const KINDS = ['figure', 'name', 'identical', 'lexicon', 'learnt', 'mark'];

export class Panel {
  /** @param {import('./store.js').Store} store @param {Record<string, (...about: any[]) => any>} actions */
  constructor(store, actions) {
    this.store = store;
    this.actions = actions;
    this.box = the('panel');
    /** @type {Row | undefined} */
    this.last = undefined;
    for (const what of ['list', 'rows', 'active']) store.addEventListener(what, () => this.draw());
  }

  draw() {
    const row = this.store.row;
    const numbers = row ? [row.n, ...row.elsewhere.map((half) => half.n)].join(' ') : '';
    if (row === this.last && row && this.box.dataset.lang === spoken() && this.box.dataset.numbers === numbers) return;
    this.last = row;
    if (!row) return this.box.replaceChildren();
    this.box.dataset.lang = spoken();
    this.box.dataset.numbers = numbers;
    this.box.setAttribute('aria-label', `${t('row')} ${number(row.n)}`);
    this.box.replaceChildren(
      h('header', {},
        h('h2', {}, `${t('row')} ${number(row.n)}`),
        row.part !== undefined && h('bdi.of', {}, this.store.project.progress.parts[row.part]?.name),
        beadType(row.kind),
        h('span.sure', { class: row.confirmed ? 'confirmed' : '' }, row.confirmed ? t('confirmed') : `${t('confidence')} ${percent(row.confidence)}`),
        row.confirmed || row.adequacy === null ? null : h('span.sure', { title: t('adequacy-is') }, `${t('adequacy')} ${percent(row.adequacy)}`)),
      ...this.halves(row),
      this.findings(row),
      ...this.remarks(row),
      this.buttons(row),
      this.anchors(row));
  }

  /** @param {Row} row */
  findings(row) {
    const why = (/** @type {Finding} */ one) => {
      const { text, lang } = reason(row, one);
      return h('p.reason', { lang, dir: lang === 'ar' ? 'rtl' : 'ltr' }, text);
    };
    const card = (/** @type {Finding} */ one) => h('li.finding', { class: `${one.severity} ${one.accepted ? 'accepted' : ''}` },
      h('div.what', {}, h('strong', {}, codeName(one.code)), one.accepted && h('span.tag.quiet', {}, t('accepted'))),
      h('div.values', {}, chip(row, 'en', one.en), h('span.not', {}, icon(ICONS.unequal)), chip(row, 'ar', one.ar)),
      why(one),
      h('div.do', {}, one.accepted
        ? button(t('take-back'), '', () => this.store.edit(one.everywhere ? { do: 'accept-everywhere', key: one.key, on: false } : { do: 'accept', rows: [row.id], key: one.key, on: false }))
        : [
            one.ar && one.en && button(t('repair'), keyOf('repair'), this.actions.repair),
            button(t('accept'), keyOf('accept-here'), () => this.store.edit({ do: 'accept', rows: [row.id], key: one.key, on: true })),
            button(t('everywhere'), keyOf('accept-everywhere'), () => this.actions['accept-everywhere'](one)),
          ].filter(Boolean)));
    return h('section', {}, h('h3', {}, t('findings')),
      row.findings.length ? h('ul.findings', {}, [...row.findings].sort((a, b) => grave(b) - grave(a)).map(card)) : h('p.calm', {}, icon(ICONS.check), t('no-findings')));
  }

  /**
   * Where the other half of displaced text is.
   * @param {Row} row
   */
  halves(row) {
    if (!row.elsewhere.length) return [];
    const lang = row.ar.pieces.length ? 'en' : 'ar';
    const card = (/** @type {import('./store.js').OtherHalf} */ half) => h('li.other-half', {},
      h('p.half', { lang, dir: lang === 'ar' ? 'rtl' : 'ltr' }, half.text),
      h('div.do', {},
        button(t('to-row', { n: half.n }), row.elsewhere[0] === half ? keyOf('elsewhere') : '', () => this.actions.visit(half.row)),
        button(t('link-both'), '', () => this.store.edit({ do: 'link', rows: [row.id, half.row] }))));
    return [h('section', {}, h('h3', {}, t('elsewhere')), h('ul', {}, row.elsewhere.map(card)))];
  }

  /** @param {Row} row */
  remarks(row) {
    const originals = /** @type {const} */ (['ar', 'en']).flatMap((lang) => row[lang].pieces.filter((piece) => piece.original !== undefined).map((piece) =>
      h('div.was', {}, h('span.label', {}, t('original')), h('p.text', { lang, dir: lang === 'ar' ? 'rtl' : 'ltr', class: lang }, piece.original))));
    const done = deeds(row);
    if (!row.note && !originals.length && !done.length) return [];
    return [h('section', {}, h('h3', {}, t('said')), thread(row),
      row.note && h('div.do', {}, button(t('reply'), keyOf('note'), this.actions.note)),
      done.length > 0 && h('p.deeds', {}, done.join(' · ')), originals)];
  }

  /** @param {Row} row */
  buttons(row) {
    const action = (/** @type {string} */ name, label = t(name)) => button(label, keyOf(name), this.actions[name]);
    return h('section.actions', {}, h('h3', {}, t('mend')),
      h('div.buttons', {},
        row.confirmed ? action('confirm', t('unconfirm')) : action('confirm-next'),
        action('merge'), action('split'), action('cut'), action('unlink'), action('correct'),
        action('flag', t(row.flagged ? 'unflag' : 'flag')), action('note'), action('choose'), action('link'), action('swap'), action('confirm-above')),
      h('div.buttons.moves', {}, action('ar-up'), action('ar-down'), action('en-up'), action('en-down')));
  }

  /**
   * The evidence without repetitions: the same words are shown once, and what is shown as a figure
   * is not shown as a word too.
   * @param {Row} row
   */
  distinct(row) {
    const words = (/** @type {Anchor} */ anchor) => `${row.ar.text.slice(...anchor.ar)}\t${row.en.text.slice(...anchor.en)}`.toLowerCase();
    const inOrder = [...row.anchors].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || b.weight - a.weight);
    /** @type {Map<string, Anchor>} */
    const found = new Map();
    for (const anchor of inOrder) if (!found.has(words(anchor))) found.set(words(anchor), anchor);
    return [...found.values()];
  }

  /** @param {Row} row */
  anchors(row) {
    const most = Math.max(0.1, ...row.anchors.map((anchor) => anchor.weight));
    const all = this.distinct(row);
    const groups = KINDS.map((kind) => /** @type {[string, Anchor[]]} */ ([kind, all.filter((anchor) => anchor.kind === kind)])).filter(([, all]) => all.length);
    const entry = (/** @type {Anchor} */ anchor) => h('li.anchor', {
      onmouseenter: () => light(row, anchor), onmouseleave: () => light(row, null),
    },
    h('span.en', { lang: 'en', dir: 'ltr' }, row.en.text.slice(...anchor.en)),
    h('span.weight', { title: anchor.weight.toFixed(2), style: { '--at': Math.max(0, anchor.weight / most) } }),
    h('span.ar', { lang: 'ar', dir: 'rtl' }, row.ar.text.slice(...anchor.ar)));
    return h('section', {}, h('h3', {}, t('anchors')),
      groups.length ? groups.map(([kind, all]) => h('div.group', {}, h('h4', {}, t(`a-${kind}`)), h('ul', {}, all.map(entry)))) : h('p.calm', {}, t('no-anchors')));
  }
}

/**
 * Errors first, accepted findings last.
 * @param {Finding} finding
 */
const grave = (finding) => (finding.accepted ? -10 : 0) + ['note', 'warning', 'error'].indexOf(finding.severity);

/**
 * A value as a chip, with the words that it was read from.
 * @param {Row} row
 * @param {'ar' | 'en'} lang
 * @param {import('./store.js').Value} value
 */
function chip(row, lang, value) {
  if (!value) return h('span.value.none', {}, t('none'));
  const words = row[lang].text.slice(value.start, value.end);
  return h('span.value', {},
    h('span.words', { lang, dir: lang === 'ar' ? 'rtl' : 'ltr', class: lang }, words.length > 60 ? `${words.slice(0, 57)}…` : words),
    value.value && h('span.read', { dir: 'auto' }, readable(value.value, value.unit)));
}

/** @param {string} label @param {string} key @param {() => any} act */
function button(label, key, act) {
  return h('button', { type: 'button', onclick: () => { act(); the('grid').focus(); } }, label, key && h('kbd', {}, key));
}

/**
 * Highlights both places of an anchor in the row, without changing its elements.
 * @param {Row} row
 * @param {Anchor | null} anchor
 */
function light(row, anchor) {
  const highlights = /** @type {any} */ (CSS).highlights;
  if (!highlights) return;
  highlights.delete('anchor');
  const element = the(`row-${row.id}`);
  if (!anchor || !element) return;
  const ranges = /** @type {const} */ (['ar', 'en']).map((lang) => range(element.querySelector(`.text.${lang}`), ...anchor[lang])).filter(Boolean);
  highlights.set('anchor', new /** @type {any} */ (window).Highlight(...ranges));
}

/** @param {Element | null} box @param {number} start @param {number} end */
function range(box, start, end) {
  if (!box) return null;
  const made = document.createRange();
  const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  let at = 0;
  for (let node = /** @type {Text | null} */ (walk.nextNode()); node; node = /** @type {Text | null} */ (walk.nextNode())) {
    const next = at + node.length;
    if (start >= at && start < next) made.setStart(node, start - at);
    if (end > at && end <= next) {
      made.setEnd(node, end - at);
      return made;
    }
    at = next;
  }
  return null;
}
