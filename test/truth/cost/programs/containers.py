"""Lists, dictionaries, sets and deques."""

from collections import Counter, defaultdict, deque

from measure import report


def sieve():
    limit = 300_000
    prime = [True] * limit
    for number in range(2, 548):
        if prime[number]:
            for multiple in range(number * number, limit, number):
                prime[multiple] = False
    return sum(prime)


def matrix_multiply():
    size = 60
    a = [[float(i + j) for j in range(size)] for i in range(size)]
    b = [[float(i - j) for j in range(size)] for i in range(size)]
    c = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(size):
            total = 0.0
            for k in range(size):
                total += a[i][k] * b[k][j]
            c[i][j] = total
    return c


def bubble_sort():
    values = [(7919 * i) % 500 for i in range(500)]
    for end in range(499, 0, -1):
        for i in range(end):
            if values[i] > values[i + 1]:
                values[i], values[i + 1] = values[i + 1], values[i]
    return values


def knapsack():
    capacity = 2000
    best = [0] * (capacity + 1)
    for weight in range(1, 101):
        value = weight * 3 % 17
        for room in range(capacity, weight - 1, -1):
            candidate = best[room - weight] + value
            if candidate > best[room]:
                best[room] = candidate
    return best[capacity]


def edit_distance():
    left = 'intention' * 30
    right = 'execution' * 30
    previous = list(range(len(right) + 1))
    for i, a in enumerate(left):
        current = [i + 1]
        for j, b in enumerate(right):
            cost = 0 if a == b else 1
            current.append(min(current[j] + 1, previous[j + 1] + 1, previous[j] + cost))
        previous = current
    return previous[-1]


def count_keys():
    counts = {}
    for i in range(300_000):
        key = i % 1000
        counts[key] = counts.get(key, 0) + 1
    return counts


def group_by_length():
    groups = defaultdict(list)
    for i in range(200_000):
        groups[i % 100].append(i)
    return groups


def counter_words():
    counts = Counter()
    for i in range(200_000):
        counts[i % 50] += 1
    return counts


def unique_pairs():
    seen = set()
    for a in range(500):
        for b in range(500):
            pair = (a % 50, b % 50)
            if pair not in seen:
                seen.add(pair)
    return len(seen)


def breadth_first():
    size = 250
    distance = {(0, 0): 0}
    queue = deque([(0, 0)])
    for _ in range(size * size):
        x, y = queue.popleft()
        for nx, ny in ((x + 1, y), (x, y + 1)):
            if nx < size and ny < size and (nx, ny) not in distance:
                distance[nx, ny] = distance[x, y] + 1
                queue.append((nx, ny))
    return distance


def merge_dictionaries():
    prices = {f'item{i}': i for i in range(1000)}
    total = 0
    for _ in range(200):
        for name, price in prices.items():
            if price > 500:
                total += price
    return total


def running_window():
    samples = list(range(20_000))
    peaks = []
    for start in range(len(samples) - 10):
        peaks.append(max(samples[start : start + 10]))
    return peaks


if __name__ == '__main__':
    report(
        sieve,
        matrix_multiply,
        bubble_sort,
        knapsack,
        edit_distance,
        count_keys,
        group_by_length,
        counter_words,
        unique_pairs,
        breadth_first,
        merge_dictionaries,
        running_window,
    )
