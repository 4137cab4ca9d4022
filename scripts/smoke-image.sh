#!/usr/bin/env bash
# Runs an image as docs/container.md says, makes a call, lets a volume keep a key pair, and stops it:
# `bash scripts/smoke-image.sh swas-local`. ENGINE=podman uses that one, ENGINE_RUN is for its options.
set -euo pipefail

image=$1
engine=${ENGINE:-docker}
read -ra options <<<"${ENGINE_RUN:-}"
name=swas-local-smoke-$$
port=${PORT:-20206}
call="http://127.0.0.1:$port/?Version=2020-06-01&Format=JSON&AccessKeyId=test&RegionId=cn-hangzhou"

finish() {
  local code=$?
  if ((code != 0)); then "$engine" logs "$name" || true; fi
  "$engine" rm --force "$name" >/dev/null 2>&1 || true
  "$engine" volume rm --force "$name" >/dev/null 2>&1 || true
}
trap finish EXIT

start() {
  "$engine" run --detach --init --name "$name" "${options[@]}" --publish "127.0.0.1:$port:20206" \
    --volume "$name:/data" --env DATA_DIR=/data "$image" >/dev/null
  for _ in $(seq 120); do
    if curl --fail --silent "http://127.0.0.1:$port/_swas/health"; then echo; return; fi
    sleep 0.5
  done
  echo "no answer from $image" >&2
  return 1
}

stop() {
  "$engine" stop --time 10 "$name" >/dev/null
  local code
  code=$("$engine" inspect --format '{{.State.ExitCode}}' "$name")
  if ((code != 0)); then echo "exit code $code after SIGTERM" >&2; return 1; fi
  "$engine" rm "$name" >/dev/null
}

start
"$engine" exec "$name" id -u | grep --quiet --line-regexp 1000
curl --fail --silent --show-error "$call&Action=CreateKeyPair&KeyPairName=smoke" | grep --quiet 'BEGIN RSA PRIVATE KEY'
curl --fail --silent --show-error "http://127.0.0.1:$port/console/" | grep --quiet '<script'
stop
start
curl --fail --silent --show-error "$call&Action=ListKeyPairs" | grep --quiet '"smoke"'
stop
echo "$image: started, called, stopped, and kept its data"
