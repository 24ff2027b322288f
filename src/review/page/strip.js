// @ts-check
// The strip next to the scroll bar: shows where the doubtful rows are.

import { the } from './dom.js';
import { t } from './strings.js';

export class Strip {
  /** @param {import('./store.js').Store} store */
  constructor(store) {
    this.store = store;
    this.canvas = the('strip');
    this.view = { first: 0, last: 0 };
    for (const what of ['list', 'rows', 'done']) store.addEventListener(what, () => this.soon());
    store.addEventListener('view', (/** @type {any} */ event) => {
      this.view = event.detail;
      this.soon();
    });
    new ResizeObserver(() => this.soon()).observe(this.canvas);
    const jump = (/** @type {PointerEvent} */ event) => {
      const box = this.canvas.getBoundingClientRect();
      const share = Math.max(0, Math.min(0.9999, (event.clientY - box.top) / box.height));
      store.go(store.ids[this.worstNear(Math.floor(share * store.ids.length))], 'jump');
    };
    this.canvas.addEventListener('pointerdown', jump);
  }

  /**
   * The most doubtful of the rows that the pixel under the pointer represents.
   * @param {number} at
   */
  worstNear(at) {
    const around = Math.ceil(this.store.ids.length / Math.max(1, this.canvas.clientHeight)) * 2;
    let best = at;
    for (let n = Math.max(0, at - around); n < Math.min(this.store.ids.length, at + around); n++) {
      if (this.store.doubts[n] > this.store.doubts[best]) best = n;
    }
    return best;
  }

  soon() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  draw() {
    const scale = devicePixelRatio || 1;
    const { clientWidth: w, clientHeight: height } = this.canvas;
    const [width, tall] = [Math.round(w * scale), Math.round(height * scale)];
    if (this.canvas.width !== width || this.canvas.height !== tall) Object.assign(this.canvas, { width, height: tall });
    const pen = this.canvas.getContext('2d');
    if (!pen) return;
    const style = getComputedStyle(this.canvas);
    const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
    pen.clearRect(0, 0, width, tall);
    const { doubts } = this.store;
    const lines = Math.max(1, Math.floor(height));
    const most = new Uint8Array(lines);
    doubts.forEach((doubt, at) => {
      const from = Math.floor((at / doubts.length) * lines);
      const to = Math.max(from + 1, Math.floor(((at + 1) / doubts.length) * lines));
      for (let n = from; n < to && n < lines; n++) most[n] = Math.max(most[n], doubt);
    });
    const colours = { 9: colour('--error'), 8: colour('--warning'), 7: colour('--alone'), 0: colour('--done') };
    most.forEach((doubt, n) => {
      pen.globalAlpha = doubt >= 7 ? 1 : doubt === 0 ? 0.35 : Math.max(0, doubt - 1) / 8;
      pen.fillStyle = /** @type {any} */ (colours)[doubt] ?? colour('--unsure');
      const wide = doubt >= 8 ? width : width * 0.6;
      pen.fillRect((width - wide) / 2, n * scale, wide, Math.ceil(scale));
    });
    pen.globalAlpha = 1;
    pen.strokeStyle = colour('--ink-2');
    pen.lineWidth = scale;
    pen.strokeRect(scale / 2, this.view.first * tall, width - scale, Math.max(6 * scale, (this.view.last - this.view.first) * tall));
    this.canvas.setAttribute('aria-label', t('strip'));
    this.canvas.title = t('strip');
  }
}
