"""Textbook algorithms as people write them: sorting, searching, graphs, dynamic programming, backtracking."""

import heapq
from collections import deque
from functools import lru_cache

from measure import report


def primes_by_trial_division():
    primes = [2]
    for candidate in range(3, 12_000, 2):
        for prime in primes:
            if prime * prime > candidate:
                primes.append(candidate)
                break
            if candidate % prime == 0:
                break
    return primes


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def coprime_pairs():
    count = 0
    for a in range(1, 250):
        for b in range(1, 250):
            if gcd(a, b) == 1:
                count += 1
    return count


def binary_search(values, wanted):
    low = 0
    high = len(values) - 1
    while low <= high:
        middle = (low + high) // 2
        if values[middle] == wanted:
            return middle
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle - 1
    return -1


def search_sorted_list():
    values = list(range(0, 300_000, 3))
    found = 0
    for wanted in range(0, 20_000):
        if binary_search(values, wanted) >= 0:
            found += 1
    return found


def merge_sort(values):
    if len(values) <= 1:
        return values
    middle = len(values) // 2
    left = merge_sort(values[:middle])
    right = merge_sort(values[middle:])
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
    merged.extend(left[i:])
    merged.extend(right[j:])
    return merged


def merge_sort_numbers():
    return merge_sort([(i * 7919) % 10_007 for i in range(10_000)])


def quick_sort(values):
    if len(values) < 2:
        return values
    pivot = values[len(values) // 2]
    smaller = [value for value in values if value < pivot]
    equal = [value for value in values if value == pivot]
    larger = [value for value in values if value > pivot]
    return quick_sort(smaller) + equal + quick_sort(larger)


def quick_sort_numbers():
    return quick_sort([(i * 7919) % 20_011 for i in range(10_000)])


def insertion_sort():
    values = [(i * 389) % 401 for i in range(400)]
    for i in range(1, len(values)):
        current = values[i]
        j = i - 1
        while j >= 0 and values[j] > current:
            values[j + 1] = values[j]
            j -= 1
        values[j + 1] = current
    return values


def shortest_paths():
    size = 60
    distances = {(0, 0): 0}
    heap = [(0, (0, 0))]
    done = set()
    while heap:
        distance, node = heapq.heappop(heap)
        if node in done:
            continue
        done.add(node)
        x, y = node
        for dx, dy in ((1, 0), (0, 1), (-1, 0), (0, -1)):
            nx, ny = x + dx, y + dy
            if not (0 <= nx < size and 0 <= ny < size):
                continue
            following = distance + 1 + (nx * 7 + ny * 3) % 5
            if following < distances.get((nx, ny), 1_000_000):
                distances[(nx, ny)] = following
                heapq.heappush(heap, (following, (nx, ny)))
    return distances[(size - 1, size - 1)]


def all_pairs():
    size = 50
    distance = [[abs(i - j) * 3 % 17 + 1 for j in range(size)] for i in range(size)]
    for k in range(size):
        for i in range(size):
            for j in range(size):
                through = distance[i][k] + distance[k][j]
                if through < distance[i][j]:
                    distance[i][j] = through
    return distance


def flood_fill():
    width, height = 120, 120
    wall = {(x, y) for x in range(width) for y in range(height) if (x * y) % 7 == 3}
    seen = {(0, 0)}
    queue = deque([(0, 0)])
    while queue:
        x, y = queue.popleft()
        for dx, dy in [(-1, 0), (1, 0), (0, -1), (0, 1)]:
            point = (x + dx, y + dy)
            if 0 <= point[0] < width and 0 <= point[1] < height and point not in wall and point not in seen:
                seen.add(point)
                queue.append(point)
    return len(seen)


def common_subsequence():
    a = 'ACGTTGCA' * 30
    b = 'TGCATGCC' * 30
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            if a[i - 1] == b[j - 1]:
                table[i][j] = table[i - 1][j - 1] + 1
            else:
                table[i][j] = max(table[i - 1][j], table[i][j - 1])
    return table[-1][-1]


@lru_cache(maxsize=None)
def ways(amount, largest):
    if amount == 0:
        return 1
    if amount < 0 or largest == 0:
        return 0
    return ways(amount - largest, largest) + ways(amount, largest - 1)


def integer_partitions():
    ways.cache_clear()
    return ways(220, 60)


@lru_cache(maxsize=None)
def grid_paths(row, column):
    if row == 0 or column == 0:
        return 1
    return grid_paths(row - 1, column) + grid_paths(row, column - 1)


def count_grid_paths():
    grid_paths.cache_clear()
    return grid_paths(150, 150)


def hanoi(count, source, target, spare):
    if count == 0:
        return 0
    moves = hanoi(count - 1, source, spare, target)
    return moves + 1 + hanoi(count - 1, spare, target, source)


def move_tower():
    return hanoi(16, 'a', 'c', 'b')


def permute(items, start, results):
    if start == len(items):
        results.append(tuple(items))
        return
    for i in range(start, len(items)):
        items[start], items[i] = items[i], items[start]
        permute(items, start + 1, results)
        items[start], items[i] = items[i], items[start]


def list_permutations():
    results = []
    permute(list(range(8)), 0, results)
    return len(results)


def subset_sums(numbers, index, remaining):
    if remaining == 0:
        return 1
    if index == len(numbers) or remaining < 0:
        return 0
    return subset_sums(numbers, index + 1, remaining) + subset_sums(
        numbers, index + 1, remaining - numbers[index]
    )


def count_subset_sums():
    return subset_sums(list(range(1, 19)), 0, 60)


def find(parent, node):
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


def connected_components():
    size = 30_000
    parent = list(range(size))
    for i in range(size - 7):
        a = find(parent, i)
        b = find(parent, i + 7)
        if a != b:
            parent[a] = b
    return sum(1 for node in range(size) if parent[node] == node)


def prefix_function():
    pattern = 'abacabad' * 5_000
    border = [0] * len(pattern)
    length = 0
    for i in range(1, len(pattern)):
        while length > 0 and pattern[i] != pattern[length]:
            length = border[length - 1]
        if pattern[i] == pattern[length]:
            length += 1
        border[i] = length
    return border[-1]


if __name__ == '__main__':
    report(
        primes_by_trial_division,
        coprime_pairs,
        search_sorted_list,
        merge_sort_numbers,
        quick_sort_numbers,
        insertion_sort,
        shortest_paths,
        all_pairs,
        flood_fill,
        common_subsequence,
        integer_partitions,
        count_grid_paths,
        move_tower,
        list_permutations,
        count_subset_sums,
        connected_components,
        prefix_function,
    )
