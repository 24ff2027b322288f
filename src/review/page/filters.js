// @ts-check
// The bar of filters.

import { h, icon, ICONS, the } from './dom.js';
import { codeName, number, t } from './strings.js';

const CHIPS = /** @type {[string, Record<string, any>][]} */ ([
  ['figures', { findings: true }],
  ['unsure', { below: 0.6 }],
  ['uneven', { uneven: true }],
  ['unreviewed', { unreviewed: true }],
  ['edited', { edited: true }],
  ['flagged', { flagged: true }],
  ['noted', { noted: true }],
]);

export class Filters {
  /** @param {import('./store.js').Store} store */
  constructor(store) {
    this.store = store;
    /** @type {Record<string, any>} */
    this.chosen = {};
    this.text = '';
    this.code = '';
    this.severity = '';
    this.order = 'document';
    this.bar = the('filters');
    store.addEventListener('list', () => this.tell());
    store.addEventListener('done', () => this.tell());
    this.build();
  }

  build() {
    const field = /** @type {HTMLInputElement} */ (h('input', {
      type: 'search', id: 'search', dir: 'auto', placeholder: t('search'), 'aria-label': t('search'), value: this.text, spellcheck: 'false', autocomplete: 'off',
      oninput: () => {
        this.text = field.value;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.apply(), 180);
      },
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.code === 'Enter' && !event.isComposing) {
          event.preventDefault();
          clearTimeout(this.timer);
          this.apply();
          the('grid').focus();
        }
      },
    }));
    const chip = (/** @type {[string, Record<string, any>]} */ [name]) => h('button.chip', {
      type: 'button', 'aria-pressed': String(Boolean(this.chosen[name])), data: { chip: name },
      onclick: () => {
        this.chosen[name] = !this.chosen[name];
        this.build();
        this.apply();
      },
    }, t(name));
    const codes = Object.entries(this.store.project?.progress.codes ?? {});
    const kinds = h('select', { 'aria-label': t('any-kind'), onchange: (/** @type {any} */ event) => { this.code = event.target.value; this.apply(); } },
      h('option', { value: '' }, t('any-kind')),
      codes.map(([code, n]) => h('option', { value: code, selected: code === this.code }, `${codeName(code)} (${number(Number(n))})`)));
    const order = h('select', { id: 'order', 'aria-label': t('order'), onchange: (/** @type {any} */ event) => { this.order = event.target.value; this.apply(); } },
      ['document', 'doubt'].map((name) => h('option', { value: name, selected: name === this.order }, t(name))));
    this.count = h('span.shown', { 'aria-live': 'polite' });
    const old = document.activeElement?.id;
    this.bar.replaceChildren(
      h('label.search', {}, icon(ICONS.search), field),
      h('div.chips', { role: 'group' }, CHIPS.map(chip)),
      kinds, order, this.count);
    if (old === 'search') field.focus();
    this.tell();
  }

  tell() {
    if (this.count) this.count.textContent = t('shown', { n: this.store.ids.length });
  }

  apply() {
    /** @type {Record<string, any>} */
    const filter = {};
    for (const [name, part] of CHIPS) if (this.chosen[name]) Object.assign(filter, part);
    if (this.text.trim()) filter.text = this.text;
    if (this.code) filter.code = this.code;
    if (this.order !== 'document') filter.order = this.order;
    this.store.list(filter).catch((error) => this.store.tell('refused', error));
  }

  search() {
    const field = the('search');
    field.focus();
    field.select();
  }

  clear() {
    const set = this.text || this.code || Object.values(this.chosen).some(Boolean);
    this.store.chosen.clear();
    the('grid').focus();
    if (!set) return this.store.tell('rows');
    clearTimeout(this.timer);
    this.text = this.code = '';
    this.chosen = {};
    this.build();
    this.apply();
  }
}
