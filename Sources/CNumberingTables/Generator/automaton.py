"""Programs to one graph of automaton states, shared by all of them.

No automaton reads more than MAX_DIGITS digits, so the states of all of them form one graph without cycles, and two
states with the same payload and the same successors are one: the graph is minimal. State 0 is the dead one: it has
payload 0 and leads nowhere.
"""

import sys

from pattern import DIGIT, END, JUMP, MATCH, SAVE, SPLIT

MAX_DIGITS = 17  # the longest national significant number

sys.setrecursionlimit(10_000)


class Graph:
    """The states: ``nodes[i]`` is (payload, ten successors)."""

    def __init__(self):
        self.nodes = [(0, (0,) * 10)]
        self.index = {self.nodes[0]: 0}

    def node(self, payload, successors):
        key = (payload, tuple(successors))
        found = self.index.get(key)
        if found is None:
            found = self.index[key] = len(self.nodes)
            self.nodes.append(key)
        return found

    def whole(self, patterns, payload):
        """The start of an automaton that reads all digits. ``payload(matched, length)`` tells what a state is worth
        in which the patterns of the bit mask ``matched`` hold, after so many digits."""
        positions, charsets, starts, accepts = [], [], [], []
        for which, pattern in enumerate(patterns):
            offset = len(positions)
            program = pattern.program
            closures = _closures(program)
            for pc, instruction in enumerate(program):
                positions.append((which, instruction[0]))
                charsets.append(instruction[1] if instruction[0] == DIGIT else 0)
                follow = 0
                if instruction[0] == DIGIT:
                    for target in closures[pc + 1]:
                        follow |= 1 << (offset + target)
                accepts.append(follow)
            for target in closures[0]:
                starts.append(offset + target)
        follows = accepts
        by_digit = [0] * 10
        matches = 0
        for position, (which, kind) in enumerate(positions):
            for digit in range(10):
                if charsets[position] >> digit & 1:
                    by_digit[digit] |= 1 << position
            if kind == MATCH:
                matches |= 1 << position
        memo = {}

        def visit(live, depth):
            if not live:
                return 0
            key = (live, depth)
            if key in memo:
                return memo[key]
            matched = 0
            for position in _bits(live & matches):
                matched |= 1 << positions[position][0]
            successors = [0] * 10
            if depth < MAX_DIGITS:
                for digit in range(10):
                    target = 0
                    for position in _bits(live & by_digit[digit]):
                        target |= follows[position]
                    successors[digit] = visit(target, depth + 1)
            value = payload(matched, depth)
            memo[key] = self.node(value, successors) if value or any(successors) else 0
            return memo[key]

        start = 0
        for position in starts:
            start |= 1 << position
        return visit(start, 0)

    def prefix(self, pattern, payload):
        """The start of an automaton that finds the match which a backtracking matcher finds first.

        ``payload(length, groups)`` tells what a match of so many digits is worth; groups are (start, end) or None.
        A state's payload has it in the low byte where digits follow, in the high byte where none does.
        """
        program = pattern.program
        empty = (None,) * (2 * pattern.groups)
        memo = {}

        def advance(threads, depth, at_end):
            """Follows what consumes nothing, in order of preference; cut off where something has matched."""
            seen, result = set(), []

            def follow(pc, slots):
                if pc in seen:
                    return False
                seen.add(pc)
                kind = program[pc][0]
                if kind == SPLIT:
                    return follow(program[pc][1], slots) or follow(program[pc][2], slots)
                if kind == JUMP:
                    return follow(program[pc][1], slots)
                if kind == SAVE:
                    slot = program[pc][1]
                    return follow(pc + 1, slots[:slot] + (depth,) + slots[slot + 1:])
                if kind == END:
                    return at_end and follow(pc + 1, slots)
                result.append((pc, slots))
                return kind == MATCH

            for pc, slots in threads:
                if follow(pc, slots):
                    break
            return result

        def worth(threads, depth):
            for pc, slots in threads:
                if program[pc][0] == MATCH:
                    pairs = list(zip(slots[::2], slots[1::2]))
                    return payload(depth, [pair if pair[1] is not None else None for pair in pairs])
            return 0

        def visit(seeds, depth):
            if not seeds:
                return 0
            key = (seeds, depth)
            if key in memo:
                return memo[key]
            threads = advance(seeds, depth, at_end=False)
            value = worth(threads, depth) | worth(advance(seeds, depth, at_end=True), depth) << 8
            successors = [0] * 10
            if depth < MAX_DIGITS:
                for digit in range(10):
                    successors[digit] = visit(
                        tuple((pc + 1, slots) for pc, slots in threads
                              if program[pc][0] == DIGIT and program[pc][1] >> digit & 1), depth + 1)
            memo[key] = self.node(value, successors) if value or any(successors) else 0
            return memo[key]

        return visit(((0, empty),), 0)


def _bits(mask):
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _closures(program):
    """For every instruction, those that it leads to without a digit. END does not occur in these patterns."""
    def closure(pc):
        seen, stack, found = set(), [pc], []
        while stack:
            pc = stack.pop()
            if pc in seen:
                continue
            seen.add(pc)
            kind = program[pc][0]
            if kind == SPLIT:
                stack += [program[pc][2], program[pc][1]]
            elif kind == JUMP:
                stack.append(program[pc][1])
            elif kind == SAVE:
                stack.append(pc + 1)
            elif kind == END:
                raise ValueError("an end in a pattern for whole numbers")
            else:
                found.append(pc)
        return found

    return [closure(pc) for pc in range(len(program))]
