// `npm run build:binary` makes build/swas-local of dist/: one file, Node.js with the program in it (a single executable
// application). It unpacks itself once into the user's cache. Give it the Node.js that it shall hold: it is this one.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const binary = `${root}build/swas-local`
// Published by the Node.js project: https://nodejs.org/docs/latest-v24.x/api/single-executable-applications.html
const postject = 'postject@1.0.0-alpha.6'
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'

// The library as CommonJS and its types are for `require('swas-local')`, which nobody calls in an executable.
const ofLibrary = /\.map$|^dist\/((start|shared-thread|index)\.cjs|index\.d\.c?ts)$/

async function filesOf(folder) {
  const entries = await readdir(root + folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => relative(root, join(parentPath, name)))
}

if (process.platform !== 'linux') throw new Error('build:binary is tried on Linux only')
const all = [...(await filesOf('dist')), ...(await filesOf('docs')), 'package.json', 'LICENSE']
const files = all.filter((file) => !ofLibrary.test(file)).sort()
const hash = createHash('sha256')
for (const file of files) hash.update(file).update(await readFile(root + file))
const { version } = JSON.parse(await readFile(`${root}package.json`, 'utf8'))

const folder = await mkdtemp(join(tmpdir(), 'swas-binary-'))
try {
  const index = join(folder, 'index.json')
  const blob = join(folder, 'blob')
  await writeFile(index, JSON.stringify({ id: `${version}-${hash.digest('hex').slice(0, 12)}`, files }))
  const assets = Object.fromEntries(files.map((file) => [file, root + file]))
  const settings = { main: `${root}scripts/binary-main.cjs`, output: blob, disableExperimentalSEAWarning: true }
  const config = join(folder, 'config.json')
  await writeFile(config, JSON.stringify({ ...settings, assets: { ...assets, 'index.json': index } }))
  execFileSync(process.execPath, ['--experimental-sea-config', config], { stdio: 'inherit' })
  await mkdir(`${root}build`, { recursive: true })
  await rm(binary, { force: true })
  await copyFile(process.execPath, binary)
  await chmod(binary, 0o755)
  const put = ['--yes', postject, binary, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', fuse]
  execFileSync('npx', put, { stdio: 'inherit' })
} finally {
  await rm(folder, { recursive: true })
}
