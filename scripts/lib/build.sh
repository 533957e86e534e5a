# Building the jar when it is missing or older than its sources. Sourced; the caller has set ROOT and JAVA_HOME.

BUILD_FOLDER=$ROOT/api-server/target
# Dated when the last good build began. The jar's own date would not do: Maven leaves a jar alone when only another module changed.
BUILD_STAMP=$BUILD_FOLDER/.built
BUILD_LOCK=$ROOT/.build.lock

built_jar() {
  local jar
  for jar in "$BUILD_FOLDER"/api-server-*.jar; do
    [ -f "$jar" ] && echo "$jar" && return 0
  done
  return 1
}

# Folders count too: a deleted source changes only its folder.
jar_is_current() {
  [ -f "$BUILD_STAMP" ] && built_jar >/dev/null || return 1
  [ -z "$(find "$ROOT"/pom.xml "$ROOT"/*/pom.xml "$ROOT"/*/src/main -newer "$BUILD_STAMP" 2>/dev/null | head -n 1)" ]
}

# One build at a time: the folder is the lock, since flock is not on every system. A lock whose owner is gone is taken over.
take_build_lock() {
  local owner told=""
  until mkdir "$BUILD_LOCK" 2>/dev/null; do
    owner=$(cat "$BUILD_LOCK/pid" 2>/dev/null || true)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      # Renamed first: of two that see the same dead owner, one gets it.
      mv "$BUILD_LOCK" "$BUILD_LOCK.$$" 2>/dev/null && rm -rf "$BUILD_LOCK.$$"
      continue
    fi
    [ -n "$told" ] || echo "waiting for another build (process ${owner:-unknown})" >&2
    told=yes
    sleep 0.3
  done
  echo $$ >"$BUILD_LOCK/pid"
  trap release_build_lock EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

release_build_lock() {
  rm -rf "$BUILD_LOCK"
  trap - EXIT INT TERM
}

ensure_built() {
  jar_is_current && return 0
  command -v mvn >/dev/null || {
    echo "threatledger is not built and mvn is not on the PATH: install Maven 3.8 or newer" >&2
    return 3
  }
  take_build_lock
  local status=0
  jar_is_current || build_jar || status=$?
  release_build_lock
  return $status
}

build_jar() {
  local log=$BUILD_FOLDER/build.log
  mkdir -p "$BUILD_FOLDER"
  echo "building threatledger (the first time takes some minutes)" >&2
  # Removed rather than overwritten: a node that runs from the old jars keeps them until it ends.
  rm -f "$BUILD_STAMP" "$BUILD_FOLDER"/api-server-*.jar "$BUILD_FOLDER"/lib/ledger-core-*.jar "$BUILD_FOLDER"/lib/contracts-*.jar
  touch "$BUILD_STAMP.new"
  if ! (cd "$ROOT" && mvn -B -q -pl api-server -am package -Dmaven.test.skip=true -Dspotless.check.skip=true \
    -Denforcer.skip=true </dev/null >"$log" 2>&1); then
    grep -m 5 'ERROR' "$log" >&2
    echo "the build failed; its output is in $log" >&2
    return 3
  fi
  # If we die here, the next start builds once more.
  mv "$BUILD_STAMP.new" "$BUILD_STAMP"
}
