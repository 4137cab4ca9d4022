/** The package in testcontainers/, as its own `npm test` proves it, and that its READMEs show what is tested there. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { isOffline, root, shell } from './generated/workshop.ts'
import { madeOnce } from './toolchain.ts'

const here = join(root, 'testcontainers')
const manifest = ['package.json', 'package-lock.json']
const read = (name: string) => readFileSync(join(here, name), 'utf8')

class Offline extends Error {}

/** A folder with the package's node_modules, in which swas-local is the one that is tested here. */
const install = () =>
  madeOnce('testcontainers', manifest.map(read), async (mine) => {
    const cwd = join(mine, 'testcontainers')
    mkdirSync(cwd)
    cpSync(join(root, 'package.json'), join(mine, 'package.json')) // of `file:..`
    for (const name of manifest) cpSync(join(here, name), join(cwd, name))
    const { code, output } = await shell(cwd, 'npm ci --ignore-scripts --no-audit --no-fund')
    if (code !== 0) throw isOffline(output) ? new Offline() : new Error(output)
    // npm has made a link to `mine`: a circle, in which whoever follows links would go round for ever.
    const swasLocal = join(cwd, 'node_modules/swas-local')
    rmSync(swasLocal)
    mkdirSync(swasLocal)
    for (const name of ['package.json', 'dist']) symlinkSync(join(root, name), join(swasLocal, name))
  })

async function installed(): Promise<string | undefined> {
  try {
    return await install()
  } catch (error) {
    if (error instanceof Offline) return undefined
    throw error
  }
}

t.test('the Testcontainers module', async (t) => {
  const lacksNpm = (await shell(root, 'npm --version')).code !== 0 && 'no npm'
  const folder = lacksNpm ? undefined : await installed()
  const skip = lacksNpm || (folder === undefined && 'its packages cannot be had')

  t.test('compiles strictly, and does what it says against a stand-in for the engine', { skip }, async (t) => {
    const copy = mkdtempSync(join(tmpdir(), 'swas-testcontainers-'))
    t.after(() => rmSync(copy, { recursive: true }))
    for (const name of [...manifest, 'tsconfig.json', 'src', 'test'])
      cpSync(join(here, name), join(copy, name), { recursive: true })
    symlinkSync(join(folder ?? '', 'testcontainers/node_modules'), join(copy, 'node_modules'))
    const { code, output } = await shell(copy, 'npm test')
    t.equal(code, 0, 'no failure', { output })
    t.match(output, /^# pass [1-9]/m)
  })
})

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

t.test('the Testcontainers module is used as its READMEs show', async (t) => {
  const tested = new Set(readdirSync(join(here, 'test')).flatMap((name) => lines(read(join('test', name)))))
  for (const name of ['README.md', 'README.zh-CN.md']) {
    const shown = [...read(name).matchAll(/^```ts\n(.*?)^```/gms)].flatMap(([, block = '']) => lines(block))
    t.ok(shown.length > 0)
    t.same(
      shown.filter((line) => !tested.has(line)),
      [],
      name
    )
  }
})

t.test('every method that the Testcontainers module has of its own stands in its READMEs', async (t) => {
  const own = [...read('src/container.ts').matchAll(/^ {2}(with\w+)\(/gm)].map(([, name = '']) => name)
  t.ok(own.length > 0)
  for (const name of ['README.md', 'README.zh-CN.md'])
    t.same(
      own.filter((method) => !read(name).includes(`\`${method}(`)),
      [],
      name
    )
})
