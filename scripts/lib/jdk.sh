# Finding a JDK. Sourced by the other scripts; runs in bash 3.2, which macOS has.

JDK_VERSION_MIN=21

# The feature version (21, 25, …; 8 for 1.8) of the JDK in folder $1; fails where there is none.
# The release file is asked before the program: a JVM takes 100 ms to say its version.
jdk_version() {
  local version
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$1/release" 2>/dev/null | head -n 1)
  [ -n "$version" ] || version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)
  version=${version#1.}
  version=${version%%[!0-9]*}
  [ -n "$version" ] && echo "$version"
}

# The folder of the JDK whose java is on the PATH, through all links; fails where there is none.
jdk_on_path() {
  local program link
  program=$(command -v java) || return 1
  while [ -L "$program" ]; do
    link=$(readlink "$program")
    case $link in
      /*) program=$link ;;
      *) program=$(dirname "$program")/$link ;;
    esac
  done
  (cd "$(dirname "$program")/.." && pwd -P)
}

# Where JDKs usually are, one folder a line.
usual_jdk_folders() {
  local folder
  for folder in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* \
    "$HOME"/.jdks/*; do
    [ -d "$folder" ] && echo "$folder"
  done
  return 0
}

# Prints the folder of a JDK that is new enough: JAVA_HOME, else the one on the PATH, else the newest of the folders on
# standard input, one a line. Where there is none: one line on standard error, and status 3.
find_jdk() {
  local folder version best="" best_version=0 seen=""
  for folder in "${JAVA_HOME:-}" "$(jdk_on_path)"; do
    version=$(jdk_version "$folder") || continue
    if [ "$version" -ge "$JDK_VERSION_MIN" ]; then
      echo "$folder"
      return 0
    fi
    seen="$seen, $version in $folder"
  done
  while IFS= read -r folder; do
    version=$(jdk_version "$folder") || continue
    seen="$seen, $version in $folder"
    if [ "$version" -ge "$JDK_VERSION_MIN" ] && [ "$version" -gt "$best_version" ]; then
      best=$folder
      best_version=$version
    fi
  done
  if [ -n "$best" ]; then
    echo "$best"
    return 0
  fi
  seen=${seen#, }
  echo "threatledger needs a JDK $JDK_VERSION_MIN or newer; seen: ${seen:-none}. Install one, or point JAVA_HOME at one." >&2
  return 3
}
