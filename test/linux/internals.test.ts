import { createInterface } from 'node:readline'
import { PassThrough, Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import {
  isCommandNotFound,
  isUnfinished,
  ownDevices,
  redirectComplaint,
  toResult,
  toSyntaxError
} from '@swas-local/linux/shell/just-bash-internals.ts'
import { dropLine } from '@swas-local/linux/terminal/readline-internals.ts'
import { Bash, InMemoryFs, parse } from 'just-bash'
import t from 'tap'
import { versionOf } from '../package-files.ts'

t.test('shell/just-bash-internals.ts was checked with this version of just-bash', async (t) => {
  t.equal(
    versionOf('just-bash'),
    '3.4.2',
    'Read shell/just-bash-internals.ts beside the new version: errors of its parser, its complaint about a redirection, ' +
      'rejections of exec, paths that it never opens. Then programs/python/files.py, which uses the names of its Python. ' +
      'Write the new version here when the tests of test/linux pass.'
  )
})

t.test('errors of the parser say whether a script is unfinished', async (t) => {
  for (const text of ['if true; then', 'for i in 1 2', 'f() {', 'echo "a', 'while true; do', '(', 'case x in'])
    t.ok(isUnfinished(errorOf(text)), text)
  t.notOk(isUnfinished(errorOf('; ;')))
  t.equal(toSyntaxError(errorOf('; ;')).message, "line 1: syntax error: syntax error near unexpected token `;'")
})

t.test('a redirection that fails is reported in known words', async (t) => {
  class BrokenFs extends InMemoryFs {
    override exists(path: string): Promise<boolean> {
      return path === '/broken' ? Promise.reject(new Error('ENOTDIR')) : super.exists(path)
    }
  }
  const { stderr } = await new Bash({ fs: new BrokenFs() }).exec('echo a > /broken')
  t.equal(redirectComplaint.exec(stderr)?.[1], 'bash: /broken')
})

t.test('just-bash opens none of the devices that it knows', async (t) => {
  const opened: string[] = []
  class WatchedFs extends InMemoryFs {
    override writeFile(...args: Parameters<InMemoryFs['writeFile']>): Promise<void> {
      opened.push(args[0])
      return super.writeFile(...args)
    }
  }
  const bash = new Bash({ fs: new WatchedFs() })
  for (const path of ['/dev/stdout', '/dev/stderr', '/dev/full']) await bash.exec(`echo a > ${path}`)
  t.same(
    opened.filter((path) => ownDevices.includes(path)),
    []
  )
})

t.test('the shell says in known words that it has no such program', async (t) => {
  t.ok(isCommandNotFound(await new Bash().exec('nothing-of-the-kind'), 'nothing-of-the-kind'))
  t.notOk(isCommandNotFound(await new Bash().exec('exit 127'), 'exit'))
})

t.test('only an error of the file system becomes a result', async (t) => {
  t.match(toResult(new Error('EACCES: permission denied')), { stderr: 'bash: permission denied\n', exitCode: 1 })
  t.throws(() => toResult(new Error('broken')), { message: 'broken' })
})

t.test('terminal/readline-internals.ts was checked with this version of Node.js', async (t) => {
  const [major] = process.versions.node.split('.')
  t.ok(
    ['20', '22', '24'].includes(major ?? ''),
    'See whether an Interface of node:readline still keeps its line in `line` and `cursor`, and add the version here.'
  )
  const input = new PassThrough()
  const output = new Writable({ write: (_chunk, _encoding, done) => done() })
  const editor = createInterface({ input, output, terminal: true })
  t.after(() => editor.close())
  const lines: string[] = []
  editor.on('line', (line) => lines.push(line))
  input.write('dropped')
  await setImmediate()
  t.same({ line: editor.line, cursor: editor.cursor }, { line: 'dropped', cursor: 7 })
  dropLine(editor)
  input.write('kept\r')
  await setImmediate()
  t.same(lines, ['kept'])
})

function errorOf(text: string): Error {
  try {
    parse(text)
  } catch (error) {
    return error as Error
  }
  throw new Error(`no error: ${text}`)
}
