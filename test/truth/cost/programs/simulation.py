"""Simulations and data structures made of classes: operators, iteration, inheritance, events."""

import heapq
import random
from dataclasses import dataclass, field

from measure import report


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z


class Body:
    def __init__(self, position, velocity, mass):
        self.position = position
        self.velocity = velocity
        self.mass = mass


def n_body_objects():
    bodies = [Body(Vector(i * 1.5, i * 0.5, i * 0.25), Vector(0.0, 0.1 * i, 0.0), 1.0 + i) for i in range(5)]
    for _ in range(120):
        for body in bodies:
            force = Vector(0.0, 0.0, 0.0)
            for other in bodies:
                if other is not body:
                    way = other.position - body.position
                    distance = way.dot(way) ** 1.5 + 0.01
                    force = force + way * (other.mass / distance)
            body.velocity = body.velocity + force * 0.001
        for body in bodies:
            body.position = body.position + body.velocity * 0.001
    return bodies[0].position.x


def n_body_lists():
    bodies = [[i * 1.5, i * 0.5, i * 0.25, 0.0, 0.1 * i, 0.0, 1.0 + i] for i in range(5)]
    pairs = [(a, b) for index, a in enumerate(bodies) for b in bodies[index + 1 :]]
    for _ in range(1_000):
        for a, b in pairs:
            dx = a[0] - b[0]
            dy = a[1] - b[1]
            dz = a[2] - b[2]
            magnitude = 0.001 / ((dx * dx + dy * dy + dz * dz) ** 1.5)
            a[3] -= dx * b[6] * magnitude
            a[4] -= dy * b[6] * magnitude
            a[5] -= dz * b[6] * magnitude
            b[3] += dx * a[6] * magnitude
            b[4] += dy * a[6] * magnitude
            b[5] += dz * a[6] * magnitude
        for body in bodies:
            body[0] += 0.001 * body[3]
            body[1] += 0.001 * body[4]
            body[2] += 0.001 * body[5]
    return bodies[0][0]


class Node:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None


class Tree:
    def __init__(self):
        self.root = None
        self.size = 0

    def insert(self, key):
        self.size += 1
        if self.root is None:
            self.root = Node(key)
            return
        node = self.root
        while True:
            if key < node.key:
                if node.left is None:
                    node.left = Node(key)
                    return
                node = node.left
            else:
                if node.right is None:
                    node.right = Node(key)
                    return
                node = node.right


def build_search_tree():
    tree = Tree()
    for i in range(8_000):
        tree.insert(i * 7919 % 8_009)
    return tree.size


def make_tree(depth):
    if depth == 0:
        return None
    return (make_tree(depth - 1), make_tree(depth - 1))


def count_nodes(tree):
    if tree is None:
        return 0
    left, right = tree
    return 1 + count_nodes(left) + count_nodes(right)


def binary_trees():
    return count_nodes(make_tree(15))


class Matrix:
    def __init__(self, rows):
        self.rows = rows

    def __getitem__(self, index):
        return self.rows[index]

    def __len__(self):
        return len(self.rows)

    def __matmul__(self, other):
        size = len(self)
        return Matrix(
            [
                [sum(self[i][k] * other[k][j] for k in range(size)) for j in range(size)]
                for i in range(size)
            ]
        )


def multiply_matrix_objects():
    size = 35
    a = Matrix([[i + j for j in range(size)] for i in range(size)])
    b = Matrix([[i - j for j in range(size)] for i in range(size)])
    return (a @ b)[0][0]


class Countdown:
    def __init__(self, start):
        self.current = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.current <= 0:
            raise StopIteration
        self.current -= 1
        return self.current


def iterate_countdown():
    total = 0
    for value in Countdown(150_000):
        total += value
    return total


class Ring:
    def __init__(self, size):
        self.slots = [0] * size
        self.size = size
        self.head = 0

    def push(self, value):
        self.slots[self.head] = value
        self.head = (self.head + 1) % self.size

    def __iter__(self):
        for i in range(self.size):
            yield self.slots[(self.head + i) % self.size]


def moving_average():
    ring = Ring(20)
    averages = []
    for i in range(6_000):
        ring.push(i * 0.5)
        averages.append(sum(ring) / ring.size)
    return averages[-1]


@dataclass(order=True)
class Event:
    time: float
    customer: int = field(compare=False)
    kind: str = field(compare=False, default='arrive')


def queue_simulation():
    events = [Event(i * 0.7, i) for i in range(3_000)]
    heapq.heapify(events)
    served = 0
    clock = 0.0
    while events:
        event = heapq.heappop(events)
        clock = event.time
        if event.kind == 'arrive':
            heapq.heappush(events, Event(clock + 1.3, event.customer, 'leave'))
        else:
            served += 1
    return served, clock


def random_walks():
    random.seed(7)
    ends = []
    for _ in range(300):
        position = 0
        for _ in range(300):
            if random.random() < 0.5:
                position -= 1
            else:
                position += 1
        ends.append(position)
    return max(ends)


def monte_carlo_pi():
    generator = random.Random(3)
    inside = 0
    for _ in range(100_000):
        x = generator.random()
        y = generator.random()
        if x * x + y * y <= 1.0:
            inside += 1
    return 4 * inside / 100_000


def sparse_life():
    alive = {(x, y) for x in range(60) for y in range(60) if (x * x + y) % 3 == 0}
    for _ in range(4):
        neighbours = {}
        for x, y in alive:
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx or dy:
                        cell = (x + dx, y + dy)
                        neighbours[cell] = neighbours.get(cell, 0) + 1
        alive = {
            cell for cell, count in neighbours.items() if count == 3 or (count == 2 and cell in alive)
        }
    return len(alive)


def stack_machine():
    program = [
        ('push', 0),
        ('push', 20_000),
        ('dup', None),
        ('jump_zero', 11),
        ('dup', None),
        ('rotate', None),
        ('add', None),
        ('swap', None),
        ('push', 1),
        ('sub', None),
        ('jump', 2),
    ]
    stack = []
    counter = 0
    for _ in range(60_000):
        operation, argument = program[counter % len(program)]
        counter += 1
        if operation == 'push':
            stack.append(argument)
        elif operation == 'dup':
            stack.append(stack[-1])
        elif operation == 'swap':
            stack[-1], stack[-2] = stack[-2], stack[-1]
        elif operation == 'rotate':
            stack.insert(-2, stack.pop())
        elif operation == 'add':
            stack.append(stack.pop() + stack.pop())
        elif operation == 'sub':
            right = stack.pop()
            stack.append(stack.pop() - right)
        elif operation == 'jump_zero':
            if stack[-1] == 0:
                counter = argument
        if len(stack) > 50:
            del stack[:40]
    return counter


class Animal:
    def __init__(self, energy):
        self.energy = energy

    def eat(self, amount):
        self.energy += amount

    def step(self):
        self.energy -= 1


class Rabbit(Animal):
    def step(self):
        super().step()
        if self.energy < 3:
            self.eat(5)


class Fox(Animal):
    def step(self):
        super().step()
        if self.energy < 10:
            self.eat(8)


def ecosystem():
    animals = [Rabbit(5) if i % 3 else Fox(20) for i in range(300)]
    for _ in range(150):
        for animal in animals:
            animal.step()
    return sum(animal.energy for animal in animals)


if __name__ == '__main__':
    report(
        n_body_objects,
        n_body_lists,
        build_search_tree,
        binary_trees,
        multiply_matrix_objects,
        iterate_countdown,
        moving_average,
        queue_simulation,
        random_walks,
        monte_carlo_pi,
        sparse_life,
        stack_machine,
        ecosystem,
    )
