// On the embedded database only: what it calls is tested on both.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { start } from './fixture.ts'

t.test('examples/key-pair.ts saves a private key of mode 600 and lists the key pair with its server', async (t) => {
  const { endpoint, ok } = await start(t)
  const folder = mkdtempSync(join(tmpdir(), 'swas-example-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const root = join(import.meta.dirname, '..')
  const args = [
    '--import',
    join(root, 'node_modules/tsx/dist/loader.mjs'),
    join(root, 'examples/key-pair.ts'),
    'example'
  ]
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, SERVICE_ENDPOINT: endpoint }
  })
  t.match(stdout, /^example\.pem holds the private key; it can't be fetched again\nexample \S+Z [0-9a-f]{32}\n$/)
  const file = join(folder, 'example.pem')
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.match(readFileSync(file, 'utf8'), /^-----BEGIN RSA PRIVATE KEY-----\n/)
  t.equal((await ok('ListPendingRestarts', { AccessKeyId: 'testid' })).TotalCount, 0)
})
