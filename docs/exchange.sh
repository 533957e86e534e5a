#!/usr/bin/env bash
# One signed request to the exchange API, with openssl and curl:
#   docs/exchange.sh METHOD TARGET [BODY]
# The node and the key come from the environment, or from data/dev.env; ACCEPT=application/xml asks for XML.
# openssl takes the secret as an argument, which others on this machine can see while it runs.
set -eu
[ -n "${TC_ACCESS_ID-}" ] || . data/dev.env
method=$1 target=$2 body=${3-}
timestamp=$(date +%s)
signature=$(printf '%s' "$target:$method:$timestamp" | openssl dgst -sha256 -hmac "$TC_SECRET_KEY" -binary | base64)
curl -s -X "$method" "$THREATLEDGER_URL$target" \
  -H "Timestamp: $timestamp" \
  -H "Authorization: TC $TC_ACCESS_ID:$signature" \
  -H "Accept: ${ACCEPT:-application/json}" \
  ${body:+-H "Content-Type: application/json" -d "$body"}
echo
