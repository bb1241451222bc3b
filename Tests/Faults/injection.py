"""Faults in system calls: the n-th one fails, fails from then on, or is the run's last."""

import collections
import re
import signal
import subprocess
import tempfile

from judge import Verdict, judge
from mishaps import MISHAPS
from scenarios import SCENARIOS, Theatre

# Calls that change the disk: failed once, failed from then on, killed before.
CHANGING = [
    "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "renameat2", "unlink",
    "unlinkat", "openat", "ftruncate", "mkdir", "mkdirat", "link", "linkat", "fchmod", "rmdir",
    "fallocate",
]
# Calls that only look: failed once.
LOOKING = [
    "read", "pread64", "newfstatat", "fstat", "stat", "lstat", "statx", "access", "faccessat2",
    "lseek", "getdents64", "fcntl", "flock", "close", "readlink", "getcwd", "mmap",
]
FAULTS = {
    "EIO": "error=EIO:when={n}",
    "EIO+": "error=EIO:when={n}+",
    "ENOSPC": "error=ENOSPC:when={n}",
    "ENOSPC+": "error=ENOSPC:when={n}+",
    "EACCES": "error=EACCES:when={n}",
    "KILL": "signal=SIGKILL:when={n}",
}
OF_CHANGING = ["EIO", "EIO+", "ENOSPC", "ENOSPC+", "KILL"]
OF_LOOKING = ["EIO", "EACCES"]


def strace(calls, log, inject=None):
    # The filter makes it quick; strace 6.1 injects no signal through it.
    quick = [] if inject and "signal" in inject else ["--seccomp-bpf"]
    command = ["strace", "-f", *quick, "-qq", "-o", log, "-e", "trace=" + calls]
    return command + (["-e", f"inject={calls}:{inject}"] if inject else [])


def may_trace():
    try:
        done = subprocess.run(
            ["strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", "trace=openat",
             "true"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except FileNotFoundError:
        return "strace is not installed"
    return None if done.returncode == 0 else done.stdout.decode(errors="replace").strip()


def counts(theatre, log):
    """How often an undisturbed run makes each call."""
    theatre.reset()
    calls = ",".join("?" + call for call in CHANGING + LOOKING)
    theatre.play(theatre.scenario.command, strace(calls, log))
    found = collections.Counter()
    with open(log, encoding="utf-8", errors="replace") as file:
        for line in file:
            match = re.match(r"\d+ +(\w+)\(", line)
            if match:
                found[match.group(1)] += 1
    theatre.reset()
    return found


def disturb(theatre, call, fault, n, log):
    theatre.reset()
    verdict = Verdict()
    inject = FAULTS[fault].format(n=n)
    done = theatre.play(theatre.scenario.command, strace(call, log, inject))
    with open(log, encoding="utf-8", errors="replace") as file:
        text = file.read()
    verdict.hit = "INJECTED" in text or "killed by SIGKILL" in text or done.returncode == -9
    # What cannot be written cannot be said.
    judge(theatre, verdict, done.returncode, done.stdout + done.stderr, must_say=call != "write",
          may_refuse=call in LOOKING + ["openat"])
    if not verdict.hit:
        verdict.kind = "untouched"
        verdict.expect(done.returncode in theatre.scenario.codes[:1], "untouched, and failed")
    return verdict, done


class Worker:
    """One process's theatres, made when they are first needed."""

    theatres = {}
    folder = None
    program = None

    @classmethod
    def start(cls, program, folder):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        cls.program = program
        cls.folder = tempfile.mkdtemp(dir=folder)

    @classmethod
    def theatre(cls, name):
        if name not in cls.theatres:
            scenario = next(each for each in SCENARIOS if each.name == name)
            cls.theatres[name] = Theatre(scenario, cls.program, cls.folder)
        return cls.theatres[name]

    @classmethod
    def disturb(cls, name, call, fault, n):
        if call in MISHAPS:
            return MISHAPS[call].play(cls.theatre(name), int(fault))
        return disturb(cls.theatre(name), call, fault, n, f"{cls.folder}/log")

    @classmethod
    def play(cls, name, call, fault, n):
        verdict, done = cls.disturb(name, call, fault, n)
        said = (done.stderr or b"")[-1000:].decode(errors="replace")
        return verdict.faults, verdict.kind, done.returncode, said

    @classmethod
    def count(cls, name):
        return counts(cls.theatre(name), f"{cls.folder}/log")


def plan(found, short, random_source):
    """The faults of one scenario: (call, fault, n)."""
    faults = []
    for call in CHANGING + LOOKING:
        number = found[call]
        if not number:
            continue
        kinds = OF_CHANGING if call in CHANGING else OF_LOOKING
        for kind in kinds:
            places = range(1, number + 1)
            if short:
                # One of the last calls, which are those that publish, and any other.
                places = {random_source.randint(max(1, number - 5), number)}
                if call in CHANGING:
                    places.add(random_source.randint(1, number))
                places = sorted(places)
            faults += [(call, kind, n) for n in places]
        # One beyond the last: the run finishes untouched.
        if not short:
            faults.append((call, kinds[0], number + 1))
    return faults
