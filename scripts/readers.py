#!/usr/bin/env python3
"""Documents and files of pairs of many formats, read by this program and by independent libraries.

usage: readers.py MIZAN [FORMAT ...] [--files N] [--seed N]

For each format, files of invented sentences are written by a library, read again by it or by another one, and read by
`mizan`: it must find every paragraph and every pair that the library finds, and no other pairs. Prints one line per format,
and the first differences; the exit code is 1 when there are any.
"""

import argparse
import csv
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import textwrap
import warnings

import docx
import ebooklib
import openpyxl
import polib
import pysubs2
from bs4 import BeautifulSoup
from ebooklib import epub
from markdown_it import MarkdownIt
from odf import opendocument, table, teletype, text
from translate.storage import aresource, jsonl10n, properties, resx, tbx, tmx, ts2, xliff, yaml

warnings.filterwarnings("ignore")

EN = "river stone market window winter letter garden captain bridge evening harbour paper silver morning".split()
AR = "نهر حجر سوق نافذة شتاء رسالة حديقة قائد جسر مساء ميناء ورق فضة صباح".split()
WORD = re.compile(r"\w+")


class Maker:
    """Sentences and runs of the program, with a temporary folder."""

    def __init__(self, binary, seed, folder):
        self.binary, self.random, self.folder = os.path.abspath(binary), random.Random(seed), folder
        self.lang = "en"

    def sentence(self, words=None, length=None):
        words = words or (AR if self.lang == "ar" else EN)
        length = length or self.random.randint(4, 12)
        return " ".join(self.random.choice(words) for _ in range(length)) + f" {self.random.randint(1, 9999)}."

    def pair(self, extras=("",)):
        extra = self.random.choice(extras)
        return self.sentence(AR) + extra, self.sentence(EN) + extra

    def many(self, least, most):
        return range(self.random.randint(least, most))

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *words):
        done = subprocess.run([self.binary, *words, "-q"], capture_output=True, text=True)
        if done.returncode != 0:
            print(f"  {' '.join(words)}: {done.stderr.strip()}")
        return done.stdout

    def lacking(self, path, paragraphs):
        """The paragraphs that the program does not find in a document, compared by their words in order."""
        read = " ".join(WORD.findall(self.run("segment", path, "--lang", self.lang)))
        wanted = (" ".join(WORD.findall(paragraph)) for paragraph in paragraphs)
        return [paragraph for paragraph in wanted if paragraph and paragraph not in read]

    def differing(self, wanted, *words):
        """The pairs that only the library or only the program finds."""
        rows = map(json.loads, self.run(*words, "--format", "jsonl").splitlines())
        got = sorted((row["ar"], row["en"]) for row in rows)
        wanted = sorted((ar, en) for ar, en in wanted)
        return [pair for pair in wanted if pair not in got] + [pair for pair in got if pair not in wanted]


def word_documents(make, n):
    """python-docx writes and reads."""
    document, path = docx.Document(), make.path(f"{n}.docx")
    for _ in make.many(5, 30):
        kind = make.random.randrange(7)
        if kind == 0:
            document.add_heading(make.sentence(length=3)[:-1], make.random.randint(0, 4))
        elif kind in (1, 2):
            document.add_paragraph(make.sentence(), style=("List Bullet", "List Number")[kind - 1])
        elif kind == 3:
            table = document.add_table(make.random.randint(1, 3), make.random.randint(1, 4))
            for cell in (cell for row in table.rows for cell in row.cells):
                cell.text = make.sentence(length=3)
        elif kind == 4:
            paragraph = document.add_paragraph()
            for _ in range(3):
                run = paragraph.add_run(make.sentence(length=1) + " ")
                run.bold, run.italic = make.random.random() < 0.5, make.random.random() < 0.5
        elif kind == 5:
            document.add_page_break()
            document.add_paragraph(make.sentence(), style="Intense Quote")
        else:
            document.add_paragraph(make.sentence()).add_run("\t" + make.sentence() + "\n" + make.sentence())
    document.save(path)
    read = docx.Document(path)
    cells = [cell for table in read.tables for row in table.rows for cell in row.cells]
    paragraphs = read.paragraphs + [paragraph for cell in cells for paragraph in cell.paragraphs]
    return make.lacking(path, [paragraph.text for paragraph in paragraphs])


def review_tables(make, n):
    """Tables of two languages in a Word document, as translators send them for review."""
    document, path, wanted = docx.Document(), make.path(f"{n}.docx"), []
    document.add_paragraph("Bilingual review")
    table = document.add_table(1, 4)
    for cell, name in zip(table.rows[0].cells, ("ID", "Source", "Target", "Comment")):
        cell.text = name
    for k in make.many(3, 30):
        ar, en = make.pair()
        for cell, text in zip(table.add_row().cells, (str(k + 1), en, ar, "")):
            cell.text = text
    document.save(path)
    for row in docx.Document(path).tables[0].rows[1:]:
        wanted.append((row.cells[2].text, row.cells[1].text))
    return make.differing(wanted, "convert", path)


def body(make):
    """The body of a page, with meaningless class names."""
    parts = [f'<h1 class="menu">{make.sentence(length=3)}</h1>']
    for _ in make.many(3, 15):
        text, other = make.sentence(), make.sentence(length=2)
        parts.append(make.random.choice([
            f"<p>{text}</p>",
            f'<div class="sidebar">{text}</div>',
            f'<aside id="n"><p>{text}</p></aside>',
            f"<ul><li>{text}</li><li><p>{other}</p></li></ul>",
            f'<blockquote class="related"><p>{text}</p><footer>{other}</footer></blockquote>',
            f"<table><tr><td>{text}</td><th>{other}</th></tr></table>",
            f'<p>{other} <b>{other}</b><span class="share">{text}</span></p>',
            f"<dl><dt>{other}</dt><dd>{text}</dd></dl>",
            f'<figure><img alt="" src="a.png"/><figcaption>{text}</figcaption></figure>',
            f"<details><summary>{other}</summary><p>{text}</p></details>",
            f"<pre>{text}</pre>",
        ]))
    return "".join(parts)


BLOCKS = ["p", "h1", "li", "td", "th", "dt", "dd", "figcaption", "footer", "div", "summary", "pre"]


def blocks(page):
    """The texts of the innermost blocks of a page, according to Beautiful Soup."""
    elements = BeautifulSoup(page, "lxml").find_all(BLOCKS)
    return [element.get_text("") for element in elements if not element.find(BLOCKS)]


def books(make, n):
    """ebooklib writes and reads the book, Beautiful Soup its chapters."""
    book, path, chapters = epub.EpubBook(), make.path(f"{n}.epub"), []
    book.set_identifier(f"book-{n}")
    book.set_title("Book")
    book.set_language(make.lang)
    for k in make.many(1, 6):
        name = f"part {k}.xhtml" if k % 2 else f"part{k}.xhtml"
        chapter = epub.EpubHtml(title=f"part {k}", file_name=name, lang=make.lang)
        chapter.content = f"<html><body>{body(make)}</body></html>"
        book.add_item(chapter)
        chapters.append(chapter)
    book.toc = book.spine = chapters
    book.add_item(epub.EpubNcx())
    epub.write_epub(path, book)
    read = epub.read_epub(path).get_items_of_type(ebooklib.ITEM_DOCUMENT)
    return make.lacking(path, [text for item in read for text in blocks(item.get_content())])


def pages(make, n):
    """Beautiful Soup reads a page as it is."""
    path = make.path(f"{n}.html")
    page = f"<!DOCTYPE html><html lang='{make.lang}'><head><meta charset='utf-8'></head><body><main>{body(make)}</main>"
    with open(path, "w", encoding="utf-8") as out:
        out.write(page)
    return make.lacking(path, blocks(page))


def workbooks(make, n):
    """openpyxl writes and reads; columns in three orders."""
    book, path = openpyxl.Workbook(), make.path(f"{n}.xlsx")
    sheet = book.active
    heads = [["ID", "Source", "Target"], ["no", "text_ar", "text_en"], None][n % 3]
    if heads:
        sheet.append(heads)
    for k in make.many(3, 60):
        ar, en = make.pair(("", "\n" + make.sentence(AR, 2)) if k % 7 == 0 else ("",))
        sheet.append([k + 1] + ([ar, en] if n % 3 == 1 else [en, ar]))
    book.save(path)
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))[1 if heads else 0:]
    ar, en = (1, 2) if n % 3 == 1 else (2, 1)
    return make.differing([(row[ar], row[en]) for row in rows], "convert", path)


def opendocument_sheets(make, n):
    """odfpy writes and reads sheets, with cells that are equal to their neighbours."""
    book, path = opendocument.OpenDocumentSpreadsheet(), make.path(f"{n}.ods")
    sheet = table.Table(name="Sheet")
    book.spreadsheet.addElement(sheet)
    for k in make.many(3, 60):
        row, (ar, en) = table.TableRow(), make.pair()
        for value in ([k + 1, ar, en], [k + 1, en, ar], [en, "", ar])[n % 3]:
            cell = table.TableCell(valuetype="string")
            cell.addElement(text.P(text=str(value)))
            row.addElement(cell)
        sheet.addElement(row)
    book.save(path)
    ar, en = ((1, 2), (2, 1), (2, 0))[n % 3]
    rows = opendocument.load(path).spreadsheet.getElementsByType(table.TableRow)
    cells = [[teletype.extractText(cell) for cell in row.getElementsByType(table.TableCell)] for row in rows]
    return make.differing([(row[ar], row[en]) for row in cells], "convert", path)


def opendocument_texts(make, n):
    """odfpy writes and reads headings, paragraphs with spans, lists and tables."""
    document, path = opendocument.OpenDocumentText(), make.path(f"{n}.odt")
    for _ in make.many(3, 15):
        kind = make.random.randrange(4)
        if kind == 0:
            element = text.H(outlinelevel=1, text=make.sentence(length=3))
        elif kind == 1:
            element = text.P(text=make.sentence(length=2) + " ")
            element.addElement(text.Span(text=make.sentence()))
        elif kind == 2:
            element, item = text.List(), text.ListItem()
            item.addElement(text.P(text=make.sentence()))
            element.addElement(item)
        else:
            element, row, cell = table.Table(), table.TableRow(), table.TableCell()
            cell.addElement(text.P(text=make.sentence()))
            row.addElement(cell)
            element.addElement(row)
        document.text.addElement(element)
    document.save(path)
    read = opendocument.load(path).text
    found = [*read.getElementsByType(text.P), *read.getElementsByType(text.H)]
    return make.lacking(path, [teletype.extractText(element) for element in found])


def subtitles(make, n, extension):
    """pysubs2 writes and reads cues, some with marks of style."""
    file, path = pysubs2.SSAFile(), make.path(f"{n}.{extension}")
    for k in make.many(3, 40):
        line = make.sentence()
        styled = "{\\i1}" + line + "{\\i0}" if k % 5 == 0 else line
        file.append(pysubs2.SSAEvent(start=3000 * k, end=3000 * k + 2500, text=styled))
    file.save(path, encoding="utf-8", **({"fps": 25, "write_fps_declaration": False} if extension == "sub" else {}))
    return make.lacking(path, [event.plaintext for event in pysubs2.load(path, encoding="utf-8", fps=25)])


def markdown(make, n):
    """markdown-it renders the file, Beautiful Soup reads what comes out."""
    path, parts = make.path(f"{n}.md"), [f"# {make.sentence(length=3)}"]
    for _ in make.many(3, 15):
        line, other = make.sentence(), make.sentence(length=2)
        parts.append(make.random.choice([
            line, f"## {other}", f"- {line}\n- {other}", f"> {line}", f"{other} **{line}** {other}",
            f"{other} [{line}](http://a.example/{n})", f"| {line} | {other} |\n|---|---|\n| {other} | {line} |",
            f"1. {line}\n\n   {other}", f"{line}  \n*{other}*",
        ]))
    source = "\n\n".join(parts)
    with open(path, "w", encoding="utf-8") as out:
        out.write(source)
    page = MarkdownIt("commonmark").enable("table").render(source).replace("<br />", "\n")
    paragraphs = [line for block in blocks(page) for line in block.split("\n")]
    return make.lacking(path, paragraphs)


def gettext(make, n):
    """polib writes and reads."""
    catalogue, path = polib.POFile(), make.path(f"{n}.po")
    plural = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : 5;"
    catalogue.metadata = {"Language": "ar", "Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": plural}
    for k in make.many(3, 40):
        ar, en = make.pair(("", "\n", ' "x"', "\\t"))
        context = "menu" if make.random.random() < 0.3 else None
        entry = polib.POEntry(msgid=f"{en} {k}", msgstr=ar, msgctxt=context, occurrences=[("a.c", str(k))])
        if make.random.random() < 0.1:
            entry.flags.append("fuzzy")
        entry.obsolete = not entry.flags and make.random.random() < 0.1
        catalogue.append(entry)
    catalogue.save(path)
    wanted = [(entry.msgstr, entry.msgid) for entry in polib.pofile(path).translated_entries()]
    return make.differing(wanted, "convert", path)


def tables(make, n, extension):
    """The csv module writes and reads; columns in three orders, cells with separators, quotes and line ends."""
    path, marks = make.path(f"{n}.{extension}"), ("", ' "x"', ", x", "; x", " | x", "\n" + make.sentence(length=2), '"')
    separator = "\t" if extension == "tsv" else ",;,"[n % 3]
    dialect = {"delimiter": separator, "quoting": csv.QUOTE_ALL if n % 4 == 3 else csv.QUOTE_MINIMAL}
    heads = [["ID", "Source", "Target"], None, ["English", "Arabic", "Comment"]][n % 3]
    order = [(2, 1), (1, 2), (1, 0)][n % 3]
    if extension == "tsv":
        # Rows of a file of tabs are lines, and quotation marks are text.
        marks, dialect = ("", ", x", " it's"), {"delimiter": "\t", "quoting": csv.QUOTE_NONE}
    with open(path, "w", encoding="utf-8-sig" if n % 5 == 0 else "utf-8", newline="") as out:
        writer = csv.writer(out, **dialect)
        if heads:
            writer.writerow(heads)
        for k in make.many(3, 60):
            ar, en = make.pair(marks)
            row = [str(k + 1), "", ""] if order[1] > 0 else ["", "", ""]
            row[order[0]], row[order[1]] = ar, en
            writer.writerow(row)
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, **dialect))[1 if heads else 0:]
    return make.differing([(row[order[0]], row[order[1]]) for row in rows], "convert", path)


def plain_texts(make, n):
    """Paragraphs in lines of their own, or wrapped at a width, in several encodings."""
    path, wrap = make.path(f"{n}.txt"), n % 2 == 0
    paragraphs = [" ".join(make.sentence() for _ in make.many(2, 5)) for _ in make.many(3, 15)]
    text = "\n\n".join(textwrap.fill(paragraph, 60) for paragraph in paragraphs) if wrap else "\n".join(paragraphs)
    encoding = ("utf-8", "utf-16", "utf-8-sig", "cp1256")[n % 4]
    with open(path, "w", encoding=encoding, newline=("\n", "\r\n")[n % 3 == 0]) as out:
        out.write(text)
    with open(path, encoding=encoding) as file:
        read = file.read()
    return make.lacking(path, read.split("\n\n" if wrap else "\n"))


def units(make, n, store, extension, read):
    """translate-toolkit writes units and reads them."""
    path, marks = make.path(f"{n}.{extension}"), ("", " & <b>", ' "', " 'x'")
    for k in make.many(3, 40):
        ar, en = make.pair(marks)
        if isinstance(store, tmx.tmxfile):
            store.addtranslation(f"{en} {k}", "en", ar, "ar")
        else:
            store.addsourceunit(f"{en} {k}").target = ar
    store.savefile(path)
    wanted = [(str(unit.target), str(unit.source)) for unit in read(path).units]
    return make.differing(wanted, "convert", path)


def memories(make, n):
    """translate-toolkit writes and reads TMX."""
    return units(make, n, tmx.tmxfile(), "tmx", tmx.tmxfile.parsefile)


def xliffs(make, n):
    """translate-toolkit writes and reads XLIFF."""
    store = xliff.xlifffile()
    store.setsourcelanguage("en")
    store.settargetlanguage("ar")
    return units(make, n, store, "xlf", xliff.xlifffile.parsefile)


def terms(make, n):
    """translate-toolkit writes and reads TBX."""
    path, store = make.path(f"{n}.tbx"), tbx.tbxfile(sourcelanguage="en", targetlanguage="ar")
    for k in make.many(3, 40):
        unit = store.addsourceunit(f"{make.random.choice(EN)} {k} & <b>")
        unit.target = make.random.choice(AR)
    store.savefile(path)
    wanted = [(str(unit.target), str(unit.source)) for unit in tbx.tbxfile.parsefile(path).units]
    return make.differing(wanted, "convert", path)


def qt(make, n):
    """translate-toolkit writes and reads Qt's .ts."""
    store = ts2.tsfile()
    store.settargetlanguage("ar")
    return units(make, n, store, "ts", ts2.tsfile.parsefile)


def add(store, key, text):
    """A unit with a key; those of .properties and .strings have a name and are written in the store's own way."""
    if isinstance(store, properties.propfile):
        unit = store.UnitClass(text, store.personality.name)
        unit.name, unit.value = key, text
    else:
        unit = store.UnitClass(text)
        unit.setid(key)
        unit.target = text
    store.addunit(unit)


def keyed(make, n, new, extension, marks=("", ' "x"', " 100%", " {0}")):
    """Two catalogues with the same keys, one per language; translate-toolkit writes and reads them; `new` makes one of a language."""
    texts = [make.pair(marks) for _ in make.many(3, 40)]
    paths, read = [], []
    for side, lang in enumerate(("ar", "en")):
        store, path = new(lang), make.path(f"{n}.{lang}.{extension}")
        for k, pair in enumerate(texts):
            add(store, f"group.item{k}", pair[side])
        store.savefile(path)
        again = new(lang)
        with open(path, "rb") as file:
            again.parse(file.read())
        paths.append(path)
        read.append({unit.getid(): str(unit.target or unit.source) for unit in again.units if unit.istranslatable()})
    wanted = [(read[0][key], read[1][key]) for key in read[0]]
    return make.differing(wanted, "align", *paths)


def android(make, n):
    """translate-toolkit writes and reads strings.xml."""
    return keyed(make, n, lambda _: aresource.AndroidResourceFile(), "xml", ("", ' "x"', " %1$s", " it's", " & <c"))


def json_catalogues(make, n):
    """translate-toolkit writes and reads JSON, flat or nested."""
    return keyed(make, n, lambda _: jsonl10n.JsonFile() if n % 2 else jsonl10n.JsonNestedFile(), "json")


def yaml_catalogues(make, n):
    """translate-toolkit writes and reads YAML, as other programs and as Rails have it."""
    def new(lang):
        store = yaml.YAMLFile() if n % 2 else yaml.RubyYAMLFile()
        store.settargetlanguage(lang)
        return store

    marks = ("", ' "x"', " 100%", " %{x}", ": x", " # x", " - y", " 'z'")
    return keyed(make, n, new, ("yml", "yaml")[n % 2], marks)


def java(make, n):
    """translate-toolkit writes and reads .properties."""
    return keyed(make, n, lambda _: properties.javautf8file(), "properties", ("", " = x", " {0}", " #5"))


def resx_files(make, n):
    """translate-toolkit writes and reads .resx."""
    return keyed(make, n, lambda _: resx.RESXFile(), "resx", ("", " & <b>", " {0}"))


def apple(make, n):
    """translate-toolkit writes and reads .strings."""
    return keyed(make, n, lambda _: properties.stringsutf8file(), "strings", ("", ' "x"', " %@"))


FORMATS = {
    "docx": word_documents, "docx-tables": review_tables, "epub": books, "html": pages, "xlsx": workbooks,
    "ods": opendocument_sheets, "odt": opendocument_texts, "md": markdown, "srt": lambda make, n: subtitles(make, n, "srt"),
    "vtt": lambda make, n: subtitles(make, n, "vtt"), "ass": lambda make, n: subtitles(make, n, "ass"),
    "ttml": lambda make, n: subtitles(make, n, "ttml"), "sub": lambda make, n: subtitles(make, n, "sub"),
    "txt": plain_texts, "csv": lambda make, n: tables(make, n, "csv"), "tsv": lambda make, n: tables(make, n, "tsv"),
    "tbx": terms, "yaml": yaml_catalogues, "po": gettext, "tmx": memories, "xliff": xliffs, "qt": qt, "android": android, "json": json_catalogues,
    "properties": java, "resx": resx_files, "strings": apple,
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mizan")
    parser.add_argument("formats", nargs="*", metavar="FORMAT")
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    bad = 0
    for name in args.formats or FORMATS:
        wrong = []
        with tempfile.TemporaryDirectory() as folder:
            make = Maker(args.mizan, f"{args.seed} {name}", folder)
            for n in range(args.files):
                make.lang = ("en", "ar")[n % 2]
                wrong += [(n, difference) for difference in FORMATS[name](make, n)]
        bad += len(wrong)
        print(f"{name}: {args.files} files, {len(wrong)} differences")
        for n, difference in wrong[:5]:
            print(f"  {n}: {difference}")
    sys.exit(1 if bad else 0)


main()
