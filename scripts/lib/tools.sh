# What the tests need beyond a JDK. Sourced.

# Programs without which nothing can be tested.
require_tools() {
  local tool missing=""
  for tool in mvn node npm; do
    command -v "$tool" >/dev/null || missing="$missing $tool"
  done
  [ -z "$missing" ] && return 0
  echo "the tests need:$missing. Install Maven 3.8 or newer and Node.js 20 or newer" >&2
  return 3
}

# Installs exactly what the lockfile of folder $1 names, unless it is installed. The stamp is the one that
# io.threatledger.devchain.NodeTools writes and reads.
install_node_packages() {
  local stamp=$1/node_modules/.installed-lock
  cmp -s "$1/package-lock.json" "$stamp" && return 0
  echo "installing the node packages of $1" >&2
  (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund </dev/null >&2) || {
    echo "npm ci in $1 failed" >&2
    return 3
  }
  cp "$1/package-lock.json" "$stamp"
}

# Where Debian puts the sources of Go's packages; io.threatledger.interop.GoInteropTest looks there too.
GO_SOURCES=${GO_SOURCES:-/usr/share/gocode}

has_go() {
  command -v go >/dev/null && [ -d "$GO_SOURCES/src/golang.org/x/mod/sumdb/tlog" ]
}

# Go reads the log in one test. Installed where that is possible without asking; elsewhere the test is left out, and one
# line says so. With CI=true nothing may be left out.
install_go() {
  has_go && return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing golang-go and golang-golang-x-mod-dev" >&2
    apt_install golang-go golang-golang-x-mod-dev && has_go && return 0
  fi
  if [ "${CI:-}" = true ]; then
    echo "with CI=true the tests need golang-go and golang-golang-x-mod-dev, which cannot be installed here" >&2
    return 3
  fi
  echo "left out: the test with Go's log packages needs golang-go and golang-golang-x-mod-dev (Debian)" >&2
}

# The list of packages is fetched only when what it has is too old to install from.
apt_install() {
  local log
  log=$(mktemp)
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" </dev/null >"$log" 2>&1 ||
    { apt-get update </dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" </dev/null; } >"$log" 2>&1 || {
    tail -n 1 "$log" >&2
    rm -f "$log"
    return 1
  }
  rm -f "$log"
}

# The load generator of scripts/bench.
require_wrk() {
  command -v wrk >/dev/null && return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing wrk" >&2
    apt_install wrk && return 0
  fi
  echo "the bench needs wrk, a load generator: install the package of that name (Debian, Ubuntu, Fedora, Homebrew have it)" >&2
  return 3
}
