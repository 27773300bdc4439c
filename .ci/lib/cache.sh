# shellcheck shell=bash
# Where the real parts are kept between runs, and how a part gets in there. To be sourced.

shopt -s inherit_errexit # a failure inside of $(...) ends the script too

CACHE=$HOME/.cache/sluice-ci
mkdir -p "$CACHE"

say() { printf '%s\n' "$*" >&2; } # stdout is for results
fail() { say "$*"; exit 1; }

# Two runs on one machine must not fill the same folder at once. The lock ends with this process; servers and other
# children started later must not inherit it, see start_server.
lock_cache() { # NAME
  exec 9>"$CACHE/$1.lock"
  flock 9
}

# A package registry may fail for a moment.
retry() { # COMMAND...
  local pause
  for pause in 3 10; do
    if "$@"; then return; fi
    say "failed, once more in $pause seconds: $*"
    sleep "$pause"
  done
  "$@"
}
