import { randomBytes } from 'node:crypto'
import t from 'tap'
import { createHostKeys, findHostSecret } from '../../src/servers/host-keys.ts'
import { start } from '../fixture.ts'

const host = { instanceId: 'one', systemDisk: 0 }
const lines = async (secret: Buffer, of: Parameters<ReturnType<typeof createHostKeys>['of']>[0] = host) =>
  (await createHostKeys(secret).of(of)).map(({ publicKey }) => publicKey)

t.test('host keys follow from the secret, the server and its disk, and from nothing else', async (t) => {
  const [one, other] = [randomBytes(32), randomBytes(32)]
  const keys = await lines(one)
  t.match(keys, [/^ssh-ed25519 /, /^ssh-rsa /])
  t.same(await lines(one), keys, 'in another process')
  for (const different of [
    await lines(other),
    await lines(one, { ...host, systemDisk: 1 }),
    await lines(one, { ...host, instanceId: 'two' }),
    await lines(one, 'shared')
  ])
    t.notOk(different.some((line) => keys.includes(line)))
})

t.test('they are made once', async (t) => {
  const { of } = createHostKeys(randomBytes(32))
  const [first, second] = [of(host), of(host)]
  t.equal(first, second)
  await first
})

t.test('replicas without an encryption key have a secret in their database', async (t) => {
  const { database } = await start(t)
  const [first, second] = await Promise.all([1, 2].map(() => findHostSecret(database.db, undefined)))
  t.equal(first?.length, 32)
  t.same(first, second)
  t.same(await findHostSecret(database.db, undefined), first)
  const encryptionKey = randomBytes(32)
  t.same(
    await findHostSecret(database.db, encryptionKey),
    await findHostSecret(database.db, Buffer.from(encryptionKey))
  )
  t.notSame(await findHostSecret(database.db, encryptionKey), first)
  t.notSame(await findHostSecret(database.db, encryptionKey), encryptionKey)
})
