// Builds dist/: the program as one file, the embedded database's worker, and the database's ready-made image.
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = `${root}dist`

// pg-native is an optional driver that pg asks for and nobody installs; PGlite finds its own files beside itself.
const external = ['@electric-sql/pglite', 'pg-native']
const bundle = (entry, out) =>
  build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: out,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    minifySyntax: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    external,
    // Bundled CommonJS asks for Node's own modules by require.
    banner: { js: "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)" },
    logLevel: 'warning'
  })

await rm(dist, { recursive: true, force: true })
await mkdir(dist)
await Promise.all([
  bundle('src/main.ts', 'dist/main.js'),
  bundle('scripts/image.ts', 'dist/image.js'),
  copyFile(`${root}src/store/pglite-worker.js`, `${dist}/pglite-worker.js`)
])
const worker = new Worker(new URL('../dist/image.js', import.meta.url))
const image = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
await writeFile(`${dist}/pglite.tar`, image)
await rm(`${dist}/image.js`)
await rm(`${dist}/image.js.map`)
