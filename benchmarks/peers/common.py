"""What the compare scripts share: where things are, how both sides are started, and tables."""

import json
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path

PEERS = Path(__file__).resolve().parent
ROOT = PEERS.parents[1]
WORK = PEERS / ".work"
# As the dms script sets them for training and tagging.
NATIVE = {"MKL_THREADING_LAYER": "GNU", "GOMP_SPINCOUNT": "3000", "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "256"}
FLAGS = [
    "-XX:MaxRAMPercentage=50",
    "-XX:+UseParallelGC",
    "-XX:MaxNewSize=192m",
    "-Dfile.encoding=UTF-8",
    "-Dstdout.encoding=UTF-8",
    "-Dstderr.encoding=UTF-8",
    "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
]


def fail(message):
    """Ends the script with a message for people."""
    sys.exit(f"{Path(sys.argv[0]).name}: {message}")


def treebank(name):
    """train and dev file of a treebank, or those of the demo corpus where there is no treebank."""
    folder = os.environ.get("UD_TREEBANKS")
    if not folder:
        print("UD_TREEBANKS is not set: taking the small corpus of examples/demo again and again", file=sys.stderr)
        return [repeated(ROOT / "examples" / "demo" / f"{part}.conllu") for part in ("train", "dev")]
    files = [Path(folder) / name / f"{part}.conllu" for part in ("train", "dev")]
    for file in files:
        if not file.is_file():
            fail(f"there is no {file}; UD_TREEBANKS names the folder that holds {name}/train.conllu and dev.conllu")
    return files


def repeated(file, lines=70_000):
    """A file in the work folder with the sentences of another one, over and over."""
    text = file.read_text(encoding="utf-8").rstrip("\n") + "\n\n"
    target = WORK / "demo" / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text * (lines // text.count("\n") + 1), encoding="utf-8")
    return target


def build():
    """Builds what is not built."""
    run([ROOT / "dms", "--version"], stdout=subprocess.DEVNULL)


def run(command, **options):
    """Runs a command and ends the script when it fails."""
    command = [str(part) for part in command]
    result = subprocess.run(command, **options)
    if result.returncode != 0:
        for text in (result.stdout, result.stderr):
            if text:
                sys.stderr.write(text if isinstance(text, str) else text.decode("utf-8", "replace"))
        fail(f"{' '.join(command[:3])} … ended with code {result.returncode}")
    return result


def environment(**more):
    """The environment of the Java side."""
    return {**NATIVE, **os.environ, **more}


def java(main, arguments, **more):
    """Runs a main of dms.bench.peer with the flags of the dms script."""
    home = os.environ.get("JAVA_HOME")
    binary = f"{home}/bin/java" if home else "java"
    target = ROOT / "benchmarks" / "target"
    if not (target / "dms.classpath").is_file():
        fail(f"there is no {target / 'dms.classpath'}; build the benchmarks with {ROOT / 'dms'} --version")
    classpath = f"{target}/*:{(target / 'dms.classpath').read_text().strip()}"
    more_flags = os.environ.get("DMS_JAVA_OPTS", "").split()
    command = [binary, *FLAGS, *more_flags, "-cp", classpath, f"dms.bench.peer.{main}", *arguments]
    return run(command, env=environment(**more), capture_output=True)


def dms(arguments, log, **more):
    """Runs the dms script; what it says goes to a log."""
    with open(log, "ab") as file:
        result = subprocess.run(
            [str(ROOT / "dms"), *map(str, arguments)], env=environment(**more), stdout=file, stderr=file
        )
    if result.returncode != 0:
        fail(f"dms {arguments[0]} ended with code {result.returncode}: {last_line(log)} (log: {log})")


def last_line(log):
    """What a program said last."""
    lines = Path(log).read_text(encoding="utf-8", errors="replace").replace("\r", "\n").split("\n")
    return next((line for line in reversed(lines) if line.strip()), "")


def python(script, arguments, **options):
    """Runs a Python peer with this interpreter; how long OpenMP's threads spin is left at its default there."""
    inherited = {name: value for name, value in os.environ.items() if name not in NATIVE}
    return run([sys.executable, PEERS / script, *arguments], env=inherited, capture_output=True, **options)


def require(*modules):
    """Ends the script with a hint when a module is missing."""
    for module in modules:
        try:
            __import__(module)
        except ImportError:
            fail(f"{sys.executable} has no {module}; run benchmarks/peers/setup, or set PYTHON to one that has it")


def head(source, target, sentences):
    """Copies the first sentences of a CoNLL-U file."""
    blocks = Path(source).read_text(encoding="utf-8").split("\n\n")[:sentences]
    Path(target).write_text("\n\n".join(blocks).rstrip("\n") + "\n\n", encoding="utf-8")
    return target


def machine():
    """What the figures were taken on."""
    model = platform.processor()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    commit = subprocess.run(["git", "-C", ROOT, "describe", "--always", "--dirty"], capture_output=True, text=True)
    return {
        "processor": model,
        "processors": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "commit": commit.stdout.strip(),
    }


def table(columns, rows):
    """A table with the first column left-aligned and the others right-aligned."""
    cells = [columns, *[[str(cell) for cell in row] for row in rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
    lines = ["  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths))) for row in cells]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)


def median(values):
    return statistics.median(values)


def write(path, result):
    """Writes the result as JSON."""
    Path(path).write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"written: {path}")


def joint_config(train, dev):
    """Configuration and data of the joint model, as arguments of the Java side."""
    data = [f'data.train=["{train}"]', f'data.dev=["{dev}"]']
    return ["--config", ROOT / "examples" / "icelandic-modern.conf"], data


def joint_plan(train, dev, out, options=(), overrides=()):
    """What JointModel tells: batches of the first epoch, number of parameters, and what its options ask for."""
    config, data = joint_config(train, dev)
    arguments = [*config, "--train", train, "--out", out, *options, *data, *overrides]
    java("JointModel", [str(part) for part in arguments], UD_TREEBANKS="/")
    return json.loads(Path(out).read_text())
