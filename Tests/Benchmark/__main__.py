"""`python3 Tests/Benchmark --help`: the benchmark of secretariat-kpi."""

import shutil
import subprocess
import sys
from pathlib import Path

# Nothing of ours is compiled into the repository.
sys.dont_write_bytecode = True

from benchmark import options, table  # noqa: E402
from benchmark.process import CommandError, say  # noqa: E402
from benchmark.race import Race  # noqa: E402


def built(product: str) -> Path:
    """A product of the package, as a release build."""
    say(f"building {product}")
    swift = ["swift", "build", "--package-path", options.REPOSITORY, "-c", "release"]
    subprocess.run([*swift, "--product", product], check=True, stdout=subprocess.DEVNULL)
    shown = subprocess.run([*swift, "--show-bin-path"], check=True, capture_output=True, text=True)
    return Path(shown.stdout.strip()) / product


def main() -> int:
    """Measures, prints. Returns 1 where figures differ or a checked ratio is missed, else 0."""
    chosen = options.read(sys.argv[1:])
    program = (chosen.program or built("secretariat-kpi")).resolve()
    generator = (chosen.generator or built("hospital-year")).resolve()
    chosen.work.mkdir(parents=True, exist_ok=True)
    try:
        results = Race(chosen, program, generator).run()
    except CommandError as error:
        say(str(error))
        return 1
    finally:
        if not chosen.keep:
            shutil.rmtree(chosen.work, ignore_errors=True)
    shapes = {"text": table.text, "markdown": table.markdown, "json": table.as_json}
    print(shapes[chosen.format](results))
    for outcome in results.failures if chosen.check else []:
        say(f"missed by more than 15 %: {outcome.goal.name}")
    return 1 if chosen.check and results.failures else 0


if __name__ == "__main__":
    sys.exit(main())
