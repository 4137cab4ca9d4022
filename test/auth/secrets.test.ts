/** Of AccessKeys nothing secret is seen again, also where signatures are explained and secrets are kept. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { signV1, stringToSignV1 } from '../../src/auth/v1.ts'
import { type Body, start } from '../fixture.ts'
import { controlClient } from '../http/control/client.ts'
import { basic } from '../http/rest-client.ts'
import { everyRow } from '../rows.ts'
import { type Answer, callV1, callV3, type Signer } from './signer.ts'

const accessKeys = [{ accessKeyId: 'known', accessKeySecret: 'marked-known' }]
const controlToken = 'marked-control-token'
const encryptionKey = 'marked-encryption-key-0123456789abcdef'
const list = {
  method: 'GET',
  query: [['RegionId', 'cn-hangzhou']],
  headers: { 'x-acs-action': 'ListKeyPairs', 'x-acs-version': '2020-06-01' }
} as const

t.test('no secret, token or valid signature is logged, answered, reported, or in the files', async (t) => {
  const dataDir = t.testdir()
  const service = await start(t, {
    auth: 'verify',
    logLevel: 'trace',
    dataDir,
    accessKeys,
    controlToken,
    encryptionKey
  })
  const { app, endpoint, clock, log, database } = service
  const operator = controlClient(endpoint, `Bearer ${controlToken}`)
  const sandbox = (await operator('POST', 'sandboxes')).body
  const told = (await operator('PUT', 'access-keys/told', {})).body
  const replies: Body[] = [
    await operator('PUT', 'access-keys/sts', { accessKeySecret: 'marked-made', securityToken: 'marked-sts' }),
    await operator('PUT', 'access-keys/reader', { accessKeySecret: 'marked-reader', account: 'sts' }),
    await operator('PUT', 'access-keys/unfit', { accessKeySecret: ['marked-unfit'] }),
    await operator('GET', 'access-keys'),
    await operator('GET', 'sandboxes'),
    await controlClient(endpoint, 'Bearer marked-wrong-token')('GET', 'access-keys'),
    await controlClient(endpoint, basic('known', 'marked-wrong').authorization)('GET', 'access-keys')
  ]

  const signatures: string[] = []
  const keys = [
    { accessKeyId: 'known', secret: 'marked-known' },
    { accessKeyId: sandbox.accessKeyId, secret: sandbox.accessKeySecret },
    { accessKeyId: 'told', secret: told.accessKeySecret },
    { accessKeyId: 'sts', secret: 'marked-made', token: 'marked-sts', reader: basic('reader', 'marked-reader') }
  ]
  for (const { accessKeyId, secret, token, reader = basic(accessKeyId, secret) } of keys) {
    const right = { endpoint, accessKeyId, secret, now: clock.now }
    const made = await signedCalls(right, token)
    for (const { status } of made.accepted) t.equal(status, 200)
    signatures.push(...made.signatures)
    for (const { status, headers, text } of made.refused) {
      t.equal(status, 400)
      const report = await fetch(`http://${endpoint}${headers.get('x-swas-signature-report')}`, { headers: reader })
      t.equal(report.status, 200)
      // Only the caller who sent a token is told it again, in the string that the service signed.
      replies.push(token === undefined ? text : text.replaceAll(`SecurityToken%3D${token}`, ''), await report.text())
    }
  }

  const marks = 'known made sts reader unfit wrong signature control-token encryption-key'.split(' ')
  const made = [sandbox.accessKeySecret, told.accessKeySecret]
  const secrets = [...signatures, ...marks.map((end) => `marked-${end}`), ...made]
  const rows = await everyRow(database)
  await app.close()
  const rests = { log: log(), replies: JSON.stringify(replies), rows: rows.join('\n'), files: filesIn(dataDir) }
  for (const [name, text] of Object.entries(rests)) {
    t.ok(text.length > 500, `${name} has something to look at`)
    const found = secrets.filter((secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)))
    t.same(found, [], `${name} holds no secret`)
  }
  t.match(rests.files, sandbox.accessKeyId, 'the files are read as they are')
})

interface Made {
  readonly accepted: readonly Answer[]
  readonly refused: readonly Answer[]
  /** Those that are right, for the refused calls as well. */
  readonly signatures: readonly string[]
}

async function signedCalls(right: Signer, token: string | undefined): Promise<Made> {
  const signatures: string[] = []
  const wrong = { ...right, secret: 'marked-wrong' }
  const more: Record<string, string> = token === undefined ? {} : { SecurityToken: token }
  const call = { ...list, headers: { ...list.headers, ...(token && { 'x-acs-security-token': token }) } }
  const keepV1 = (sent: Record<string, string>) => {
    signatures.push(sent.Signature ?? '')
    return sent
  }
  const keepV3 = (sent: Record<string, string>) => {
    signatures.push(sent.authorization?.split('Signature=')[1] ?? '')
    return sent
  }
  const replaceV1 = ({ Signature: _, ...sent }: Record<string, string>) => {
    signatures.push(signV1(right.secret, stringToSignV1('GET', Object.entries(sent))))
    return { ...sent, Signature: 'marked-signature' }
  }
  return {
    accepted: [await callV1(right, more, { bend: keepV1 }), await callV3(right, { ...call, bend: keepV3 })],
    refused: [await callV1(wrong, more, { bend: replaceV1 }), await callV3(wrong, call)],
    signatures
  }
}

const filesIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
