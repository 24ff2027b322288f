// @ts-check
// Heights and positions of rows: sums in a Fenwick tree, so that both queries take few steps for
// any number of rows.

export class Heights {
  /** @param {ArrayLike<number>} guesses */
  constructor(guesses) {
    this.n = 0;
    this.own = new Float64Array();
    this.tree = new Float64Array();
    this.reset(guesses);
  }

  /** @param {ArrayLike<number>} guesses */
  reset(guesses) {
    this.n = guesses.length;
    this.own = Float64Array.from(guesses);
    this.tree = new Float64Array(this.n + 1);
    for (let i = 1; i <= this.n; i++) {
      this.tree[i] += this.own[i - 1];
      const up = i + (i & -i);
      if (up <= this.n) this.tree[up] += this.tree[i];
    }
  }

  /** @param {number} at @param {number} height */
  set(at, height) {
    const by = height - this.own[at];
    if (by === 0) return;
    this.own[at] = height;
    for (let i = at + 1; i <= this.n; i += i & -i) this.tree[i] += by;
  }

  /**
   * The position at which a row begins.
   * @param {number} at
   */
  top(at) {
    let sum = 0;
    for (let i = Math.min(at, this.n); i > 0; i -= i & -i) sum += this.tree[i];
    return sum;
  }

  get total() {
    return this.top(this.n);
  }

  /**
   * The row at a position.
   * @param {number} y
   */
  at(y) {
    let at = 0;
    let left = y;
    for (let step = 1 << Math.floor(Math.log2(this.n || 1)); step > 0; step >>= 1) {
      if (at + step <= this.n && this.tree[at + step] <= left) {
        at += step;
        left -= this.tree[at];
      }
    }
    return Math.max(0, Math.min(at, this.n - 1));
  }
}
