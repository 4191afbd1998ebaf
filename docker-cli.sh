#!/bin/sh
# The commands of operators in a running container: docker compose exec cdr cli broker dead-letters list
exec sh /suite/docker-entrypoint.sh cli "$@"
