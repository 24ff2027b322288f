// @ts-check
// Long work: its progress, and a way to stop it.

import { get, post } from './api.js';
import { h } from './dom.js';
import { percent, t } from './strings.js';

/** Interval between requests for the progress, in milliseconds. */
const EACH = 250;

/**
 * Shows the progress of the work until it is done.
 * @param {HTMLElement} place @param {() => boolean} [going] whether it is still running, if the server does not know
 * @returns {Promise<{failed: string | null}>}
 */
export async function workBar(place, going) {
  const fill = h('div.fill', { style: { '--at': 0 } });
  const track = h('div.track', { role: 'progressbar', 'aria-label': t('working'), 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': 0 }, fill);
  const text = h('span.progress-text', {}, t('working'));
  const stop = h('button', { type: 'button', id: 'do-stop', onclick: () => { post('/api/stop', {}); stop.setAttribute('disabled', ''); } }, t('stop'));
  place.replaceChildren(h('div.working', {}, h('div', {}, track, text), stop));
  for (;;) {
    await new Promise((wake) => setTimeout(wake, EACH));
    const { working, share, failed } = await get('/api/work');
    if (going ? !going() : !working) {
      place.replaceChildren();
      return { failed };
    }
    fill.style.setProperty('--at', String(share));
    track.setAttribute('aria-valuenow', String(Math.round(share * 100)));
    text.textContent = `${t('working')} ${percent(Math.round(share * 100) / 100)}`;
  }
}
