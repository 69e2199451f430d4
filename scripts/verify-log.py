#!/usr/bin/env python3
"""Verifies an exported Emberhall log, offline, with nothing but Python's standard library.

A second implementation, written from docs/PROTOCOL.md and not from our TypeScript, so that the two can catch each
other's mistakes.

    python3 scripts/verify-log.py table.ndjson [--key HEX] [--head SEQ:HASH] [--json]
    python3 scripts/verify-log.py --vectors workers/core/ledger/vectors.json
"""

import hashlib
import hmac
import json
import math
import re
import sys
from decimal import Decimal

# --- Canonical JSON (RFC 8785) ---------------------------------------------------------------------------------------


def number_text(value):
    """A number as ECMAScript writes it."""
    if isinstance(value, int):
        if abs(value) < 2**53:
            return str(value)
        value = float(value)
    if not math.isfinite(value):
        raise ValueError("not finite")
    if value == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(value)).as_tuple()
    digits = "".join(map(str, digits))
    stripped = digits.rstrip("0")
    exponent += len(digits) - len(stripped)
    k, n = len(stripped), len(stripped) + exponent
    if k <= n <= 21:
        text = stripped + "0" * (n - k)
    elif 0 < n <= 21:
        text = stripped[:n] + "." + stripped[n:]
    elif -6 < n <= 0:
        text = "0." + "0" * -n + stripped
    else:
        tail = "." + stripped[1:] if k > 1 else ""
        text = f"{stripped[0]}{tail}e{'+' if n > 0 else '-'}{abs(n - 1)}"
    return ("-" if sign else "") + text


def jcs(value, depth=0):
    if depth > 64:
        raise ValueError("too deep")
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, (int, float)):
        return number_text(value)
    if isinstance(value, str):
        value.encode("utf-8")  # raises on a lone surrogate
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ",".join(jcs(item, depth + 1) for item in value) + "]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be"))
    return "{" + ",".join(jcs(name) + ":" + jcs(value[name], depth + 1) for name in names) + "}"


def sha256(*parts):
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(part.encode() if isinstance(part, str) else part)
    return hashed.digest()


def mac(key, *parts):
    return hmac.new(key, b"".join(part.encode() if isinstance(part, str) else part for part in parts), hashlib.sha256).digest()


# --- Ed25519 (RFC 8032) ----------------------------------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def same(one, other):
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P != 0 or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def public_key(seed):
    a = int.from_bytes(hashlib.sha512(seed).digest()[:32], "little") & ((1 << 254) - 8) | (1 << 254)
    x, y, z, _ = times(a, BASE)
    inverse = pow(z, P - 2, P)
    return (y * inverse % P | (x * inverse % P & 1) << 255).to_bytes(32, "little")


def signature_holds(key, message, signature):
    a, r, s = decompress(key), decompress(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return same(times(8 * s, BASE), add(times(8, r), times(8 * h, a)))


# --- Links, veils, entropy, draws ------------------------------------------------------------------------------------


def step_back(link, campaign, epoch, index):
    return sha256(f"emberhall/link/1\n{campaign}\n{epoch}\n{index}\n", link)


def veil_holds(root, index, veil, path, rolls):
    if not 1 <= index <= rolls or len(path) != (rolls - 1).bit_length():
        return False
    position, node = index - 1, sha256(b"\0", veil)
    for sibling in path:
        node = sha256(b"\1", node, sibling) if position % 2 == 0 else sha256(b"\1", sibling, node)
        position //= 2
    return node == root


def table_entropy(reveals):
    parts = [part for member in sorted(reveals) for part in (member + "\n", reveals[member])]
    return sha256("emberhall/entropy/1\n", *parts)


def drawer(campaign, epoch, index, link, entropy, veil=b""):
    prk = mac(sha256(f"emberhall/roll/1\n{campaign}\n{epoch}\n{index}"), link, entropy, veil)

    def draw(label, sides):
        block, limit = 0, 2**32 // sides * sides
        while True:
            words = mac(prk, f"die\n{label}\n{block}")
            for at in range(0, 32, 4):
                word = int.from_bytes(words[at : at + 4], "big")
                if word < limit:
                    return word % sides + 1
            block += 1

    return draw


# --- Expressions -----------------------------------------------------------------------------------------------------


class BadExpression(Exception):
    pass


COMPARE = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
NAMED = {"f": "dF", "f.2": "dF", "f.1": "dF.1", "66": "d66"}
ARITY = {"floor": 1, "ceil": 1, "round": 1, "abs": 1, "sqrt": 1, "pow": 2, "max": None, "min": None}


class Parser:
    """Nodes are lists: [kind, …]; flavour of dice, numbers, calls and groups does not change what falls."""

    def __init__(self, text):
        self.text, self.at, self.words = text, 0, []

    def take(self, pattern, spaced=True):
        found = re.compile((r"\s*" if spaced else "") + "(" + pattern + ")", re.I | re.A).match(self.text, self.at)
        if not found:
            return None
        self.at = found.end()
        return found.group(1).lower()

    def need(self, pattern):
        found = self.take(pattern)
        if found is None:
            raise BadExpression(f"expected {pattern} at {self.at}")
        return found

    def roll(self):
        repeat = self.take(r"\d{1,9}#(?=\S)")
        body = self.sum()
        word = self.take(r"(?:adv|dis)(?![a-z])")
        if word:
            body = ["+", body, self.advantage(word)]
        body = self.apply_advantage(body)
        if self.take(r"vs(?![a-z])"):
            self.need(r"-?\d{1,9}(?:\.\d{1,3})?")
        self.take(r"#.*(?s:.)*")
        if self.text[self.at :].strip():
            raise BadExpression(f"unexpected text at {self.at}")
        return (int(repeat[:-1]) if repeat else None), body

    def sum(self):
        left = self.product()
        while True:
            operator = self.take(r"[+-]")
            if operator is None:
                return left
            left = [operator, left, self.product()]

    def product(self):
        left = self.unary()
        while True:
            operator = self.take(r"[*/]")
            if operator is None:
                return left
            left = [operator, left, self.unary()]

    def unary(self):
        if self.take("-"):
            return ["negate", self.unary()]
        if self.take(r"\+"):
            return self.unary()
        return self.primary()

    DICE = r"d(?=\s*[\d%f(])"

    def primary(self):
        if self.take(r"\("):
            inner = self.sum()
            self.need(r"\)")
            if self.take(self.DICE):
                return self.dice(inner)
            return ["tagged", inner] if self.flavour() else inner
        if self.take(r"\{"):
            return self.group()
        digits = self.take(r"\d+(?:\.\d+)?")
        if digits:
            if self.take(self.DICE):
                return self.dice(int(digits))
            self.flavour()
            return ["number", float(digits) if "." in digits else int(digits)]
        word = self.take(r"(?:adv|dis)(?![a-z])")
        if word:
            node = self.advantage(word)
            node[3]["flavour"] = self.flavour()
            return node
        if self.take(self.DICE):
            return self.dice(1)
        name = self.need("|".join(ARITY))
        self.need(r"\(")
        operands = self.members(r"\)")
        if ARITY[name] not in (None, len(operands)):
            raise BadExpression(f"{name} takes {ARITY[name]} value(s)")
        self.flavour()
        return ["call", name, operands]

    def members(self, close):
        members = [self.sum()]
        while not self.take(close):
            self.need(",")
            members.append(self.sum())
        return members

    def group(self):
        members = self.members(r"\}")
        how = {"select": self.select(), "success": None, "failure": None}
        operator = self.take(r"<>|>=|<=|==|>|<|=")
        if operator:
            how["success"] = self.compare(operator)
            if self.take(r"f(?![a-z])"):
                how["failure"] = self.compare()
        self.flavour()
        return ["group", members, how]

    def flavour(self):
        found = self.take(r"\[[^\[\]\n]*\]")
        # Flavour keeps its case, so it is read from the text itself.
        return self.text[self.at - len(found) + 1 : self.at - 1].strip() if found else None

    def select(self):
        word = self.take(r"(?:kh|kl|k|dh|dl)(?![a-z])")
        if word is None:
            return None
        digits = self.take(r"\d+", spaced=False)
        return (word[0], "l" if word[-1] == "l" else "h", int(digits) if digits else 1)

    def compare(self, operator=None):
        operator = operator or self.take(r"<>|>=|<=|==|>|<|=") or "="
        target = self.need(r"-?\d{1,9}(?:\.\d{1,3})?")
        return ("=" if operator == "==" else operator, float(target))

    def dice(self, count):
        named = self.take(r"f\.1|f\.2|f|66(?!\d)|%")
        if named == "%":
            sides = 100
        elif named:
            sides = NAMED[named]
        elif self.take(r"\("):
            sides = self.sum()
            self.need(r"\)")
        else:
            sides = int(self.need(r"\d+"))
        how = {"reroll": [], "explode": None, "min": None, "max": None, "select": None, "success": None, "failure": None, "cs": None, "cf": None, "flavour": None}
        node = ["dice", count, sides, how]
        while self.modifier(how):
            pass
        word = self.take(r"(?:adv|dis)(?![a-z])")
        if word:
            if not self.plain(node):
                raise BadExpression("adv and dis need a plain d20")
            self.words.append(None)
            node = self.advantage_dice(word)
            how = node[3]
        how["flavour"] = self.flavour()
        return node

    def modifier(self, how):
        bang = self.take(r"!!?p?o?")
        if bang:
            compare = self.compare() if re.compile(r"[<>=\d]").match(self.text, self.at) else None
            how["explode"] = {"all": bang.startswith("!!"), "p": "p" in bang, "o": bang.endswith("o"), "when": compare}
            return True
        again = self.take(r"ro?(?![a-z])")
        if again:
            how["reroll"].append((again == "ro", self.compare()))
            return True
        clamp = self.take(r"(?:min?|max?)(?=\s*-?\d)")
        if clamp:
            how["min" if clamp.startswith("mi") else "max"] = int(self.need(r"-?\d+"))
            return True
        select = self.select()
        if select:
            how["select"] = select
            return True
        mark = self.take(r"c[sf](?![a-z])")
        if mark:
            how[mark] = self.compare()
            return True
        if self.take(r"f(?![a-z])"):
            how["failure"] = self.compare()
            return True
        if self.take(r"s[ad]?(?![a-z])"):
            return True
        operator = self.take(r"<>|>=|<=|==|>|<|=")
        if operator:
            how["success"] = self.compare(operator)
            return True
        return False

    def advantage_dice(self, word):
        select = ("k", "h" if word == "adv" else "l", 1)
        how = {"reroll": [], "explode": None, "min": None, "max": None, "select": select, "success": None, "failure": None, "cs": None, "cf": None, "flavour": None}
        return ["dice", 2, 20, how]

    def advantage(self, word):
        node = self.advantage_dice(word)
        self.words.append(node)
        return node

    @staticmethod
    def plain(node):
        if node[0] != "dice" or node[1] != 1 or node[2] != 20:
            return False
        how = node[3]
        return not how["reroll"] and all(how[name] is None for name in ("explode", "min", "max", "select", "success"))

    def apply_advantage(self, body):
        if len(self.words) > 1:
            raise BadExpression("one adv or dis to a roll")
        word = self.words[0] if self.words else None
        if word is None:
            return body
        addends, node = [], body
        while node[0] in ("+", "-"):
            addends.insert(0, (node[0], node[2]))
            node = node[1]
        addends.insert(0, ("+", node))
        plain = [node for sign, node in addends if sign == "+" and self.plain(node)]
        if len(plain) != 1 or not any(sign == "+" and node is word for sign, node in addends):
            return body
        word[3]["flavour"] = plain[0][3]["flavour"]
        kept = [(sign, word if node is plain[0] else node) for sign, node in addends if node is not word]
        sign, result = kept[0]
        if sign == "-":
            result = ["negate", result]
        for sign, node in kept[1:]:
            result = [sign, result, node]
        return result


FLAGS = ("exploded", "rerolled", "clamped", "success", "failure", "critical", "fumble")


class Roller:
    """Evaluates one roll. A unit is (value, draws): what selection and counting see as one die."""

    def __init__(self, text, draw):
        self.repeat, self.body = Parser(text).roll()
        self.draw, self.extra, self.counts, self.prefix = draw, 250, False, ""
        self.dice = []

    def run(self):
        total = 0
        for repetition in range(self.repeat or 1):
            self.prefix, self.term = (f"{repetition}." if self.repeat else ""), 0
            total += math.floor(self.value(self.body))
        for die in self.dice:
            die["flags"] = [flag for flag in FLAGS if die.pop(flag)]
            if die["flavour"] is None:
                del die["flavour"]
        return {"dice": self.dice, "total": total, "successes": total if self.counts else None}

    def value(self, node):
        kind = node[0]
        if kind == "number":
            return node[1]
        if kind == "tagged":
            return self.value(node[1])
        if kind == "negate":
            return 0 - self.value(node[1])
        if kind == "dice":
            units = self.throw_term(node)
            how = node[3]
            return self.settle(units, self.kept([value for value, _ in units], how["select"]), how)
        if kind == "call":
            return self.call(node[1], [self.value(operand) for operand in node[2]])
        if kind == "group":
            return self.group(node[1], node[2])
        left, right = self.value(node[1]), self.value(node[2])
        if kind == "+":
            return left + right
        if kind == "-":
            return left - right
        return left * right if kind == "*" else left / right

    @staticmethod
    def call(name, values):
        first = values[0]
        if name == "round":
            return math.floor(first) + (1 if first - math.floor(first) >= 0.5 else 0)
        if name == "pow":
            product = 1
            for _ in range(int(values[1])):
                product = product * first
            return product
        plain = {"floor": math.floor, "ceil": math.ceil, "abs": abs, "sqrt": math.sqrt}
        return plain[name](first) if name in plain else (max if name == "max" else min)(values)

    def group(self, members, how):
        if len(members) == 1 and (how["select"] or how["success"]):
            units = [unit for dice in self.pool(members[0]) for unit in self.throw_term(dice)]
            return self.settle(units, self.kept([value for value, _ in units], how["select"]), how)
        items = []
        for member in members:
            start = len(self.dice)
            items.append((self.value(member), start, len(self.dice)))
        kept = self.kept([item[0] for item in items], how["select"])
        total = 0
        for (value, start, end), keep in zip(items, kept):
            if keep:
                total += value if how["success"] is None else self.worth(value, how)
            else:
                for die in self.dice[start:end]:
                    die.update(kept=False, success=False, failure=False, critical=False, fumble=False)
        self.counts = self.counts or how["success"] is not None
        return total

    def pool(self, node):
        if node[0] == "+":
            return self.pool(node[1]) + self.pool(node[2])
        if node[0] != "dice":
            raise BadExpression("a pool holds dice only")
        return [node]

    @staticmethod
    def worth(value, how):
        if COMPARE[how["success"][0]](value, how["success"][1]):
            return 1
        return -1 if how["failure"] and COMPARE[how["failure"][0]](value, how["failure"][1]) else 0

    @staticmethod
    def kept(values, select):
        if select is None:
            return [True] * len(values)
        action, end, count = select
        order = sorted(range(len(values)), key=lambda at: (-values[at] if end == "h" else values[at], at))
        chosen = set(order[:count])
        return [(at in chosen) == (action == "k") for at in range(len(values))]

    def settle(self, units, kept, how):
        total = 0
        for (value, draws), keep in zip(units, kept):
            worth = self.worth(value, how) if keep and how["success"] else 0
            for die in draws:
                die["kept"] = keep and not die["rerolled"]
                die["success"], die["failure"] = die["kept"] and worth == 1, die["kept"] and worth == -1
                if not die["kept"]:
                    die["critical"] = die["fumble"] = False
            if keep:
                total += worth if how["success"] else value
        self.counts = self.counts or how["success"] is not None
        return total

    def throw_term(self, node):
        _, count, sides, how = node
        count = self.value(count) if isinstance(count, list) else count
        sides = self.value(sides) if isinstance(sides, list) else sides
        if count != int(count) or not 0 <= count <= 200 or (not isinstance(sides, str) and (sides != int(sides) or not 1 <= sides <= 1_000_000)):
            raise BadExpression("count or sides out of range")
        term = f"{self.prefix}{self.term}"
        self.term += 1
        units = []
        for die in range(int(count)):
            units += self.throw_die(f"{term}/{die}", sides if isinstance(sides, str) else int(sides), how)
        for _, draws in units:
            self.dice += draws
        return units

    def throw_die(self, place, sides, how):
        low, high = {"dF": (-1, 1), "dF.1": (-1, 1), "d66": (11, 66)}.get(sides, (1, sides))
        explode = how["explode"]
        when = explode and (explode["when"] or ("=", high))
        state = {"draws": 0, "left": 100}

        def one(size, worth):
            label = f"{place}/{state['draws']}"
            state["draws"] += 1
            natural = self.draw(label, size)
            die = {"label": label, "sides": size, "natural": natural, "value": worth(natural), "kept": True, "flavour": how["flavour"]}
            die.update(dict.fromkeys(FLAGS, False))
            return die

        def throw():
            if sides == "dF":
                return [one(3, lambda face: face - 2)]
            if sides == "dF.1":
                return [one(6, lambda face: -1 if face == 1 else 1 if face == 6 else 0)]
            if sides == "d66":
                return [one(6, lambda face: 10 * face), one(6, lambda face: face)]
            return [one(sides, lambda face: face)]

        def may_throw_again():
            cost = 2 if sides == "d66" else 1
            if state["left"] == 0 or self.extra < cost:
                return False
            state["left"] -= 1
            self.extra -= cost
            return True

        def link(penalty):
            discarded, once = [], False
            fallen = throw()
            while True:
                shown = sum(die["value"] for die in fallen)
                always = any(not only and COMPARE[test[0]](shown, test[1]) for only, test in how["reroll"])
                single = not once and any(only and COMPARE[test[0]](shown, test[1]) for only, test in how["reroll"])
                if not (always or single) or not may_throw_again():
                    break
                once = once or not always
                for die in fallen:
                    die.update(rerolled=True, kept=False, value=0)
                discarded += fallen
                fallen = throw()
            worth = shown if how["min"] is None else max(shown, how["min"])
            worth = worth if how["max"] is None else min(worth, how["max"])
            for die in fallen:
                die["clamped"] = worth != shown
                die["critical"] = COMPARE[how["cs"][0]](shown, how["cs"][1]) if how["cs"] else low < high and shown == high
                die["fumble"] = COMPARE[how["cf"][0]](shown, how["cf"][1]) if how["cf"] else low < high and shown == low
            fallen[0]["value"] += worth - penalty - shown
            return worth - penalty, discarded + fallen, shown, fallen

        value, draws, shown, fallen = link(0)
        units, links = [[value, draws]], 0
        while when and COMPARE[when[0]](shown, when[1]) and not (explode["o"] and links) and may_throw_again():
            for die in fallen:
                die["exploded"] = True
            value, draws, shown, fallen = link(1 if explode["p"] else 0)
            links += 1
            if explode["all"]:
                units[-1][0] += value
                units[-1][1] += draws
            else:
                units.append([value, draws])
        return units


# --- The log ---------------------------------------------------------------------------------------------------------

SIGNED = {"campaign_opened", "campaign_continued", "epoch_opened", "roll_resolved", "roll_sealed", "roll_voided", "checkpoint", "key_rotated"}
NEVER_ERASED = SIGNED | {"roll_ticket", "secrets_sealed", "secret_revealed"}
ZEROS = "0" * 64


def is_hex(value, size):
    return isinstance(value, str) and re.fullmatch(f"[0-9a-f]{{{size * 2}}}", value) is not None


def is_count(value, least=1):
    return isinstance(value, int) and not isinstance(value, bool) and least <= value < 2**53


def is_envelope(line):
    if not isinstance(line, dict) or set(line) - {"header", "hash", "body", "salt", "sig", "erased"} or not is_hex(line.get("hash"), 32):
        return False
    header, body, salt, sig, erased = (line.get(name) for name in ("header", "body", "salt", "sig", "erased"))
    if not isinstance(header, dict) or set(header) != {"seq", "epoch", "at", "prev", "bodyHash"}:
        return False
    if not (is_count(header["seq"]) and is_count(header["epoch"]) and is_count(header["at"], 0)):
        return False
    if not (is_hex(header["prev"], 32) and is_hex(header["bodyHash"], 32)):
        return False
    if (sig is not None and not is_hex(sig, 64)) or (salt is not None and not is_hex(salt, 16)) or erased not in (None, True, False):
        return False
    if body is None:
        return True
    sound = isinstance(body, dict) and isinstance(body.get("type"), str) and is_count(body.get("v")) and isinstance(body.get("payload"), dict)
    return sound and (salt is not None or erased is True)


def same_json(one, other):
    """Python takes 1 for true; the log does not."""
    try:
        return jcs(one) == jcs(other)
    except ValueError:
        return False


class Audit:
    def __init__(self, keys=(), heads=()):
        self.trusted, self.heads = list(keys), list(heads)
        self.findings, self.notes, self.rolls = [], set(), 0
        self.events = self.veiled_count = self.erased = self.signed = self.checkpointed = 0
        self.title = self.campaign = ""
        self.root = None
        self.last, self.keys, self.hashes, self.veiled = None, [], {}, set()
        self.tickets, self.closed, self.commits, self.reveals = {}, set(), {}, {}
        self.epoch, self.last_epoch, self.anchors, self.seals, self.overdue = None, 0, set(), {}, False

    def find(self, reason, seq, detail=""):
        self.findings.append({"reason": reason, "seq": seq, "detail": detail})

    def add(self, line):
        expected = (self.last["header"]["seq"] if self.last else 0) + 1
        if not is_envelope(line):
            return self.find("malformed", expected, "not an envelope")
        self.events += 1
        header, body = line["header"], line.get("body")
        seq = header["seq"]
        if self.events == 1 and (body is None or body["type"] != "campaign_opened"):
            self.find("opening-missing", seq)
        self.chain(line, expected)
        if body is None:
            self.veiled.add(seq)
            self.signature(line)
        else:
            self.body(line)
        if seq >= expected:
            self.last = line
        self.hashes[seq] = line["hash"]
        if seq - self.checkpointed > 128 and not self.overdue:
            self.overdue = True
            self.find("checkpoint-missing", seq)

    def chain(self, line, expected):
        header = line["header"]
        seq = header["seq"]
        if seq > expected:
            self.find("seq-gap", seq)
        if seq < expected:
            self.find("seq-repeated", seq)
        if sha256(jcs(header)).hex() != line["hash"]:
            self.find("header-hash", seq)
        if seq == expected and header["prev"] != (self.last["hash"] if self.last else ZEROS):
            self.find("chain-broken", seq)
        before = self.last["header"]["epoch"] if self.last else header["epoch"]
        if header["epoch"] < before:
            self.find("epoch-replayed", seq)
        if header["epoch"] > before:
            self.leave_epoch()
            self.epoch = None

    def signature(self, line):
        if line.get("sig") is None or not self.keys:
            return
        message = b"emberhall/event/1\n" + bytes.fromhex(line["hash"])
        if signature_holds(bytes.fromhex(self.keys[-1]["publicKey"]), message, bytes.fromhex(line["sig"])):
            self.signed = line["header"]["seq"]
        else:
            self.find("signature", line["header"]["seq"])

    def body(self, line):
        body, seq = line["body"], line["header"]["seq"]
        kind, payload = body["type"], body["payload"]
        if line.get("erased") and kind not in NEVER_ERASED:
            self.erased += 1
        else:
            try:
                held = line.get("salt") is not None and sha256(bytes.fromhex(line["salt"]), jcs(body)).hex() == line["header"]["bodyHash"]
            except ValueError:
                held = False
            if not held:
                self.find("body-hash", seq)
        if kind == "campaign_opened":
            self.opening(seq, payload)
        if kind == "campaign_continued":
            self.continuation(line["header"], payload)
        if line.get("sig") is not None:
            self.signature(line)
        elif kind in SIGNED:
            self.find("signature-missing", seq)
        if body.get("audience") == "all" and "entropy" in payload:
            self.entropy(seq, payload["entropy"])
        reader = getattr(self, "on_" + kind, None)
        if reader:
            reader(seq, payload, body.get("audience"))

    def opening(self, seq, payload):
        if not (isinstance(payload.get("campaignId"), str) and isinstance(payload.get("keyId"), str) and is_hex(payload.get("publicKey"), 32)):
            return self.find("malformed", seq)
        if seq != 1:
            self.find("opening-missing", seq)
        self.campaign, self.title = payload["campaignId"], str(payload.get("title", ""))
        self.keys.append(payload)
        self.root = (seq, payload["publicKey"])

    def continuation(self, header, payload):
        seq, source = header["seq"], payload.get("from")
        sound = isinstance(payload.get("campaignId"), str) and isinstance(payload.get("keyId"), str) and is_hex(payload.get("publicKey"), 32)
        if not sound or not isinstance(source, dict):
            return self.find("malformed", seq)
        before = self.last["header"]["epoch"] if self.last else 0
        follows = (source.get("campaignId"), source.get("hash")) == (self.campaign, self.last["hash"] if self.last else "")
        if not follows or not same_json(source.get("seq"), seq - 1) or header["epoch"] <= before:
            self.find("continuation-mismatch", seq)
        self.campaign, self.title = payload["campaignId"], str(payload.get("title", ""))
        self.notes.add("continued")
        self.keys.append(payload)
        self.root = (seq, payload["publicKey"])

    def on_key_rotated(self, seq, payload, _):
        if isinstance(payload.get("keyId"), str) and is_hex(payload.get("publicKey"), 32):
            self.keys.append(payload)
        else:
            self.find("malformed", seq)

    def on_checkpoint(self, seq, payload, _):
        through = payload.get("throughSeq")
        if not is_count(through) or through >= seq or self.hashes.get(through) != payload.get("headHash"):
            self.find("checkpoint-mismatch", seq)
        else:
            self.checkpointed = through
        if not self.keys or payload.get("keyId") != self.keys[-1]["keyId"]:
            self.find("wrong-key", seq)
        self.overdue = False

    def on_secrets_sealed(self, _seq, payload, _):
        seals = payload.get("seals")
        seals = seals if isinstance(seals, list) else []
        self.seals = {seal["id"]: seal["commitment"] for seal in seals if isinstance(seal, dict) and "id" in seal and "commitment" in seal}

    def on_secret_revealed(self, seq, payload, _):
        words = {name: payload.get(name) for name in ("id", "title", "text")}
        sound = all(isinstance(word, str) for word in words.values()) and is_hex(payload.get("salt"), 32)
        commitment = sha256("emberhall/seal/1\n", bytes.fromhex(payload["salt"]), jcs(words)).hex() if sound else None
        if commitment is None or self.seals.get(words["id"]) != commitment:
            self.find("secret-mismatch", seq)

    def entropy(self, seq, value):
        sound = isinstance(value, dict) and isinstance(value.get("memberId"), str) and is_hex(value.get("commit"), 32) and "reveal" in value
        if not sound or not (value["reveal"] is None or is_hex(value["reveal"], 32)):
            return self.find("malformed", seq)
        member, reveal = value["memberId"], value["reveal"]
        if reveal is not None:
            if sha256(bytes.fromhex(reveal)).hex() != self.commits.get(member):
                self.entropy_doubt(seq)
            self.reveals[member] = bytes.fromhex(reveal)
        self.commits[member] = value["commit"]

    def entropy_doubt(self, seq):
        if self.erased:
            self.notes.add("entropy-erased")
        else:
            self.find("entropy-mismatch", seq)

    def on_epoch_opened(self, seq, payload, _):
        key = self.keys[-1] if self.keys else {}
        if (payload.get("publicKey"), payload.get("keyId")) != (key.get("publicKey"), key.get("keyId")):
            self.find("wrong-key", seq)
        sound = is_count(payload.get("epoch")) and is_count(payload.get("rolls")) and payload["rolls"] <= 65536
        if not sound or not is_hex(payload.get("anchor"), 32) or not is_hex(payload.get("veilRoot"), 32):
            return self.find("malformed", seq)
        self.leave_epoch()
        if payload["epoch"] <= self.last_epoch or payload["anchor"] in self.anchors:
            self.find("epoch-replayed", seq)
        self.last_epoch = max(self.last_epoch, payload["epoch"])
        self.anchors.add(payload["anchor"])
        self.epoch = {**payload, "index": 0, "link": bytes.fromhex(payload["anchor"]), "used": {}}

    def leave_epoch(self):
        for index, use in (self.epoch["used"] if self.epoch else {}).items():
            if use["hidden"] and not use["paired"]:
                self.find("seal-missing", use["seq"], f"roll {index}")

    def on_roll_ticket(self, seq, payload, _):
        dc = payload.get("dc", "none")
        if isinstance(payload.get("expression"), str) and isinstance(payload.get("visibility"), str) and (dc is None or is_count(dc, -(2**53))):
            self.tickets[seq] = payload
        else:
            self.find("malformed", seq)

    def on_roll_sealed(self, seq, payload, audience):
        self.close(seq, "sealed", payload, audience)

    def on_roll_voided(self, seq, payload, audience):
        self.close(seq, "voided", payload, audience)

    def on_roll_resolved(self, seq, payload, audience):
        self.close(seq, "resolved", payload, audience)

    def close(self, seq, kind, payload, audience):
        if not is_count(payload.get("index")) or not is_hex(payload.get("link"), 32) or (kind != "sealed" and not is_count(payload.get("ticketSeq"))):
            return self.find("malformed", seq)
        if self.use(seq, kind, payload["index"], payload["link"], audience != "all"):
            self.rolls += 1
        ticket = self.ticket(seq, payload["ticketSeq"]) if kind != "sealed" else None
        if kind == "resolved":
            self.resolved(seq, payload, ticket)

    def use(self, seq, kind, index, link, hidden):
        epoch = self.epoch
        if epoch is None:
            self.find("anchor-missing", seq)
            return True
        before = epoch["used"].get(index)
        if before:
            pair = before["hidden"] if kind == "sealed" else hidden and before["kind"] == "sealed"
            if not pair or before["paired"]:
                self.find("index-repeated", seq)
            elif before["link"] != link:
                self.find("link-mismatch", seq)
            before["paired"] = True
            return False
        if index > epoch["rolls"]:
            self.find("index-beyond-epoch", seq)
            return True
        if index <= epoch["index"]:
            self.find("index-repeated", seq)
            return True
        if index > epoch["index"] + 1:
            self.find("index-missing", seq)
        walked = bytes.fromhex(link)
        for at in range(index, epoch["index"], -1):
            walked = step_back(walked, self.campaign, epoch["epoch"], at)
        if walked != epoch["link"]:
            self.find("link-mismatch", seq)
        epoch["used"][index] = {"kind": kind, "link": link, "hidden": hidden and kind != "sealed", "paired": False, "seq": seq}
        epoch["index"], epoch["link"] = index, bytes.fromhex(link)
        return True

    def ticket(self, seq, ticket_seq):
        ticket = self.tickets.get(ticket_seq)
        if ticket is None:
            if ticket_seq in self.veiled:
                self.notes.add("ticket-veiled")
            else:
                self.find("ticket-missing", seq)
            return None
        if ticket_seq in self.closed:
            self.find("ticket-reused", seq)
        self.closed.add(ticket_seq)
        return ticket

    def resolved(self, seq, payload, ticket):
        veil, dice = payload.get("veil"), payload.get("dice")
        sound = is_hex(payload.get("tableEntropy"), 32) and isinstance(dice, list) and isinstance(payload.get("outcome"), str)
        if veil is not None:
            path = veil.get("path") if isinstance(veil, dict) else None
            sound = sound and isinstance(path, list) and is_hex(veil.get("veil"), 32) and all(is_hex(step, 32) for step in path)
        if not sound:
            return self.find("malformed", seq)
        if table_entropy(self.reveals).hex() != payload["tableEntropy"]:
            self.entropy_doubt(seq)
        if ticket is None or self.epoch is None:
            return None
        if (ticket["visibility"] != "public") != (veil is not None):
            self.find("veil-mismatch", seq)
        elif veil is not None:
            path = [bytes.fromhex(step) for step in veil["path"]]
            if not veil_holds(bytes.fromhex(self.epoch["veilRoot"]), payload["index"], bytes.fromhex(veil["veil"]), path, self.epoch["rolls"]):
                self.find("veil-mismatch", seq)
        secret = bytes.fromhex(veil["veil"]) if veil else b""
        draw = drawer(self.campaign, self.epoch["epoch"], payload["index"], bytes.fromhex(payload["link"]), bytes.fromhex(payload["tableEntropy"]), secret)
        try:
            fallen = Roller(ticket["expression"], draw).run()
        except (BadExpression, ArithmeticError, ValueError, RecursionError) as error:
            return self.find("expression-invalid", seq, str(error))
        self.compare(seq, fallen, payload, ticket)

    def compare(self, seq, fallen, payload, ticket):
        if len(fallen["dice"]) != len(payload["dice"]):
            self.find("face-mismatch", seq, f"{len(fallen['dice'])} dice fall")
        else:
            for die, other in zip(fallen["dice"], payload["dice"]):
                if isinstance(other, dict) and any(die[name] != other.get(name) for name in ("label", "sides", "natural")):
                    self.find("face-mismatch", seq, f"die {die['label']} shows {die['natural']}")
                elif not same_json(die, other):
                    self.find("dice-mismatch", seq, f"die {die['label']}")
        if fallen["total"] != payload.get("total") or fallen["successes"] != payload.get("successes"):
            self.find("total-mismatch", seq, f"{ticket['expression']} gives {fallen['total']}")
        total = payload.get("total")
        margin = None if ticket["dc"] is None or not isinstance(total, (int, float)) else total - ticket["dc"]
        if margin != payload.get("margin"):
            self.find("dc-changed", seq, f"the margin is {margin}")

    def finish(self):
        self.leave_epoch()
        if self.events == 0:
            self.find("opening-missing", None)
        if self.trusted and self.root and self.root[1] not in self.trusted:
            self.find("wrong-key", self.root[0], f"opened under {self.root[1]}")
        for seq, head in self.heads:
            if self.hashes.get(seq) != head:
                self.find("known-head-mismatch", seq)
        self.findings.sort(key=lambda finding: math.inf if finding["seq"] is None else finding["seq"])
        return {
            "ok": not self.findings,
            "title": self.title,
            "events": self.events,
            "veiled": len(self.veiled),
            "erased": self.erased,
            "rolls": self.rolls,
            "signedSeq": self.signed,
            "keys": [{"keyId": key["keyId"], "publicKey": key["publicKey"]} for key in self.keys],
            "openTickets": sorted(set(self.tickets) - self.closed),
            "notes": sorted(self.notes),
            "findings": self.findings,
        }


def parse_json(line):
    """JSON as JavaScript reads it: integers beyond a double's reach become doubles."""
    return json.loads(line, parse_int=lambda digits: int(digits) if abs(int(digits)) < 2**53 else float(digits))


def verify_text(text, keys=(), heads=()):
    lines = []
    for line in text.split("\n"):
        if line.strip():
            try:
                lines.append(parse_json(line))
            except (ValueError, RecursionError):
                lines.append(None)
    heads = list(heads)
    if lines and isinstance(lines[0], dict) and isinstance(lines[0].get("emberhall"), str):
        head = lines.pop(0).get("head")
        if isinstance(head, dict) and is_count(head.get("seq"), 0) and is_hex(head.get("hash"), 32):
            heads.append((head["seq"], head["hash"]))
    audit = Audit(keys, heads)
    for line in lines:
        audit.add(line)
    return audit.finish()


# --- Vectors and the command line ------------------------------------------------------------------------------------


def check_vectors(vectors):
    """Names of the vectors that do not come out."""
    wrong = []

    def check(name, ok):
        if not ok:
            wrong.append(name)

    event, signed, chain, veils, entropy, seal = (vectors[name] for name in ("event", "signature", "chain", "veils", "entropy", "seal"))
    check("event.bodyText", jcs(event["body"]) == event["bodyText"])
    check("event.bodyHash", sha256(bytes.fromhex(event["salt"]), event["bodyText"]).hex() == event["header"]["bodyHash"])
    check("event.headerText", jcs(event["header"]) == event["headerText"])
    check("event.hash", sha256(event["headerText"]).hex() == event["hash"])
    key, message = bytes.fromhex(signed["publicKey"]), b"emberhall/event/1\n" + bytes.fromhex(signed["hash"])
    check("signature.publicKey", public_key(bytes.fromhex(signed["secretKey"])) == key)
    check("signature.sig", signature_holds(key, message, bytes.fromhex(signed["sig"])))
    check("signature.other", not signature_holds(key, message + b"!", bytes.fromhex(signed["sig"])))
    link = bytes.fromhex(chain["seed"])
    links = {chain["rolls"]: link.hex()}
    for index in range(chain["rolls"], 0, -1):
        link = step_back(link, chain["campaignId"], chain["epoch"], index)
        links[index - 1] = link.hex()
    check("chain.anchor", links[0] == chain["anchor"])
    for each in chain["links"]:
        check(f"chain.links.{each['index']}", links[each["index"]] == each["link"])
    for each in veils["opened"]:
        veil, path = bytes.fromhex(each["veil"]), [bytes.fromhex(step) for step in each["path"]]
        check(f"veils.{each['index']}.veil", mac(bytes.fromhex(veils["veilSeed"]), f"emberhall/veil/1\n{each['index']}") == veil)
        check(f"veils.{each['index']}.path", veil_holds(bytes.fromhex(veils["root"]), each["index"], veil, path, veils["rolls"]))
    reveals = {each["memberId"]: bytes.fromhex(each["reveal"]) for each in entropy["reveals"]}
    check("entropy.table", table_entropy(reveals).hex() == entropy["table"])
    check("entropy.empty", table_entropy({}).hex() == entropy["empty"])
    words = {name: seal[name] for name in ("id", "title", "text")}
    check("seal", sha256("emberhall/seal/1\n", bytes.fromhex(seal["salt"]), jcs(words)).hex() == seal["commitment"])
    for each in vectors["rolls"]:
        veil = bytes.fromhex(each.get("veil", ""))
        draw = drawer(each["campaignId"], each["epoch"], each["index"], bytes.fromhex(each["link"]), bytes.fromhex(each["entropy"]), veil)
        fallen = Roller(each["expression"], draw).run()
        for name in ("dice", "total", "successes"):
            check(f"rolls.{each['index']}.{name}", fallen[name] == each[name])
    log = verify_text("\n".join(json.dumps(line) for line in vectors["log"]))
    check("log", log["ok"])
    return wrong


def main(arguments):
    options = {"--key": [], "--head": [], "--vectors": None, "--json": False}
    files = []
    while arguments:
        word = arguments.pop(0)
        if word == "--json":
            options[word] = True
        elif word in options and arguments:
            value = arguments.pop(0)
            if word == "--vectors":
                options[word] = value
            else:
                options[word].append(value)
        else:
            files.append(word)
    if options["--vectors"]:
        with open(options["--vectors"], encoding="utf-8") as file:
            wrong = check_vectors(json.load(file))
        print("All vectors come out." if not wrong else "These do not come out: " + ", ".join(wrong))
        return 1 if wrong else 0
    if len(files) != 1:
        print(__doc__)
        return 2
    heads = [(int(seq), digest) for seq, digest in (head.split(":", 1) for head in options["--head"])]
    with open(files[0], encoding="utf-8", errors="replace") as file:
        report = verify_text(file.read(), options["--key"], heads)
    if options["--json"]:
        print(json.dumps(report))
    else:
        print(f"{report['title'] or 'A log'}: {report['events']} events, {report['rolls']} rolls, {report['veiled']} veiled, {report['erased']} erased.")
        print(f"Signed through event {report['signedSeq']} under {', '.join(key['publicKey'] for key in report['keys']) or 'no key'}.")
        for finding in report["findings"]:
            print(f"  event {finding['seq']}: {finding['reason']} {finding['detail']}".rstrip())
        print("The log holds." if report["ok"] else "The log does NOT hold.")
    return 0 if report["ok"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
