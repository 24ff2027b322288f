// @ts-check
// Builds the page.

import { actions as makeActions } from './actions.js';
import { h, icon, ICONS, the } from './dom.js';
import { Drafts } from './drafts.js';
import { Filters } from './filters.js';
import { Grid } from './grid.js';
import { KEYS, keyOf, letLettersAct, listen } from './keys.js';
import { Panel } from './panel.js';
import { me } from './people.js';
import { queued } from './queue.js';
import { nameDocuments } from './row.js';
import { startPage } from './start.js';
import { Store } from './store.js';
import { counted, editName, nameKinds, speak, spoken, t } from './strings.js';
import { Strip } from './strip.js';
import { others, together } from './together.js';
import { workBar } from './work.js';

const store = new Store();
const root = document.documentElement;

/**
 * The reviewer's preferences, stored by the browser. Cookies are shared by all ports, and so by all
 * runs of the program; the storage of a page is not.
 */
const likes = {
  get(/** @type {string} */ name) {
    const found = document.cookie.split('; ').find((pair) => pair.startsWith(`mizan-like-${name}=`));
    return found ? found.slice(found.indexOf('=') + 1) : null;
  },
  set(/** @type {string} */ name, /** @type {string} */ value) {
    document.cookie = `mizan-like-${name}=${value}; Max-Age=31536000; SameSite=Strict; Path=/`;
  },
};

/** @param {string} text @param {string} [kind] */
function say(text, kind = '') {
  const toast = h('div.toast', { class: kind }, text);
  the('toasts').replaceChildren(toast);
  if (kind !== 'working') setTimeout(() => toast.remove(), kind === 'bad' ? 9000 : 3500);
}

const look = {
  start() {
    speak(likes.get('language') === 'ar' ? 'ar' : 'en');
    const theme = likes.get('theme');
    if (theme) root.dataset.theme = theme;
    root.classList.toggle('swapped', likes.get('swapped') === 'yes');
    root.classList.toggle('folded', likes.get('folded') === 'yes');
    root.classList.toggle('compact', likes.get('compact') === 'yes');
    root.style.setProperty('--scale', likes.get('scale') ?? '1');
    letLettersAct(likes.get('letters') !== 'no');
  },
  /** @param {boolean} on */
  letters(on) {
    letLettersAct(on);
    likes.set('letters', on ? 'yes' : 'no');
  },
  swap() {
    likes.set('swapped', root.classList.toggle('swapped') ? 'yes' : 'no');
  },
  fold() {
    likes.set('folded', root.classList.toggle('folded') ? 'yes' : 'no');
  },
  compact() {
    likes.set('compact', root.classList.toggle('compact') ? 'yes' : 'no');
    grid.rebuild();
  },
  /** @param {number} by */
  scale(by) {
    const now = Number(likes.get('scale') ?? 1);
    const scale = Math.min(1.8, Math.max(0.7, Math.round((now + by * 0.1) * 10) / 10));
    root.style.setProperty('--scale', String(scale));
    likes.set('scale', String(scale));
    grid.rebuild();
  },
  turn() {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    likes.set('theme', root.dataset.theme);
    store.tell('rows');
  },
  translate() {
    speak(spoken() === 'ar' ? 'en' : 'ar');
    likes.set('language', spoken());
    if (!store.project) return;
    bar();
    filters.build();
    store.tell('list');
  },
};

look.start();
const grid = new Grid(store);
const filters = new Filters(store);
const drafts = new Drafts();
const actions = queued(allowed(makeActions(store, { grid, filters, drafts, say, look })), store);
new Panel(store, actions);
new Strip(store);

/** What the roles of invited people leave out; the server refuses it too. */
const COMMENTS = ['flag', 'note'];

/**
 * Actions that say so where the role of the person does not allow them.
 * @param {Record<string, (...about: any[]) => any>} all
 */
function allowed(all) {
  const changes = new Set([...KEYS.filter(([, , group]) => group === 'mending' || group === 'saying').map(([name]) => name).filter((name) => !name.startsWith('choose')), 'undo', 'redo']);
  return Object.fromEntries(Object.entries(all).map(([name, act]) => [name, (/** @type {any[]} */ ...about) => {
    const role = store.project?.role ?? 'owner';
    const may = !changes.has(name) || role === 'owner' || role === 'edit' || (role === 'comment' && [...COMMENTS, 'undo', 'redo'].includes(name));
    return may ? act(...about) : say(t(`may-only-${role}`));
  }]));
}

function bar() {
  const { name, ar, en, progress, undo, redo } = store.project;
  const done = progress.rows ? progress.confirmed / progress.rows : 0;
  const tool = (/** @type {string} */ action, /** @type {string} */ drawing, off = false, more = '') => h('button.tool', {
    type: 'button', disabled: off, id: `do-${action}`, 'aria-label': t(action), title: `${t(action)}${more}  ${keyOf(action)}`, onclick: () => { actions[action](); the('grid').focus(); },
  }, icon(drawing));
  the('bar').replaceChildren(
    h('div.name', {}, h('h1', {}, name), h('span.files', { dir: 'ltr' }, en === ar ? en : `${en} · ${ar}`)),
    h('div.progress', {},
      h('div.track', { role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': progress.rows, 'aria-valuenow': progress.confirmed, 'aria-label': t('reviewed', { done: progress.confirmed, all: progress.rows }) }, h('div.fill', { style: { '--at': done } })),
      h('span.progress-text', {}, t('reviewed', { done: progress.confirmed, all: progress.rows }),
        h('span.dot', {}, ' — '),
        h('button.open', { type: 'button', class: progress.open ? 'some' : '', onclick: () => actions['next-finding']() }, counted('open', progress.figures ?? progress.open)),
        progress.open > (progress.figures ?? progress.open) && h('span.others', {}, counted('others', progress.open - progress.figures)))),
    h('div.people', { role: 'status', 'aria-label': t('people-here') }, others.names.slice(0, 4).map((name) => h('span.person', {}, h('bdi', {}, name))), others.names.length > 4 && h('span.person', {}, `+${others.names.length - 4}`)),
    h('div.tools', { role: 'toolbar' },
      store.project.shelf && tool('projects', ICONS.projects),
      tool('undo', ICONS.undo, !undo, undo ? `: ${editName(undo)}` : ''), tool('redo', ICONS.redo, !redo, redo ? `: ${editName(redo)}` : ''),
      tool('concordance', ICONS.search), tool('replace', ICONS.replace), tool('remarks', ICONS.ways),
      store.project.sharing && store.project.role === 'owner' && tool('share', ICONS.share), store.project.shelf && tool('merge-copy', ICONS.copies), tool('journal', ICONS.journal), tool('realign', ICONS.realign), tool('columns', ICONS.columns), tool('panel', ICONS.panel), tool('dark', ICONS.dark),
      h('button.tool.words', { type: 'button', id: 'do-language', lang: spoken() === 'ar' ? 'en' : 'ar', onclick: look.translate }, t('language')),
      tool('help', ICONS.help),
      h('button.primary', { type: 'button', id: 'do-export', onclick: () => actions.export() }, t('export'))),
    ...unsaved(),
    ...(progress.unrelated
      ? [h('p.no-translation', { role: 'status' }, icon(ICONS.unequal), ` ${t('no-translation', { n: progress.doubted + progress.unpaired, all: progress.rows })}`)]
      : []));
  document.title = `${name} · ${t('title')}`;
  the('grid').setAttribute('aria-label', t('rows'));
}

/** Goes to the text that was typed and not saved. */
function unsaved() {
  const all = [...drafts.all.values()].filter((draft) => draft.row !== null);
  if (!all.length || document.querySelector('dialog[open]')) return [];
  const open = async () => {
    const { key, row } = all[0];
    await actions.visit(row);
    await store.need([Number(row)]);
    actions[key.startsWith('note') ? 'note' : 'correct']();
  };
  return [h('p.unsaved', { role: 'status' }, counted('unsaved', all.length), ' ', h('button', { type: 'button', id: 'do-unsaved', onclick: open }, t('look-at-it')))];
}

store.addEventListener('done', (/** @type {any} */ event) => {
  const done = event.detail;
  bar();
  const touched = new Set([...done.changed, ...done.splices.flatMap((/** @type {any} */ splice) => splice.inserted)]).size;
  const what = ['realign', 'confirm-many', 'accept-many', 'accept-everywhere', 'judge', 'merge-copy'].includes(done.name) ? counted(`did-${done.name}`, touched) : t(`did-${done.name}`, { n: touched });
  if (done.way === 'travel') say(t('did-travel'));
  else if (done.way === 'undo') say(t('undone', { what }));
  else if (done.way === 'redo') say(t('redone', { what }));
  else say(touched || done.name === 'realign' ? what : t('nothing_changed'));
  shine(done.splices.flatMap((/** @type {any} */ splice) => splice.inserted));
});
for (const what of ['heard', 'people']) store.addEventListener(what, bar);
store.addEventListener('realigning', () => {
  const place = h('div', {});
  the('toasts').replaceChildren(place);
  workBar(place, () => store.realigning);
});
store.addEventListener('stale', () => {
  bar();
  say(t('stale'));
});
store.addEventListener('refused', (/** @type {any} */ event) => {
  const error = event.detail;
  say(error.status ? error.message : t('lost'), 'bad');
});

/**
 * Highlights rows that were just inserted.
 * @param {number[]} ids
 */
function shine(ids) {
  for (const id of ids.slice(0, 500)) the(`row-${id}`)?.classList.add('fresh');
}

the('grid').addEventListener('click', (/** @type {MouseEvent} */ event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const half = target.closest('button.elsewhere');
  if (half instanceof HTMLElement) {
    the('grid').focus();
    actions.visit(Number(half.dataset.row));
    return;
  }
  const row = target.closest('.row');
  if (!(row instanceof HTMLElement)) return;
  const id = Number(row.dataset.id);
  if (event.ctrlKey || event.metaKey) {
    if (!store.chosen.delete(id)) store.chosen.add(id);
    store.tell('rows');
  }
  const from = store.active === null ? undefined : store.places.get(store.active);
  const to = store.places.get(id);
  if (event.shiftKey && from !== undefined && to !== undefined) {
    getSelection()?.removeAllRanges();
    for (const one of store.ids.slice(Math.min(from, to), Math.max(from, to) + 1)) store.chosen.add(one);
  }
  store.active = id;
  store.tell('rows');
});
the('grid').addEventListener('dblclick', (/** @type {MouseEvent} */ event) => {
  if (/** @type {HTMLElement} */ (event.target).closest('.row .text')) actions.correct();
});
nameDocuments(() => (store.project?.progress.parts ?? []).map((/** @type {{name: string}} */ part) => part.name));
store.filter = filters.wanted();
store.open().then(async () => {
  listen(actions);
  nameKinds(store.project.codes);
  me.name = store.project.who ?? '';
  await drafts.open(store.project.id);
  bar();
  filters.build();
  the('grid').focus();
  root.dataset.role = store.project.role ?? 'owner';
  together(store, say);
  root.dataset.ready = 'yes';
  // A copy that was named when the program was started waits for a choice.
  if (store.project.waiting) actions['merge-copy']();
}).catch((error) => {
  if (error.status !== 404) return say(error.status ? error.message : t('lost'), 'bad');
  the('start').hidden = false;
  return startPage(look, say);
});
