// @ts-check
// The windowed grid: only the rows in view, and some above and below, are elements.

import { Heights } from './heights.js';
import { ghost, place, rowElement } from './row.js';
import { the } from './dom.js';
import { t } from './strings.js';

/** How far above and below the view rows are kept ready, in pixels. */
const AROUND = 500;
/** How many rows beyond that are fetched. */
const AHEAD = 60;

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
     * What each element was made of.
     * @type {WeakMap<HTMLElement, import('./store.js').Row>}
     */
    this.drawn = new WeakMap();
    this.width = 0;
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

  soon() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  /**
   * A height from a length, before the row is measured.
   * @param {number} length
   */
  guess(length) {
    const each = Math.max(14, (this.width - 190) / 2 / 8.4);
    return 30 + 31 * Math.max(1, Math.ceil(length / each));
  }

  /**
   * The list is another: new heights, the same row in view where it is still there.
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
    this.canvas.style.height = `${this.heights.total}px`;
    if (from && this.store.places.has(from.id)) {
      this.box.scrollTop = this.heights.top(/** @type {number} */ (this.store.places.get(from.id))) - from.offset;
    }
    this.draw();
    this.reveal();
  }

  clear() {
    this.canvas.replaceChildren();
    this.shown.clear();
  }

  /** The same list, but rows look different: those that do are made anew, so that a caret elsewhere stays. */
  redraw() {
    this.draw();
  }

  /** The row that should stay where it is on the screen. */
  anchor() {
    const active = this.store.active === null ? undefined : this.shown.get(this.store.active);
    if (active && this.store.active !== null) {
      const offset = active.getBoundingClientRect().top - this.box.getBoundingClientRect().top;
      if (offset > -40 && offset < this.box.clientHeight) return { id: this.store.active, offset };
    }
    const view = this.box.scrollTop;
    for (const [id, element] of this.shown) {
      const top = Number(element.dataset.top);
      if (top + element.offsetHeight > view) return { id, offset: top - view };
    }
    return null;
  }

  draw() {
    const { ids, rows, active, chosen } = this.store;
    if (!ids.length) return this.clear();
    for (let round = 0; round < 4; round++) {
      const view = this.box.scrollTop;
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
      for (let at = first; at <= last; at++) {
        const id = ids[at];
        const row = rows.get(id);
        let element = this.shown.get(id);
        if (!element || (row && this.drawn.get(element) !== row)) {
          element?.remove();
          element = row ? rowElement(row, at) : ghost(id, this.heights.own[at]);
          if (row) this.drawn.set(element, row);
          this.shown.set(id, element);
          this.canvas.append(element);
          if (row) fresh.push([at, element]);
        }
        if (row) place(element, row, id === active, chosen.has(id));
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
        const top = this.heights.top(at);
        if (element.dataset.top !== String(top)) {
          element.dataset.top = String(top);
          element.style.transform = `translateY(${top}px)`;
        }
      }
      if (!moved) break;
      this.canvas.style.height = `${this.heights.total}px`;
      const target = this.heights.top(still) + offset;
      if (Math.abs(target - view) > 0.5) this.box.scrollTop = target;
    }
    if (!this.painted && this.canvas.querySelector('.row:not(.ghost)')) {
      this.painted = true;
      requestAnimationFrame(() => performance.mark('first-rows'));
    }
    const view = this.box.scrollTop;
    const first = Math.max(0, this.heights.at(view) - AHEAD);
    const last = this.heights.at(view + this.box.clientHeight) + AHEAD;
    this.store.need(ids.slice(first, last + 1));
    if (active !== null) this.box.setAttribute('aria-activedescendant', `row-${active}`);
    this.store.tell('view', { first: view / this.heights.total, last: (view + this.box.clientHeight) / this.heights.total });
  }

  /** Brings the active row into view, with some of its neighbours. */
  reveal() {
    const at = this.store.active === null ? undefined : this.store.places.get(this.store.active);
    if (at === undefined) return;
    for (let round = 0; round < 2; round++) {
      const top = this.heights.top(at);
      const bottom = top + this.heights.own[at];
      const margin = Math.min(90, this.box.clientHeight / 5);
      const before = this.box.scrollTop;
      if (top - margin < before) this.box.scrollTop = top - margin;
      else if (bottom + margin > before + this.box.clientHeight) {
        this.box.scrollTop = Math.min(top - margin, bottom + margin - this.box.clientHeight);
      }
      if (this.box.scrollTop === before) break;
      this.draw();
    }
  }

  /** How many rows fit into the view. */
  page() {
    return Math.max(1, this.heights.at(this.box.scrollTop + this.box.clientHeight) - this.heights.at(this.box.scrollTop) - 1);
  }
}
