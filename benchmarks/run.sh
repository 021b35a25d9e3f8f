#!/bin/sh
# Runs the JMH benchmarks whose names match the pattern (all without one), writes benchmarks/results/<date>-<name>.json
# and beside it <date>-<name>.md, the targets and a table of all results.
#
#   benchmarks/run.sh [--quick] [--name NAME] [PATTERN] [options of JMH: -p threads=2 -f 1 ...]
#
# --quick: one fork, the shortest times, small sizes, results in target/: does everything run?
# --name: without it the time of day. FIMBRIA_NATIVE_VARIANT chooses the native kernels of all, -p variant=... those of
# one benchmark. FIMBRIA_CONNECTOME: the connectome of EpochBenchmark -p connectome=file.
set -eu
cd "$(dirname "$0")/.."

name=$(date +%H%M)
results=benchmarks/results
quick=
while [ $# -gt 0 ]; do
  case $1 in
    --quick)
      results=target/benchmarks
      quick="-f 1 -wi 1 -i 1 -w 10ms -r 50ms -p threads=2 -p neuronsPerRegion=1000 -p synapses=100000 -p epochMs=2.0
        -p durationMs=100 -p regime=asynchronous"
      ;;
    --name)
      name=$2
      shift
      ;;
    *) break ;;
  esac
  shift
done

JAVA_HOME=$(ci/find-jdk)
export JAVA_HOME
mvn -q -DskipTests package
# As ./fimbria runs: SerialGC leaves the cores to the simulators.
java() {
  "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC \
    -Dfimbria.library.path=target/native "$@"
}

mkdir -p $results
result=$results/$(date +%Y-%m-%d)-$name
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java -cp 'benchmarks/target/lib/*' org.fimbria.cli.Main info >"$work/info.txt"
# shellcheck disable=SC2086 # a list of options
java -jar benchmarks/target/benchmarks.jar -foe true -rf json -rff "$work/jmh.json" $quick "$@"
benchmarks/tabulate --collect "$work/jmh.json" "$work/info.txt" "$result.json"
benchmarks/tabulate "$result.json" | tee "$result.md"
echo "fimbria: results in $result.json and $result.md" >&2
