#!/bin/sh
# Secrets may come in a mounted file instead of the environment: lines NAME=value in secrets.env count for what is not set.
file="$SUITE_DATA_DIR/secrets.env"
if [ -r "$file" ]; then
  while read -r line; do
    name=${line%%=*}
    case $name in '' | *[!A-Z0-9_]*) continue ;; esac
    eval "given=\${$name:-}"
    [ -n "$given" ] || export "$name=${line#*=}"
  done < "$file"
fi
# `cli COMMAND …` is the program of operators; everything else is a file for Node.
if [ "$1" = cli ]; then
  shift
  set -- /suite/dist/apps/cli/src/main.js "$@"
fi
exec node --enable-source-maps "$@"
