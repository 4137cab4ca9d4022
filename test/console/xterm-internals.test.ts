import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const root = join(import.meta.dirname, '../..')

t.test('console/xterm-internals.ts was checked with this version of xterm.js', async (t) => {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/@xterm/xterm/package.json'), 'utf8'))
  t.equal(
    version,
    '6.0.0',
    'Open a terminal in the console: its colours and cursor must be there, and the browser must report no refused style. ' +
      'Then see whether xterm.js takes a nonce by now (issue 4445), and write the new version here.'
  )
  const source = readFileSync(join(root, 'node_modules/@xterm/xterm/lib/xterm.mjs'), 'utf8')
  t.match(source, 'createElement("style")')
})
