/** For HTTPS: saves the service's CA in files that clients can be pointed at. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { Failure } from './command.ts'
import type { Target } from './target.ts'

type Environment = Readonly<NodeJS.ProcessEnv>

export interface Trust {
  /** The file with the CA alone, for clients that trust it in addition to others. */
  readonly authority: string
  /** The file with the CA and those that the machine trusts, for clients that trust only what is in it. */
  readonly bundle: string
  readonly keystore: string
}

/** A service that answers its first HTTPS call makes keys for it, which takes seconds on a busy machine. */
export const firstCallMs = 30_000

/** undefined: the certificate is that of the settings. Throws Failure if the service doesn't answer. */
export async function saveTrust(environment: Environment, { endpoint }: Target): Promise<Trust | undefined> {
  const authority = await fetchAuthority(endpoint)
  if (authority === undefined) return undefined
  const cache = environment.XDG_CACHE_HOME || join(environment.HOME || environment.USERPROFILE || tmpdir(), '.cache')
  const folder = join(cache, 'swas-local', endpoint.replaceAll(/[^\w.-]/g, '_'))
  const trust = {
    authority: join(folder, 'ca.pem'),
    bundle: join(folder, 'bundle.pem'),
    keystore: join(folder, 'keystore.p12')
  }
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(trust.authority, authority)
    writeFileSync(trust.bundle, `${trustedByMachine(environment, trust.bundle)}\n${authority}`)
  } catch (error) {
    throw new Failure(`The CA can't be saved: ${error instanceof Error ? error.message : error}.`)
  }
  return trust
}

/** In PEM; undefined: there is none. Plain HTTP brings it, also from a service that nobody trusts yet. */
export async function fetchAuthority(endpoint: string): Promise<string | undefined> {
  const url = `http://${endpoint}/_swas/ca.pem`
  const reply = await fetch(url, { signal: AbortSignal.timeout(firstCallMs) }).catch((error: Error) => error)
  if (reply instanceof Error)
    throw new Failure(
      reply.name === 'TimeoutError'
        ? `No answer from ${url} within ${firstCallMs} ms.`
        : `Nobody answers at ${url}. Start the service with swas-local start.`
    )
  if (reply.status === 404) return undefined
  const text = await reply.text()
  if (!text.includes('BEGIN CERTIFICATE')) throw new Failure(`${url} is no CA: another program answers there.`)
  return text
}

const systemBundles = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/cert.pem']

function trustedByMachine({ SSL_CERT_FILE = '' }: Environment, own: string): string {
  const file = [...(SSL_CERT_FILE === own ? [] : [SSL_CERT_FILE]), ...systemBundles].find((path) => existsSync(path))
  return file === undefined ? rootCertificates.join('\n') : readFileSync(file, 'utf8')
}

export const trustVariables = ({ authority, bundle }: Trust) => ({
  NODE_EXTRA_CA_CERTS: authority,
  SSL_CERT_FILE: bundle,
  REQUESTS_CA_BUNDLE: bundle
})

export const trustLines = ({ authority, keystore }: Trust): readonly string[] => [
  'Node reads NODE_EXTRA_CA_CERTS; Python’s requests reads REQUESTS_CA_BUNDLE; curl, Go and the aliyun CLI read SSL_CERT_FILE.',
  'On macOS, Go and the aliyun CLI read no file: the CLI needs --skip-secure-verify in each call.',
  'Java reads a keystore:',
  `keytool -importcert -noprompt -alias swas-local -file ${authority} -keystore ${keystore} -storepass changeit`,
  `java -Djavax.net.ssl.trustStore=${keystore} -Djavax.net.ssl.trustStorePassword=changeit …`
]
