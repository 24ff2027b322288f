// @ts-check
// The first screen, for two files, two texts or one file of pairs; then the review page.

import { ask } from './engine.js';
import { all, forget, keep, steps, take as takeAlone, whenLost } from './memory.js';
import { save } from './page/api.js';
import { h, the } from './page/dom.js';
import { moment, speak, spoken } from './page/strings.js';

/** Largest input in bytes: browsers have no memory for more. */
const MOST = 150 << 20;

const EN = {
  what: 'Puts an Arabic text beside its English translation, and shows where the figures disagree.',
  drop: 'Drop two files here — one Arabic, one English — or one file of pairs',
  kinds: 'Text, Word (docx), ODT, EPUB, HTML, Markdown, subtitles; pairs as TMX, XLIFF, Excel, CSV, TSV, PO, JSON; a .mizan project',
  choose: 'Choose files', paste: 'Or paste the two texts:', 'paste-en': 'English text', 'paste-ar': 'Arabic text', go: 'Align and check', 'go-on': 'Go on with {name}', forget: 'Forget it',
  source: 'Translated from', ar: 'Arabic', en: 'English', language: 'العربية', dark: 'Light or dark',
  working: 'Aligning and checking …', reading: 'Starting the program …', one: '{name}: one more file is needed, its translation.', many: 'Give two texts, or one file of pairs.',
  large: '{name} is too large for a browser ({size} MB); the program for the command line takes it.', empty: 'Give both texts.', again: 'Another text', project: 'Save the project', taken: '{name} is open in another tab; go on there, or close it first.', old: 'This browser is too old for this page: it needs WebAssembly and modules in workers (any browser since 2023).', lost: 'The browser keeps nothing here (a full disk, or a private window): export what you have done before you leave.',
  private: 'Everything happens in this browser. No text is sent anywhere; after the first visit the page works without a network.',
};
const AR = {
  what: 'يضع النص العربي بجانب ترجمته الإنجليزية، ويُظهر أين تختلف الأرقام.',
  drop: 'أسقط هنا ملفين — عربيا وإنجليزيا — أو ملفا واحدا من الأزواج',
  kinds: 'نص أو Word (docx) أو ODT أو EPUB أو HTML أو Markdown أو ترجمة أفلام؛ والأزواج بصيغة TMX أو XLIFF أو Excel أو CSV أو TSV أو PO أو JSON؛ ومشروع .mizan',
  choose: 'اختر الملفات', paste: 'أو الصق النصين:', 'paste-en': 'النص الإنجليزي', 'paste-ar': 'النص العربي', go: 'طابق وافحص', 'go-on': 'تابع {name}', forget: 'انسَه',
  source: 'لغة الأصل', ar: 'العربية', en: 'الإنجليزية', language: 'English', dark: 'فاتح أو داكن',
  working: 'تجري المطابقة والفحص …', reading: 'يبدأ البرنامج …', one: '{name}: بقي ملف واحد، هو الترجمة.', many: 'قدّم نصين، أو ملفا واحدا من الأزواج.',
  large: '{name} أكبر مما يتسع له المتصفح ({size} ميغابايت)؛ برنامج سطر الأوامر يقبله.', empty: 'قدّم النصين معا.', again: 'نص آخر', project: 'احفظ المشروع', taken: '{name} مفتوح في لسان آخر؛ تابع هناك أو أغلقه أولا.', old: 'هذا المتصفح أقدم من أن تعمل فيه الصفحة: تحتاج إلى WebAssembly ووحدات في العمال (أي متصفح منذ 2023).', lost: 'المتصفح لا يحفظ شيئا هنا (القرص ممتلئ أو النافذة خاصة): صدّر ما عملته قبل أن تغادر.',
  private: 'كل شيء يجري في هذا المتصفح. لا يُرسَل أي نص إلى أي مكان، وبعد الزيارة الأولى تعمل الصفحة بلا شبكة.',
};

/** @param {keyof typeof EN} key @param {Record<string, string>} [parts] */
function say(key, parts = {}) {
  let text = (spoken() === 'ar' ? AR : EN)[key];
  for (const [name, value] of Object.entries(parts)) text = text.replace(`{${name}}`, `\u2068${value}\u2069`);
  return text;
}

const LIKES = 'max-age=31536000; SameSite=Strict; Path=/';

/** @param {string} name */
function like(name) {
  return document.cookie.split('; ').find((pair) => pair.startsWith(`mizan-like-${name}=`))?.split('=')[1];
}

/** @typedef {{name: string, bytes: Uint8Array}} Given */
/** @type {Given[]} */
let given = [];
/** The pasted texts, kept while the language of the page changes. */
const pasted = { ar: '', en: '', source: 'ar' };
/** @type {import('./memory.js').Kept[]} */
let before = [];

function build() {
  const area = (/** @type {'ar' | 'en'} */ lang) => h('textarea', {
    class: lang, lang, id: `paste-${lang}`, dir: lang === 'ar' ? 'rtl' : 'ltr', 'aria-label': say(`paste-${lang}`), placeholder: say(`paste-${lang}`), value: pasted[lang],
    oninput: (/** @type {any} */ event) => { pasted[lang] = event.target.value; },
  });
  const files = /** @type {HTMLInputElement} */ (h('input', { type: 'file', id: 'files', multiple: true, hidden: true, onchange: () => take([...(files.files ?? [])]) }));
  const source = h('select', { id: 'source', onchange: (/** @type {any} */ event) => { pasted.source = event.target.value; } },
    ['ar', 'en'].map((lang) => h('option', { value: lang, selected: lang === pasted.source }, say(/** @type {'ar'} */ (lang)))));
  const box = h('div', {
    id: 'drop',
    ondragover: (/** @type {DragEvent} */ event) => { event.preventDefault(); box.classList.add('over'); },
    ondragleave: () => box.classList.remove('over'),
    ondrop: (/** @type {DragEvent} */ event) => { event.preventDefault(); box.classList.remove('over'); take([...(event.dataTransfer?.files ?? [])]); },
  }, h('p', {}, say('drop')), h('p.hint', {}, say('kinds')),
  h('div.do', {}, h('button.primary', { type: 'button', onclick: () => files.click() }, say('choose')), files), h('p', { id: 'chosen' }));
  the('start').replaceChildren(
    h('div.top', {}, h('h1', {}, 'Mizan ميزان'),
      h('button', { type: 'button', id: 'start-dark', onclick: turn }, say('dark')),
      h('button', { type: 'button', id: 'start-language', lang: spoken() === 'ar' ? 'en' : 'ar', onclick: translate }, say('language'))),
    h('p.what', {}, say('what')),
    ...before.map((kept, n) => h('p.do.kept', {}, h('button.plain', { type: 'button', id: `go-on-${n}`, onclick: () => goOn(kept) }, say('go-on', { name: kept.name })),
      h('span.hint', {}, moment(kept.at)),
      h('button.plain', { type: 'button', onclick: async () => { await forget(kept.id); before = await all(); build(); } }, say('forget')))),
    box,
    h('p', {}, say('paste')),
    h('div.texts', {}, area('en'), area('ar')),
    h('div.do', {}, h('label', {}, say('source'), ' ', source), h('button.primary', { type: 'button', id: 'go', onclick: pastedTexts }, say('go'))),
    h('div', { id: 'said', role: 'status', 'aria-live': 'polite' }),
    h('p.private', {}, say('private')));
}

function translate() {
  speak(spoken() === 'ar' ? 'en' : 'ar');
  document.cookie = `mizan-like-language=${spoken()}; ${LIKES}`;
  build();
}

function turn() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  document.cookie = `mizan-like-theme=${root.dataset.theme}; ${LIKES}`;
}

/** @param {string} text @param {'bad' | 'working' | ''} [kind] */
function tell(text, kind = '') {
  const box = the('said');
  box.className = kind;
  box.replaceChildren(text, ...(kind === 'working' ? [h('progress', {})] : []));
}

/** @param {File[]} chosen */
async function take(chosen) {
  const large = chosen.find((file) => file.size > MOST);
  if (large) return tell(say('large', { name: large.name, size: String(Math.ceil(large.size / 1e6)) }), 'bad');
  try {
    const read = await Promise.all(chosen.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
    if (read.length === 1 && !given.length && await ask('holdsPairs', read[0].name, read[0].bytes)) return open(read[0], null);
    given.push(...read);
    the('chosen').textContent = given.map((file) => file.name).join(' · ');
    if (given.length === 1) return tell(say('one', { name: given[0].name }));
    const [first, second, ...more] = given;
    given = [];
    if (more.length || !second) return tell(say('many'), 'bad');
    return open(first, second);
  } catch (error) {
    return tell(String(error instanceof Error ? error.message : error), 'bad');
  }
}

function pastedTexts() {
  if (!pasted.ar.trim() || !pasted.en.trim()) return tell(say('empty'), 'bad');
  const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
  return open({ name: 'texts.ar.txt', bytes: bytes(pasted.ar) }, { name: 'texts.en.txt', bytes: bytes(pasted.en) });
}

/** @param {Given} first @param {Given | null} second */
async function open(first, second) {
  tell(say('working'), 'working');
  try {
    const state = await ask('open', first, second, JSON.stringify({ source: pasted.source }));
    if (!await takeAlone(state.id)) return tell(say('taken', { name: state.name }), 'bad');
    await keep({ ...state, at: now() });
  } catch (error) {
    return tell(String(error instanceof Error ? error.message : error), 'bad');
  }
  return show(true);
}

const now = () => new Date().toISOString();

/** @param {import('./memory.js').Kept} kept */
async function goOn(kept) {
  tell(say('working'), 'working');
  try {
    if (!await takeAlone(kept.id)) return tell(say('taken', { name: kept.name }), 'bad');
    await ask('open', { name: `${kept.name}.mizan`, bytes: kept.project }, null, '{}');
    for (const { path, body } of await steps(kept.id)) await ask('answer', path, {}, body);
    await keep({ ...await ask('state'), at: now() });
  } catch (error) {
    return tell(String(error instanceof Error ? error.message : error), 'bad');
  }
  return show(false);
}

/** Actions that the page of the command line does not need: another text, and the project as a file. */
function more() {
  const button = (/** @type {'again' | 'project'} */ key, /** @type {() => void} */ onclick) =>
    h('button', { type: 'button', id: `do-${key}`, onclick }, say(key));
  the('web-actions').replaceChildren(button('again', () => location.reload()), button('project', async () => {
    const { name, project } = await ask('state');
    save(`${name}.mizan`, project);
  }));
}

/** Shows the review page; a new review lists wrong figures first. @param {boolean} fresh */
async function show(fresh) {
  if (fresh) document.documentElement.dataset.order = 'doubt';
  document.body.classList.add('reviewing');
  more();
  new MutationObserver(more).observe(document.documentElement, { attributeFilter: ['lang'] });
  await import('./page/main.js');
}

speak(like('language') === 'ar' || (!like('language') && navigator.language.startsWith('ar')) ? 'ar' : 'en');
const theme = like('theme');
if (theme) document.documentElement.dataset.theme = theme;
whenLost(() => {
  const toast = h('div.toast.bad', {}, say('lost'));
  the('toasts').replaceChildren(toast);
  setTimeout(() => toast.remove(), 12_000);
});
build();
all().then((found) => {
  before = found;
  if (found.length) build();
  if (typeof WebAssembly !== 'object' || typeof structuredClone !== 'function') tell(say('old'), 'bad');
  document.documentElement.dataset.started = 'yes';
});
if ('serviceWorker' in navigator) navigator.serviceWorker.register('sw.js').catch(() => {});
