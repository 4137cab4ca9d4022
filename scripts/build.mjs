// Builds dist/: the program as one file, the files of Swagger UI that it serves, the embedded database's worker, and the
// database's ready-made image.
// With --if-stale, only when a source is newer than what is there.
import { copyFile, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
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

// As src/http/docs.ts serves them.
async function copySwaggerUi() {
  await mkdir(`${dist}/swagger-ui`)
  for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js'])
    await copyFile(`${root}node_modules/@fastify/swagger-ui/static/${name}`, `${dist}/swagger-ui/${name}`)
}

async function isFresh() {
  const names = await Promise.all(
    ['src', 'migrations'].map((folder) => readdir(`${root}${folder}`, { recursive: true }))
  )
  const sources = [...names[0].map((name) => `src/${name}`), ...names[1].map((name) => `migrations/${name}`)]
  const changes = ['package.json', 'scripts/build.mjs', 'scripts/image.ts', ...sources].map((path) => stat(root + path))
  const built = await stat(`${dist}/pglite.tar`).catch(() => undefined) // written last
  return built !== undefined && (await Promise.all(changes)).every(({ mtimeMs }) => mtimeMs < built.mtimeMs)
}

async function makeImage() {
  const worker = new Worker(new URL('../dist/image.js', import.meta.url))
  const image = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
  await writeFile(`${dist}/pglite.tar`, image)
  await Promise.all(['image.js', 'image.js.map'].map((name) => rm(`${dist}/${name}`)))
}

if (!process.argv.includes('--if-stale') || !(await isFresh())) {
  await rm(dist, { recursive: true, force: true })
  await mkdir(dist)
  await Promise.all([
    bundle('src/main.ts', 'dist/main.js'),
    bundle('scripts/image.ts', 'dist/image.js'),
    copySwaggerUi(),
    copyFile(`${root}src/launch.cjs`, `${dist}/launch.cjs`),
    copyFile(`${root}src/store/pglite-worker.js`, `${dist}/pglite-worker.js`)
  ])
  await makeImage()
}
