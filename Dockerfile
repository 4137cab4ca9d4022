# Any image with npm and Node 20.19 or newer on its PATH. Node 24's OpenSSL makes RSA keys several times as fast as Node 20's.
ARG NODE_IMAGE=node:24-bookworm-slim

# dist/ is the same on every processor: it is built on the builder's own, and an image for another needs no emulation.
FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json LICENSE ./
COPY packages/linux/package.json packages/linux/
# Without scripts, as .npmrc says too: none is needed, and our own build's sources come after this layer.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY scripts scripts
COPY migrations migrations
COPY console console
COPY packages packages
COPY src src
COPY docs docs
# dist/ is the program with all that it imports. package.json says that it holds ES modules; --help names docs/.
RUN npm run build && find dist -name '*.map' -delete && mkdir /app && cp -r dist docs package.json LICENSE /app && mkdir /data

FROM ${NODE_IMAGE}
# A volume put on /data gets this owner; DATA_DIR=/data keeps the embedded database there.
COPY --from=build --chown=1000:1000 /data /data
COPY --from=build /app /app
WORKDIR /app
USER 1000:1000
# Within a container, every address of its own is one that only the published ports lead to.
ENV NODE_ENV=production HOST=0.0.0.0 SWAS_ALLOW_REMOTE=yes
EXPOSE 20206 20222
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 20206}/_swas/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/launch.cjs"]
