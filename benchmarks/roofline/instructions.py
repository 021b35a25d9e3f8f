"""Counts what the vector loops of a function do in its machine code: floating-point operations and bytes.

Usage: instructions.py LIBRARY FUNCTION

Only innermost loops count, and of them those with the widest vectors of the function: one lane of such a loop is one
element (gcc -O3 does not unroll vector loops). A fused multiply-add is two operations; comparisons, minima, conversions
and integer arithmetic are none. Bytes are those that vector instructions load and store, constants of the code left
out: what the first cache must serve.
"""

import collections
import re
import subprocess
import sys

WIDTHS = {"z": 64, "y": 32, "x": 16}
FUSED = re.compile(r"^vfn?m(add|sub|addsub|subadd)(132|213|231)([ps])([ds])$")
SINGLE = re.compile(r"^v?(add|sub|mul|div|sqrt|addsub)([ps])([ds])$")
LINE = re.compile(r"^\s*([0-9a-f]+):\s+(\S+)\s*(.*)$")

Loop = collections.namedtuple("Loop", "begin end lanes operations bytes instructions calls")
Instruction = collections.namedtuple("Instruction", "address name operands")


def disassemble(library, function):
    command = ["objdump", "-d", "--no-show-raw-insn", f"--disassemble={function}", library]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    found = [LINE.match(line) for line in lines]
    code = [Instruction(int(match[1], 16), match[2], match[3]) for match in found if match]
    if not code:
        sys.exit(f"{library} has no function {function}")
    return code


def operations(instruction):
    """Operations of one instruction, and in how many lanes of a double."""
    fused, single = FUSED.match(instruction.name), SINGLE.match(instruction.name)
    if not fused and not single:
        return 0, 0
    packed, precision = (fused or single).groups()[-2:]
    if packed == "s":
        return 2 if fused else 1, 1
    register = re.findall(r"%([xyz])mm", instruction.operands)[-1]
    lanes = WIDTHS[register] // (8 if precision == "d" else 4)
    return 2 if fused else 1, lanes


def memory_bytes(instruction):
    """Bytes that a vector instruction loads or stores, of other instructions 0."""
    memory = re.search(r"\([^)]*\)", instruction.operands)
    registers = re.findall(r"%([xyz])mm", instruction.operands)
    if not memory or "%rip" in memory[0] or not registers:
        return 0
    broadcast = re.search(r"\{1to(\d+)\}", instruction.operands)
    if broadcast:
        return WIDTHS[max(registers, key=WIDTHS.get)] // int(broadcast[1])
    scalar = re.search(r"s([sd])$", instruction.name)
    if scalar:
        return 8 if scalar[1] == "d" else 4
    return WIDTHS[min(registers, key=WIDTHS.get)]


def innermost(code):
    """[begin, end] addresses of loops that hold no other loop."""
    first = code[0].address
    loops = set()
    for instruction in code:
        target = re.match(r"^([0-9a-f]+)\b", instruction.operands)
        if instruction.name.startswith("j") and target:
            begin = int(target[1], 16)
            if first <= begin <= instruction.address:
                loops.add((begin, instruction.address))
    return sorted(a for a in loops if not any(a != b and a[0] <= b[0] and b[1] <= a[1] for b in loops))


def count(library, function):
    """Vector loops of a function, the operations of each per lane."""
    code = disassemble(library, function)
    loops = []
    for begin, end in innermost(code):
        body = [instruction for instruction in code if begin <= instruction.address <= end]
        counted = [operations(instruction) for instruction in body]
        lanes = max((lane for _, lane in counted), default=0)
        done = sum(number * lane for number, lane in counted)
        calls = [i.operands.split()[-1].strip("<>") for i in body if i.name.startswith("call")]
        if lanes:
            bytes_moved = sum(memory_bytes(instruction) for instruction in body)
            loops.append(Loop(begin, end, lanes, done / lanes, bytes_moved / lanes, len(body), calls))
    widest = max((loop.lanes for loop in loops), default=0)
    return [loop for loop in loops if loop.lanes == widest]


def per_element(library, function):
    """Operations and bytes per element of all vector loops of a function, each run once per element."""
    loops = count(library, function)
    return sum(loop.operations for loop in loops), sum(loop.bytes for loop in loops)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.strip())
    for loop in count(*sys.argv[1:]):
        calls = f", calls {', '.join(loop.calls)}" if loop.calls else ""
        print(
            f"{loop.begin:x}: {loop.lanes} lanes, {loop.operations:g} operations, {loop.bytes:g} bytes, "
            f"{loop.instructions} instructions{calls}"
        )
    operations_done, bytes_moved = per_element(*sys.argv[1:])
    print(f"{operations_done:g} operations and {bytes_moved:g} bytes per element")


if __name__ == "__main__":
    main()
