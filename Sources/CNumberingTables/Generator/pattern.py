"""Regular expressions over the ten digits, as far as the metadata uses them, compiled to small programs.

The grammar: digits, ``\\d``, classes, groups (capturing or not), alternation, ``?``, ``{m}``, ``{m,n}`` and ``$``.
"""

ANY = 0b11_1111_1111

# Instructions of a program: a tuple whose first field is one of these.
DIGIT, SPLIT, JUMP, SAVE, END, MATCH = range(6)


class Pattern:
    """A compiled pattern. ``program`` is a list of instructions:

    (DIGIT, set)        consumes one digit of the set, a bit mask of ten
    (SPLIT, a, b)       goes on at both, a before b, as a backtracking matcher would try them
    (JUMP, a)           goes on at a
    (SAVE, n)           notes the position in slot n: 2k opens group k+1, 2k+1 closes it
    (END,)              holds at the end of the digits only
    (MATCH,)            has matched
    """

    def __init__(self, text, prefix=False):
        """Compiles ``text``; with ``prefix``, whatever follows a match is matched too."""
        self.text = text
        self.at = 0
        self.groups = 0
        self.program = []
        self._emit_node(self._alternatives())
        if self.at != len(text):
            raise ValueError(f"cannot read {text!r} from {self.at}")
        if prefix:
            start = len(self.program)
            self.program += [(SPLIT, start + 3, start + 1), (DIGIT, ANY), (JUMP, start)]
        self.program.append((MATCH,))

    # Parsing

    def _peek(self):
        return self.text[self.at] if self.at < len(self.text) else ""

    def _take(self, expected=None):
        char = self._peek()
        if not char or (expected and char != expected):
            raise ValueError(f"cannot read {self.text!r} at {self.at}")
        self.at += 1
        return char

    def _alternatives(self):
        branches = [self._sequence()]
        while self._peek() == "|":
            self._take()
            branches.append(self._sequence())
        return branches[0] if len(branches) == 1 else ("either", branches)

    def _sequence(self):
        parts = []
        while self._peek() not in ("", "|", ")"):
            part = self._atom()
            if self._peek() == "?":
                self._take()
                part = ("repeat", part, 0, 1)
            elif self._peek() == "{":
                part = ("repeat", part, *self._bounds())
            parts.append(part)
        return ("sequence", parts)

    def _bounds(self):
        self._take("{")
        close = self.text.index("}", self.at)
        low, _, high = self.text[self.at:close].partition(",")
        self.at = close + 1
        return int(low), int(high or low)

    def _atom(self):
        char = self._take()
        if char == "(":
            group = None
            if self._peek() == "?":
                self._take()
                self._take(":")
            else:
                group = self.groups
                self.groups += 1
            inner = self._alternatives()
            self._take(")")
            return inner if group is None else ("group", group, inner)
        if char == "[":
            return ("digit", self._class())
        if char == "\\":
            self._take("d")
            return ("digit", ANY)
        if char == "$":
            return ("end",)
        return ("digit", 1 << int(char))

    def _class(self):
        members = 0
        while (char := self._take()) != "]":
            if char == "\\":
                self._take("d")
                members |= ANY
                continue
            low = high = int(char)
            if self._peek() == "-":
                self._take()
                high = int(self._take())
            for digit in range(low, high + 1):
                members |= 1 << digit
        return members

    # Code

    def _emit_node(self, node):
        kind = node[0]
        code = self.program
        if kind == "digit":
            code.append((DIGIT, node[1]))
        elif kind == "end":
            code.append((END,))
        elif kind == "sequence":
            for part in node[1]:
                self._emit_node(part)
        elif kind == "group":
            code.append((SAVE, 2 * node[1]))
            self._emit_node(node[2])
            code.append((SAVE, 2 * node[1] + 1))
        elif kind == "repeat":
            _, inner, low, high = node
            for _ in range(low):
                self._emit_node(inner)
            splits = []
            for _ in range(high - low):
                splits.append(len(code))
                code.append(None)
                self._emit_node(inner)
            for split in splits:
                code[split] = (SPLIT, split + 1, len(code))
        elif kind == "either":
            leaps = []
            for branch in node[1][:-1]:
                split = len(code)
                code.append(None)
                self._emit_node(branch)
                leaps.append(len(code))
                code.append(None)
                code[split] = (SPLIT, split + 1, len(code))
            self._emit_node(node[1][-1])
            for leap in leaps:
                code[leap] = (JUMP, len(code))
