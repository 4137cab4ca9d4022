// On the embedded database only: sftp-calls.test.ts holds what it keeps on both.
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { findPython } from '../toolchain.ts'
import { startTransfers } from './transfers.ts'

const run = promisify(execFile)
const here = join(import.meta.dirname, 'python')

const python = await findPython(join(here, 'requirements.txt'))

t.test('Python’s paramiko', { skip: python.lacking }, async (t) => {
  if (python.lacking !== false) return
  const { folder, instanceId, key, logonOf } = await startTransfers(t)
  const { Host, Port, UserName, KnownHosts } = await logonOf(instanceId)
  const knownHosts = join(folder, 'known')
  writeFileSync(knownHosts, `${KnownHosts.join('\n')}\n`)
  const { stdout } = await run(python.program, [
    join(here, 'transfer.py'),
    Host,
    String(Port),
    UserName,
    key,
    knownHosts
  ])
  t.equal(
    stdout,
    `(2, '[Errno 2] No such file')
(None, 'File exists')
(None, 'Directory not empty')
(None, 'Operation not supported')
`
  )
})
