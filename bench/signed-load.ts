/** ListKeyPairs again and again, each call signed anew (V3): `signed-load.ts endpoint AccessKeyId secret`. */
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { connections, seconds } from './load.ts'

const autocannon = createRequire(import.meta.url)('autocannon')
const [endpoint = '', accessKeyId = '', secret = ''] = process.argv.slice(2)
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const query = 'PageSize=10&RegionId=cn-hangzhou'
const algorithm = 'ACS3-HMAC-SHA256'

function signedHeaders(): Record<string, string> {
  const headers: Record<string, string> = {
    host: endpoint,
    'x-acs-action': 'ListKeyPairs',
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': `${new Date().toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-version': '2020-06-01'
  }
  const names = Object.keys(headers)
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('')
  const request = ['GET', '/', query, lines, names.join(';'), headers['x-acs-content-sha256']].join('\n')
  const signature = createHmac('sha256', secret)
    .update(`${algorithm}\n${sha256(request)}`)
    .digest('hex')
  const authorization = `${algorithm} Credential=${accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`
  return { ...headers, accept: 'application/json', authorization }
}

const result = await autocannon({
  url: `http://${endpoint}`,
  connections,
  duration: seconds,
  requests: [
    { method: 'GET', path: `/?${query}`, setupRequest: (request: object) => ({ ...request, headers: signedHeaders() }) }
  ]
})
process.stdout.write(JSON.stringify(result))
