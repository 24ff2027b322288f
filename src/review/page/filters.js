// @ts-check
// The bar of filters.

import { h, icon, ICONS, the } from './dom.js';
import { codeName, counted, number, percent, t } from './strings.js';

const CHIPS = /** @type {[string, Record<string, any>][]} */ ([
  ['figures', { findings: true }],
  ['doubted', { doubted: true }],
  ['uneven', { uneven: true }],
  ['unreviewed', { unreviewed: true }],
  ['edited', { edited: true }],
  ['flagged', { flagged: true }],
  ['noted', { noted: true }],
]);

/** Limits of confidence to choose from. */
const BELOW = [0.99, 0.95, 0.9, 0.8, 0.6, 0.4, 0.2];

/**
 * A drop-down list. Typing letters does not choose in it, because they are keys of the page;
 * choosing with the mouse moves the focus back to the rows.
 * @param {Record<string, any>} props @param {(HTMLElement | null)[]} options
 */
function select(props, options) {
  let byMouse = false;
  const made = h('select', {
    ...props,
    onpointerdown: () => { byMouse = true; },
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      byMouse = false;
      if (/^(Key|Digit|Bracket|Slash|Semicolon|Quote|Comma|Period|Minus|Equal|Backquote)/.test(event.code) && !event.ctrlKey && !event.metaKey && !event.altKey) event.preventDefault();
    },
  }, options);
  made.addEventListener('change', () => { if (byMouse) the('grid').focus(); });
  return made;
}

export class Filters {
  /** @param {import('./store.js').Store} store */
  constructor(store) {
    this.store = store;
    /** @type {Record<string, any>} */
    this.chosen = {};
    this.text = '';
    this.code = '';
    this.severity = '';
    /** @type {number | null} */
    this.below = null;
    // The document may set another initial order.
    this.order = document.documentElement.dataset.order ?? 'document';
    /** @type {number | null} */
    this.part = null;
    /** Whether the other filters are shown where space is limited. */
    this.unfolded = false;
    this.bar = the('filters');
    store.addEventListener('list', () => this.tell());
    store.addEventListener('done', () => {
      this.tell();
      this.tellParts();
    });
    this.build();
  }

  build() {
    const field = /** @type {HTMLInputElement} */ (h('input', {
      type: 'search', id: 'search', dir: this.text ? 'auto' : null, placeholder: t('search'), 'aria-label': t('search'), value: this.text, spellcheck: 'false', autocomplete: 'off',
      oninput: () => {
        this.text = field.value;
        // An empty field has the direction of the page, for its placeholder.
        field.dir = this.text ? 'auto' : '';
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.apply(), 180);
      },
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key === 'Enter' && !event.isComposing) {
          event.preventDefault();
          clearTimeout(this.timer);
          this.apply();
          the('grid').focus();
        }
      },
    }));
    const chip = (/** @type {[string, Record<string, any>]} */ [name]) => h('button.chip', {
      type: 'button', 'aria-pressed': String(Boolean(this.chosen[name])), data: { chip: name },
      onclick: (/** @type {MouseEvent} */ event) => {
        this.chosen[name] = !this.chosen[name];
        this.build();
        this.apply();
        if (event.detail) the('grid').focus();
      },
    }, t(name));
    const choose = (/** @type {string} */ id, /** @type {string} */ label, /** @type {(value: string) => void} */ take, /** @type {(HTMLElement | null)[]} */ options) =>
      select({ id, 'aria-label': label, title: label, onchange: (/** @type {any} */ event) => { take(event.target.value); this.apply(); } }, options);
    const option = (/** @type {string} */ value, /** @type {string} */ label, /** @type {boolean} */ selected) => h('option', { value, selected }, label);
    const codes = Object.entries(this.store.project?.progress.codes ?? {});
    // One list for both conditions on findings.
    const kinds = choose('kinds', t('any-kind'), (value) => {
      const [what, name] = value.split(' ');
      this.severity = what === 'severity' ? name : '';
      this.code = what === 'code' ? name : '';
    }, [
      option('', t('any-kind'), !this.severity && !this.code),
      h('optgroup', { label: t('by-severity') }, ['error', 'warning', 'note'].map((name) => option(`severity ${name}`, t(`s-${name}`), name === this.severity))),
      codes.length ? h('optgroup', { label: t('by-kind') }, codes.map(([code, n]) => option(`code ${code}`, `${codeName(code)} (${number(Number(n))})`, code === this.code))) : null,
    ]);
    const below = choose('below', t('confidence'), (value) => { this.below = value ? Number(value) : null; }, [
      option('', t('any-confidence'), this.below === null),
      ...BELOW.map((share) => option(String(share), t('below', { n: percent(share) }), share === this.below)),
    ]);
    const parts = this.store.project?.progress.parts ?? [];
    const documents = parts.length < 2 ? null : choose('documents', t('document-one'), (value) => { this.part = value === '' ? null : Number(value); }, [
      option('', t('all-documents', { n: parts.length }), this.part === null),
      ...parts.map((/** @type {{name: string, rows: number, confirmed: number, open: number}} */ part, /** @type {number} */ n) => option(String(n), `${part.name} — ${t('part-progress', { done: part.confirmed, all: part.rows, open: part.open })}`, this.part === n)),
    ]);
    const order = select({ id: 'order', 'aria-label': t('order'), onchange: (/** @type {any} */ event) => { this.order = event.target.value; if (this.order === 'doubt') this.store.active = null; this.apply(); } },
      ['document', 'doubt'].map((name) => h('option', { value: name, selected: name === this.order }, t(name))));
    const set = [this.code || this.severity, this.below !== null, this.part !== null, this.order !== 'document', ...Object.values(this.chosen)].filter(Boolean).length;
    this.bar.classList.toggle('unfolded', this.unfolded);
    this.count = h('span.shown', { 'aria-live': 'polite' });
    const old = /** @type {HTMLElement | null} */ (document.activeElement);
    const [oldId, oldChip] = this.bar.contains(old) ? [old?.id, old?.dataset.chip] : ['', ''];
    this.bar.replaceChildren(
      h('label.search', {}, icon(ICONS.search), field),
      h('button.more', { type: 'button', id: 'more', 'aria-expanded': String(this.unfolded), 'aria-controls': 'filters', onclick: () => { this.unfolded = !this.unfolded; this.build(); } }, set ? `${t('filters')} (${number(set)})` : t('filters')),
      h('div.chips', { role: 'group' }, CHIPS.map(chip)),
      ...(documents ? [documents] : []), kinds, below, order, this.count);
    // The same button after rebuilding.
    const again = oldId ? the(oldId) : oldChip ? this.bar.querySelector(`[data-chip="${oldChip}"]`) : null;
    again?.focus();
    this.tell();
  }

  tell() {
    if (this.count) this.count.textContent = counted('shown', this.store.ids.length);
  }

  /** Updates the progress of the documents after a change. */
  tellParts() {
    const list = the('documents');
    const parts = this.store.project.progress.parts ?? [];
    if (list) [...list.options].slice(1).forEach((one, n) => { one.textContent = `${parts[n].name} — ${t('part-progress', { done: parts[n].confirmed, all: parts[n].rows, open: parts[n].open })}`; });
  }

  apply() {
    return this.store.list(this.wanted()).catch((error) => this.store.tell('refused', error));
  }

  /** The filter in the form that the server reads. */
  wanted() {
    /** @type {Record<string, any>} */
    const filter = {};
    for (const [name, part] of CHIPS) if (this.chosen[name]) Object.assign(filter, part);
    if (this.text.trim()) filter.text = this.text;
    if (this.code) filter.code = this.code;
    if (this.severity) filter.severity = this.severity;
    if (this.part !== null) filter.part = this.part;
    if (this.below !== null) filter.below = this.below;
    if (this.order !== 'document') filter.order = this.order;
    return filter;
  }

  search() {
    const field = the('search');
    field.focus();
    field.select();
  }

  clear() {
    const set = this.text || this.code || this.severity || this.below !== null || this.part !== null || Object.values(this.chosen).some(Boolean);
    this.store.chosen.clear();
    the('grid').focus();
    if (!set) return this.store.tell('rows');
    clearTimeout(this.timer);
    this.text = this.code = this.severity = '';
    this.below = this.part = null;
    this.chosen = {};
    this.build();
    return this.apply();
  }
}
