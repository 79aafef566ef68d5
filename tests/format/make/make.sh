#!/usr/bin/env bash
# Makes the fixtures anew with real writers: tests/format/make/make.sh pyiceberg | spark | java | all
# Needs python3, a JDK 17 and Maven; what it fetches goes to .cache/writers. The tests need none of this.
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
cache=$(cd ../../.. && mkdir -p .cache/writers && cd .cache/writers && pwd)
# Where the tables believe to be: another root than the one that tests read them under, as with a folder that was copied.
home=/tmp/lakehouse-fixtures
fixtures=$here/../fixtures

venv() { # name package...
  [ -x "$cache/$1/bin/python" ] || python3 -m venv "$cache/$1"
  "$cache/$1/bin/pip" install -q --disable-pip-version-check "${@:2}"
}
jars() { # name
  [ -s "$cache/$1.cp" ] || mvn -q -B -ntp -f "$here/$1.xml" dependency:build-classpath -Dmdep.outputFile="$cache/$1.cp"
  cat "$cache/$1.cp"
}
take() { # writer: what it made becomes the fixture
  find "$home/$1" \( -name '*.crc' -o -name '*.tmp' \) -delete
  rm -rf "${fixtures:?}/$1"
  mkdir -p "$fixtures"
  cp -r "$home/$1" "$fixtures/$1"
  du -sh "$fixtures/$1"
}

for writer in $([ "${1:-all}" = all ] && echo pyiceberg spark java || echo "$1"); do
  rm -rf "${home:?}/$writer"
  mkdir -p "$home"
  case $writer in
    pyiceberg)
      venv pyiceberg 'pyiceberg[pyarrow,sql-sqlite,pyiceberg-core]==0.12.0'
      "$cache/pyiceberg/bin/python" pyiceberg_tables.py "$home/pyiceberg" ;;
    spark)
      venv spark 'pyspark==3.4.0'
      classpath=$(jars spark)
      JAVA_HOME=${JAVA_HOME:-/usr/lib/jvm/java-17-openjdk-amd64} SPARK_LOCAL_IP=127.0.0.1 "$cache/spark/bin/python" spark_tables.py "$home/spark" "${classpath//:/,}" ;;
    java)
      classpath=$(jars java)
      mkdir -p "$cache/classes"
      java=${JAVA_HOME:-/usr/lib/jvm/java-17-openjdk-amd64}/bin
      "$java/javac" -nowarn -cp "$classpath" -d "$cache/classes" java/*.java
      "$java/java" --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$cache/classes:$classpath" JavaTables "$home/java" ;;
    *) echo "no writer $writer" >&2; exit 2 ;;
  esac
  take "$writer"
done
