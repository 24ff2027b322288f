// @ts-check
// Creating elements. Strings only become text nodes: nothing here parses markup.

/**
 * @typedef {string | Node | null | undefined | false} Child
 * @param {string} tag `name.class.class`
 * @param {Record<string, any>} [props] `on…` are listeners, `data` is the dataset, `style` sets custom properties, the rest are attributes
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const made = document.createElement(name);
  if (classes.length) made.className = classes.join(' ');
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (key === 'data') Object.assign(made.dataset, value);
    else if (key === 'style') for (const [k, v] of Object.entries(value)) made.style.setProperty(k, String(v));
    else if (key === 'class') made.className += ` ${value}`;
    else if (key === 'value') /** @type {any} */ (made).value = value;
    else made.setAttribute(key, value === true ? '' : String(value));
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false).map((child) => /** @type {string | Node} */ (child)));
  return made;
}

/**
 * The element with an id, which must exist.
 * @param {string} id
 * @returns {any}
 */
export const the = (id) => document.getElementById(id);

/**
 * A line drawing in a square of 24 units, from constants of the page.
 * @param {string} path
 */
export function icon(path) {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon');
  const line = document.createElementNS(ns, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

export const ICONS = {
  replace: 'M4 8h13m-4-4 4 4-4 4M20 16H7m4-4-4 4 4 4',
  ways: 'M12 20v-8m0 0L6 5m6 7 6-7M4 8V4h4M20 8V4h-4',
  drop: 'M12 3v10m-4-4 4 4 4-4M4 15v4h16v-4',
  projects: 'M4 6h6l2 2h8v11H4z',
  undo: 'M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3',
  redo: 'm15 14 5-5-5-5M20 9H10a6 6 0 0 0 0 12h3',
  realign: 'M4 7h9M4 12h5M4 17h9M20 7h-3M20 12h-7M20 17h-3',
  export: 'M12 4v11m-5-5 5 5 5-5M4 20h16',
  help: 'M9.2 9a3 3 0 1 1 4.4 2.6c-1 .6-1.6 1.2-1.6 2.4m0 3.5v.1M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20',
  columns: 'M4 5h6v14H4zM14 5h6v14h-6M10 12h4',
  dark: 'M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.500 10.500',
  flag: 'M6 21V4m0 0h11l-2 4 2 4H6',
  note: 'M5 4h14v11l-5 5H5zM14 20v-5h5',
  check: 'm5 12.500 4.500 4.500L19 7.500',
  unequal: 'M5 9h14M5 15h14M16 4 8 20',
  copies: 'M7 4v16M7 12c0-4 10-2 10-7V4m0 0-3 3m3-3 3 3',
  share: 'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M2.500 20c0-4 3-6 6.500-6s6.500 2 6.500 6M18 8v6m-3-3h6',
  journal: 'M12 7v5l3.500 2M4.500 9A8 8 0 1 1 4 12.500M4 4v5h5',
  panel: 'M4 5h16v14H4zM14 5v14',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14m5-2 5 5',
  pen: 'M4 20l1-4L16 5l3 3L8 19z',
  up: 'M12 19V5m-6 6 6-6 6 6',
  down: 'M12 5v14m-6-6 6 6 6-6',
};
