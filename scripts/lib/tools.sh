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
