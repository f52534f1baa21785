"""Strings: building, formatting, splitting, searching."""

import json
import re

from measure import report


def join_numbers():
    parts = []
    for i in range(100_000):
        parts.append(str(i))
    return ','.join(parts)


def format_rows():
    rows = []
    for i in range(40_000):
        rows.append(f'{i:06d};{i * 0.5:.2f};name-{i}')
    return rows


def percent_format():
    rows = []
    for i in range(40_000):
        rows.append('%d: %s' % (i, 'value'))
    return rows


def build_by_concatenation():
    text = ''
    for i in range(100_000):
        text += 'x'
    return text


def count_vowels():
    text = 'the quick brown fox jumps over the lazy dog ' * 2000
    vowels = 0
    for letter in text:
        if letter in 'aeiou':
            vowels += 1
    return vowels


def caesar():
    text = 'the quick brown fox jumps over the lazy dog ' * 1000
    out = []
    for letter in text:
        if 'a' <= letter <= 'z':
            out.append(chr((ord(letter) - 97 + 3) % 26 + 97))
        else:
            out.append(letter)
    return ''.join(out)


def word_frequency():
    text = 'the quick brown fox jumps over the lazy dog ' * 3000
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    return counts


def parse_lines():
    lines = ['12;alpha;3.5;beta'] * 30_000
    total = 0.0
    for line in lines:
        number, name, price, label = line.split(';')
        total += int(number) * float(price)
    return total


def find_numbers():
    pattern = re.compile(r'\d+')
    found = 0
    for _ in range(20_000):
        found += len(pattern.findall('order 12 of 345 items for 6 people'))
    return found


def json_round_trip():
    record = {'name': 'widget', 'sizes': [1, 2, 3, 4, 5], 'price': 9.99, 'tags': ['a', 'b', 'c']}
    for _ in range(5_000):
        record = json.loads(json.dumps(record))
    return record


def palindromes():
    found = 0
    for number in range(100_000):
        text = str(number)
        if text == text[::-1]:
            found += 1
    return found


if __name__ == '__main__':
    report(
        join_numbers,
        format_rows,
        percent_format,
        build_by_concatenation,
        count_vowels,
        caesar,
        word_frequency,
        parse_lines,
        find_numbers,
        json_round_trip,
        palindromes,
    )
