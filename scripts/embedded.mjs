// The embedded database and the servers' shell: both packages find files of their own beside themselves. Here they are
// bundled with what they import, beside the few of their files that swas-local uses, so that an installed swas-local
// needs no other package. Together the packages are some 85 MB; this is some 27.
import { copyFile, cp, mkdir } from 'node:fs/promises'
import { build } from 'esbuild'

/** Optional parts that nobody installs: of pg and ssh2, and just-bash's xz and zstd. */
export const optional = ['pg-native', 'cpu-features', '*.node', '@mongodb-js/zstd', 'node-liblzma']

const shell = 'just-bash/dist/bundle/index.js'

/** A plugin of esbuild: the shell is not bundled a second time. */
export const sharedShell = {
  name: 'shared-shell',
  setup({ onResolve }) {
    onResolve({ filter: /^just-bash$/ }, () => ({ path: `./${shell}`, external: true }))
  }
}

const wasm = ['pglite.wasm', 'pglite.data', 'initdb.wasm']

/** The database's thread. Of PGlite's extensions none is used. */
export async function bundleDatabase({ root, dist, common }) {
  for (const name of wasm) await copyFile(`${root}node_modules/@electric-sql/pglite/dist/${name}`, `${dist}/${name}`)
  return await build({
    ...common,
    sourcemap: false,
    entryPoints: { 'pglite-worker': 'src/store/embedded/pglite-worker.js' }
  })
}

/** The shell, its Python and its SQLite, in just-bash's own layout, by which they find each other. */
export async function bundleShell({ root, dist, common }) {
  const source = `${root}node_modules/just-bash`
  const chunks = `${dist}/just-bash/dist/bundle/chunks`
  await mkdir(chunks, { recursive: true })
  await cp(`${source}/vendor`, `${dist}/just-bash/vendor`, { recursive: true })
  await copyFile(`${source}/dist/bundle/chunks/worker.js`, `${chunks}/worker.js`) // the thread of Python
  await copyFile(`${root}node_modules/sql.js/dist/sql-wasm.wasm`, `${chunks}/sql-wasm.wasm`)
  const options = { ...common, minify: true, keepNames: false, sourcemap: false }
  return await Promise.all([
    build({
      ...options,
      entryPoints: { index: `${source}/dist/bundle/index.js` },
      outdir: 'dist/just-bash/dist/bundle',
      chunkNames: 'chunks/[name]-[hash]',
      splitting: true
    }),
    build({
      ...options,
      entryPoints: { 'sqlite3-worker': `${source}/dist/bundle/chunks/sqlite3-worker.js` },
      outdir: 'dist/just-bash/dist/bundle/chunks'
    })
  ])
}
