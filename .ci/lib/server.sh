# shellcheck shell=bash
# Starts and stops servers, known by the files that they have in a state folder:
#   NAME.pid, NAME.program (its executable), NAME.url, NAME.log
# To be sourced after cache.sh.

# The first word of a process's command line; nothing if the process has ended.
program_of() { # PID
  local word
  { IFS= read -r -d '' word <"/proc/$1/cmdline" && printf '%s' "$word"; } 2>/dev/null || true
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

answers() { # URL
  curl --silent --fail --noproxy '*' --max-time 2 --output /dev/null "$1"
}

# Starts a server on a free port of 127.0.0.1, waits until it answers, and prints its URL. LAUNCH is a function that
# gets the port, exports what the server needs, and ends with `exec setsid PROGRAM ...`.
start_server() { # STATE NAME HEALTH_PATH PROGRAM LAUNCH
  local state=$1 name=$2 health=$3 program=$4 launch=$5 port pid attempt
  if [[ -s $state/$name.url ]] && answers "$(<"$state/$name.url")$health"; then
    cat "$state/$name.url"
    return
  fi
  printf '%s\n' "$program" >"$state/$name.program"
  for attempt in 1 2 3; do # a port found free can be taken before the server binds it
    port=$(free_port)
    # No pipe or lock of ours goes into the server: who waits for the end of our output must not wait for the server's.
    (cd "$state" && "$launch" "$port") </dev/null >"$state/$name.log" 2>&1 9>&- &
    pid=$!
    printf '%s\n' "$pid" >"$state/$name.pid"
    if wait_until_up "$pid" "http://127.0.0.1:$port$health"; then
      if ! only_loopback "$port"; then
        stop_server "$state" "$name"
        fail "$name listens on more than 127.0.0.1: stopped again"
      fi
      printf 'http://127.0.0.1:%s\n' "$port" | tee "$state/$name.url"
      return
    fi
    say "$name did not start on port $port (attempt $attempt):"
    tail -n 20 "$state/$name.log" >&2
    stop_server "$state" "$name"
  done
  fail "$name does not answer: it was started three times and did not come up"
}

wait_until_up() { # PID URL
  local deadline=$((SECONDS + 60))
  while ((SECONDS < deadline)); do
    kill -0 "$1" 2>/dev/null || return 1
    # Asked once more after the answer, in case another program owns the port and ours is just giving up.
    if answers "$2" && sleep 0.2 && kill -0 "$1" 2>/dev/null; then return 0; fi
    sleep 0.1
  done
  return 1
}

# A server on 0.0.0.0 or [::] can be reached at every loopback address, one on 127.0.0.1 only there.
only_loopback() { # PORT
  ! curl --silent --noproxy '*' --max-time 2 --output /dev/null "http://127.0.0.2:$1/"
}

# Ends a server by its process id, unless that id is another program's by now.
stop_server() { # STATE NAME
  local pid program deadline
  [[ -s $1/$2.pid && -s $1/$2.program ]] || return 0
  pid=$(<"$1/$2.pid") program=$(<"$1/$2.program")
  rm -f "$1/$2.pid" "$1/$2.url"
  [[ $(program_of "$pid") == "$program" ]] || return 0
  # The server leads a process group (setsid), which holds the processes that it started too.
  kill -TERM -- "-$pid" 2>/dev/null || true
  deadline=$((SECONDS + 10))
  while [[ $(program_of "$pid") == "$program" ]] && ((SECONDS < deadline)); do sleep 0.1; done
  kill -KILL -- "-$pid" 2>/dev/null || true
}

stop_servers() { # STATE
  local file
  for file in "$1"/*.pid; do
    [[ -e $file ]] || continue
    stop_server "$1" "$(basename "$file" .pid)"
  done
}
