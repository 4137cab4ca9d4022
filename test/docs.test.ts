/** Every command and every program in the guides does what it says, and both languages have the same. */
// On the embedded database only: what the guides call is tested on both.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { start } from './fixture.ts'
import { has } from './machine.ts'

const root = join(import.meta.dirname, '..')
const guides = [
  'calls',
  'command',
  'commands',
  'console',
  'control',
  'faults',
  'library',
  'quotas',
  'seeds',
  'ssh',
  'state',
  'time'
]
const read = (name: string) => readFileSync(join(root, 'docs', `${name}.md`), 'utf8')

/** The fenced blocks of a language, in their order. */
const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(([, block = '']) => block)

/** A folder in which `swas-local` is a command and a package, as after `npm install`. */
function folderOf(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'swas-guide-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true })
  symlinkSync(root, join(folder, 'node_modules/swas-local'))
  symlinkSync(join(root, 'node_modules/@alicloud'), join(folder, 'node_modules/@alicloud'))
  symlinkSync(join(root, 'dist/launch.cjs'), join(folder, 'node_modules/.bin/swas-local'))
  return folder
}

/** Programs that not every machine has. */
function lackingOf(commands: readonly string[]): string | false {
  const used = ['curl', 'jq', 'ssh', 'sshpass'].filter((name) => commands.join('').includes(`${name} `))
  const lacking = used.find((name) => !has(name))
  return lacking !== undefined && `no ${lacking}`
}

const curlFails = 'curl() { command curl --fail-with-body "$@"; }\n'

for (const guide of guides) {
  const text = read(guide)
  const commands = blocks(text, 'sh')
  const programs = blocks(text, 'js')

  t.test(`docs/${guide}.md: ${commands.length} commands`, { skip: lackingOf(commands) }, async (t) => {
    if (commands.length === 0) return
    const folder = folderOf(t)
    const isAlone = commands.join('').includes('swas-local start')
    const { endpoint, sshPort, app } = await start(t)
    if (isAlone) await app.close() // its port is free then, for the one that the guide starts
    const port = endpoint.split(':')[1] ?? ''
    const script = `set -eu\n${curlFails}${commands.join('\n').replaceAll('20206', port).replaceAll('20222', String(sshPort))}`
    const ending = isAlone ? '\nkill %1\nwait %1 || true\n' : ''
    writeFileSync(join(folder, 'guide.sh'), script + ending)
    const { PATH } = process.env
    const environment = {
      PATH: `${join(folder, 'node_modules/.bin')}:${PATH}`,
      HOME: folder,
      PORT: port,
      SSH_PORT: '0'
    }
    const { stdout } = await promisify(execFile)('bash', ['guide.sh'], {
      cwd: folder,
      env: environment,
      timeout: 90_000
    })
    t.ok(stdout.length > 0)
  })

  for (const [index, program] of programs.entries()) {
    t.test(`docs/${guide}.md: program ${index + 1}`, async (t) => {
      const folder = folderOf(t)
      writeFileSync(join(folder, 'program.mjs'), program)
      const { PATH } = process.env
      const { stdout } = await promisify(execFile)(process.execPath, ['program.mjs'], {
        cwd: folder,
        env: { PATH, HOME: folder },
        timeout: 60_000
      })
      // What is said beside a console.log is what it prints.
      let rest = stdout
      for (const [, said = ''] of program.matchAll(/^ *console\.log\(.*\) \/\/ (\S.*)$/gm)) {
        if (said.startsWith('the ')) continue
        const place = rest.indexOf(said)
        t.ok(place >= 0, `${said} is printed`)
        rest = rest.slice(place + said.length)
      }
    })
  }

  t.test(`docs/${guide}.zh-CN.md is its twin`, async (t) => {
    t.ok(existsSync(join(root, 'docs', `${guide}.zh-CN.md`)))
    const twin = read(`${guide}.zh-CN`)
    const fenced = (text: string) => [...text.matchAll(/^```.*?^```$/gms)].map(([block]) => block)
    t.same(fenced(twin), fenced(text))
    const shape = (text: string) =>
      text
        .replace(/^```.*?^```$/gms, '')
        .split('\n')
        .filter((line) => /^(#|\|)/.test(line))
        .map((line) => line.replace(/[^#|]/g, ''))
    t.same(shape(twin), shape(text))
  })
}
