# shellcheck shell=bash
# A Python environment in the cache that holds exactly the packages of a lock file. To be sourced after cache.sh.

# Prints the environment's folder. Builds it unless it was completed from this very lock file.
cached_venv() { # NAME PYTHON LOCK_FILE
  local venv=$CACHE/$1 python=$2 lock=$3
  lock_cache "$1"
  # The copy of the lock file comes last, so it marks a complete environment. The interpreter is tried too: it is
  # a link to a Python outside of the cache, which may have gone.
  if ! cmp -s "$lock" "$venv/installed.txt" || ! "$venv/bin/python" -c '' 2>/dev/null; then
    rm -rf "$venv"
    "$python" -m venv "$venv" >&2
    # Without compiling: the server compiles the few modules that it loads.
    retry "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile -r "$lock" >&2
    cp "$lock" "$venv/installed.txt"
  fi
  printf '%s\n' "$venv"
}

# The version that a lock file pins for a package.
locked_version() { # PACKAGE LOCK_FILE
  sed -nE "s/^$1(\[[a-z,]+\])?==([^ ;]+).*/\2/p" "$2"
}
