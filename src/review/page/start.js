// @ts-check
// The page before a project is open: recently opened projects, and a place to drop files.

import { get, post, send } from './api.js';
import { h, icon, ICONS, the } from './dom.js';
import { workBar } from './work.js';
import { spoken, t } from './strings.js';

/** @typedef {{file: File, name: string}} Dropped */

/**
 * Shows the page.
 * @param {{start: () => void, turn: () => void, translate: () => void}} look
 * @param {(text: string, kind?: string) => void} say
 */
export async function startPage(look, say) {
  const { recent, folder, version } = await get('/api/start');
  const root = document.documentElement;
  const draw = () => {
    root.classList.add('starting');
    document.title = t('title');
    const picker = (/** @type {string} */ id, /** @type {boolean} */ folders) => {
      const input = /** @type {HTMLInputElement} */ (h('input', { type: 'file', id, multiple: true, hidden: true, webkitdirectory: folders, onchange: () => take([...input.files ?? []].map((file) => ({ file, name: file.webkitRelativePath || file.name }))) }));
      return input;
    };
    const [files, folders] = [picker('pick-files', false), picker('pick-folder', true)];
    const zone = h('section.drop', { id: 'drop', 'aria-labelledby': 'drop-title' },
      icon(ICONS.drop), h('h2', { id: 'drop-title' }, t('drop-title')), h('p', {}, t('drop-hint')),
      h('p.do', {}, h('button.primary', { type: 'button', id: 'choose-files', onclick: () => files.click() }, t('choose-files')), h('button', { type: 'button', id: 'choose-folder', onclick: () => folders.click() }, t('choose-folder'))),
      files, folders, h('p.hint', {}, t('made-in'), ' ', h('bdi', { dir: 'ltr' }, folder)));
    zone.addEventListener('dragover', (event) => {
      event.preventDefault();
      zone.classList.add('over');
    });
    zone.addEventListener('dragleave', () => zone.classList.remove('over'));
    zone.addEventListener('drop', async (event) => {
      event.preventDefault();
      zone.classList.remove('over');
      take(await dropped(event.dataTransfer));
    });
    const list = recent.length
      ? h('ul.recent', {}, recent.map((/** @type {{name: string, folder: string}} */ one) => h('li', {}, h('button', { type: 'button', data: { recent: one.name }, onclick: () => open(one) }, h('strong', {}, h('bdi', {}, one.name)), h('bdi.where', { dir: 'ltr' }, one.folder)))))
      : h('p.calm', {}, t('no-recent'));
    the('start').replaceChildren(
      h('header', {}, h('h1', {}, t('title')), h('span.version', {}, version),
        h('button.tool.words', { type: 'button', id: 'do-language', onclick: () => { look.translate(); draw(); } }, t('language')),
        h('button.tool', { type: 'button', id: 'do-dark', 'aria-label': t('dark'), title: t('dark'), onclick: () => look.turn() }, icon(ICONS.dark))),
      zone, h('p.notice', { role: 'alert', id: 'start-notice' }), h('div', { id: 'start-work' }),
      h('section', { 'aria-labelledby': 'recent-title' }, h('h2', { id: 'recent-title' }, t('recent')), list));
    the('start').lang = spoken();
  };
  const tell = (/** @type {string} */ text) => { the('start-notice').textContent = text; };
  const open = async (/** @type {{name: string, folder: string}} */ one) => {
    try {
      await post('/api/start/open', one);
      location.reload();
    } catch (error) {
      tell(/** @type {Error} */ (error).message);
    }
  };
  const take = async (/** @type {Dropped[]} */ files) => {
    tell('');
    // Hidden files, which systems leave in folders, are not texts.
    const wanted = files.filter(({ name }) => !name.split('/').some((part) => part.startsWith('.')));
    if (!wanted.length) return tell(t('no-files'));
    root.classList.add('busy');
    try {
      await post('/api/start/clear', {});
      for (const { file, name } of wanted) await send('/api/start/file', { name, size: String(file.size) }, file);
      await post('/api/start/make', {});
      await watch();
    } catch (error) {
      tell(/** @type {any} */ (error).status ? /** @type {Error} */ (error).message : t('lost'));
    } finally {
      root.classList.remove('busy');
    }
  };
  const watch = async () => {
    const { failed } = await workBar(the('start-work'));
    if (failed) tell(failed);
    else location.reload();
  };
  draw();
  root.dataset.ready = 'start';
  if ((await get('/api/work')).working) watch();
}

/**
 * The files of a drop, including those in folders.
 * @param {DataTransfer | null} transfer
 * @returns {Promise<Dropped[]>}
 */
async function dropped(transfer) {
  // The list must be read before the first await, because the browser empties it then.
  const entries = [...transfer?.items ?? []].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return [...transfer?.files ?? []].map((file) => ({ file, name: file.name }));
  /** @type {Dropped[]} */
  const found = [];
  const walk = async (/** @type {any} */ entry, /** @type {string} */ above) => {
    if (!entry) return;
    const name = `${above}${entry.name}`;
    if (entry.isFile) {
      found.push({ file: await new Promise((take, fail) => entry.file(take, fail)), name });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      // A reader returns only some entries at a time.
      const some = await new Promise((take, fail) => reader.readEntries(take, fail));
      if (!some.length) return;
      for (const one of some) await walk(one, `${name}/`);
    }
  };
  for (const entry of entries) await walk(entry, '');
  return found;
}
