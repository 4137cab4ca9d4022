/** Every command and every program in the guides does what it says, and both languages have the same. */
// On the embedded database only: what the guides call is tested on both.
import { execFile } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { start } from './fixture.ts'
import { has } from './machine.ts'

const root = join(import.meta.dirname, '..')
const isChinese = (page: string) => page.endsWith('.zh-CN')
const pages = readdirSync(join(root, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.replace(/\.md$/, ''))
const read = (name: string) => readFileSync(join(root, 'docs', `${name}.md`), 'utf8')

// For those who change or examine the service itself, in English only.
const inEnglishOnly = ['architecture', 'fidelity', 'glossary']
const guides = pages.filter((page) => !isChinese(page) && !inEnglishOnly.includes(page))

// `npm run openapi` writes these, in words of their own.
const generated = ['settings', 'settings.zh-CN']
const kinds = {
  english: ['Tutorial', 'How-to guide', 'Reference', 'Explanation'],
  chinese: ['教程', '操作指南', '参考', '原理']
}

t.test('each page says what kind of page it is, and stands in the index', async (t) => {
  for (const page of pages.filter((page) => !/^README/.test(page))) {
    const chinese = isChinese(page)
    t.ok(read(chinese ? 'README.zh-CN' : 'README').includes(`](${page}.md)`), `${page} stands in the index`)
    if (generated.includes(page)) continue
    const [, kind = ''] = /^# .+\n\n(?:\[.+\n\n)?\*\*(.+?)\*\* · /.exec(read(page)) ?? []
    t.ok(kinds[chinese ? 'chinese' : 'english'].includes(kind), `${page} is one of the four: ${kind}`)
  }
})

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
  const used = ['curl', 'jq', 'ssh', 'ssh-keygen', 'sshpass'].filter((name) => commands.join('').includes(`${name} `))
  const lacking = used.find((name) => !has(name))
  return lacking !== undefined && `no ${lacking}`
}

const curlFails = 'curl() { command curl --fail-with-body "$@"; }\n'

// The README's commands install the service, which the tests of the package do.
for (const guide of ['../README', ...guides]) {
  const text = read(guide)
  const commands = guide === '../README' ? [] : blocks(text, 'sh')
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
      timeout: 120_000
    })
    t.ok(stdout.length > 0)
    // A command that must fail is followed by what is printed then.
    for (const [, message = ''] of script.matchAll(/ \|\| echo '(.+)'$/gm)) t.ok(stdout.includes(message), message)
  })

  for (const [index, program] of programs.entries()) {
    t.test(`docs/${guide}.md: program ${index + 1}`, async (t) => {
      const folder = folderOf(t)
      writeFileSync(join(folder, 'program.mjs'), program)
      const { PATH } = process.env
      const { stdout } = await promisify(execFile)(process.execPath, ['program.mjs'], {
        cwd: folder,
        env: { PATH, HOME: folder },
        timeout: 120_000
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

  if (guide === '../README') continue // its comments are translated; test/readme.test.ts compares the rest
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
