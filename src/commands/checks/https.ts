/** Checks whether HTTPS answers, and whether clients of this environment trust its certificate. */
import { readFileSync } from 'node:fs'
import { type RequestOptions, request } from 'node:https'
import { fetchAuthority, firstCallMs, trustVariableNames } from '../env-trust.ts'
import { askHealth } from '../health.ts'
import { type Check, type Finding, note, ok, timeoutMs, wrong } from './check.ts'

export const https: Check = async ({ target, clientEnvironment: { environment } }) => {
  const { endpoint } = target
  const health = await askHealth(`http://${endpoint}`, AbortSignal.timeout(timeoutMs))
  if (typeof health === 'string') return undefined
  const authority = await fetchAuthority(endpoint).catch((error: Error) => error)
  if (authority instanceof Error) return wrong(authority.message)
  if (authority === undefined) return await checkCertificate(endpoint)
  const problem = await whyRefused(endpoint, { ca: authority })
  if (problem !== undefined) return wrong(`HTTPS doesn’t answer at ${endpoint}: ${problem}`)
  const lacking = trustVariableNames.filter((name) => !hasCertificate(environment[name], authority))
  return lacking.length === 0
    ? ok(`HTTPS answers at ${endpoint}, and clients of this environment trust it`)
    : note(
        `HTTPS answers at ${endpoint}, but clients refuse its certificate: its CA is not in the file of ${lacking.join(', ')}. Run eval "$(swas-local env --https)"`
      )
}

/** The certificate of SWAS_TLS_CERT may be for another name, or from a CA that only the clients know. */
async function checkCertificate(endpoint: string): Promise<Finding> {
  const problem = await whyRefused(endpoint, { rejectUnauthorized: false })
  if (problem !== undefined) return wrong(`HTTPS doesn’t answer at ${endpoint}: ${problem}`)
  const answers = `HTTPS answers at ${endpoint} with the certificate of SWAS_TLS_CERT`
  const distrust = await whyRefused(endpoint, {})
  return distrust === undefined
    ? ok(answers)
    : note(`${answers}, which this machine doesn’t trust for that address: ${distrust}`)
}

/** undefined: it answers. */
const whyRefused = (endpoint: string, trust: RequestOptions): Promise<string | undefined> =>
  new Promise((resolve) => {
    const asking = request(`https://${endpoint}/_swas/health`, { ...trust, timeout: firstCallMs }, (reply) => {
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
