"""Tests that real programs open the files written by mizan: run by `scripts/test clients`.

    clients.py MIZAN SCHEMAS     MIZAN is the program, SCHEMAS a folder with the XLIFF schemas

Every check writes with mizan, reads with the other program and compares the texts. A difference ends the run.
"""
import csv
import json
import os
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

MIZAN, SCHEMAS = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "data/samples"

# Texts that careless programs break: markup, bidi marks, quotes, formulas, figures in three scripts, rare characters.
HOSTILE = [
    ("حضر \u200f٣٠ رجلا <و> & «نعم».", "30 men came <and> & \"yes\"."),
    ("=1+1 درجة، 3٬457", "=1+1 degrees, 3,457"),
    ("قال: 'نعم'\u2067abc\u2069", "He said: 'yes' {1} %s"),
    ("رمز 😀 𐍈 نادر", "a rare sign 😀 𐍈, e\u0301"),
    ("007", "007"),
]


def run(*command, **more):
    command = [str(part) for part in command]
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def mizan(*words, **more):
    return run(MIZAN, *words, "-q", **more)


def pairs_of(jsonl):
    return [(row["ar"], row["en"]) for row in map(json.loads, jsonl.read_text("utf8").splitlines())]


def same(what, got, wanted):
    got, wanted = list(got), list(wanted)
    if got != wanted:
        first = next((pair for pair in zip(got, wanted) if pair[0] != pair[1]), (len(got), len(wanted)))
        sys.exit(f"{what}: got {first[0]!r}, wanted {first[1]!r}")
    print(f"   {what}: {len(wanted)} pairs")


def write_inputs(folder):
    """JSON lines of both samples and of hostile pairs, as mizan makes them."""
    for name in ("report", "contract"):
        slips = "report-slips" if name == "report" else name
        mizan("align", SAMPLES / f"{name}.ar.txt", SAMPLES / f"{slips}.en.txt", "-o", folder / f"{name}.jsonl")
        # Only pairs: the formats below have no text without a counterpart.
        mizan("convert", folder / f"{name}.jsonl", folder / f"{name}.tsv")
        mizan("convert", folder / f"{name}.jsonl", folder / f"{name}.tmx")
        mizan("convert", folder / f"{name}.tmx", folder / f"{name}.jsonl")
    # Marks of people: every state, notes with markup.
    reviews = ["confirmed", "flagged", "confirmed flagged", ""]
    with open(folder / "reviewed.jsonl", "w", encoding="utf8") as out:
        for n, row in enumerate(map(json.loads, (folder / "report.jsonl").read_text("utf8").splitlines())):
            row |= {"review": reviews[n % 4], "notes": ["see <page> & \u200fص ٣", "again"] if n % 3 == 0 else []}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    rows = [json.dumps({"id": f"h{n}", "ar": ar, "en": en}, ensure_ascii=False) for n, (ar, en) in enumerate(HOSTILE)]
    (folder / "hostile.jsonl").write_text("\n".join(rows) + "\n", "utf8")
    return [folder / f"{name}.jsonl" for name in ("report", "contract", "hostile", "reviewed")]


def known(jsonl):
    """The properties of a pair other than its texts."""
    names = ("id", "ar_segments", "en_segments", "type", "confidence", "review", "notes", "findings")
    return [tuple(json.dumps(row.get(name)) for name in names) for row in map(json.loads, open(jsonl, encoding="utf8"))]


def schemas(inputs, folder):
    """xmllint finds every file valid, and mizan reads back all of its content."""
    (folder / "tmx14.dtd").write_bytes((ROOT / "tests/resources/tmx14.dtd").read_bytes())
    for jsonl in inputs:
        tmx, one, two = (folder / f"{jsonl.stem}.v.{kind}" for kind in ("tmx", "xliff", "xliff2"))
        mizan("convert", jsonl, tmx)
        mizan("convert", jsonl, one)
        mizan("convert", jsonl, two, "--to", "xliff2")
        run("xmllint", "--noout", "--nonet", "--valid", tmx)
        run("xmllint", "--noout", "--nonet", "--schema", SCHEMAS / "xliff-core-1.2-strict.xsd", one)
        run("xmllint", "--noout", "--nonet", "--schema", SCHEMAS / "xliff-core-2.0.xsd", two)
        mizan("convert", jsonl, folder / "wanted.jsonl")
        for path in (tmx, one, two):
            mizan("convert", path, folder / "back.jsonl")
            same(f"{path.name} read back", pairs_of(folder / "back.jsonl"), pairs_of(folder / "wanted.jsonl"))
            if jsonl.stem != "hostile":
                same("what is known", known(folder / "back.jsonl"), known(folder / "wanted.jsonl"))
    print(f"   xmllint: {3 * len(inputs)} files valid")


PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>ar</source_lang><target_lang>en</target_lang>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>
"""


def omegat(inputs, folder):
    """OmegaT translates a text using only a memory by mizan."""
    for jsonl in inputs:
        # Its own placeholders make OmegaT protect parts of a text; where a source occurs twice it has to choose.
        wanted = {}
        for ar, en in pairs_of(jsonl):
            wanted.setdefault(ar, en)
        project = folder / f"omegat-{jsonl.stem}"
        for part in ("source", "target", "tm/auto", "glossary", "dictionary", "omegat"):
            (project / part).mkdir(parents=True)
        (project / "omegat.project").write_text(PROJECT)
        (project / "source/text.txt").write_text("\n\n".join(wanted) + "\n", "utf8")
        unique = folder / f"{jsonl.stem}.unique.jsonl"
        unique.write_text("".join(json.dumps({"ar": ar, "en": en}) + "\n" for ar, en in wanted.items()))
        mizan("convert", unique, project / "tm/auto/memory.tmx")
        config = folder / "omegat-config"
        out = run("omegat", project, "--mode=console-translate", f"--config-dir={config}", "--no-team")
        logs = out + "".join(log.read_text("utf8", "replace") for log in config.rglob("*.log*"))
        if "TF_TM_LOAD_ERROR" in logs:
            sys.exit(f"OmegaT could not load the memory:\n{logs}")
        # It always exits with 0, so only the translation shows whether it worked.
        got = (project / "target/text.txt").read_text("utf8").split("\n\n")
        # It composes accents on reading.
        composed = [unicodedata.normalize("NFC", text) for text in wanted.values()]
        same(f"OmegaT, {jsonl.stem}", [text.strip("\n") for text in got], composed)


def toolkit(inputs, folder):
    """The translate toolkit reads TMX and XLIFF, and its checks run on them."""
    from translate.storage import factory

    for jsonl in inputs:
        wanted = pairs_of(jsonl)
        for name in ("k.tmx", "k.xlf"):
            path = folder / f"{jsonl.stem}.{name}"
            mizan("convert", jsonl, path)
            units = [unit for unit in factory.getobject(str(path)).units if unit.istranslatable()]
            same(f"translate toolkit, {path.name}", [(str(u.source), str(u.target)) for u in units], wanted)
            if jsonl.stem == "reviewed" and name == "k.xlf":
                states(units, jsonl)
            run(Path(sys.executable).parent / "pofilter", "--language=en", "--progress=none", path, folder / f"filtered-{path.name}")


def states(units, jsonl):
    """Confirmed pairs are approved there, flagged pairs need a review, and notes are notes."""
    rows = [json.loads(line) for line in jsonl.read_text("utf8").splitlines()]
    grave = [any(found["severity"] != "note" for found in row["findings"]) for row in rows]
    approved = [row["review"] == "confirmed" for row in rows]
    review = ["flagged" in row["review"] or bad and not row["review"] for row, bad in zip(rows, grave)]
    same("approved", [unit.isapproved() for unit in units], approved)
    same("to be reviewed", [unit.isreview() for unit in units], review)
    same("notes", [all(note in unit.getnotes() for note in row["notes"]) for unit, row in zip(units, rows)], [True] * len(rows))


def tables(inputs, folder):
    """pandas, pyarrow and datasets read JSON lines, with ids and figures unchanged."""
    os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", HF_HOME=str(folder / "hf"))
    import datasets
    import pandas
    import pyarrow.json

    for jsonl in inputs:
        path = folder / f"{jsonl.stem}.t.jsonl"
        mizan("convert", jsonl, path)
        rows = [json.loads(line) for line in path.read_text("utf8").splitlines()]
        wanted = [(row["id"], row["ar"], row["en"]) for row in rows]
        frame = pandas.read_json(path, lines=True)
        same(f"pandas, {jsonl.stem}", zip(frame["id"], frame["ar"], frame["en"]), wanted)
        table = pyarrow.json.read_json(path).to_pylist()
        same(f"pyarrow, {jsonl.stem}", [(row["id"], row["ar"], row["en"]) for row in table], wanted)
        data = datasets.load_dataset("json", data_files=str(path), split="train", cache_dir=str(folder / "hf"))
        same(f"datasets, {jsonl.stem}", [(row["id"], row["ar"], row["en"]) for row in data], wanted)
        if "confidence" in rows[0]:
            same("confidence", frame["confidence"].round(6), [row["confidence"] for row in rows])
        comma = folder / f"{jsonl.stem}.t.csv"
        mizan("convert", jsonl, comma)
        frame = pandas.read_csv(comma, dtype=str, keep_default_na=False)
        same(f"pandas, {comma.name}", zip(frame["ar"], frame["en"]), [row[1:] for row in wanted])
        table = folder / f"{jsonl.stem}.t.tsv"
        mizan("convert", jsonl, table)
        frame = pandas.read_csv(table, sep="\t", header=None, dtype=str, keep_default_na=False, quoting=csv.QUOTE_NONE)
        same(f"pandas, {table.name}", zip(frame[0], frame[1]), [row[1:] for row in wanted])
        whole = folder / f"{jsonl.stem}.t.json"
        mizan("convert", jsonl, whole)
        beads = json.loads(whole.read_text("utf8"))["beads"]
        same(f"json, {whole.name}", [bead["origin"]["id"] for bead in beads], [row[0] for row in wanted])


def libreoffice(inputs, folder):
    """LibreOffice opens the workbooks; the Arabic column runs from right to left."""
    import openpyxl

    for jsonl in inputs:
        book = folder / f"{jsonl.stem}.xlsx"
        mizan("convert", jsonl, book)
        sheet = openpyxl.load_workbook(book).active
        directions = {sheet.cell(2, column).alignment.readingOrder for column in (2,)}
        if directions != {2}:
            sys.exit(f"{book.name}: the Arabic column is not right to left: {directions}")
        home = folder / "office"
        # 44 comma, 34 quote, 76 UTF-8.
        run("soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "--outdir", folder, book)
        with open(folder / f"{jsonl.stem}.csv", encoding="utf8", newline="") as table:
            rows = list(csv.reader(table))[1:]
        same(f"LibreOffice, {book.name}", [(row[1], row[2]) for row in rows], pairs_of(jsonl))


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inputs = write_inputs(folder)
        for check in (schemas, omegat, toolkit, tables, libreoffice):
            check(inputs, folder)


main()
