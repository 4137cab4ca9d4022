import t from 'tap'
import { callV1 } from '../auth/signer.ts'
import { databaseUrl, freshDatabase, needsPostgres } from '../fixture.ts'
import { run } from '../process.ts'

t.test('two replicas take one nonce once, whoever is asked first', needsPostgres, async (t) => {
  const settings = { DATABASE_URL: await freshDatabase(t, databaseUrl ?? ''), SWAS_ACCESS_KEYS: 'known:right' }
  const replicas = await Promise.all([run(t, settings), run(t, settings)])
  const call = (replica: number, SignatureNonce: string) => {
    const endpoint = replicas[replica % 2]?.endpoint ?? ''
    return callV1({ endpoint, accessKeyId: 'known', secret: 'right', now: () => new Date() }, { SignatureNonce })
  }
  t.equal((await call(0, 'first')).status, 200)
  t.match(await call(1, 'first'), { status: 400, body: { Code: 'SignatureNonceUsed' } })
  for (let round = 0; round < 10; round++) {
    const answers = await Promise.all(Array.from({ length: 16 }, (_, n) => call(n, `${round} ${n >> 2}`)))
    t.equal(answers.filter(({ status }) => status === 200).length, 4)
  }
})
