#!/usr/bin/env python3
"""Right and wrong pairs of figures, written by libraries independent of this program.

usage: oracles.py MIZAN [--seed N] [--pairs N] [--show CATEGORY]

Babel writes numbers, money, units and percentages as CLDR has them for several Arabic locales and for English;
num2words writes numbers in words. Each value is put into a sentence of both languages: once right, once with one mistake
in the English. Prints for each category how many right pairs are silent and how many wrong ones are found; below the floor
of a category the exit code is 1. `--show` prints the errors in one category.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.numbers import (
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_precision,
    get_territory_currencies,
)
from babel.units import format_unit
from num2words import num2words

ARABIC = ["ar", "ar_EG", "ar_SA", "ar_AE", "ar_LB", "ar_JO"]
MAGHREB = ["ar_DZ", "ar_TN"]
ENGLISH = ["en_US", "en_GB"]

# Share of right pairs that stay silent, share of wrong pairs that are found.
FLOORS = {
    "numbers in digits": (0.99, 0.99),
    "numbers without separators": (0.99, 0.99),
    "decimal commas": (0.95, 0.90),
    "compact numbers": (0.97, 0.97),
    "numbers in words": (0.985, 0.97),
    "ordinals in words": (0.95, 0.95),
    "percent": (0.99, 0.97),
    "money": (0.97, 0.97),
    "currency changed": (0.97, 0.97),
    "currency lost": (0.97, 0.97),
    "money with coins": (0.98, 0.97),
    "units": (0.97, 0.97),
    "unit changed": (0.97, 0.97),
    "thousandfold": (0.99, 0.97),
    "signs": (0.98, 0.97),
    "ranges": (0.98, 0.97),
    "scores": (0.98, 0.97),
}

# Number of currencies and common units of CLDR that may be unknown.
UNKNOWN = 8

# Sentences for a number that counts something, and for a sum or measure.
COUNTS = [
    ("سُجلت {} حالة هذا الشهر.", "{} cases were recorded this month."),
    ("شارك في المسابقة {} متسابق.", "{} competitors took part in the contest."),
    ("وزعت الجمعية {} نسخة من الدليل.", "The society gave out {} copies of the guide."),
    ("يضم الأرشيف {} وثيقة.", "The archive holds {} documents."),
]
SUMS = [
    ("بلغت القيمة {}.", "The value was {}."),
    ("وصلت الكمية إلى {} بعد المراجعة.", "The amount came to {} after the review."),
    ("كان الفارق {}، بحسب التقرير.", "The difference was {}, according to the report."),
    ("حددت اللجنة {} لهذا الغرض.", "The committee set {} for this purpose."),
]

# Currency and coin as spoken: code, Arabic name, feminine coin?, parts, English plural names.
COINS = [
    ("ريال", "هللة", 100, "riyals"),
    ("ريال سعودي", "هللة", 100, "Saudi riyals"),
    ("ريال قطري", "درهم", 100, "Qatari riyals"),
    ("ريال عماني", "بيسة", 1000, "Omani rials"),
    ("دينار كويتي", "فلس", 1000, "Kuwaiti dinars"),
    ("دينار", "فلس", 1000, "dinars"),
    ("دينار أردني", "قرش", 100, "Jordanian dinars"),
    ("دينار تونسي", "مليم", 1000, "Tunisian dinars"),
    ("درهم", "فلس", 100, "dirhams"),
    ("درهم مغربي", "سنتيم", 100, "Moroccan dirhams"),
    ("جنيه", "قرش", 100, "pounds"),
    ("جنيه مصري", "قرش", 100, "Egyptian pounds"),
    ("دولار", "سنت", 100, "dollars"),
    ("يورو", "سنت", 100, "euros"),
    ("جنيه إسترليني", "بنس", 100, "pounds sterling"),
]

# Codes that are words or names more often than money: ALL, COP27, the World CUP, TOP 10.
WORDS = ("ALL", "COP", "CUP", "TOP")

# Units of CLDR that do not occur in ordinary texts, or that share a name with another unit in one of the languages.
RARE_UNITS = (
    "jp", "shaku", "kosaji", "osaji", "length-rin", "length-sun", "length-ken", "area-cho", "volume-sai",
    "volume-koku", "mass-fun", "light-speed", "gasoline", "therm-us", "scandinavian", "solar", "earth",
    "-person", "beaufort", "generic", "duration-", "concentr-item", "concentr-ofglucose", "concentr-portion",
    "graphics-em", "length-point", "pinch", "jigger", "drop", "dram", "dessert", "stone", "slug", "rankine",
    "length-rod", "length-chain", "katal", "steradian", "calorie-it", "unit-it", "poundal", "dyne", "grain",
    "milliinch", "graphics-dot", "night", "concentr-part", "pressure-ofhg", "angle-", "imperial", "metric",
    "per-100-kilometer", "temperature-", "siemens", "karat", "concentr-percent", "permyriad", "volume-cup", "foodcalorie",
)


class Maker:
    """Draws values and puts them into sentences."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.pairs = []

    def add(self, category, sentences, arabic, right, wrong):
        ar, en = self.random.choice(sentences)
        self.pairs.append((category, ar.format(arabic), en.format(right), en.format(wrong)))

    def value(self, least=1, most=7):
        """A whole number with a given number of digits, uniformly distributed."""
        digits = self.random.randint(least, most)
        return self.random.randint(10 ** (digits - 1), 10**digits - 1)

    def other(self, value):
        """A number with a slip: a digit changed, added or lost, or two exchanged."""
        text = list(str(value))
        while True:
            made = text[:]
            places = [n for n, c in enumerate(text) if c.isdigit()]
            at = self.random.choice(places)
            slip = self.random.choice(["change", "add", "lose", "swap"])
            if slip == "change":
                made[at] = self.random.choice("123456789")
            elif slip == "add":
                made.insert(at, self.random.choice("123456789"))
            elif slip == "lose" and len(places) > 2:
                del made[at]
            elif slip == "swap" and at + 1 < len(made) and made[at + 1].isdigit():
                made[at], made[at + 1] = made[at + 1], made[at]
            joined = "".join(made)
            if joined.strip("-.") and joined[0] not in "." and Decimal(joined) != Decimal(str(value)) and (
                len(joined) < 2 or joined[0] != "0" or joined[1] == "."
            ) and not joined.endswith("."):
                return type(value)(joined) if isinstance(value, Decimal) else int(joined)

    def locale(self):
        return self.random.choice(ARABIC)

    def english(self):
        return self.random.choice(ENGLISH)

    def numbers_in_digits(self):
        value = self.value(2, 8)
        if self.random.random() < 0.4:
            value = Decimal(value) / 10 ** self.random.randint(1, 2)
        en = self.english()
        shown = lambda number: format_decimal(number, locale=en)
        arabic = format_decimal(value, locale=self.locale())
        self.add("numbers in digits", SUMS, arabic, shown(value), shown(self.other(value)))

    def numbers_without_separators(self):
        value = self.value(4, 8)
        arabic = str(value)
        if self.random.random() < 0.5:
            arabic = arabic.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
        # Four digits could be a year; a year is never written with a comma.
        shown = lambda n: f"{n:,}"
        self.add("numbers without separators", COUNTS, arabic, shown(value), shown(self.other(value)))

    def decimal_commas(self):
        value = Decimal(self.value(2, 7)) / 10 ** self.random.randint(1, 2)
        shown = lambda number: format_decimal(number, locale="en_US")
        arabic = format_decimal(value, locale=self.random.choice(MAGHREB))
        self.add("decimal commas", SUMS, arabic, shown(value), shown(self.other(value)))

    def compact_numbers(self):
        scale = self.random.choice([3, 6, 9, 12])
        value = self.random.randint(11, 9999) * 10 ** (scale - 1)
        wrong = self.other(value // 10 ** (scale - 1)) * 10 ** (scale - 1)
        kind = self.random.choice(["long", "short"])
        shown = lambda number, locale, kind: format_compact_decimal(
            number, format_type=kind, locale=locale, fraction_digits=1
        )
        en = self.english()
        right, wrong = shown(value, en, kind), shown(wrong, en, kind)
        if right != wrong:
            self.add("compact numbers", SUMS, shown(value, self.locale(), "long"), right, wrong)

    def numbers_in_words(self):
        value = self.value(2, 7)
        wrong = self.other(value)
        arabic = num2words(value, lang="ar")
        shown = self.random.choice([lambda n: f"{n:,}", lambda n: num2words(n, lang="en")])
        self.add("numbers in words", SUMS, arabic, shown(value), shown(wrong))

    def ordinals_in_words(self):
        value = self.random.randint(3, 99)
        wrong = self.random.choice([n for n in range(3, 100) if n != value])
        shown = self.random.choice(
            [lambda n: num2words(n, lang="en", to="ordinal"), lambda n: num2words(n, lang="en", to="ordinal_num")]
        )
        sentences = [("عُقدت الدورة {} في الربيع.", "The {} session was held in the spring.")]
        self.add("ordinals in words", sentences, ordinal(value), shown(value), shown(wrong))

    def percent(self):
        value = Decimal(self.value(1, 4)) / 10 ** self.random.randint(0, 2)
        if value > 999:
            return
        share = value / 100
        arabic = format_percent(share, "#,##0.##%", locale=self.locale())
        number = format_decimal(value, locale="en_US")
        words = self.random.choice(["{}%", "{} percent", "{} per cent"])
        if self.random.random() < 0.3:
            self.add("percent", SUMS, arabic, words.format(number), number)
        else:
            other = format_decimal(self.other(value), locale="en_US")
            self.add("percent", SUMS, arabic, words.format(number), words.format(other))

    def money(self):
        code = self.random.choice(CURRENCIES)
        value = self.amount(code)
        kinds = ["name"] if code in WORDS else ["name", "name", "standard", "code"]
        kind = self.random.choice(kinds)
        en, kind_en = self.english(), self.random.choice([k for k in kinds if k != "standard"])
        shown = lambda number: currency(number, code, en, kind_en)
        arabic = currency(value, code, self.locale(), kind)
        right, wrong = shown(value), shown(self.other(value))
        if right != wrong:
            self.add("money", SUMS, arabic, right, wrong)

    def currency_changed(self):
        code, other = self.random.sample(CURRENCIES, 2)
        if currency(2, code, "en", "name") == currency(2, other, "en", "name"):
            return
        value, en = self.amount(code, other), self.english()
        arabic = currency(value, code, self.locale(), "name")
        right, wrong = (currency(value, of, en, "name") for of in (code, other))
        self.add("currency changed", SUMS, arabic, right, wrong)

    def currency_lost(self):
        code = self.random.choice(CURRENCIES)
        value, en = self.amount(code), self.english()
        arabic = currency(value, code, self.locale(), "name")
        self.add("currency lost", SUMS, arabic, currency(value, code, en, "name"), format_decimal(value, locale=en))

    def amount(self, *codes):
        """A sum; with hundredths only where all the currencies have them."""
        value = Decimal(self.value(2, 7))
        hundredths = all(get_currency_precision(code) == 2 for code in codes)
        return value / 100 if hundredths and self.random.random() < 0.3 else value

    def money_with_coins(self):
        note, coin, parts, english = self.random.choice(COINS)
        whole = self.random.randint(11, 999)
        part = self.random.randint(11, parts - 1)
        if parts == 1000:
            part = self.random.randrange(50, 1000, 25)
        places = len(str(parts)) - 1
        shown = lambda n, p: f"{n}.{p:0{places}} {english}"
        wrong = shown(whole, self.random.choice([p for p in range(11, parts) if p != part]))
        join = self.random.choice(["{} {} و{} {}", "{} {} و {} {}"])
        self.add("money with coins", SUMS, join.format(whole, note, part, coin), shown(whole, part), wrong)

    def units(self):
        unit = self.random.choice(UNITS)
        value, en = self.measure(), self.english()
        length = self.random.choice(["long", "long", "short"])
        arabic = measure(value, unit, self.locale(), length)
        kind = self.random.choice(["long", "short"])
        shown = lambda number: measure(number, unit, en, kind)
        self.add("units", SUMS, arabic, shown(value), shown(self.other(value)))

    def unit_changed(self):
        unit, other = self.random.sample(UNITS, 2)
        value, en = self.measure(), self.english()
        arabic = measure(value, unit, self.locale(), "long")
        right, wrong = (measure(value, of, en, "long") for of in (unit, other))
        self.add("unit changed", SUMS, arabic, right, wrong)

    def measure(self):
        value = self.random.randint(11, 999)
        return Decimal(value) / 10 if self.random.random() < 0.3 else Decimal(value)

    def thousandfold(self):
        value = self.random.randint(2, 999)
        large = value * 1000
        arabic = self.random.choice([f"{large:,}", format_decimal(large, locale="ar_EG"), f"{value} ألف"])
        right = self.random.choice([f"{large:,}", f"{value} thousand"])
        wrong = self.random.choice([f"{value}", f"{value} million"])
        self.add("thousandfold", COUNTS, arabic, right, wrong)

    def signs(self):
        value = Decimal(self.value(1, 4)) / 10
        locale = self.locale()
        arabic = format_decimal(-value, locale=locale)
        if self.random.random() < 0.5:
            arabic = self.random.choice(["−", "–", "-"]) + format_decimal(value, locale=locale)
        sign = self.random.choice(["-", "−", "–", "minus "])
        shown = format_decimal(value, locale="en_US")
        sentences = [("بلغ صافي التغير {} نقطة.", "The net change was {} points.")]
        self.add("signs", sentences, arabic, sign + shown, shown)

    def ranges(self):
        first = self.random.randint(3, 900)
        last = first + self.random.randint(2, 90)
        wrong = last + self.random.randint(1, 9)
        arabic = self.random.choice([f"من {first} إلى {last}", f"بين {first} و{last}", f"{first}-{last}"])
        shown = self.random.choice(["from {} to {}", "between {} and {}", "{}-{}", "{}–{}"])
        sentences = [("تتراوح الأوزان {} كيلوغراما.", "The weights range {} kilograms.")]
        self.add("ranges", sentences, arabic, shown.format(first, last), shown.format(first, wrong))

    def scores(self):
        first, last = self.random.sample(range(0, 9), 2)
        wrong = self.random.choice([n for n in range(0, 9) if n not in (first, last)])
        high, low = max(first, last), min(first, last)
        sentences = [("فاز الفريق بنتيجة {} في المباراة النهائية.", "The team won the final {}.")]
        arabic = self.random.choice([f"{high}-{low}", f"{high} - {low}", f"{high}:{low}"])
        self.add("scores", sentences, arabic, f"{high}-{low}", f"{high}-{wrong}")


UNITS_OF_TENS = ["", "", "ثانية", "ثالثة", "رابعة", "خامسة", "سادسة", "سابعة", "ثامنة", "تاسعة", "عاشرة"]
TENS = ["", "", "العشرون", "الثلاثون", "الأربعون", "الخمسون", "الستون", "السبعون", "الثمانون", "التسعون"]


def ordinal(value):
    """A feminine Arabic ordinal from 3 to 99 with the article; num2words has none."""
    ones = lambda n: "الحادية" if n == 1 else "ال" + UNITS_OF_TENS[n]
    if value <= 10:
        return ones(value)
    if value < 20:
        return f"{ones(value - 10)} عشرة"
    tens = TENS[value // 10]
    return tens if value % 10 == 0 else f"{ones(value % 10)} و{tens}"


def currency(value, code, locale, kind):
    """A sum as CLDR writes it: `name`, `code`, or `standard` with the sign of the currency."""
    value = Decimal(value)
    coins = value != value.to_integral()
    if kind == "name":
        return format_currency(value, code, locale=locale, format_type="name", currency_digits=coins)
    if kind == "code":
        pattern = "¤¤ #,##0.00" if coins else "¤¤ #,##0"
        return format_currency(value, code, pattern, locale=locale, currency_digits=False)
    return format_currency(value, code, locale=locale)


def measure(value, unit, locale, length):
    return format_unit(value, unit, length=length, locale=locale)


def tenders():
    """Currencies that are legal tender somewhere today and have an Arabic and an English name."""
    codes = set()
    for territory in Locale("en").territories:
        if len(territory) == 2 and territory.isalpha():
            codes.update(get_territory_currencies(territory))
    ar, en = Locale("ar").currencies, Locale("en").currencies
    # Of the codes that begin with X only four are money; the others are metals and baskets.
    return sorted(c for c in codes if c in ar and c in en and (c[0] != "X" or c in ("XOF", "XAF", "XPF", "XCD")))


def common_units():
    ar, en = Locale("ar"), Locale("en")
    names = [unit for unit in en.unit_display_names if not any(part in unit for part in RARE_UNITS)]
    made = []
    for unit in names:
        try:
            if measure(12, unit, "ar", "long") != measure(12, unit, "en", "long"):
                made.append(unit)
        except (UnknownLocaleError, KeyError, ValueError):
            continue
    return sorted(made)


CURRENCIES = tenders()
UNITS = common_units()


def make(seed, count):
    maker = Maker(seed)
    for category in FLOORS:
        produce = getattr(maker, category.replace(" ", "_"))
        before = len(maker.pairs)
        while len(maker.pairs) - before < count:
            produce()
    return maker.pairs


def flagged(mizan, rows):
    """The rows, counted from 0, with a warning or an error, and the messages."""
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as table:
        # A neutral row in between keeps a figure from being searched in the neighbouring pair.
        table.write("".join(f"{ar}\t{en}\nكلام\twords\n" for ar, en in rows))
        table.flush()
        command = [mizan, "check", table.name, "--format", "jsonl", "--min-severity", "warning"]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode > 1:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    found = {}
    for line in done.stdout.splitlines():
        finding = json.loads(line)
        if finding.get("pair") and finding["severity"] in ("warning", "error"):
            found.setdefault((finding["pair"] - 1) // 2, []).append(finding["message"])
    return found


def unknown_names(mizan):
    """Currencies and units of CLDR whose names this program does not know in one of the languages."""
    known = {}
    for lang, locale in (("ar", "ar_AE"), ("en", "en")):
        names = [("currency", code, currency(12, code, locale, "name")) for code in CURRENCIES]
        names += [("unit", unit, measure(12, unit, locale, "long")) for unit in UNITS]
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as text:
            text.write("\n".join(name for _, _, name in names) + "\n")
            text.flush()
            command = [mizan, "figures", "--lang", lang, text.name, "--format", "jsonl"]
            done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
        for (kind, code, name), line in zip(names, done.stdout.splitlines()):
            figures = json.loads(line)["figures"]
            if not figures or not figures[0]["unit"]:
                known.setdefault((kind, code), []).append(name)
    return known


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("mizan")
    options.add_argument("--seed", type=int, default=20)
    options.add_argument("--pairs", type=int, default=600, help="pairs of each category")
    options.add_argument("--show", help="print what went wrong in this category")
    options = options.parse_args()
    pairs = make(options.seed, options.pairs)
    right = flagged(options.mizan, [(ar, en) for _, ar, en, _ in pairs])
    wrong = flagged(options.mizan, [(ar, en) for _, ar, _, en in pairs])
    failed = False
    print(f"{'category':28} {'silent':>8} {'found':>8}   floors")
    for category, (silent_floor, found_floor) in FLOORS.items():
        rows = [n for n, pair in enumerate(pairs) if pair[0] == category]
        silent = sum(n not in right for n in rows) / len(rows)
        found = sum(n in wrong for n in rows) / len(rows)
        below = silent < silent_floor or found < found_floor
        failed |= below
        print(f"{category:28} {silent:8.1%} {found:8.1%}   {silent_floor:.1%} {found_floor:.1%}{'  BELOW' if below else ''}")
        if options.show in (category, "all"):
            for n in rows:
                _, ar, en, slip = pairs[n]
                if n in right:
                    print(f"  flagged  {ar} | {en}\n           {'; '.join(right[n])}")
                if n not in wrong:
                    print(f"  missed   {ar} | {slip}")
    unknown = unknown_names(options.mizan)
    for (kind, code), names in sorted(unknown.items()):
        print(f"unknown {kind} {code}: {', '.join(names)}")
    failed |= len(unknown) > UNKNOWN
    silent = sum(n not in right for n in range(len(pairs))) / len(pairs)
    found = len(wrong) / len(pairs)
    print(f"{'all':28} {silent:8.1%} {found:8.1%}   of {len(pairs)} right and {len(pairs)} wrong pairs")
    sys.exit(failed)


if __name__ == "__main__":
    main()
