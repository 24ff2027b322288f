#!/usr/bin/env python3
"""Plants 47 kinds of damaged pairs in clean text and counts which of them `mizan corpus filter` drops.

    scripts/noise.py --bin target/release/mizan            # with generated sentences
    scripts/noise.py --bin … --clean my.tsv --peers        # Arabic, tab, English[, tab, document]; compared with other programs

--each pairs of every kind are planted. Clean pairs are counted separately, so that losses are shown next to the damage
found. The same --seed gives the same pairs. `--floors` exits with code 1 if a floor is missed.
"""
import argparse, collections, json, os, random, re, subprocess, sys, tempfile

# Sentences are composed of parts that fit each other in both languages; {n} is a figure.
WHO = """وزير الصحة|the minister of health
رئيس البلدية|the mayor
مدير المدرسة الجديد|the new head of the school
مجموعة من الباحثين في الجامعة|a group of researchers at the university
المهندس المسؤول عن الجسر|the engineer in charge of the bridge
صاحب المصنع القديم|the owner of the old factory
لجنة الميزانية في البرلمان|the budget committee of the parliament
أحد سكان القرية المجاورة|one of the inhabitants of the neighbouring village
قائد الفريق الوطني|the captain of the national team
ممثل اتحاد المزارعين|the representative of the farmers' union
طبيب المستشفى المركزي|the doctor of the central hospital
محافظ البنك المركزي|the governor of the central bank""".split("\n")
DID = """زار {w} المستشفى الجديد في شمال المدينة|visited the new hospital in the north of the city
وقع {w} اتفاقا مع الشركة المنفذة للمشروع|signed an agreement with the company that carries out the project
طلب {w} من الحكومة مزيدا من المال لإصلاح الطرق|asked the government for more money to repair the roads
رفض {w} الإجابة عن أسئلة الصحفيين حول الحادث|refused to answer the journalists' questions about the accident
أعلن {w} أن عدد الطلاب ارتفع إلى {n} طالبا|announced that the number of students had risen to {n}
قال {w} إن المياه غمرت {n} منزلا على ضفة النهر|said that the water had flooded {n} houses on the bank of the river
اشترى {w} {n} كتابا قديما من سوق العاصمة|bought {n} old books in the market of the capital
نشر {w} تقريرا مفصلا عن أسعار القمح والزيت|published a detailed report on the prices of wheat and oil
دعا {w} سكان الحي إلى اجتماع في قاعة المكتبة|invited the residents of the quarter to a meeting in the hall of the library
حذر {w} من نقص الأدوية في المناطق البعيدة|warned of a shortage of medicines in remote areas
افتتح {w} معرضا للصور القديمة عن تاريخ الميناء|opened an exhibition of old photographs about the history of the port
انتظر {w} ثلاث ساعات أمام باب المحكمة|waited for three hours in front of the door of the court
وصف {w} نتائج الانتخابات بأنها مفاجأة للجميع|described the results of the election as a surprise for everyone
درس {w} أثر الجفاف في حقول الزيتون|studied the effect of the drought on the olive fields""".split("\n")
TAIL = """يوم الأحد|on Sunday
صباح أمس|yesterday morning
في نهاية الشهر الماضي|at the end of last month
بعد عودته من السفر|after the return from the journey
قبل بداية فصل الشتاء|before the beginning of winter
بحضور عدد كبير من الصحفيين|in the presence of a large number of journalists
رغم اعتراض المعارضة|despite the objection of the opposition
للمرة الأولى منذ عشر سنوات|for the first time in ten years
بسبب الأمطار الغزيرة|because of the heavy rain
كما ذكرت الصحف المحلية|as the local newspapers reported""".split("\n")
THEN = """لكن العمال لم يتلقوا أجورهم حتى الآن|but the workers have not received their wages yet
وسوف تبدأ أعمال البناء في الربيع القادم|and construction work will begin next spring
ولم يعلق المتحدث الرسمي على هذا القرار|and the official spokesman did not comment on this decision
في حين بقيت الأسعار في السوق على حالها|while prices in the market remained as they were
حيث يعيش آلاف الناس بلا كهرباء|where thousands of people live without electricity
وأضاف أن الوضع أفضل مما كان عليه في العام الماضي|and added that the situation was better than last year
لأن الطريق القديم لم يعد صالحا للسيارات|because the old road was no longer fit for cars""".split("\n")
SHORT = """شكرا جزيلا على مساعدتكم.|Thank you very much for your help.
أين تقع محطة القطار؟|Where is the railway station?
لا أعرف الجواب.|I do not know the answer.
كان الطقس باردا في الليل.|The weather was cold at night.
هذا الكتاب لي وذاك لأخي.|This book is mine and that one is my brother's.
من فضلك أغلق الباب.|Please close the door.
لم يحدث شيء من ذلك.|Nothing of the kind happened.""".split("\n")
FRENCH = "la réunion du conseil municipal a été reportée à la semaine prochaine parce que le maire est malade et que personne ne veut prendre sa place".split()
GERMAN = "der Bürgermeister hat gestern nicht gesagt wann die neue Brücke über den Fluss für die Autos geöffnet werden soll und wer sie bezahlt".split()
TURKISH = "belediye başkanı dün yeni köprünün ne zaman açılacağını söylemedi ama halk için çok önemli bir karar olduğunu ve bunun için para gerektiğini anlattı".split()
RUSSIAN = "мэр города вчера не сказал когда новый мост через реку будет открыт для машин и кто за него заплатит".split()
PERSIAN = "شهردار دیروز نگفت که پل تازه چه زمانی برای خودروها باز می‌شود و این کار را چه کسی پرداخت خواهد کرد".split()
URDU = "شہر کے ناظم نے کل یہ نہیں بتایا کہ نیا پل گاڑیوں کے لیے کب کھولا جائے گا اور اس کے پیسے کون دے گا".split()
LATIN = {"ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "7", "خ": "kh", "د": "d", "ذ": "z", "ر": "r", "ز": "z", "س": "s",
         "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "3", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m",
         "ن": "n", "ه": "h", "و": "o", "ي": "i", "ة": "a", "ى": "a", "أ": "a", "إ": "i", "آ": "aa", "ئ": "2", "ؤ": "2", "ء": "2"}
PAGES = [("تابعونا على مواقع التواصل الاجتماعي ليصلكم كل جديد", "Follow us on our social networks for all the news"),
         ("هذا الموقع يستخدم ملفات تعريف الارتباط لتحسين تجربتك", "This site uses files to make your visit better"),
         ("للمزيد من المعلومات يرجى الاتصال بمكتبنا الرئيسي", "For more information please call our main office")]
MENU = [("الرئيسية | الأخبار | الرياضة | اتصل بنا", "Home | News | Sport | Contact us"),
        ("تسجيل الدخول", "Log in"), ("جميع الحقوق محفوظة", "All rights reserved"), ("اقرأ المزيد", "Read more"),
        ("شارك هذا المقال", "Share this article"), ("اشترك في النشرة", "Subscribe to the newsletter")]


def made(rng, count):
    """Clean pairs with their documents."""
    out = []
    while len(out) < count:
        doc = f"made/{len(out) // 25}"
        if rng.random() < .08:
            ar, en = rng.choice(SHORT).split("|")
            out.append((doc, ar, en))
            continue
        who, did = rng.choice(WHO).split("|"), rng.choice(DID).split("|")
        n = str(rng.randint(11, 990))
        ar, en = did[0].format(w=who[0], n=n), who[1] + " " + did[1].format(n=n)
        for part, chance in ((TAIL, .7), (THEN, .5)):
            if rng.random() < chance:
                more = rng.choice(part).split("|")
                ar, en = ar + (" " if part is TAIL else "، ") + more[0], en + (" " if part is TAIL else ", ") + more[1]
        out.append((doc, ar + ".", en[0].upper() + en[1:] + "."))
    return out


def words(rng, foreign):
    start = rng.randint(0, len(foreign) // 2)
    return " ".join(foreign[start:start + rng.randint(5, 14)])


def cut(text, start, end):
    """A text without its words between two shares of its length."""
    parts = text.split()
    return " ".join(parts[:round(len(parts) * start)] + parts[round(len(parts) * end):])


def third(rng, text, other):
    """The text with a third of its words replaced by those at the same place in the other one."""
    a, b = text.split(), other.split()
    at = rng.random() * 2 / 3
    return " ".join(a[:round(len(a) * at)] + b[round(len(b) * at):round(len(b) * (at + 1 / 3))] + a[round(len(a) * (at + 1 / 3)):])


def glued(text):
    return text.replace(" ", "")


def spaced(text):
    return " ".join(c for c in text if c != " ")


def loop(rng, text):
    """The words from a place on, repeated three to six times."""
    parts = text.split()
    run = parts[max(0, len(parts) - rng.randint(2, 4)):]
    return " ".join(parts + run * rng.randint(3, 6))


def stutter(rng, text):
    parts = text.split()
    at = rng.randrange(len(parts))
    return " ".join(parts[:at] + [parts[at]] * rng.randint(5, 12) + parts[at + 1:])


def garbled(text, codec, times=1):
    for _ in range(times):
        text = text.encode().decode(codec, "replace")
    return " ".join(text.split())


def every(rng, text, share, put):
    """Letters replaced at random."""
    return "".join(put(rng) if c.isalpha() and rng.random() < share else c for c in text)


def tagged(rng, text):
    parts = text.split()
    at = rng.randrange(len(parts))
    tag = rng.choice(["b", "span class=\"x\"", "a href=\"/news/7\"", "p", "div id=main"])
    return " ".join(parts[:at] + [f"<{tag}>" + parts[at] + f"</{tag.split()[0]}>"] + parts[at + 1:]) + rng.choice(["", "<br/>", "<br>"])


def entities(rng, text):
    parts = text.split()
    at = rng.randrange(len(parts))
    mark = rng.choice(["&nbsp;", "&quot;", "&amp;", "&#8217;", "&laquo;"])
    return " ".join(parts[:at] + [mark + parts[at] + mark] + parts[at + 1:])


def shuffled(rng, text):
    parts = text.rstrip(".").split()
    rng.shuffle(parts)
    return " ".join(parts) + "."


def other_figure(rng, text):
    return re.sub(r"[0-9٠-٩]+", lambda m: str(int(m[0]) + rng.choice([1, 7, 30, 200])), text, count=1)


NEEDS_FIGURE = {"figure", "figure-lost", "figure-ten"}

# name: (ar, en, rng, rest) -> (ar, en); rest has the row after this one and one far away, each (ar, en).
KINDS = {
    "next": lambda a, e, r, x: (a, x[0][1]),
    "stranger": lambda a, e, r, x: (a, x[1][1]),
    "end-cut-ar": lambda a, e, r, x: (cut(a, .5, 1), e),
    "end-cut-en": lambda a, e, r, x: (a, cut(e, .5, 1)),
    "start-cut-ar": lambda a, e, r, x: (cut(a, 0, .5), e),
    "start-cut-en": lambda a, e, r, x: (a, cut(e, 0, .5)),
    "hole-ar": lambda a, e, r, x: (cut(a, .25, .7), e),
    "hole-en": lambda a, e, r, x: (a, cut(e, .25, .7)),
    "joined-ar": lambda a, e, r, x: (a + " " + x[0][0], e),
    "joined-en": lambda a, e, r, x: (a, e + " " + x[0][1]),
    "empty-ar": lambda a, e, r, x: ("", e),
    "empty-en": lambda a, e, r, x: (a, "…"),
    "exchanged": lambda a, e, r, x: (e, a),
    "copy-of-english": lambda a, e, r, x: (e, e),
    "copy-of-arabic": lambda a, e, r, x: (a, a),
    "french": lambda a, e, r, x: (a, words(r, FRENCH)),
    "german": lambda a, e, r, x: (a, words(r, GERMAN)),
    "turkish": lambda a, e, r, x: (a, words(r, TURKISH)),
    "russian": lambda a, e, r, x: (words(r, RUSSIAN), e),
    "persian": lambda a, e, r, x: (words(r, PERSIAN), e),
    "urdu": lambda a, e, r, x: (words(r, URDU), e),
    "latin-letters": lambda a, e, r, x: ("".join(LATIN.get(c, c) for c in a), e),
    "remainder-ar": lambda a, e, r, x: (third(r, a, e), e),
    "remainder-en": lambda a, e, r, x: (a, third(r, e, a)),
    "garbled": lambda a, e, r, x: (garbled(a, "cp1252"), e),
    "garbled-arabic": lambda a, e, r, x: (garbled(a, "cp1256"), e),
    "garbled-twice": lambda a, e, r, x: (garbled(a, "latin-1", 2), e),
    "question-marks": lambda a, e, r, x: (every(r, a, .5, lambda _: "?"), e),
    "boxes": lambda a, e, r, x: (every(r, a, .15, lambda _: "\ufffd"), e),
    "reversed-ar": lambda a, e, r, x: (a[::-1], e),
    "reversed-en": lambda a, e, r, x: (a, e[::-1]),
    "reversed-words-ar": lambda a, e, r, x: (" ".join(a.split()[::-1]), e),
    "shuffled-en": lambda a, e, r, x: (a, shuffled(r, e)),
    "glued-ar": lambda a, e, r, x: (glued(a), e),
    "glued-en": lambda a, e, r, x: (a, glued(e)),
    "apart-ar": lambda a, e, r, x: (spaced(a), e),
    "apart-en": lambda a, e, r, x: (a, spaced(e)),
    "loop": lambda a, e, r, x: (loop(r, a), e) if r.random() < .5 else (a, loop(r, e)),
    "loop-both": lambda a, e, r, x: (stutter(r, a), stutter(r, e)),
    "tags": lambda a, e, r, x: (tagged(r, a), e) if r.random() < .5 else (tagged(r, a), tagged(r, e)),
    "entities": lambda a, e, r, x: (entities(r, a), e) if r.random() < .5 else (a, entities(r, e)),
    "program": lambda a, e, r, x: (a, "function show(id) { var x = document.getElementById(id); return x.value || " + str(r.randint(1, 99)) + "; }"),
    "addresses": lambda a, e, r, x: (f"https://example.org/ar/{r.randint(1, 9999)}", f"https://example.org/en/{r.randint(1, 9999)}"),
    "symbols": lambda a, e, r, x: (every(r, a, .7, lambda r: r.choice("#*|~=+_")), every(r, e, .7, lambda r: r.choice("#*|~=+_"))),
    "menu": lambda a, e, r, x: r.choice(MENU),
    "figure": lambda a, e, r, x: (a, other_figure(r, e)),
    "frequent": None,
}
assert len(KINDS) == 47

GROUPS = {  # what the floors are about
    "loops, glued, apart, tags, entities": (.97, ["loop", "loop-both", "glued-ar", "glued-en", "apart-ar", "apart-en", "tags", "entities"]),
    "holes": (.90, ["hole-ar", "hole-en"]),
    "a third left in the other language": (.80, ["remainder-ar", "remainder-en"]),
    "reversed": (.85, ["reversed-ar", "reversed-en", "reversed-words-ar"]),
    "the same text in 20 documents": (1.0, ["frequent"]),
    "figures": (.95, ["figure"]),
}


def planted(clean, rng, each):
    """Rows (id, doc, kind or empty, ar, en): all of `clean`, with the damaged ones inserted at random places."""
    spoilt = collections.defaultdict(list)
    long = [n for n, (_, ar, en) in enumerate(clean) if len(ar.split()) >= 6 and len(en.split()) >= 7 and n + 1 < len(clean)]
    figures = [n for n in long if len(re.findall(r"\d+", clean[n][1])) == len(re.findall(r"\d+", clean[n][2])) == 1
               and re.search(r"(?<![\d.,])\d{2,3}(?![\d.,%])", clean[n][2])]
    for kind, spoil in KINDS.items():
        if spoil is None:
            for n in range(20):
                ar, en = PAGES[n % 2]
                spoilt[rng.randrange(len(clean))].append((f"pages/{n}", kind, ar, en))
            for n in range(20):
                ar, en = PAGES[1 - n % 2]
                spoilt[rng.randrange(len(clean))].append((f"pages/{n}", kind, ar, en))
            continue
        for n in rng.choices(figures if kind == "figure" and figures else long, k=each):
            doc, ar, en = clean[n]
            far = clean[rng.choice(long)]
            rest = (clean[n + 1][1:], far[1:])
            new = spoil(ar, en, rng, rest)
            if new == (ar, en) or (kind in ("next", "stranger") and new[1] == en):
                continue
            spoilt[n].append((doc, kind, *new))
    out = []
    for n, (doc, ar, en) in enumerate(clean):
        for row in [(doc, "", ar, en), *spoilt[n]]:
            out.append((f"{row[0]}#b{len(out)}", *row))
    return out


def by_mizan(binary, rows, folder, options):
    source, kept = os.path.join(folder, "in.jsonl"), os.path.join(folder, "why.jsonl")
    with open(source, "w", encoding="utf-8") as out:
        for name, doc, _, ar, en in rows:
            out.write(json.dumps({"id": name, "doc": doc, "translation": {"ar": ar, "en": en}}, ensure_ascii=False) + "\n")
    subprocess.run([binary, "corpus", "filter", source, *options, "--rejected", kept], check=True, stderr=subprocess.DEVNULL)
    return {row["id"]: row["rejected"] for row in map(json.loads, open(kept, encoding="utf-8"))}


def by_opusfilter(rows, folder):
    """The rules of OpusFilter that need no model, at their default values, except that half of the characters of a side have to
    be of its script: by default all have to, which drops half of the clean Arabic."""
    from opusfilter import filters
    rules = [filters.LengthFilter(unit="word", min_length=1, max_length=100), filters.LengthRatioFilter(unit="word", threshold=3),
             filters.LongWordFilter(threshold=40), filters.HtmlTagFilter(), filters.NonZeroNumeralsFilter(threshold=0.5),
             filters.CharacterScoreFilter(scripts=["Arabic", "Latin"], thresholds=[0.5, 0.5]) if hasattr(filters, "CharacterScoreFilter") else
             filters.CharacterScoreFilter(), filters.TerminalPunctuationFilter(threshold=-2), filters.RepetitionFilter(threshold=2, min_length=3, max_length=100),
             filters.SimilarityFilter(threshold=0.9)]
    out = {}
    for rule in rules:
        for (name, *_), keep in zip(rows, rule.decisions([[ar, en] for *_, ar, en in rows])):
            if not keep:
                out.setdefault(name, type(rule).__name__)
    return out


def by_hardrules(rows, folder):
    """bicleaner-hardrules with the language models off, as it runs without further downloads."""
    source, result = os.path.join(folder, "in.tsv"), os.path.join(folder, "out.tsv")
    with open(source, "w", encoding="utf-8") as out:
        out.writelines(f"{en}\t{ar}\n" for *_, ar, en in rows)
    subprocess.run(["bicleaner-hardrules", source, result, "-s", "en", "-t", "ar", "--scol", "1", "--tcol", "2", "--annotated_output",
                    "--disable_lm_filter"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    tails = [line.rstrip("\n").split("\t")[-2:] for line in open(result, encoding="utf-8")]
    return {row[0]: why for row, (score, why) in zip(rows, tails) if float(score) == 0}


def main():
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("--bin", default="target/release/mizan")
    parse.add_argument("--clean", help="clean pairs of your own: Arabic, English, document with tabs between them")
    parse.add_argument("--count", type=int, default=2000, help="clean pairs that are made, or taken from --clean")
    parse.add_argument("--each", type=int, default=40, help="spoilt pairs of each kind")
    parse.add_argument("--seed", type=int, default=1)
    parse.add_argument("--options", default="--preset clean", help="options of `mizan corpus filter`")
    parse.add_argument("--peers", action="store_true", help="also OpusFilter and bicleaner-hardrules, where they are installed")
    parse.add_argument("--floors", action="store_true", help="fail where a floor is missed")
    parse.add_argument("--show", help="print the pairs of a kind that stay; `clean`: those that are dropped")
    args = parse.parse_args()
    rng = random.Random(args.seed)
    if args.clean:
        clean = []
        for line in open(args.clean, encoding="utf-8"):
            cells = line.rstrip("\n").split("\t")
            clean.append((cells[2] if len(cells) > 2 else f"d{len(clean) // 25}", cells[0], cells[1]))
        clean = clean[:args.count]
    else:
        clean = made(rng, args.count)
    # One of several equal clean pairs stays; the others are no loss.
    seen, unique = set(), []
    for row in clean:
        if row[1:] not in seen:
            seen.add(row[1:])
            unique.append(row)
    rows = planted(unique, rng, args.each)
    with tempfile.TemporaryDirectory() as folder:
        judges = {"mizan": by_mizan(args.bin, rows, folder, args.options.split())}
        if args.peers:
            for name, judge in (("OpusFilter", by_opusfilter), ("bicleaner-hardrules", by_hardrules)):
                try:
                    judges[name] = judge(rows, folder)
                except (ImportError, OSError, subprocess.CalledProcessError) as error:
                    print(f"{name} is left out: {error}", file=sys.stderr)
    print(f"| kind | pairs | {' | '.join(judges)} |\n|---|---:|{'---:|' * len(judges)}")
    share = {}
    for kind in [*KINDS, ""]:
        ours = [row for row in rows if row[2] == kind]
        for judge, dropped in judges.items():
            share[kind, judge] = sum(row[0] in dropped for row in ours) / max(1, len(ours))
        print(f"| {kind or '**clean pairs**'} | {len(ours)} | " + " | ".join(f"{100 * share[kind, judge]:.1f} %" for judge in judges) + " |")
    total = {judge: sum(share[kind, judge] for kind in KINDS) / len(KINDS) for judge in judges}
    print("| **all kinds** | | " + " | ".join(f"{100 * total[judge]:.1f} %" for judge in judges) + " |")
    reasons = collections.Counter(why for row in rows if not row[2] for name, why in judges["mizan"].items() if name == row[0])
    print("clean pairs dropped by:", dict(reasons), file=sys.stderr)
    missed = []
    for group, (floor, kinds) in GROUPS.items():
        got = sum(share[kind, "mizan"] for kind in kinds) / len(kinds)
        print(f"{group}: {100 * got:.1f} % (floor {100 * floor:.0f} %)", file=sys.stderr)
        missed += [group] if got < floor else []
    missed += ["all kinds"] if total["mizan"] < .78 else []
    missed += ["clean pairs"] if share["", "mizan"] > .035 else []
    if args.show:
        for name, _, kind, ar, en in rows:
            dropped = judges["mizan"].get(name)
            if (args.show == "clean" and not kind and dropped) or (kind == args.show and not dropped):
                print(f"{dropped or '-'}\t{ar}\t{en}")
    if args.floors and missed:
        sys.exit(f"floors missed: {', '.join(missed)}")


if __name__ == "__main__":
    main()
