/** Checks whether HTTPS answers, and whether clients of this environment trust its certificate. */
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { fetchAuthority, firstCallMs } from '../env-trust.ts'
import { askHealth } from '../health.ts'
import { type Check, note, ok, timeoutMs, wrong } from './check.ts'

const names = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE'] as const

export const https: Check = async ({ target, clientEnvironment: { environment } }) => {
  const { endpoint } = target
  const health = await askHealth(`http://${endpoint}`, AbortSignal.timeout(timeoutMs))
  if (typeof health === 'string') return undefined
  const authority = await fetchAuthority(endpoint).catch((error: Error) => error)
  if (authority instanceof Error) return wrong(authority.message)
  const problem = await whyRefused(endpoint, authority)
  if (problem !== undefined) return wrong(`HTTPS doesn’t answer at ${endpoint}: ${problem}`)
  if (authority === undefined) return ok(`HTTPS answers at ${endpoint} with the certificate of SWAS_TLS_CERT`)
  const lacking = names.filter((name) => !hasCertificate(environment[name], authority))
  return lacking.length === 0
    ? ok(`HTTPS answers at ${endpoint}, and clients of this environment trust it`)
    : note(
        `HTTPS answers at ${endpoint}, but clients refuse its certificate: its CA is not in the file of ${lacking.join(', ')}. Run eval "$(swas-local env --https)"`
      )
}

/** undefined: it answers. Without a CA of the service, the machine must trust the certificate. */
const whyRefused = (endpoint: string, ca: string | undefined): Promise<string | undefined> =>
  new Promise((resolve) => {
    const asking = request(`https://${endpoint}/_swas/health`, { ...(ca && { ca }), timeout: firstCallMs }, (reply) => {
      reply.resume()
      resolve(undefined)
    })
    asking.on('timeout', () => asking.destroy(new Error(`no answer within ${firstCallMs} ms`)))
    asking.on('error', (error) => resolve(error.message)).end()
  })

function hasCertificate(file: string | undefined, certificate: string): boolean {
  if (!file) return false
  try {
    return readFileSync(file, 'utf8').includes(certificate.trim())
  } catch {
    return false
  }
}
