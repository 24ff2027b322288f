// @ts-check
// The virtual grid: only the rows in view, and some above and below, are elements.

import { Heights } from './heights.js';
import { placeholder, place, rowElement } from './row.js';
import { the } from './dom.js';
import { t } from './strings.js';

/** Height above and below the view for which rows are kept as elements, in pixels. */
const AROUND = 500;
/** Height of the canvas for long lists, in pixels: browsers draw nothing beyond about 30 million, fewer with zoom. */
const TALLEST = 6_000_000;
/** Number of rows beyond that to fetch. */
const AHEAD = 60;

/**
 * The characters of a text as the search compares them, one unit each, and their places.
 * @param {string} text
 */
function folded(text) {
  /** @type {string[]} */
  const letters = [];
  /** @type {number[]} */
  const places = [];
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (/[\u064B-\u065F\u0670\u0640\u200E\u200F]/.test(c)) continue;
    const digit = '٠١٢٣٤٥٦٧٨٩'.indexOf(c);
    const plain = digit >= 0 ? String(digit) : c.normalize('NFD')[0].toLowerCase()[0];
    letters.push(/[أإآٱ]/.test(c) ? 'ا' : c === 'ى' ? 'ي' : c === 'ة' ? 'ه' : plain);
    places.push(at);
  }
  return { letters, places };
}

export class Grid {
  /** @param {import('./store.js').Store} store */
  constructor(store) {
    this.store = store;
    this.box = the('grid');
    this.canvas = the('canvas');
    this.heights = new Heights([]);
    /** @type {Map<number, HTMLElement>} */
    this.shown = new Map();
    /**
     * The data from which each element was made.
     * @type {WeakMap<HTMLElement, import('./store.js').Row>}
     */
    this.drawn = new WeakMap();
    this.width = 0;
    /** The offset to add to a place on the canvas to get the place in the list; 0 while the list fits. */
    this.shift = 0;
    /** The scroll position of the canvas when it was last handled. */
    this.was = 0;
    this.box.addEventListener('scroll', () => this.soon(), { passive: true });
    new ResizeObserver(() => {
      if (this.box.clientWidth !== this.width) this.rebuild();
      else this.soon();
    }).observe(this.box);
    store.addEventListener('list', (/** @type {any} */ event) => this.rebuild(event.detail === 'edit'));
    store.addEventListener('rows', () => this.redraw());
    store.addEventListener('active', () => {
      this.redraw();
      this.reveal();
    });
  }

  /** The height of the canvas. */
  get tall() {
    return Math.min(this.heights.total, TALLEST);
  }

  /** The place in the list at which the view begins. */
  get view() {
    return this.box.scrollTop + this.shift;
  }

  set view(y) {
    const [room, own] = [this.heights.total - this.box.clientHeight, this.tall - this.box.clientHeight];
    const to = Math.max(0, Math.min(y, room));
    this.box.scrollTop = own < room ? (to * own) / room : to;
    this.was = this.box.scrollTop;
    this.shift = own < room ? to - this.was : 0;
  }

  /** Handles scrolling in a list that is higher than its canvas. */
  follow() {
    const now = this.box.scrollTop;
    const [room, own] = [this.heights.total - this.box.clientHeight, this.tall - this.box.clientHeight];
    const far = Math.abs(now - this.was) > 2 * this.box.clientHeight;
    this.was = now;
    if (own >= room) this.shift = 0;
    // The scroll bar was dragged: its position is relative to the whole list.
    else if (far) this.shift = (now * room) / own - now;
    // At an end of the canvas that is not an end of the list, or vice versa.
    else if (now <= 0 || now >= own - 1 || this.view < 0 || this.view > room) this.view = this.view;
  }

  soon() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  /**
   * The estimated height for a length, until the row is measured.
   * @param {number} length
   */
  guess(length) {
    const each = Math.max(14, (this.width - 190) / 2 / 8.4);
    return 30 + 31 * Math.max(1, Math.ceil(length / each));
  }

  /**
   * Shows another list: new heights, and the same row in view if it is still listed.
   * @param {boolean} [keep]
   */
  rebuild(keep = true) {
    const from = keep ? this.anchor() : null;
    this.width = this.box.clientWidth;
    const known = new Map([...this.shown].map(([id, element]) => [id, element.offsetHeight]));
    this.heights.reset(this.store.lengths.map((length, at) => known.get(this.store.ids[at]) ?? this.guess(length)));
    this.clear();
    this.box.setAttribute('aria-rowcount', String(this.store.ids.length));
    this.canvas.dataset.empty = this.store.ids.length ? '' : t('empty');
    this.canvas.style.height = `${this.tall}px`;
    if (from && this.store.places.has(from.id)) {
      this.view = this.heights.top(/** @type {number} */ (this.store.places.get(from.id))) - from.offset;
    }
    this.draw();
    this.reveal();
  }

  clear() {
    this.canvas.replaceChildren();
    this.shown.clear();
  }

  /** Same list, changed rows: only these are rebuilt, so that a caret elsewhere stays. */
  redraw() {
    this.draw();
  }

  /** The row that should stay in place on the screen. */
  anchor() {
    const active = this.store.active === null ? undefined : this.shown.get(this.store.active);
    if (active && this.store.active !== null) {
      const offset = active.getBoundingClientRect().top - this.box.getBoundingClientRect().top;
      if (offset > -40 && offset < this.box.clientHeight) return { id: this.store.active, offset };
    }
    for (const [id, element] of this.shown) {
      const offset = Number(element.dataset.top) - this.box.scrollTop;
      if (offset + element.offsetHeight > 0) return { id, offset };
    }
    return null;
  }

  draw() {
    const { ids, rows, active, chosen, renewed } = this.store;
    if (!ids.length) return this.clear();
    this.follow();
    for (let round = 0; round < 4; round++) {
      const view = this.view;
      const first = this.heights.at(Math.max(0, view - AROUND));
      const last = this.heights.at(view + this.box.clientHeight + AROUND);
      const wanted = new Set(ids.slice(first, last + 1));
      for (const [id, element] of this.shown) {
        if (!wanted.has(id)) {
          element.remove();
          this.shown.delete(id);
        }
      }
      /** @type {[number, HTMLElement][]} */
      const fresh = [];
      /** @type {HTMLElement | null} */
      let above = null;
      for (let at = first; at <= last; at++) {
        const id = ids[at];
        const row = rows.get(id);
        let element = this.shown.get(id);
        if (!element || (row && this.drawn.get(element) !== row)) {
          element?.remove();
          element = row ? rowElement(row, at) : placeholder(id, this.heights.own[at]);
          if (row) this.drawn.set(element, row);
          this.shown.set(id, element);
          // In list order, which is the order in which screen readers read them.
          if (above) above.after(element);
          else this.canvas.prepend(element);
          if (row) fresh.push([at, element]);
        }
        above = element;
        if (row) place(element, row, id === active, chosen.has(id), renewed.has(id));
      }
      const still = this.heights.at(view);
      const offset = view - this.heights.top(still);
      let moved = false;
      for (const [at, height] of fresh.map(([at, element]) => /** @type {[number, number]} */ ([at, element.getBoundingClientRect().height]))) {
        if (Math.abs(this.heights.own[at] - height) > 0.5) {
          this.heights.set(at, height);
          moved = true;
        }
      }
      for (let at = first; at <= last; at++) {
        const element = this.shown.get(ids[at]);
        if (!element) continue;
        const top = this.heights.top(at) - this.shift;
        if (element.dataset.top !== String(top)) {
          element.dataset.top = String(top);
          element.style.transform = `translateY(${top}px)`;
        }
      }
      if (!moved) break;
      this.canvas.style.height = `${this.tall}px`;
      const target = this.heights.top(still) + offset;
      if (Math.abs(target - view) <= 0.5) continue;
      // On a canvas lower than the list only the offset changes, and nothing moves.
      if (this.shift) this.shift = Math.min(this.shift + target - view, this.heights.total - this.box.clientHeight - this.box.scrollTop);
      else this.view = target;
    }
    if (!this.painted && this.canvas.querySelector('.row:not(.placeholder)')) {
      this.painted = true;
      requestAnimationFrame(() => performance.mark('first-rows'));
    }
    const view = this.view;
    const first = Math.max(0, this.heights.at(view) - AHEAD);
    const last = this.heights.at(view + this.box.clientHeight) + AHEAD;
    this.store.need(ids.slice(first, last + 1));
    this.find();
    if (active !== null) this.box.setAttribute('aria-activedescendant', `row-${active}`);
    this.store.tell('view', { first: view / this.heights.total, last: (view + this.box.clientHeight) / this.heights.total });
  }

  /** Scrolls to the active row, with some of its neighbours. */
  reveal() {
    const at = this.store.active === null ? undefined : this.store.places.get(this.store.active);
    if (at === undefined) return;
    for (let round = 0; round < 2; round++) {
      const top = this.heights.top(at);
      const bottom = top + this.heights.own[at];
      const margin = Math.min(90, this.box.clientHeight / 5);
      const before = this.view;
      if (top - margin < before) this.view = top - margin;
      else if (bottom + margin > before + this.box.clientHeight) {
        this.view = Math.min(top - margin, bottom + margin - this.box.clientHeight);
      }
      if (Math.abs(this.view - before) < 0.01) break;
      this.draw();
    }
  }

  /**
   * Scrolls within a row that is higher than the view; false if it is not, or at its end.
   * @param {number} by
   */
  inside(by) {
    const at = this.store.active === null ? undefined : this.store.places.get(this.store.active);
    if (at === undefined) return false;
    const [top, height, room] = [this.heights.top(at), this.heights.own[at], this.box.clientHeight];
    if (height <= room) return false;
    const left = by > 0 ? top + height - (this.view + room) : this.view - top;
    if (left < 1) return false;
    this.view += by * Math.min(left, room * 0.85);
    this.draw();
    return true;
  }

  /** Marks the search text in the rows that are shown. */
  find() {
    const wanted = folded(String(this.store.filter.text ?? '').trim()).letters.join('');
    const page = /** @type {any} */ (window);
    if (!page.CSS.highlights) return;
    /** @type {Range[]} */
    const ranges = [];
    const walk = wanted ? document.createTreeWalker(this.canvas, NodeFilter.SHOW_TEXT) : null;
    for (let node = walk?.nextNode(); node && walk; node = walk.nextNode()) {
      if (!node.parentElement?.closest('.text')) continue;
      const { letters, places } = folded(node.textContent ?? '');
      const text = letters.join('');
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
        const range = document.createRange();
        range.setStart(node, places[at]);
        range.setEnd(node, places[at + wanted.length - 1] + 1);
        ranges.push(range);
      }
    }
    page.CSS.highlights.set('search', new page.Highlight(...ranges));
  }

  /** The number of rows that fit into the view. */
  page() {
    return Math.max(1, this.heights.at(this.view + this.box.clientHeight) - this.heights.at(this.view) - 1);
  }
}
