// @ts-check
// Keys by their place on the keyboard (`event.code`), so that they are the same for every layout.

/** [action, keys as shown, group]; `+` joins modifiers and a code. docs/keys.md lists the same. */
export const KEYS = /** @type {[string, string[], string][]} */ ([
  ['next-row', ['ArrowDown', 'KeyJ'], 'going'],
  ['previous-row', ['ArrowUp', 'KeyK'], 'going'],
  ['next-finding', ['KeyN'], 'going'],
  ['previous-finding', ['Shift+KeyN'], 'going'],
  ['next-doubt', ['KeyU'], 'going'],
  ['previous-doubt', ['Shift+KeyU'], 'going'],
  ['next-open', ['KeyI'], 'going'],
  ['previous-open', ['Shift+KeyI'], 'going'],
  ['next-renewed', ['KeyY'], 'going'],
  ['previous-renewed', ['Shift+KeyY'], 'going'],
  ['elsewhere', ['KeyG'], 'going'],
  ['page-down', ['PageDown'], 'going'],
  ['page-up', ['PageUp'], 'going'],
  ['first', ['Home'], 'going'],
  ['last', ['End'], 'going'],
  ['search', ['Slash', 'Ctrl+KeyF'], 'going'],
  ['clear-filters', ['Escape'], 'going'],
  ['concordance', ['KeyQ'], 'going'],
  ['remarks', ['Shift+KeyQ'], 'going'],
  ['merge', ['KeyM'], 'mending'],
  ['merge-up', ['Shift+KeyM'], 'mending'],
  ['split', ['KeyS'], 'mending'],
  ['cut', ['KeyC'], 'mending'],
  ['unlink', ['KeyX'], 'mending'],
  ['ar-up', ['BracketLeft'], 'mending'],
  ['ar-down', ['BracketRight'], 'mending'],
  ['en-up', ['Shift+BracketLeft'], 'mending'],
  ['en-down', ['Shift+BracketRight'], 'mending'],
  ['choose', ['Space'], 'mending'],
  ['choose-down', ['Shift+ArrowDown'], 'mending'],
  ['choose-up', ['Shift+ArrowUp'], 'mending'],
  ['link', ['KeyL'], 'mending'],
  ['swap', ['KeyW'], 'mending'],
  ['repair', ['KeyB'], 'mending'],
  ['repair-other', ['Shift+KeyB'], 'mending'],
  ['correct', ['KeyE'], 'mending'],
  ['replace', ['Shift+KeyE'], 'mending'],
  ['realign', ['KeyR'], 'mending'],
  ['confirm-next', ['Enter'], 'saying'],
  ['confirm', ['KeyV'], 'saying'],
  ['confirm-above', ['Shift+Enter'], 'saying'],
  ['accept-here', ['KeyA'], 'saying'],
  ['accept-everywhere', ['Shift+KeyA'], 'saying'],
  ['flag', ['KeyF'], 'saying'],
  ['note', ['KeyT'], 'saying'],
  ['undo', ['KeyZ', 'Ctrl+KeyZ'], 'other'],
  ['redo', ['Shift+KeyZ', 'Ctrl+KeyY', 'Ctrl+Shift+KeyZ'], 'other'],
  ['journal', ['KeyH'], 'other'],
  ['export', ['KeyO'], 'other'],
  ['merge-copy', ['Shift+KeyO'], 'other'],
  ['share', ['Shift+KeyH'], 'other'],
  ['panel', ['KeyP'], 'other'],
  ['columns', ['KeyD'], 'other'],
  ['dark', ['Shift+KeyD'], 'other'],
  ['compact', ['Shift+KeyP'], 'other'],
  ['larger', ['Equal'], 'other'],
  ['smaller', ['Minus'], 'other'],
  ['help', ['Shift+Slash', 'F1'], 'other'],
]);

const ACTION = new Map(KEYS.flatMap(([action, keys]) => keys.map((key) => [key, action])));

/**
 * The label of a key.
 * @param {string} key
 */
export const shown = (key) => key
  .replace('Key', '').replace('Arrow', '').replace('BracketLeft', '[').replace('BracketRight', ']').replace('Slash', '/').replace('Equal', '=').replace('Minus', '-')
  .replace('Down', '↓').replace('Up', '↑').replace('Page↓', 'PgDn').replace('Page↑', 'PgUp').replace('Escape', 'Esc').replace('Shift+', '⇧ ').replace('Ctrl+', 'Ctrl ');

/**
 * The label of the first key of an action, for its button.
 * @param {string} action
 */
export const keyOf = (action) => {
  const found = KEYS.find(([name]) => name === action);
  return found ? shown(found[1][0]) : '';
};

/** Whether keys of single characters act; users of speech input would press them unintentionally. */
const letters = { on: true };

export const lettersAct = () => letters.on;

/** @param {boolean} on */
export function letLettersAct(on) {
  letters.on = on;
}

/** @param {Record<string, () => any>} actions */
export function listen(actions) {
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.altKey || document.querySelector('dialog[open]')) return;
    const target = /** @type {HTMLElement} */ (event.target);
    const typing = target.matches('input, textarea, select');
    const key = `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.shiftKey ? 'Shift+' : ''}${event.code.replace('Numpad', '')}`;
    const action = ACTION.get(key);
    if (!action) return;
    if (!letters.on && /^(Shift\+)?(Key|Digit|Slash|Bracket|Space|Equal|Minus)/.test(key)) return;
    if (typing && action !== 'clear-filters') return;
    // Buttons keep the keys that activate them.
    if (target.matches('button, a') && (key === 'Enter' || key === 'Space')) return;
    event.preventDefault();
    if (event.repeat && !/row|page|finding|doubt|open|renewed|choose-/.test(action)) return;
    actions[action]();
  });
}
