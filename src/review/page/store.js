// @ts-check
// The state of the page: the list of shown rows, the rows that have been fetched, the active row.

import { get, page, post, Refused } from './api.js';
import { t } from './strings.js';

/**
 * @typedef {{start: number, end: number, kind: string, index?: number, name?: string}} Mark
 * @typedef {{id: number, start: number, end: number, original?: string}} Piece
 * @typedef {{text: string, pieces: Piece[], marks: Mark[]}} Side
 * @typedef {{start: number, end: number, value: string, unit?: {ar: string, en: string}} | null} Value
 * @typedef {{key: string, severity: string, code: string, message: string, ar: Value, en: Value, accepted: boolean, everywhere: boolean}} Finding
 * @typedef {{kind: string, weight: number, ar: [number, number], en: [number, number]}} Anchor
 * @typedef {{row: number, n: number, text: string}} OtherHalf the place of the counterpart of a moved text
 * @typedef {{id: number, n: number, part?: number, first: boolean, kind: string, confidence: number, adequacy: number | null, confirmed: boolean, flagged: boolean, edited: boolean,
 *   note: string, replies: {who: string, at: string, text: string}[], by: {edited?: string, confirmed?: string, flagged?: string, noted?: string}, ar: Side, en: Side, findings: Finding[], anchors: Anchor[], elsewhere: OtherHalf[]}} Row
 * @typedef {{above: number | null, removed: number[], inserted: number[]}} Splice
 */

/**
 * How much a row needs attention, 0 to 9, computed as on the server.
 * @param {Row} row
 */
export function doubt(row) {
  const open = row.findings.filter((finding) => !finding.accepted);
  if (open.some((finding) => finding.severity === 'error')) return 9;
  if (open.some((finding) => finding.severity === 'warning')) return 8;
  if (row.confirmed) return 0;
  if (!row.ar.pieces.length || !row.en.pieces.length) return 7;
  return 1 + Math.round((1 - Math.min(row.confidence, row.adequacy ?? 1)) * 5);
}

export class Store extends EventTarget {
  constructor() {
    super();
    this.revision = 0;
    /** @type {any} */
    this.project = null;
    /** @type {number[]} */
    this.ids = [];
    /** @type {number[]} */
    this.lengths = [];
    /** @type {number[]} */
    this.doubts = [];
    /** @type {Map<number, number>} */
    this.places = new Map();
    /** @type {Map<number, Row>} */
    this.rows = new Map();
    /** @type {Record<string, any>} */
    this.filter = {};
    /** @type {number | null} */
    this.active = null;
    /** @type {Set<number>} */
    this.chosen = new Set();
    /**
     * Rows inserted by the last realignment.
     * @type {Set<number>}
     */
    this.renewed = new Set();
    /** @type {Set<number>} */
    this.fetching = new Set();
    /** @type {Promise<any>} */
    this.queue = Promise.resolve();
    /**
     * Changes that were heard before the ones that precede them.
     * @type {Map<number, any>}
     */
    this.early = new Map();
    /** The reason why the last change was refused, for people. */
    this.problem = '';
    /** Whether it was refused because something had been changed elsewhere. */
    this.outdated = false;
    /** Whether a realignment is in progress, during which other changes are not possible. */
    this.realigning = false;
  }

  /** @param {string} what @param {any} [detail] */
  tell(what, detail) {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }

  async open() {
    this.project = await get('/api/project');
    this.revision = this.project.revision;
    // Continue where the review was left.
    if (this.active === null) this.active = this.project.last;
    await this.list(this.filter);
  }

  /**
   * Fetches the list of rows that pass a filter.
   * @param {Record<string, any>} filter
   */
  async list(filter) {
    this.filter = filter;
    const asked = JSON.stringify(filter);
    const { ids, lengths, doubts, revision } = await get('/api/list', Object.keys(filter).length ? { filter: asked } : {});
    // A newer request makes an earlier answer obsolete.
    if (asked !== JSON.stringify(this.filter)) return;
    if (revision !== this.revision) {
      this.rows.clear();
      this.revision = revision;
    }
    this.ids = ids;
    this.lengths = lengths;
    this.doubts = Array.from(doubts, Number);
    this.index();
    if (this.active === null || !this.places.has(this.active)) this.active = this.ids[0] ?? null;
    // Only shown rows can be chosen.
    for (const id of this.chosen) if (!this.places.has(id)) this.chosen.delete(id);
    this.tell('list');
  }

  index() {
    this.places = new Map(this.ids.map((id, at) => [id, at]));
  }

  /** True while the list has all rows, in order. */
  get whole() {
    return Object.values(this.filter).every((value) => value === false || value === null || value === '' || value === 'document');
  }

  /**
   * Fetches rows that are not here yet.
   * @param {number[]} ids
   */
  async need(ids) {
    const missing = ids.filter((id) => !this.rows.has(id) && !this.fetching.has(id)).slice(0, 400);
    if (!missing.length) return;
    for (const id of missing) this.fetching.add(id);
    try {
      const { rows, revision } = await get('/api/rows', { ids: missing.join(',') });
      // Rows of a later revision are right already; the change itself will be heard.
      if (revision < this.revision) return setTimeout(() => this.tell('rows'), 0);
      for (const row of rows) this.rows.set(row.id, row);
      this.tell('rows');
      return undefined;
    } finally {
      for (const id of missing) this.fetching.delete(id);
    }
  }

  /**
   * The active row.
   * @returns {Row | undefined}
   */
  get row() {
    return this.active === null ? undefined : this.rows.get(this.active);
  }

  /** @param {number | null} id @param {string} [why] */
  go(id, why = 'move') {
    if (id === null || !this.places.has(id)) return;
    this.active = id;
    this.tell('active', why);
  }

  /** Sends a change. Changes are sent one at a time, each with the revision returned by the last one.
   * @param {string} path @param {Record<string, any>} body */
  change(path, body) {
    const run = async () => {
      this.outdated = false;
      try {
        const done = await post(path, { revision: this.revision, page, ...body });
        done.way ??= path.slice(path.lastIndexOf('/') + 1);
        await this.arrive(done);
        return done;
      } catch (error) {
        if (error instanceof Refused && error.status === 409) {
          this.outdated = true;
          this.problem = t('stale');
          this.rows.clear();
          await this.open();
          this.tell('stale');
          return null;
        }
        this.problem = error instanceof Refused ? error.message : t('lost');
        this.tell('refused', error);
        return null;
      }
    };
    if (this.realigning) {
      this.problem = t('working');
      this.tell('refused', new Refused(423, t('working')));
      return Promise.resolve(null);
    }
    this.queue = this.queue.then(run, run);
    return this.queue;
  }

  /**
   * @param {Record<string, any>} edit
   * @param {number} [since] the revision that the person has seen, if it is not the last one
   */
  edit(edit, since) {
    return this.change('/api/edit', since === undefined ? { edit } : { edit, revision: since });
  }

  /**
   * Takes the answer to an own change, after those of others that came before it.
   * @param {any} done
   */
  async arrive(done) {
    if (done.made === false) {
      this.tell('done', done);
      return;
    }
    const mine = { ...done, own: true, taken: false };
    this.early.set(done.revision, mine);
    this.catchUp();
    for (let waited = 0; this.revision < done.revision && waited < 20; waited += 1) await new Promise((wake) => setTimeout(wake, 100));
    if (mine.taken) return;
    if (this.revision < done.revision) await this.renew();
    this.tell('done', done);
  }

  /**
   * Hears of a change on any page.
   * @param {any} done
   */
  hear(done) {
    if (done.page === page || done.revision <= this.revision) return;
    this.early.set(done.revision, done);
    this.catchUp();
    if (this.revision < done.revision) this.reach(done.revision);
  }

  /**
   * Reads everything again unless the changes up to a revision are heard soon.
   * @param {number} revision
   */
  reach(revision) {
    setTimeout(() => {
      if (this.revision < revision) this.renew().catch(() => {});
    }, 1500);
  }

  /** Takes the changes that follow each other. */
  catchUp() {
    for (let next = this.early.get(this.revision + 1); next; next = this.early.get(this.revision + 1)) {
      this.early.delete(next.revision);
      next.taken = true;
      this.take(next);
    }
    for (const revision of this.early.keys()) if (revision <= this.revision) this.early.delete(revision);
  }

  /** Reads everything again. */
  async renew() {
    this.rows.clear();
    this.early.clear();
    await this.open();
  }

  /** Realigns the rows that are not confirmed. */
  async realign() {
    const done = this.edit({ do: 'realign' });
    this.realigning = true;
    this.tell('realigning');
    await done;
    this.realigning = false;
  }

  undo() {
    return this.change('/api/undo', {});
  }

  redo() {
    return this.change('/api/redo', {});
  }

  /**
   * Goes to another position in the journal; all rows may be different then.
   * @param {number} to how many changes are applied then
   */
  async travel(to) {
    const done = await this.change('/api/travel', { to });
    if (!done) return;
    this.rows.clear();
    this.renewed.clear();
    await this.list(this.filter);
  }

  /**
   * Merges the copy that waits; many rows may be different then.
   * @param {number[]} theirs the conflicts in which the other copy is taken
   */
  async merge(theirs) {
    const done = await this.change('/api/merge', { theirs });
    if (!done) return null;
    this.rows.clear();
    await this.list(this.filter);
    return done;
  }

  /**
   * Updates the list after a change.
   * @param {any} done
   */
  take(done) {
    this.revision = done.revision;
    Object.assign(this.project, done.standing);
    const own = done.own === true || done.page === undefined;
    /** @type {Row[]} */
    const rows = done.rows;
    const before = this.active === null ? -1 : this.places.get(this.active) ?? -1;
    if (done.name === 'realign') this.renewed = new Set(done.way === 'undo' ? [] : done.splices.flatMap((/** @type {Splice} */ splice) => splice.inserted));
    const touched = new Set([...done.changed, ...done.splices.flatMap((/** @type {Splice} */ splice) => splice.inserted)]);
    if (touched.size > rows.length) this.rows.clear();
    for (const row of rows) this.rows.set(row.id, row);
    if (done.splices.length) this.splice(done.splices, new Set(rows.map((row) => row.id)));
    for (const row of rows) this.learn(row);
    if (touched.size > rows.length && done.name.startsWith('confirm') && done.way === 'edit') this.confirmedMany(touched);
    const stay = done.name === 'realign' && this.active !== null && this.places.has(this.active);
    if (own && !stay && done.focus !== null && this.places.has(done.focus)) this.active = done.focus;
    if (this.active !== null && !this.places.has(this.active)) this.active = this.ids[own ? 0 : Math.min(Math.max(before, 0), this.ids.length - 1)] ?? null;
    for (const id of this.chosen) if (!this.places.has(id)) this.chosen.delete(id);
    this.tell(done.splices.length ? 'list' : 'rows', 'edit');
    if (own) return this.tell('done', done);
    // Another position in the journal, or another copy, may have changed any row.
    if (['travel', 'merge'].includes(done.way)) this.renew().catch(() => {});
    return this.tell('heard', done);
  }

  /**
   * Updates the length and doubt of a row that was just fetched.
   * @param {Row} row
   */
  learn(row) {
    const at = this.places.get(row.id);
    if (at === undefined) return;
    this.lengths[at] = Math.max(row.ar.text.length, row.en.text.length);
    this.doubts[at] = doubt(row);
  }

  /** @param {Set<number>} ids */
  confirmedMany(ids) {
    for (const id of ids) {
      const at = this.places.get(id);
      if (at !== undefined && this.doubts[at] < 8) this.doubts[at] = 0;
    }
  }

  /**
   * @param {Splice[]} splices
   * @param {Set<number>} fresh ids of rows that the server has just sent, whose numbers are current
   */
  splice(splices, fresh) {
    for (const { above, removed, inserted } of splices) {
      const gone = new Set(removed);
      let at = this.ids.findIndex((id) => gone.has(id));
      if (at < 0 && this.whole) at = above === null ? 0 : this.ids.indexOf(above) + 1;
      if (at < 0) continue;
      // Only the rows of the run itself are removed; a filter may have placed others between them.
      const keep = (/** @type {number} */ id) => !gone.has(id);
      const tail = this.ids.slice(at);
      const tails = [this.lengths.slice(at), this.doubts.slice(at)];
      const kept = tail.map(keep);
      this.ids.length = this.lengths.length = this.doubts.length = at;
      this.ids = this.ids.concat(inserted, tail.filter((_, n) => kept[n]));
      this.lengths = this.lengths.concat(inserted.map(() => 120), tails[0].filter((_, n) => kept[n]));
      this.doubts = this.doubts.concat(inserted.map(() => 1), tails[1].filter((_, n) => kept[n]));
      const by = inserted.length - removed.length;
      const last = Math.max(...removed.map((id) => this.rows.get(id)?.n ?? 0));
      if (by === 0) continue;
      for (const row of this.rows.values()) {
        if (fresh.has(row.id)) continue;
        if (row.n > last) row.n += by;
        for (const half of row.elsewhere) if (half.n > last) half.n += by;
      }
    }
    this.index();
    for (const id of this.rows.keys()) if (this.whole && !this.places.has(id)) this.rows.delete(id);
  }
}
