// @ts-check
// Values in the format of the page's language: digits in groups, large round numbers also in words,
// dates with names of months, currencies by name.

import { locale, number, spoken, t } from './strings.js';

/**
 * A value as sent by the server (`3000000 USD`, `2023-10-31 (Tuesday)`, `3rd`, `1990s`, `25%`), for people.
 * @param {string} value
 * @param {{ar: string, en: string}} [names] the names of its unit
 */
export function readable(value, names) {
  const sum = /^(some )?(-?\d+(?:\.\d+)?)(%| times| .+)?$/.exec(value);
  if (sum) return `${sum[1] ? `${t('about')} ` : ''}${amount(sum[2], sum[3] ?? '', names?.[spoken()])}`;
  const date = /^(\d{4})-(\d\d)-(\d\d)(.*)$/.exec(value) ?? /^(\d{4})-(\d\d)()(.*)$/.exec(value) ?? /^()--(\d\d)-(\d\d)(.*)$/.exec(value);
  if (date) return day(date[1], date[2], date[3]) + weekday(date[4]);
  const place = /^(\d+)(st|nd|rd|th)$/.exec(value);
  if (place && spoken() === 'ar') return `${t('place')} ${number(Number(place[1]))}`;
  const decade = /^(\d{2,4})s$/.exec(value);
  if (decade && spoken() === 'ar') return `${t('decade')} ${bare(decade[1])}`;
  const century = /^century (\d+)$/.exec(value);
  if (century) return `${t('century')} ${number(Number(century[1]))}`;
  return bare(value);
}

/** @param {string} digits @param {string} unit @param {string} [name] */
function amount(digits, unit, name) {
  const n = Number(digits);
  // Numbers too large for an exact value, and years, keep their digits.
  if (!Number.isSafeInteger(Math.trunc(n))) return bare(digits) + named(unit, name);
  const grouped = Math.abs(n) >= 10_000 || unit.trim() ? n.toLocaleString(locale(), { maximumFractionDigits: 10 }) : bare(digits);
  const round = Math.abs(n) >= 1e6 && Number(n.toPrecision(4)) === n;
  const words = round ? ` (${n.toLocaleString(locale(), { notation: 'compact', compactDisplay: 'long', maximumFractionDigits: 3 })})` : '';
  return (measured(n, unit) ?? grouped + named(unit, name)) + words;
}

/**
 * A number with its unit as the language writes them together (25 days, ٢٥ يومًا), for the units that the browser knows.
 * @param {number} n @param {string} unit a name from data/units.tsv: ` KilometrePerHour`
 */
function measured(n, unit) {
  const name = unit.trim().replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase().replace(/(met|lit)re/g, '$1er');
  // A pound is a currency here; as a weight it has another name.
  if (!/^[a-z-]+$/.test(name) || name === 'pound') return null;
  try {
    const wording = /** @type {const} */ ({ style: 'unit', unit: name, unitDisplay: 'long', maximumFractionDigits: 10 });
    return n.toLocaleString(spoken() === 'ar' ? locale() : 'en-GB', wording);
  } catch {
    return null;
  }
}

/** @param {string} unit @param {string} [known] its name in the language of the page */
function named(unit, known) {
  if (unit === '%') return spoken() === 'ar' ? '٪' : '%';
  if (unit === ' times') return ` ${t('times')}`;
  const name = unit.trim();
  if (!/^[A-Z]{3}$/.test(name)) return name ? ` ${known ?? name}` : '';
  return ` ${new Intl.DisplayNames([locale()], { type: 'currency', fallback: 'code' }).of(name)}`;
}

/** @param {string} year @param {string} month @param {string} day */
function day(year, month, day) {
  const at = new Date(Date.UTC(Number(year || 2000), Number(month) - 1, Number(day || 1)));
  return at.toLocaleDateString(locale(), { timeZone: 'UTC', month: 'long', year: year ? 'numeric' : undefined, day: day ? 'numeric' : undefined });
}

/** @param {string} rest ` (Tuesday)` or nothing */
function weekday(rest) {
  const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
  const at = names.indexOf(rest.replace(/[ ()]/g, '').toLowerCase());
  if (at < 0) return bare(rest);
  // 2 January 2000 was a Sunday.
  return ` (${new Date(Date.UTC(2000, 0, 2 + at)).toLocaleDateString(locale(), { timeZone: 'UTC', weekday: 'long' })})`;
}

/**
 * The text with the digits of the language.
 * @param {string} value
 */
const bare = (value) => (spoken() === 'ar' ? value.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit))) : value);
