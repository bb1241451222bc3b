"""Mishaps that need no tracing: a full disk, a kill at any time, several runs at once."""

import os
import random
import resource
import subprocess
import time

from judge import Verdict, judge


class FullDisk:
    """No file may grow beyond a limit, which is another one each time: as on a full disk."""

    limits = [16, 96, 320, 0, 4, 48, 192, 480]

    def times(self, short):
        return 3 if short else 40

    def play(self, theatre, n):
        theatre.reset()
        size = self.limits[n] * 1024 if n < len(self.limits) else (n - 7) * 12_000

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

        done = theatre.play(theatre.scenario.command, preexec_fn=limit)
        return judged(theatre, done)


class SmallDisk:
    """Everything lies on a file system of a few pages more than it holds before, where one can be
    mounted."""

    def times(self, short):
        return 2 if short else 24

    def play(self, theatre, n):
        theatre.reset()
        var = f"{theatre.root}/var"
        used = int(subprocess.run(
            ["du", "-sk", theatre.template], capture_output=True, check=True).stdout.split()[0])
        room = used + (160, 16, 400, 900)[n] if n < 4 else used + n * 60
        os.makedirs(f"{theatre.root}/disk", exist_ok=True)
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={room}k,mode=755", "tmpfs", f"{theatre.root}/disk"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
        if not mounted:
            verdict = Verdict()
            verdict.kind = "no small disk here"
            return verdict, subprocess.CompletedProcess([], 0)
        try:
            os.makedirs(f"{theatre.root}/disk/var")
            subprocess.run(["cp", "-a", f"{theatre.template}/.", f"{theatre.root}/disk/var"],
                           check=True, stderr=subprocess.DEVNULL)
            subprocess.run(["rm", "-rf", var], check=True)
            os.symlink("disk/var", var)
            done = theatre.play(theatre.scenario.command)
            # Room is made, and the next run comes.
            subprocess.run(["mount", "-o", "remount,size=64m", f"{theatre.root}/disk"], check=True)
            return judged(theatre, done)
        finally:
            if os.path.islink(var):
                os.unlink(var)
            subprocess.run(["umount", f"{theatre.root}/disk"], check=True)


class AnyTime:
    """Killed after some time."""

    def times(self, short):
        return 3 if short else 100

    def play(self, theatre, n):
        theatre.reset()
        began = time.monotonic()
        theatre.must(theatre.scenario.command, None)
        usual = time.monotonic() - began
        theatre.reset()
        process = subprocess.Popen(
            theatre.arguments(theatre.scenario.command), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(usual * random.Random(n).uniform(0, 1.05))
        process.kill()
        out, error = process.communicate()
        return judged(
            theatre, subprocess.CompletedProcess([], process.returncode, out, error))


class Together:
    """Several runs at once: one does the work, the others say that they must wait."""

    def times(self, short):
        return 1 if short else 20

    def play(self, theatre, n):
        theatre.reset()
        processes = [
            subprocess.Popen(
                theatre.arguments(theatre.scenario.command), stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2 + n % 3)
        ]
        said = b"".join(b"".join(process.communicate()) for process in processes)
        codes = [process.returncode for process in processes]
        verdict, _ = judged(theatre, subprocess.CompletedProcess(
            [], theatre.scenario.codes[0], said, b""))
        allowed = set(theatre.scenario.codes) | {75}
        verdict.expect(set(codes) <= allowed, f"exit codes {codes}")
        verdict.expect(theatre.scenario.codes[0] in codes, f"nobody did the work: {codes}")
        verdict.kind = "together"
        return verdict, subprocess.CompletedProcess([], max(codes), said, said)


def judged(theatre, done):
    verdict = Verdict()
    judge(theatre, verdict, done.returncode, done.stdout + done.stderr)
    return verdict, done


MISHAPS = {
    "full-disk": FullDisk(), "small-disk": SmallDisk(), "any-time": AnyTime(),
    "together": Together(),
}
