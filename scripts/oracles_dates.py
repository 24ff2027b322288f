#!/usr/bin/env python3
"""Right and wrong pairs of dates, times and durations, written by libraries independent of this program.

usage: oracles_dates.py MIZAN [--pairs N] [--show CATEGORY]

Babel (CLDR in Python), hijridate (Umm al-Qura) and Node's Intl (ICU) format one date, time or stretch of time in both
languages: a right pair, on which the check must be silent. The same with one part changed on the English side is a wrong
pair, which it must find. The seed is fixed; libraries that are not installed are skipped and named. Prints for each category
how many right pairs are silent and how many wrong ones are found; below the floor of a category the exit code is 1. `--show`
prints the errors in one category.
"""

import argparse
import datetime
import json
import random
import shutil
import subprocess
import sys
import tempfile

SEED = 20240229
# Least shares (silent, found) by category; other categories have the last.
# A difference of twelve hours cannot be seen where only one side gives the half of the day.
# The calendars of ICU and of hijridate are a day apart in many months, so that some right pairs are two days apart.
FLOORS = {"times": (0.985, 0.95), "date and time of ICU": (0.985, 0.95), "hijri beside gregorian": (0.955, 0.97),
          "hijri as gregorian": (0.97, 0.97), "hijri of ICU": (0.97, 0.97), "": (0.985, 0.97)}

APOSTROPHES = ["'", "’", "‘", "ʻ", "ʿ", "ʾ", "`", ""]
# Spellings of the Hijri months in English; an apostrophe stands for any of those above.
ROMANISED = [
    ["Muharram", "Moharram", "Muḥarram"],
    ["Safar", "Ṣafar"],
    ["Rabi' al-Awwal", "Rabi al-Awwal", "Rabi' al-Awal", "Rabi' I", "Rabi'-ul-Awwal", "Rabīʿ al-Awwal", "Rabi' Al Awwal",
     "Rabee' al-Awwal", "Rabiulawal", "Rabi'ul Awwal", "Rabi' el-Awwal", "Rabia al-Awwal"],
    ["Rabi' al-Thani", "Rabi' al-Akhir", "Rabi' II", "Rabi al-Thani", "Rabi' ath-Thani", "Rabīʿ ath-Thānī", "Rabi' al-Akhar",
     "Rabi' Al Thani", "Rabee' al-Thani", "Rabi'ul Akhir", "Rabi-us-Sani", "Rabīʿ al-Ākhir", "Rabia al-Thani"],
    ["Jumada al-Ula", "Jumada al-Awwal", "Jumada I", "Jumādā al-Ūlā", "Jumada'l-Ula", "Djumada I", "Jumadi al-Awwal",
     "Jumada Al Oula", "Jamadi-ul-Awwal", "Jumada el-Oula", "Jumādá al-ūlá", "Jumada al-Oola"],
    ["Jumada al-Akhirah", "Jumada al-Thani", "Jumada II", "Jumada al-Akhira", "Jumādā al-Ākhirah", "Jumada al-Thaniyah",
     "Jumada ath-Thaniya", "Djumada II", "Jumada al-Ukhra", "Jamadi-us-Sani", "Jumada'l-Akhira", "Jumādá al-ākhirah",
     "Jumada al-Akhir", "Jumada Al Akhera"],
    ["Rajab"],
    ["Sha'ban", "Shaban", "Shaaban", "Shaʿbān", "Sha'aban", "Cha'ban"],
    ["Ramadan", "Ramadhan", "Ramaḍān", "Ramadān", "Ramazan"],
    ["Shawwal", "Shawwāl", "Shawal", "Chawwal"],
    ["Dhu al-Qa'dah", "Dhul Qa'dah", "Dhu'l-Qa'dah", "Dhul-Qi'dah", "Dhū al-Qaʿdah", "Dhu al-Qi'dah", "Zul-Qa'dah",
     "Thul-Qi'dah", "Dhu'l-Qa'da", "Dhul-Qadah", "Zulqa'dah", "Dhu al-Qaada", "Zil-Qad", "Dhu-l-Qa'da", "Dhulqa'dah"],
    ["Dhu al-Hijjah", "Dhul Hijjah", "Dhu'l-Hijja", "Dhul-Hijjah", "Dhū al-Ḥijjah", "Zul-Hijjah", "Thul-Hijjah",
     "Zilhajj", "Dhu al-Hijja", "Dhu-l-Hijja", "Zulhijjah", "Zul Hijja", "Dhi al-Hijjah", "Dhulhijja"],
]
ARABIC_MONTHS = ["محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال",
                 "ذو القعدة", "ذو الحجة"]
MARKS_AR = ["هـ", " هـ", "ه", " هجرية", " للهجرة", ""]
MARKS_EN = [" AH", " A.H.", "H", " H", " Hijri", ""]
FRAMES = [
    ("صدر القرار في {}.", "The decision was issued on {}."),
    ("{}", "{}"),
    ("تاريخ التسليم: {}", "Delivery date: {}"),
    ("وقع الطرفان العقد بتاريخ {} في مقر الشركة.", "The parties signed the contract on {} at the company's head office."),
]
TIME_FRAMES = [
    ("يبدأ اللقاء الساعة {}.", "The meeting begins at {}."),
    ("الموعد: {}", "Time: {}"),
]
SPAN_FRAMES = [
    ("استغرق العمل {}.", "The work took {}."),
    ("المدة: {}", "Duration: {}"),
]
INTL = """
const jobs = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const made = new Map();
const out = jobs.map(([locale, options, time]) => {
  const key = locale + JSON.stringify(options);
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat(locale, {timeZone: 'UTC', ...options}));
  return made.get(key).format(new Date(time));
});
console.log(JSON.stringify(out));
"""


class Pairs:
    """The pairs of all categories."""

    def __init__(self, each):
        self.each = each
        self.rows = []
        self.skipped = []

    def add(self, category, right, ar, en):
        """One pair, without tabs and line breaks."""
        clean = [" ".join(text.split()) if "\t" in text or "\n" in text else text for text in (ar, en)]
        self.rows.append((category, right, *clean))

    def both(self, category, rng, frames, ar, en, wrong):
        """A right pair and, where the wrong English differs, a wrong one."""
        frame_ar, frame_en = rng.choice(frames)
        self.add(category, True, frame_ar.format(ar), frame_en.format(en))
        if wrong is not None and wrong != en:
            self.add(category, False, frame_ar.format(ar), frame_en.format(wrong))


def random_day(rng):
    """A day of the last hundred years."""
    return datetime.date(1925, 1, 1) + datetime.timedelta(days=rng.randrange(36_500))


def slipped(rng, day):
    """Another day: another day of the month, month or year."""
    for _ in range(20):
        part = rng.randrange(3)
        try:
            made = day.replace(**{
                "day" if part == 0 else "month" if part == 1 else "year":
                    rng.randrange(1, 29) if part == 0 else rng.randrange(1, 13) if part == 1 else day.year + rng.choice([-10, -1, 1, 10])
            })
        except ValueError:
            continue
        if made != day:
            return made
    return day + datetime.timedelta(days=40)


def babel_pairs(pairs):
    """Dates, times, intervals and durations of Babel."""
    try:
        from babel import dates, units
    except ImportError:
        pairs.skipped.append("babel")
        return
    rng = random.Random(SEED)
    for _ in range(pairs.each):
        day = random_day(rng)
        ar = rng.choice(["ar", "ar_EG", "ar_LB", "ar_MA", "ar_SA", "ar_IQ", "ar_DZ", "ar_TN"])
        en = rng.choice(["en", "en_GB", "en_AU", "en_IN"])
        form_ar, form_en = rng.choice(["long", "full"]), rng.choice(["long", "full", "medium"])
        # A weekday may be on one side only, but not here.
        if "full" in (form_ar, form_en):
            form_ar = form_en = "full"
        show = lambda d: dates.format_date(d, form_en, locale=en)
        pairs.both("gregorian, in words", rng, FRAMES, dates.format_date(day, form_ar, locale=ar), show(day),
                   show(slipped(rng, day)))
        month = lambda d: dates.format_skeleton("yMMMM", d, locale=en)
        pairs.both("month and year", rng, FRAMES[1:3], dates.format_skeleton("yMMMM", day, locale=ar), month(day),
                   month(day.replace(year=day.year + rng.choice([-1, 1, 10]))))
        # In digits: the order of the parts is that of the country, so the day is above 12 or all is equal.
        if day.day > 12:
            short = lambda d: dates.format_date(d, "y-MM-dd" if rng.random() < 0.3 else "dd/MM/y", locale=en)
            pairs.both("gregorian, in digits", rng, FRAMES, dates.format_date(day, rng.choice(["dd/MM/y", "d/M/y", "y/MM/dd"]),
                       locale=ar), short(day), short(day.replace(year=day.year + 1, day=min(day.day, 28))))
        clock = datetime.time(rng.randrange(24), rng.randrange(60))
        other = datetime.time((clock.hour + rng.choice([1, 2, 12])) % 24, clock.minute)
        hour = rng.choice(["h:mm a", "HH:mm"])
        said = lambda t: dates.format_time(t, hour, locale=en)
        pairs.both("times", rng, TIME_FRAMES, dates.format_time(clock, "short", locale="ar"), said(clock), said(other))
        span_pair(pairs, rng, units)
        interval_pair(pairs, rng, dates, day)


def span_pair(pairs, rng, units):
    """A stretch of time in one unit or two."""
    name = rng.choice(["second", "minute", "hour", "day", "week", "month", "year"])
    count = rng.randrange(3, 60)
    show = lambda n, locale: units.format_unit(n, f"duration-{name}", "long", locale=locale)
    pairs.both("durations", rng, SPAN_FRAMES, show(count, "ar"), show(count, "en"), show(count + rng.choice([1, 2, 10]), "en"))
    hours, minutes = rng.randrange(2, 12), rng.randrange(3, 59)
    ar = f"{units.format_unit(hours, 'duration-hour', 'long', locale='ar')} و{units.format_unit(minutes, 'duration-minute', 'long', locale='ar')}"
    short = rng.random() < 0.5
    say = (lambda h, m: f"{h}h {m}m") if short else (lambda h, m: f"{h} hours and {m} minutes" if m % 2 else f"{h} hr {m} min")
    pairs.both("durations of two units", rng, SPAN_FRAMES, ar, say(hours, minutes), say(hours, (minutes + 10) % 60 + 1))


def interval_pair(pairs, rng, dates, day):
    """From one day to another, shortened as each language does."""
    to = day + datetime.timedelta(days=rng.choice([2, 5, 9, 40]))
    show = lambda a, b, locale: dates.format_interval(a, b, "yMMMMd", locale=locale)
    try:
        ar, en = show(day, to, "ar"), show(day, to, rng.choice(["en", "en_GB"]))
    except (KeyError, ValueError):
        return
    pairs.both("intervals of days", rng, FRAMES[1:3], ar, en, en.replace(str(to.year), str(to.year + 1)))


def hijri_pairs(pairs):
    """Hijri dates with months in many spellings, alone, beside the Gregorian day and against it."""
    try:
        from hijridate import Gregorian
    except ImportError:
        pairs.skipped.append("hijridate")
        return
    rng = random.Random(SEED + 1)
    months = "January February March April May June July August September October November December".split()
    arabic = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
    for _ in range(2 * pairs.each):
        day = random_day(rng)
        hijri = Gregorian(day.year, day.month, day.day).to_hijri()
        name_ar, mark_ar, mark_en = ARABIC_MONTHS[hijri.month - 1], rng.choice(MARKS_AR), rng.choice(MARKS_EN)
        romanised = spell(rng, hijri.month)
        wrong_month = spell(rng, hijri.month % 12 + 1)
        wrong_day = hijri.day % 29 + 1
        ar = f"{hijri.day} {name_ar} {hijri.year}{mark_ar}"
        en = f"{hijri.day} {romanised} {hijri.year}{mark_en}"
        wrong = rng.choice([
            f"{hijri.day} {wrong_month} {hijri.year}{mark_en}",
            f"{wrong_day} {romanised} {hijri.year}{mark_en}",
            f"{hijri.day} {romanised} {hijri.year + 1}{mark_en}",
        ])
        pairs.both("hijri romanised", rng, FRAMES, ar, en, wrong)
        if rng.random() < 0.5:
            pairs.both("hijri month first", rng, FRAMES[1:3], ar, f"{romanised} {hijri.day}, {hijri.year} AH",
                       f"{wrong_month} {hijri.day}, {hijri.year} AH")
        greg_ar, greg_en = f"{day.day} {arabic[day.month - 1]} {day.year}", f"{day.day} {months[day.month - 1]} {day.year}"
        off = day + datetime.timedelta(days=rng.choice([-31, -10, -5, 4, 7, 12, 33, 365]))
        off_en = f"{off.day} {months[off.month - 1]} {off.year}"
        near = day + datetime.timedelta(days=rng.choice([-1, 1]))
        full = f"{hijri.day} {name_ar} {hijri.year} هـ"
        pairs.both("hijri as gregorian", rng, FRAMES, full, greg_en, off_en)
        # For years before and after these, the calendars differ among themselves.
        if 2000 <= day.year < 2027:
            pairs.add("hijri as gregorian", True, FRAMES[0][0].format(full),
                      FRAMES[0][1].format(f"{near.day} {months[near.month - 1]} {near.year}"))
        pairs.both("hijri beside gregorian", rng, FRAMES, f"{full} الموافق {greg_ar}", greg_en, off_en)
        pairs.both("hijri beside gregorian", rng, FRAMES, f"{full} ({greg_ar} م)", f"{en} ({greg_en})", f"{en} ({off_en})")
        pairs.both("gregorian added", rng, FRAMES, full, f"{hijri.day} {romanised} {hijri.year} AH ({greg_en})",
                   f"{wrong_day} {romanised} {hijri.year} AH ({greg_en})")
        pairs.both("hijri year as gregorian", rng, [("تأسست الشركة عام {}.", "The company was founded in {}.")],
                   f"{hijri.year} هـ", str(day.year), str(day.year + rng.choice([-4, -3, 3, 5])))
        pairs.both("hijri in digits", rng, FRAMES, f"{hijri.day}/{hijri.month}/{hijri.year}هـ", en,
                   f"{wrong_day} {romanised} {hijri.year}{mark_en}")


def spell(rng, month):
    """A romanisation of a month with some apostrophe."""
    return rng.choice(ROMANISED[month - 1]).replace("'", rng.choice(APOSTROPHES))


def intl_pairs(pairs):
    """Dates and times of ICU, by Node's Intl."""
    node = shutil.which("node")
    if node is None:
        pairs.skipped.append("node")
        return
    rng = random.Random(SEED + 2)
    jobs, plans = [], []
    for _ in range(pairs.each):
        day = random_day(rng)
        at = datetime.datetime(day.year, day.month, day.day, rng.randrange(24), rng.randrange(60), tzinfo=datetime.timezone.utc)
        other = datetime.datetime.combine(slipped(rng, day), at.timetz())
        later = at + datetime.timedelta(hours=rng.choice([1, 3, 12]))
        numerals = rng.choice(["arab", "latn"])
        country = rng.choice(["EG", "SA", "LB", "MA", "DZ", "AE", "JO"])
        english = rng.choice(["en-US", "en-GB", "en-CA"])
        style = rng.choice(["long", "full"])
        gregorian, hijri = f"ar-{country}-u-ca-gregory-nu-{numerals}", f"ar-{country}-u-ca-islamic-umalqura-nu-{numerals}"
        plans.append(("gregorian of ICU", FRAMES))
        jobs += [[gregorian, {"dateStyle": style}, t] for t in (iso(at),)]
        jobs += [[english, {"dateStyle": style}, iso(t)] for t in (at, other)]
        medium = rng.choice(["medium", style])
        plans.append(("hijri of ICU", FRAMES))
        jobs += [[hijri, {"dateStyle": style}, iso(at)]]
        kept = medium if style != "full" else "full"
        jobs += [[f"{english}-u-ca-islamic-umalqura", {"dateStyle": kept}, iso(t)] for t in (at, other)]
        plans.append(("date and time of ICU", FRAMES[1:3]))
        jobs += [[gregorian, {"dateStyle": "long", "timeStyle": "short"}, iso(at)]]
        jobs += [[english, {"dateStyle": "long", "timeStyle": "short"}, iso(t)] for t in (at, later)]
    run = subprocess.run([node, "-e", INTL], input=json.dumps(jobs), capture_output=True, text=True, check=True)
    texts = json.loads(run.stdout)
    for n, (category, frames) in enumerate(plans):
        ar, en, wrong = texts[3 * n: 3 * n + 3]
        pairs.both(category, rng, frames, ar, en, wrong)


def iso(at):
    """The data as read by JavaScript."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at.year >= 1000 else at.isoformat()


def flagged(binary, rows):
    """The rows with a warning or an error. A neutral pair is placed between two, so that neighbours do not affect each other."""
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as file:
        for _, _, ar, en in rows:
            file.write(f"{ar}\t{en}\nنعم\tYes\n")
        file.flush()
        run = subprocess.run([binary, "check", file.name, "--format", "jsonl"], capture_output=True, text=True, check=False)
    if run.returncode > 1:
        sys.exit(run.stderr)
    found = {}
    for line in run.stdout.splitlines():
        finding = json.loads(line)
        if finding.get("pair") and finding["severity"] != "note":
            found.setdefault((finding["pair"] - 1) // 2, []).append(finding)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mizan")
    parser.add_argument("--pairs", type=int, default=400, metavar="N", help="values of each category")
    parser.add_argument("--show", metavar="CATEGORY", help="print what went wrong in one category, or in all")
    args = parser.parse_args()
    pairs = Pairs(args.pairs)
    babel_pairs(pairs)
    hijri_pairs(pairs)
    intl_pairs(pairs)
    rows = pairs.rows
    found = flagged(args.mizan, rows)
    low = False
    print(f"{'category':26}{'silent':>16}{'found':>18}")
    for category in dict.fromkeys(row[0] for row in rows):
        right = [n for n, row in enumerate(rows) if row[0] == category and row[1]]
        wrong = [n for n, row in enumerate(rows) if row[0] == category and not row[1]]
        silent = sum(n not in found for n in right) / max(len(right), 1)
        caught = sum(n in found for n in wrong) / max(len(wrong), 1)
        floor = FLOORS.get(category, FLOORS[""])
        low |= silent < floor[0] or caught < floor[1]
        print(f"{category:26}{silent:8.1%} of {len(right):<5}{caught:8.1%} of {len(wrong):<5}")
        mistakes = [n for n in right if n in found] + [n for n in wrong if n not in found]
        for n in mistakes if args.show in (category, "all") else []:
            said = "; ".join(f"{f['code']}: {f['message']}" for f in found.get(n, [])) or "nothing found"
            print(f"    {rows[n][2]} | {rows[n][3]}\n        {said}")
    for name in pairs.skipped:
        print(f"left out: {name} is not installed")
    return int(low)


if __name__ == "__main__":
    sys.exit(main())
