// @ts-check
// Text that was typed and not saved yet: stored by the browser at once and in the project a moment
// later, so that it survives a reload, another tab and the end of the program.

import { get, post } from './api.js';

/** @typedef {{key: string, text: string, at: string, row: number | null}} Draft */

/** Delay before the project is sent a draft, in milliseconds. */
const PAUSE = 400;

export class Drafts {
  constructor() {
    /** @type {Map<string, Draft>} */
    this.all = new Map();
    /** @type {Map<string, any>} */
    this.timers = new Map();
    this.prefix = '';
  }

  /**
   * Reads the stored drafts.
   * @param {string} project a unique name of the project
   */
  async open(project) {
    this.prefix = `mizan-draft-${project}-`;
    /** @type {Draft[]} */
    // Without a project file, only the browser stores them.
    const kept = await get('/api/drafts').catch(() => []);
    for (const draft of kept) this.all.set(draft.key, draft);
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(this.prefix)) continue;
      const draft = JSON.parse(localStorage.getItem(name) ?? 'null');
      if (!draft) continue;
      // The browser has the last letters, which may not have been sent.
      const known = this.all.get(draft.key);
      this.all.set(draft.key, { row: null, ...known, ...draft });
      if (known?.text !== draft.text) this.send(draft.key, draft.text);
    }
  }

  /** @param {string} key @returns {string | undefined} */
  get(key) {
    return this.all.get(key)?.text;
  }

  /** @param {string} key @param {string} text @param {number} row */
  put(key, text, row) {
    const draft = { key, text, at: new Date().toISOString(), row };
    this.all.set(key, draft);
    try {
      localStorage.setItem(this.prefix + key, JSON.stringify(draft));
    } catch {
      // If the browser stores nothing, the project still does.
    }
    clearTimeout(this.timers.get(key));
    this.timers.set(key, setTimeout(() => this.send(key, text), PAUSE));
  }

  /** @param {string} key */
  drop(key) {
    clearTimeout(this.timers.get(key));
    if (!this.all.delete(key)) return;
    localStorage.removeItem(this.prefix + key);
    this.send(key, null);
  }

  /** @param {string} key @param {string | null} text */
  send(key, text) {
    post('/api/draft', { key, text }).catch(() => {});
  }
}
