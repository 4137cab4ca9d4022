/** The test files as programs that start quickly: bundled with what they import, so that nothing is translated then. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { widePackets } from '../ssh2.mjs'

export interface Programs {
  readonly folder: string
  remove(): void
}

// Packages stay where they are, but for those of hundreds of small modules and our own.
const small = /^(kysely|typebox|@swas-local\/linux)(\/|$)/
const packages = (own: ReadonlyMap<string, string>): Plugin => ({
  name: 'packages',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || small.test(path) ? undefined : { path: own.get(path) ?? path, external: true }
    )
  }
})

/** ssh2 as dist/ has it, in a file of its own. */
async function makeSsh2(outfile: string): Promise<void> {
  await build({
    entryPoints: ['node_modules/ssh2/lib/index.js'],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['cpu-features', '*.node'],
    plugins: [widePackets]
  })
}

/** tap in a file of its own: its hundreds of modules would take each test file a fifth of a second. */
async function makeTap(outfile: string): Promise<void> {
  await build({
    entryPoints: ['node_modules/tap/dist/esm/index.js'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    banner: {
      js: "import nodeModule from 'node:module'\nconst require = nodeModule.createRequire(import.meta.url) // for what is CommonJS"
    },
    logLevel: 'warning'
  })
}

/** A file still finds its neighbours: it is told where its source is. */
const places: Plugin = {
  name: 'places',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8')
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
    }))
  }
}

/** Makes them of these files, in a folder of this run's own from which the packages are found. */
export async function makePrograms(files: readonly string[]): Promise<Programs> {
  mkdirSync('node_modules/.cache/swas-local', { recursive: true })
  const folder = mkdtempSync('node_modules/.cache/swas-local/tests-')
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const ssh2 = resolve(folder, 'ssh2.cjs')
  const tap = resolve(folder, 'node_modules/@tapjs/tap.mjs') // where tap leaves its own lines out of stacks
  const own = new Map([
    ['ssh2', ssh2],
    ['tap', tap]
  ])
  try {
    await Promise.all([makeSsh2(ssh2), makeTap(tap)])
    await build({
      entryPoints: [...files],
      outbase: '.',
      outdir: folder,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20.19',
      sourcemap: 'linked',
      loader: { '.py': 'text' },
      logLevel: 'warning',
      plugins: [packages(own), places]
    })
  } catch (error) {
    remove()
    throw error
  }
  return { folder, remove }
}

export const programOf = (folder: string, file: string): string => join(folder, file.replace(/\.ts$/, '.js'))
