export type Lang = 'ar' | 'en';
export type Format = 'tmx' | 'xliff' | 'xliff2' | 'json' | 'jsonl' | 'plain-jsonl' | 'tsv' | 'csv' | 'xlsx' | 'html' | 'index' | 'hunalign';

/** A half-open range of bytes of the UTF-8 text. */
export interface Span { start: number; end: number }

export interface Marked { span: Span; value: string }

export interface Finding {
  severity: 'error' | 'warning' | 'note';
  code: string;
  message: string;
  ar: Marked | null;
  en: Marked | null;
}

export interface Segment { span: Span; paragraph: number }

export interface Side { name: string; lang: Lang; encoding: string; text: string; segments: Segment[] }

export interface Bead {
  id: string;
  ar_segments: number[];
  en_segments: number[];
  type: string;
  confidence: number;
  adequacy: number | null;
  findings: Finding[];
}

/** What `mizan align --format json` writes. */
export interface Alignment {
  schema: string;
  source: Lang;
  score: number | null;
  ar: Side;
  en: Side;
  beads: Bead[];
}

export interface Options { source?: Lang; segmented?: boolean; mainText?: boolean; allText?: boolean; encoding?: string }

export interface File { name: string; bytes: Uint8Array }

export interface Figure { text: string; kind: string; value: string; unit: string | null }

/** An error of the program: one line that says what is wrong, where, and what to do. */
export class MizanError extends Error {}

/** Aligns an Arabic text with its English translation and checks the pairs. */
export function align(ar: string, en: string, options?: Options): Promise<Alignment>;
/** The same for two files of any kind that the program reads, in either order. */
export function alignFiles(first: File, second: File, options?: Options): Promise<Alignment>;
/** Writes an alignment in another format. */
export function convert(alignment: Alignment, format: Format): Promise<Uint8Array>;
/** Checks pairs `[ar, en]`: the findings of each. */
export function check(pairs: [string, string][], source?: Lang): Promise<Finding[][]>;
/** The figures of a text with their values. */
export function figures(text: string, lang: Lang): Promise<Figure[]>;
