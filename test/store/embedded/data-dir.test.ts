// On the embedded database only: a data folder is of no other.
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { publicKey } from '../../fixture.ts'
import { acknowledge } from '../../kill.ts'
import { kill, launch, run, runToEnd } from '../../process.ts'

function folder(t: Test): string {
  const path = mkdtempSync(join(tmpdir(), 'swas-data-'))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  return join(path, 'data')
}

t.test('a data folder keeps what was acknowledged over a stop and over kill -9', async (t) => {
  const DATA_DIR = folder(t)
  const first = await run(t, { DATA_DIR })
  t.equal((await first.rpc('ImportKeyPair', { KeyPairName: 'kept', PublicKeyBody: publicKey })).status, 200)
  t.equal(await first.stop(), 0)

  const second = await run(t, { DATA_DIR })
  t.equal((await second.rpc('ListKeyPairs')).body.TotalCount, 1)
  const acknowledged = await acknowledge(second, () => second.kill())
  t.ok(acknowledged.length > 0)

  const third = await run(t, { DATA_DIR })
  for (const { AccessKeyId, KeyPairName } of acknowledged) {
    const { body } = await third.rpc('ListKeyPairs', { AccessKeyId, KeyPairName })
    t.equal(body.TotalCount, 1, `${AccessKeyId} has ${KeyPairName}`)
  }
})

t.test('a ClientToken is remembered over a restart', async (t) => {
  const DATA_DIR = folder(t)
  const call = { KeyPairName: 'once', ClientToken: 'over-a-restart' }
  const first = await run(t, { DATA_DIR })
  const made = (await first.rpc('CreateKeyPair', call)).body
  await first.kill()
  const second = await run(t, { DATA_DIR })
  t.equal((await second.rpc('CreateKeyPair', call)).body.PrivateKeyBody, made.PrivateKeyBody)
})

t.test('a data folder has one owner', async (t) => {
  const DATA_DIR = folder(t)
  const owner = await run(t, { DATA_DIR })
  const { code, stderr } = await runToEnd({ DATA_DIR })
  t.equal(code, 1)
  t.match(
    stderr,
    /^swas-local: The data folder .* is in use by another swas-local\. Stop that one, or choose another DATA_DIR\.\n$/
  )
  t.equal((await owner.rpc('ListKeyPairs')).status, 200)
  await owner.kill()
  await run(t, { DATA_DIR })
})

t.test('a process killed while it makes its data folder leaves nothing that the next one trips over', async (t) => {
  const DATA_DIR = folder(t)
  for (const ms of [0, 150, 300]) {
    const child = launch({ DATA_DIR })
    while (!existsSync(join(DATA_DIR, 'pgdata.unfinished')) && child.exitCode === null) await wait(5)
    await wait(ms)
    await kill(child)
    if (existsSync(join(DATA_DIR, 'pgdata'))) break
  }
  const { rpc } = await run(t, { DATA_DIR })
  t.equal((await rpc('ListKeyPairs')).body.TotalCount, 0)
})

t.test('SIGTERM ends the service with exit code 0', async (t) => {
  const child = launch({})
  const said = once(child.stdout ?? child, 'data')
  await said
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  t.same(await ended, [0, null])
})
