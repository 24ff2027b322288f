#!/usr/bin/env python3
"""Plants rows of a test set in a corpus, and similar rows beside each other, and counts which of them are found.

    scripts/leaks.py --bin target/release/mizan                 # with sentences of words in random order
    scripts/leaks.py --bin … --clean my.tsv --floors            # Arabic, tab, English[, tab, document]; fail where a floor is missed

Contamination: every sentence of the test set is planted in five kinds, and found with `corpus filter --against`. Similar rows:
one of each two is dropped by `corpus dedup` if their five-grams of characters have .8 or more in common, unless they differ
in a figure. Split: no text of the test data occurs in the training data, though every fourth row has a copy in another
document. The same --seed gives the same rows.
"""
import argparse, functools, json, os, random, re, subprocess, sys, tempfile

sys.dont_write_bytecode = True
from noise import DID, TAIL, THEN, WHO

DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data")
FOLD = str.maketrans("أإآةى", "اااهي", "".join(map(chr, [*range(0x64B, 0x653), 0x640])))
LONG = 16  # words of a sentence half of which is looked for: fewer than seven are in texts that have nothing to do with it
NUMBERS = "seven eight nine eleven twelve thirteen fourteen fifteen sixteen seventeen".split()


def vocabulary():
    """The words of the made sentences of both languages, without figures, and without those that say the opposite of others."""
    sides = [set(), set()]
    for part in [*WHO, *DID, *TAIL, *THEN]:
        for words, text in zip(sides, part.split("|")):
            words.update(word for word in re.findall(r"[^\W\d_]{5,}", text))
    return [sorted(words) for words in sides]


def made(rng, count):
    """Pairs of words in random order, of 8 to 40 words each, in documents of 25."""
    ar, en = vocabulary()
    out = []
    for n in range(count):
        size = rng.randint(8, 40)
        out.append((f"made/{n // 25}", " ".join(rng.choices(ar, k=size)) + ".", " ".join(rng.choices(en, k=size)).capitalize() + "."))
    return out


def folded(text):
    return " ".join(re.findall(r"\w+", text.lower().translate(FOLD)))


def shingles(ar, en):
    """The five-grams of a pair, by which `--near` is defined."""
    texts = [f"    {folded(text)}  " for text in (ar, en)]
    return {(side, text[at:at + 5]) for side, text in enumerate(texts) for at in range(len(text) - 4)}


def jaccard(one, other):
    a, b = shingles(*one), shingles(*other)
    return len(a & b) / len(a | b)


def changed(rng, text, words):
    """One word of a text replaced by another one."""
    parts = text.split()
    places = [n for n, part in enumerate(parts) if part.isalpha() and len(part) > 3] or [0]
    parts[rng.choice(places)] = rng.choice(words)
    return " ".join(parts)


def telling():
    """What the words of figures, dates, negations and opposites begin with or contain: no such word is misspelt, because texts
    that differ in one are no duplicates."""
    found = set()
    for name in ("antonyms", "directions", "months", "numbers.ar", "numbers.en", "weekdays"):
        with open(os.path.join(DATA, name + ".tsv"), encoding="utf-8") as rows:
            for row in rows:
                found.update(re.findall(r"[^\W\d_]{3,}", "" if row.startswith("#") else folded(row)))
    pattern = re.compile("|".join(sorted(found)))
    return functools.cache(lambda word: bool(pattern.search(folded(word))))


def misspelt(rng, text, tells):
    """A letter of one of the longer words that do not tell is doubled or left out."""
    parts = text.split()
    places = [n for n, part in enumerate(parts) if part.isalpha() and len(part) > 4 and not tells(part)]
    if not places:
        return text
    at = rng.choice(places)
    part, letter = parts[at], rng.randrange(2, len(parts[at]) - 1)
    parts[at] = part[:letter] + rng.choice(["", part[letter] * 2]) + part[letter + 1:]
    return " ".join(parts)


def half(rng, text, other):
    """Half of the words of a text, its beginning or its end, between words of another one."""
    parts, around = text.split(), other.split()
    size = next(n for n in range(1, len(parts) + 1) if all(
        2 * len(folded(" ".join(own)).split()) >= len(folded(text).split()) for own in (parts[:n], parts[-n:])))
    own = rng.choice([parts[:size], parts[-size:]])
    return " ".join([*around[:3], *own, *around[-3:]])


def shouted(rng, text):
    """Other case and punctuation; in Arabic other spellings and vowel signs."""
    text = re.sub(r"(?<!\d)[.,،!?؟:;؛\"'«»“”](?!\d)", "", text)
    text = text.replace("أ", rng.choice("أا")).replace("ة ", rng.choice(["ة ", "ه "]))
    text = re.sub(r"([بتسملن])(?=[ء-ي])", lambda m: m[1] + rng.choice(["", "", "َ", "ـ"]), text)
    return (rng.choice([text.upper(), text.lower(), text.title()]) + rng.choice(["!", " …", ""])).strip()


def contaminated(rng, pair, other, words):
    """The five kinds, of one pair of the test set and a row that has nothing to do with it."""
    (ar, en), (strange_ar, strange_en) = pair, other
    yield "exact", (ar, en)
    yield "case and marks", (shouted(rng, ar), shouted(rng, en))
    yield "one word changed", (changed(rng, ar, words[0]), changed(rng, en, words[1]))
    if max(len(ar.split()), len(en.split())) >= LONG:
        yield "half of the sentence", (half(rng, ar, strange_ar), half(rng, en, strange_en))
    yield "one language only", rng.choice([(ar, strange_en), (strange_ar, en)])


def write(folder, name, rows):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as out:
        for number, (doc, ar, en) in enumerate(rows):
            out.write(json.dumps({"id": f"{doc}#b{number}", "doc": doc, "translation": {"ar": ar, "en": en}}, ensure_ascii=False) + "\n")
    return path


def run(*command):
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def rejected(path):
    with open(path, encoding="utf-8") as rows:
        return {int(row["id"].rsplit("#b", 1)[1]): row for row in map(json.loads, rows)}


def contamination(binary, rng, clean, folder):
    """Shares of the planted rows that are found, by kind, and of the others."""
    size = len(clean) // 6
    tests, rest = clean[:size], clean[size:]
    words = vocabulary()
    kinds, rows = ["" for _ in rest], list(rest)
    for n, (_, *pair) in enumerate(tests):
        for kind, (ar, en) in contaminated(rng, pair, rest[n][1:], words):
            kinds.append(kind)
            rows.append((f"web/{n}", ar, en))
    test = os.path.join(folder, "test.tsv")
    with open(test, "w", encoding="utf-8") as out:
        out.writelines(f"{ar}\t{en}\n" for _, ar, en in tests)
    why = os.path.join(folder, "why.jsonl")
    run(binary, "corpus", "filter", write(folder, "web.jsonl", rows), "--filter", "length=0-10000", "--against", test, "--rejected", why)
    found = rejected(why)
    for kind in dict.fromkeys(kinds):
        places = [n for n, of in enumerate(kinds) if of == kind]
        yield kind or "rows that were not planted", sum(n in found for n in places), len(places)


def similar(binary, rng, clean, folder):
    """Of rows beside which a similar one was put: those found, and those that must not be."""
    rows, couples, tells = [], [], telling()
    for n, (doc, ar, en) in enumerate(clean):
        other = (ar, en)
        if n % 3 == 0:
            kind = "differ in a figure"
            one, two = rng.sample([*map(str, range(11, 99)), *NUMBERS], 2)
            ar, en = f"{ar} {one if one.isdigit() else 17}", f"{en} {one}"
            other = (ar, en.removesuffix(one) + two) if rng.random() < .5 or not two.isdigit() else (
                ar.rsplit(" ", 1)[0] + " " + two, en.removesuffix(one) + two)
        else:
            for _ in range(rng.randint(1, 1 + len(en.split()) // 5)):
                other = (misspelt(rng, other[0], tells), misspelt(rng, other[1], tells))
            likeness = jaccard((ar, en), other)
            kind = "similarity .8 and more" if likeness >= .8 else "similarity below .7" if likeness < .7 else "between"
        couples.append((kind, len(rows)))
        rows += [(doc, ar, en), (doc + "/copy", *other)]
    why = os.path.join(folder, "near.jsonl")
    run(binary, "corpus", "dedup", write(folder, "rows.jsonl", rows), "--near", .8, "--rejected", why)
    found = rejected(why)
    for kind in ("similarity .8 and more", "similarity below .7", "differ in a figure"):
        places = [at for of, at in couples if of == kind]
        yield kind, sum(at in found or at + 1 in found for at in places), len(places)


def division(binary, rng, clean, folder):
    """Texts of test data that are in the training data too."""
    rows = [(f"d{n // 5}", ar, en) for n, (_, ar, en) in enumerate(clean)]
    rows += [(f"copy{n % 97}", *rng.choice([(ar, clean[-1 - n][2]), (clean[-1 - n][1], en), (shouted(rng, ar), shouted(rng, en))]))
             for n, (_, ar, en) in enumerate(clean[: len(clean) // 4])]
    paths = [os.path.join(folder, name) for name in ("train.jsonl", "dev.jsonl", "test.jsonl")]
    run(binary, "corpus", "split", write(folder, "all.jsonl", rows), "--train", paths[0], "--dev", paths[1], "--test", paths[2],
        "--dev-share", .1, "--test-share", .2)
    texts = []
    for path in paths:
        with open(path, encoding="utf-8") as part:
            texts.append([json.loads(line)["translation"] for line in part])
    train, dev, test = ([{folded(row[side]) for row in part} for side in ("ar", "en")] for part in texts)
    tested = len(texts[2])
    leaks = sum(any(folded(row[side]) in part[at] for part in (train, dev) for at, side in enumerate(("ar", "en"))) for row in texts[2])
    yield "test rows of a split with a side in another part", leaks, tested


FLOORS = {"exact": 1, "case and marks": 1, "one word changed": .9, "half of the sentence": 1, "one language only": 1,
          "similarity .8 and more": .95}
CEILINGS = {"differ in a figure": 0, "test rows of a split with a side in another part": 0}


def main():
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("--bin", default="target/release/mizan")
    parse.add_argument("--clean", help="pairs of your own: Arabic, English, document with tabs between them")
    parse.add_argument("--count", type=int, default=1800, help="pairs that are made, or taken from --clean")
    parse.add_argument("--seed", type=int, default=1)
    parse.add_argument("--floors", action="store_true", help="fail where a floor is missed")
    args = parse.parse_args()
    rng = random.Random(args.seed)
    clean = made(rng, args.count)
    if args.clean:
        with open(args.clean, encoding="utf-8") as lines:
            rows = [line.rstrip("\n").split("\t") for line in lines]
        rows = {(folded(row[0]), folded(row[1])): row for row in rows if min(len(row[0].split()), len(row[1].split())) >= 8}
        clean = [((row + ["d"])[2], row[0], row[1]) for row in rows.values()]
        rng.shuffle(clean)
        clean = clean[: args.count]
    missed = []
    print("| rows | found | of | share |\n|---|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for measure in (contamination, similar, division):
            for kind, found, of in measure(args.bin, rng, clean, folder):
                share = found / max(1, of)
                print(f"| {kind} | {found} | {of} | {100 * share:.1f} % |", flush=True)
                if share < FLOORS.get(kind, 0) or share > CEILINGS.get(kind, 1):
                    missed.append(kind)
    if args.floors and missed:
        sys.exit(f"floors missed: {', '.join(missed)}")


if __name__ == "__main__":
    main()
