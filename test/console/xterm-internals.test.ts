import t from 'tap'
import { readPackageFile, versionOf } from '../package-files.ts'

t.test('console/xterm-internals.ts was checked with this version of xterm.js', async (t) => {
  t.equal(
    versionOf('@xterm/xterm'),
    '6.0.0',
    'Open a terminal in the console: its colours and cursor must be there, and the browser must report no refused style. ' +
      'Then see whether xterm.js takes a nonce by now (issue 4445), and write the new version here.'
  )
  t.match(readPackageFile('@xterm/xterm', 'lib/xterm.mjs'), 'createElement("style")')
})
