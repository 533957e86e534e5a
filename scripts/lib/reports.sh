# Adding up what the tests reported. Sourced.

# Prints the closing line for the report folders $2… and returns the status of the run; $1 is the status of the build.
closing_line() {
  local build=$1 counts
  shift
  counts=$(test_counts "$@")
  set -- $counts
  if [ "$build" -ne 0 ]; then
    echo "the build failed" >&2
  elif [ "$(($1 + $2))" -eq 0 ]; then
    echo "no test ran" >&2
    build=1
  elif [ "$2" -gt 0 ]; then
    build=1
  elif [ "${CI:-}" = true ] && [ "$3" -gt 0 ]; then
    echo "with CI=true no test may be skipped" >&2
    build=1
  fi
  echo "$1 passed, $2 failed, $3 skipped"
  return "$build"
}

# "passed failed skipped" over the TEST-*.xml files of these folders; an error counts as a failure.
test_counts() {
  find "$@" -name 'TEST-*.xml' -exec sed -n '/<testsuite /,/>/p' {} + 2>/dev/null | tr '\n' ' ' | awk '
    BEGIN { RS = "<testsuite " }
    function attribute(name) {
      return match($0, "[ \t]" name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0
    }
    NR > 1 { $0 = " " $0; all += attribute("tests"); bad += attribute("failures") + attribute("errors"); left += attribute("skipped") }
    END { print all - bad - left, bad + 0, left + 0 }'
}
