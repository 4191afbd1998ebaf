# One image for every process of the suite and for the commands of its operators; its command picks which:
#   docker build -t emp-roaming-suite .
#   docker run emp-roaming-suite dist/apps/cdr/src/main.js
#   docker run emp-roaming-suite cli migrate
# Nothing in it is secret: settings come from the environment, certificates and keys from mounted files.

# The current LTS; anything with Node 24 or later, npm, and a user `node` will do.
ARG NODE_IMAGE=node:26-bookworm-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /suite
COPY package.json package-lock.json .npmrc ./
# Nothing here needs what is optional: TypeScript for @nestjs/swagger, pg-cloudflare.
RUN npm ci --omit=dev --omit=optional

# Only what ships is built: apps and libs compile without the tools and tests of developers.
FROM packages AS build
RUN npm ci
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY apps apps
COPY libs libs
RUN node_modules/.bin/tsc -p tsconfig.build.json

FROM ${NODE_IMAGE}
WORKDIR /suite
ENV NODE_ENV=production SUITE_DATA_DIR=/run/suite
# The suite's files are mounted here (see docker-compose.yml); a new volume takes its owner from this folder.
RUN mkdir --mode=0700 /run/suite && chown node:node /run/suite
COPY --chmod=755 docker-cli.sh /usr/local/bin/cli
COPY --from=packages /suite/node_modules node_modules
COPY package.json package-lock.json nest-cli.json docker-entrypoint.sh ./
COPY --from=build /suite/dist/apps dist/apps
COPY --from=build /suite/dist/libs dist/libs
USER node
# Every command must load without development dependencies: better found now than in production.
RUN cli --help > /dev/null && for command in migrate broker cdr prepare sandbox; do cli $command --help > /dev/null || exit 1; done

# As PID 1 the process gets SIGTERM itself, and drains.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HEALTH_PORT || 9000}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["sh", "docker-entrypoint.sh"]
CMD ["dist/apps/gateway/src/main.js"]
