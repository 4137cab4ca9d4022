// Builds dist/: the program, the library and what tests start (as ES modules that share what they have in common, the
// library as CommonJS too, and its types), the web console, the files of Swagger UI that it serves, the threads of the
// embedded database and of the servers' shells with the files that both need, the licences of all that, and the
// database's ready-made image.
// With --if-stale, only when a source is newer than what is there.
import { copyFile, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'
import { bundleDatabase, bundleShell, optional, sharedShell } from './embedded.mjs'
import { writeNotices } from './notices.mjs'
import { onlyNode } from './pg.mjs'
import { widePackets } from './ssh2.mjs'
import { makeTypes } from './types.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = `${root}dist`

const common = {
  absWorkingDir: root,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  loader: { '.py': 'text' },
  keepNames: true, // bundling renames what is called as something else is; ssh2 asks for the name of a class
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  external: optional,
  metafile: true,
  plugins: [widePackets, onlyNode, sharedShell],
  logLevel: 'warning'
}
const modules = {
  ...common,
  format: 'esm',
  // Bundled CommonJS asks for Node's own modules by require, and ssh2 for where it is.
  banner: {
    js: `import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
const { dirname: __dirname, filename: __filename } = import.meta`
  }
}
const bundleModules = (entryPoints, splitting) => build({ ...modules, entryPoints, splitting })
// CommonJS has no splitting: what must be loaded later, or be there once, is a file of its own.
const seams = ['src/library/start.ts', 'src/store/embedded/shared-thread.ts']
const bundleCommonJs = (entryPoints) =>
  build({
    ...common,
    entryPoints: [...entryPoints, ...seams],
    entryNames: '[name]',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    define: { 'import.meta.url': 'moduleUrl' },
    banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href" },
    supported: { 'dynamic-import': false },
    plugins: [
      widePackets,
      onlyNode,
      sharedShell,
      { name: 'seams', setup: ({ onResolve }) => onResolve({ filter: /\.ts$/ }, toSeam) }
    ]
  })

function toSeam({ kind, resolveDir, path }) {
  const isSeam = kind !== 'entry-point' && seams.includes(relative(root, join(resolveDir, path)))
  return isSeam ? { path: `./${basename(path, '.ts')}.cjs`, external: true } : undefined
}

async function writeTypes() {
  const types = await makeTypes(root)
  await Promise.all(['index.d.ts', 'index.d.cts'].map((name) => writeFile(`${dist}/${name}`, types)))
}

// As src/http/pages/docs.ts serves them.
async function copySwaggerUi() {
  await mkdir(`${dist}/swagger-ui`)
  for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js'])
    await copyFile(`${root}node_modules/@fastify/swagger-ui/static/${name}`, `${dist}/swagger-ui/${name}`)
}

// As src/http/pages/console.ts serves it. The terminal is most of its size, and is loaded when one is opened.
const bundleConsole = () =>
  build({
    ...common,
    entryPoints: { console: 'console/main.tsx', terminal: 'console/terminal.ts' },
    outdir: 'dist/console',
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfigRaw: '{}', // an image is built without
    minify: true,
    sourcemap: false,
    plugins: [{ name: 'terminal', setup: ({ onResolve }) => onResolve({ filter: /\/terminal\.js$/ }, toTerminal) }]
  })

const toTerminal = () => ({ path: './terminal.js', external: true })

async function isFresh() {
  const folders = ['src', 'packages/linux/src', 'migrations', 'console'].map(async (folder) =>
    (await readdir(root + folder, { recursive: true })).map((name) => `${folder}/${name}`)
  )
  const sources = (await Promise.all(folders)).flat()
  const scripts = ['build.mjs', 'embedded.mjs', 'notices.mjs', 'ssh2.mjs', 'types.mjs', 'image.ts'].map(
    (name) => `scripts/${name}`
  )
  const changes = ['package.json', ...scripts, ...sources].map((path) => stat(root + path))
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
  const bundles = Promise.all([
    bundleModules(['src/main.ts', 'src/index.ts', 'src/app.ts'], true),
    bundleModules(['scripts/image.ts'], false),
    bundleModules([{ in: 'packages/linux/src/shell/worker.ts', out: 'guest-worker' }], false),
    bundleCommonJs(['src/index.ts']),
    bundleConsole(),
    bundleDatabase({ root, dist, common: modules }),
    bundleShell({ root, dist, common: modules })
  ])
  const others = [writeTypes(), copySwaggerUi(), copyFile(`${root}src/launch.cjs`, `${dist}/launch.cjs`)]
  const built = (await bundles).flat()
  await Promise.all([...others, writeNotices({ root, dist, metafiles: built.map(({ metafile }) => metafile) })])
  await makeImage()
}
