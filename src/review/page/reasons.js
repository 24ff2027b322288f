// @ts-check
// The reason of a finding in the language of the page. The server gives it in English; the Arabic
// one is built here from the kind, the words and the values.

import { number, spoken } from './strings.js';

/** @typedef {import('./store.js').Row} Row @typedef {import('./store.js').Finding} Finding */

/** The relation between two figures, by kind. */
const BETWEEN = /** @type {Record<string, string>} */ ({
  'digits-swapped': 'الأرقام نفسها بترتيب آخر', 'digit-changed': 'رقم واحد مختلف', 'digit-added': 'رقم زائد', 'digit-lost': 'رقم ناقص',
  'zero-added': 'أصفار زائدة', 'zero-lost': 'أصفار ناقصة', 'decimal-shifted': 'تحرّكت الفاصلة العشرية', scale: 'المقدار مختلف: ألف أو مليون أو مليار',
  sign: 'الإشارة مختلفة', number: 'العدد مختلف', ordinal: 'الترتيب مختلف', day: 'اليوم مختلف', month: 'الشهر مختلف', weekday: 'يوم الأسبوع مختلف',
  year: 'السنة مختلفة', time: 'الوقت مختلف', unit: 'الوحدة مختلفة', currency: 'العملة مختلفة', percent: 'النسبة المئوية سقطت أو زيدت', code: 'الرمز مختلف',
  direction: 'الاتجاه معكوس', order: 'تبادل الرقمان موضعيهما', separator: 'آلاف في جانب وكسور في الآخر',
  placeholder: 'رمز الاستبدال مختلف', address: 'العنوان مختلف',
});

/**
 * The reason of a finding, and its language.
 * @param {Row} row
 * @param {Finding} finding
 * @returns {{text: string, lang: 'ar' | 'en'}}
 */
export function reason(row, finding) {
  const arabic = spoken() === 'ar' ? inArabic(row, finding) : null;
  return arabic === null ? { text: finding.message, lang: 'en' } : { text: arabic, lang: 'ar' };
}

/** @param {Row} row @param {Finding} finding */
function inArabic(row, { code, ar, en }) {
  const left = ar && quoted(row.ar.text.slice(ar.start, ar.end));
  const right = en && quoted(row.en.text.slice(en.start, en.end));
  switch (code) {
    case 'untranslated': return 'هذا النص العربي لا مقابل له في الإنجليزية';
    case 'added-text': return 'هذا النص الإنجليزي لا مقابل له في العربية';
    case 'missing': return left && `${left} لا مقابل له في الإنجليزية`;
    case 'extra': return right && `${right} لا مقابل له في العربية`;
    case 'moved': return left ? `${left} يقع في الصف التالي من الإنجليزية` : right && `${right} يقع في الصف التالي من العربية`;
    default: {
      const what = BETWEEN[code];
      if (!what || !left || !right) return null;
      const times = code === 'scale' && ar && en ? timesOf(ar.value, en.value) : null;
      return `${right} مقابل ${left}: ${times ?? what}`;
    }
  }
}

/**
 * Words of a text in quotation marks, isolated from the direction of the surrounding text.
 * @param {string} words
 */
const quoted = (words) => `«\u2068${words}\u2069»`;

/**
 * The factor between two values, if both begin with a number.
 * @param {string} ar
 * @param {string} en
 */
function timesOf(ar, en) {
  const [a, e] = [Math.abs(parseFloat(ar)), Math.abs(parseFloat(en))];
  if (!a || !e || a === e) return null;
  const times = number(Math.round(Math.max(a, e) / Math.min(a, e) * 100) / 100);
  return e > a ? `الإنجليزي أكبر ${times} مرة` : `الإنجليزي أصغر ${times} مرة`;
}
