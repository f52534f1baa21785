"""Parsing and writing: logs, tables, tokens, expressions, templates, binary records."""

import base64
import csv
import hashlib
import io
import json
import re
import struct
import zlib
from collections import Counter, namedtuple

from measure import report

LOG_LINE = '127.0.0.1 - - [10/Oct/2024:13:55:36 +0000] "GET /images/logo.png HTTP/1.1" 200 2326'
TEXT = 'It was the best of times, it was the worst of times, it was the age of wisdom. ' * 1_500
TOKEN = re.compile(r'\s*(?:(\d+)|(.))')


def parse_log():
    pattern = re.compile(r'(\S+) \S+ \S+ \[([^\]]+)\] "(\w+) (\S+) [^"]*" (\d+) (\d+)')
    volume = {}
    for i in range(8_000):
        match = pattern.match(LOG_LINE)
        if match:
            path = match.group(4)
            volume[path] = volume.get(path, 0) + int(match.group(6)) + i
    return volume


def clean_text():
    lowered = TEXT.lower()
    cleaned = re.sub(r'[^a-z ]', '', lowered)
    return cleaned.replace('times', 'ages')


def count_words():
    return Counter(re.findall(r'\w+', TEXT.lower())).most_common(3)


def split_sentences():
    longest = ''
    for sentence in TEXT.split('. '):
        words = [word.strip(',.') for word in sentence.split() if len(word) > 2]
        line = ' '.join(words)
        if len(line) > len(longest):
            longest = line
    return longest


def read_table():
    lines = ['id,name,price,count']
    for i in range(5_000):
        lines.append(f'{i},item {i},{i * 0.25},{i % 17}')
    total = 0.0
    for row in csv.DictReader(lines):
        total += float(row['price']) * int(row['count'])
    return total


def write_table():
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for i in range(15_000):
        writer.writerow([i, f'name {i}', i * 1.5, 'x' if i % 2 else 'y'])
    return len(buffer.getvalue())


def dump_records():
    records = [
        {'id': i, 'name': f'user{i}', 'scores': [i, i + 1, i + 2], 'active': i % 2 == 0} for i in range(5_000)
    ]
    return len(json.dumps(records))


def load_records():
    record = '{"id": 17, "name": "user17", "scores": [1, 2, 3], "address": {"city": "Ghent", "zip": "9000"}}'
    text = '[' + ', '.join([record] * 2_000) + ']'
    total = 0
    for entry in json.loads(text):
        total += sum(entry['scores'])
    return total


def tokenize(source):
    for number, operator in TOKEN.findall(source):
        if number:
            yield 'number', int(number)
        else:
            yield 'operator', operator
    yield 'end', None


class Parser:
    def __init__(self, source):
        self.tokens = tokenize(source)
        self.kind, self.value = next(self.tokens)

    def advance(self):
        self.kind, self.value = next(self.tokens)

    def expression(self):
        result = self.term()
        while self.value in ('+', '-'):
            operator = self.value
            self.advance()
            if operator == '+':
                result += self.term()
            else:
                result -= self.term()
        return result

    def term(self):
        result = self.factor()
        while self.value == '*':
            self.advance()
            result *= self.factor()
        return result

    def factor(self):
        if self.kind == 'number':
            result = self.value
            self.advance()
            return result
        self.advance()
        result = self.expression()
        self.advance()
        return result


def evaluate_expressions():
    total = 0
    for _ in range(1_000):
        total += Parser('2 * (3 + 4) - 5 * 6 + 7').expression()
    return total


def render_templates():
    template = 'Dear {name},\nyour order {order} of {count} items ships on {date}.\n'
    letters = []
    for i in range(15_000):
        letters.append(template.format(name='Ada', order=i, count=i % 9, date='Monday'))
    return ''.join(letters)


def pack_records():
    record = struct.Struct('<IHd')
    data = b''.join(record.pack(i, i % 1000, i * 0.5) for i in range(30_000))
    total = 0.0
    for number, small, value in struct.iter_unpack('<IHd', data):
        total += value + small
    return total


def chain_hashes():
    digest = b'start'
    for _ in range(30_000):
        digest = hashlib.sha256(digest).digest()
    return digest.hex()


def checksum_blocks():
    block = bytes(range(256)) * 16
    value = 0
    for _ in range(2_000):
        value = zlib.crc32(block, value)
    return value


def encode_blocks():
    sizes = 0
    for i in range(10_000):
        sizes += len(base64.b64encode(b'some binary data %d' % i))
    return sizes


def run_lengths():
    text = 'aaabbbbccd' * 6_000
    runs = []
    current = ''
    count = 0
    for letter in text:
        if letter == current:
            count += 1
        else:
            if current:
                runs.append((current, count))
            current = letter
            count = 1
    runs.append((current, count))
    return len(runs)


Point = namedtuple('Point', 'x y label')


def sort_points():
    points = [Point(i * 7919 % 1013, i, f'p{i}') for i in range(15_000)]
    points.sort(key=lambda point: (point.x, -point.y))
    return points[0].label


def parse_settings():
    text = '\n'.join(f'[section{i}]\nkey{i} = value {i}\n# comment\nflag = yes' for i in range(2_000))
    sections = {}
    current = None
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith('#'):
            continue
        if line.startswith('[') and line.endswith(']'):
            current = sections.setdefault(line[1:-1], {})
        elif '=' in line and current is not None:
            key, _, value = line.partition('=')
            current[key.strip()] = value.strip()
    return len(sections)


def numbers_or_nothing():
    words = ['12', 'x', '3.5', '', '77', 'seven'] * 6_000
    total = 0.0
    bad = 0
    for word in words:
        try:
            total += float(word)
        except ValueError:
            bad += 1
    return total, bad


if __name__ == '__main__':
    report(
        parse_log,
        clean_text,
        count_words,
        split_sentences,
        read_table,
        write_table,
        dump_records,
        load_records,
        evaluate_expressions,
        render_templates,
        pack_records,
        chain_hashes,
        checksum_blocks,
        encode_blocks,
        run_lengths,
        sort_points,
        parse_settings,
        numbers_or_nothing,
    )
