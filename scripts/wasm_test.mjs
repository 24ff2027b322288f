// Tests the npm package in Node, and compares it with the command line: node scripts/wasm_test.mjs PROGRAM

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';
import test from 'node:test';
import { align, alignFiles, check, convert, figures, MizanError } from '../target/npm/index.js';

const program = argv[2];
const sample = (name) => new URL(`../data/samples/${name}`, import.meta.url).pathname;

test('what files give is what the command line gives', async () => {
  for (const [ar, en, source] of [['report.ar.txt', 'report-slips.en.txt', 'ar'], ['contract.ar.txt', 'contract.en.txt', 'en']]) {
    const given = [ar, en].map((name) => ({ name, bytes: readFileSync(sample(name)) }));
    const made = await alignFiles(given[1], given[0], { source });
    const expected = execFileSync(program, ['align', '-q', sample(ar), sample(en), '--source', source, '--format', 'json'], { maxBuffer: 1 << 28 });
    // The last digits of sums depend on the floating point of the machine; everything else is equal.
    const rounded = (value) => JSON.parse(JSON.stringify(value, (_, v) => (typeof v === 'number' ? Math.round(v * 1e4) / 1e4 : v)));
    assert.deepEqual(rounded(made), rounded(JSON.parse(expected)));
    const tsv = new TextDecoder().decode(await convert(made, 'tsv'));
    const lines = execFileSync(program, ['align', '-q', sample(ar), sample(en), '--source', source, '--format', 'tsv']).toString();
    assert.deepEqual(tsv.split('\n').map((line) => line.split('\t').slice(0, 2)), lines.split('\n').map((line) => line.split('\t').slice(0, 2)));
  }
});

test('texts, pairs and figures', async () => {
  const made = await align('وصل الوفد يوم الأحد. وغادر بعد ٢٥ يوما.', 'The delegation arrived on Sunday. It left after 52 days.');
  assert.equal(made.beads.length, 2);
  assert.equal(made.beads[1].findings[0].code, 'digits-swapped');
  const found = await check([['حضر ٣٠ رجلا.', 'Some 40 men came.'], ['نعم.', 'Yes.']]);
  assert.deepEqual(found.map((one) => one.length), [1, 0]);
  assert.deepEqual((await figures('ثلاثة ملايين دولار', 'ar')).map((one) => [one.value, one.unit]), [['3000000', 'Dollar']]);
});

test('a workbook is a zip archive', async () => {
  const made = await align('نعم، وصلوا.', 'Yes, they came.');
  assert.equal(new TextDecoder().decode((await convert(made, 'xlsx')).slice(0, 2)), 'PK');
});

test('errors are sentences', async () => {
  await assert.rejects(align('Yes.', 'نعم.'), (error) => error instanceof MizanError && /exchange them/.test(error.message));
  await assert.rejects(align('نعم.', 'Yes.', { sauce: 'ar' }), /options/);
  await assert.rejects(figures('x', 'fr'), MizanError);
  await assert.rejects(convert({}, 'tmx'), MizanError);
  const pdf = { name: 'a.pdf', bytes: new TextEncoder().encode('%PDF-1.7\n') };
  await assert.rejects(alignFiles(pdf, pdf), /PDF/);
});
