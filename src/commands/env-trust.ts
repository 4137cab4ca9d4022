/** For HTTPS: saves the service's CA in files that clients can be pointed at. */
import { X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { Failure } from './command.ts'
import type { Target } from './target.ts'

type Environment = Readonly<NodeJS.ProcessEnv>

export interface Trust {
  /** The file with the CA alone. */
  readonly authority: string
  /** SHA-256, as `openssl x509 -fingerprint -sha256` prints it. */
  readonly fingerprint: string
  /** For each variable a file with the CA, and with the certificates that the clients trusted before. */
  readonly variables: Readonly<Record<Variable, string>>
  readonly keystore: string
}

/** Node trusts what is in the file in addition to its own list; the others trust nothing else. */
const fileNames = {
  NODE_EXTRA_CA_CERTS: 'node.pem',
  SSL_CERT_FILE: 'bundle.pem',
  REQUESTS_CA_BUNDLE: 'requests.pem',
  CURL_CA_BUNDLE: 'curl.pem' // curl reads SSL_CERT_FILE only if neither this nor SSL_CERT_DIR is set
} as const

type Variable = keyof typeof fileNames

export const trustVariableNames = Object.keys(fileNames) as readonly Variable[]

/** A service that answers its first HTTPS call makes keys for it, which takes seconds on a busy machine. */
export const firstCallMs = 30_000

/** undefined: the certificate is that of the settings. Throws Failure if the service doesn't answer. */
export async function saveTrust(environment: Environment, { endpoint }: Target): Promise<Trust | undefined> {
  const authority = await fetchAuthority(endpoint)
  if (authority === undefined) return undefined
  const cache = environment.XDG_CACHE_HOME || join(environment.HOME || environment.USERPROFILE || tmpdir(), '.cache')
  const folder = join(cache, 'swas-local', endpoint.replaceAll(/[^\w.-]/g, '_'))
  const variables = Object.fromEntries(
    trustVariableNames.map((name) => [name, join(folder, fileNames[name])])
  ) as Trust['variables']
  const trust: Trust = {
    authority: join(folder, 'ca.pem'),
    fingerprint: new X509Certificate(authority).fingerprint256,
    variables,
    keystore: join(folder, 'keystore.p12')
  }
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const former = readIfThere(trust.authority)
    for (const name of trustVariableNames) {
      const others = trustedBefore(name, { given: environment[name], own: variables[name], former })
      writeFileSync(variables[name], `${others}\n${authority}`)
    }
    writeFileSync(trust.authority, authority)
    if (former !== authority) rmSync(trust.keystore, { force: true }) // it has the former one
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
  const text = await reply.text()
  if (reply.ok && text.includes('BEGIN CERTIFICATE')) return text
  if (reply.status === 404 && reply.headers.has('x-acs-request-id')) return undefined
  throw new Failure(`${url} is no CA (status ${reply.status}): a proxy or another program may answer there.`)
}

const systemBundles = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/cert.pem']

/** `own` is the file of ours for the variable, `given` what the variable has, and `former` the CA that `own` holds. */
function trustedBefore(
  name: Variable,
  { given, own, former }: { given: string | undefined; own: string; former: string }
): string {
  const file = given ? readIfThere(given) : ''
  if (file !== '') return given === own && former !== '' ? file.replaceAll(former.trim(), '').trim() : file
  if (name === 'NODE_EXTRA_CA_CERTS') return ''
  const bundle = systemBundles.find((path) => existsSync(path))
  return bundle === undefined ? rootCertificates.join('\n') : readFileSync(bundle, 'utf8')
}

const readIfThere = (file: string): string =>
  statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, 'utf8') : ''

export const trustLines = ({ authority, fingerprint, keystore }: Trust): readonly string[] => [
  `Its SHA-256 fingerprint is ${fingerprint}.`,
  'Node reads NODE_EXTRA_CA_CERTS; Python’s requests reads REQUESTS_CA_BUNDLE; curl reads CURL_CA_BUNDLE; Go and the aliyun CLI read SSL_CERT_FILE.',
  'On macOS, Go and the aliyun CLI read no file: the CLI needs --skip-secure-verify in each call.',
  'Java reads a keystore:',
  ...(existsSync(keystore)
    ? []
    : [`keytool -importcert -noprompt -alias swas-local -file ${authority} -keystore ${keystore} -storepass changeit`]),
  `java -Djavax.net.ssl.trustStore=${keystore} -Djavax.net.ssl.trustStorePassword=changeit …`
]
