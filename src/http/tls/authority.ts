/** The CA that certifies this service, where the settings have no certificate. */
import { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Certified, issueCertificate, makeAuthority, makeKeyPair } from './certificate.ts'

export interface Authority {
  /** In PEM: what clients must trust. */
  readonly certificate: string
  /** A certificate for these host names and addresses, with its key. */
  issue(names: readonly string[]): Promise<Certified>
}

/** Names of files in the data folder. */
export const certificateFile = 'tls-ca.pem'
const keyFile = 'tls-ca.key'

/** A CA that ends within this time is replaced. */
const renewMs = 30 * 86_400_000

/**
 * The CA in a data folder, which it makes when there is none or when it is about to expire. Without a folder: the one
 * of this process, which all its services share, so that a test suite trusts one CA.
 */
export const findAuthority = (folder: string | undefined): Promise<Authority> =>
  folder === undefined ? ofProcess() : openAuthority(folder)

let shared: Promise<Authority> | undefined

const ofProcess = (): Promise<Authority> => {
  shared ??= makeAuthority(new Date()).then(authorityOf)
  return shared
}

async function openAuthority(folder: string): Promise<Authority> {
  const [certificate, key] = [join(folder, certificateFile), join(folder, keyFile)]
  if (existsSync(certificate) && existsSync(key)) {
    const kept = { certificate: await readFile(certificate, 'utf8'), key: await readFile(key, 'utf8') }
    if (Date.parse(new X509Certificate(kept.certificate).validTo) > Date.now() + renewMs) return authorityOf(kept)
  }
  const made = await makeAuthority(new Date())
  await replaceFile(key, made.key, 0o600)
  await replaceFile(certificate, made.certificate, 0o644)
  return authorityOf(made)
}

/** Writes the whole file or nothing. */
async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  await writeFile(`${path}.new`, text, { mode })
  await rename(`${path}.new`, path)
}

function authorityOf(own: Certified): Authority {
  const keyPair = makeKeyPair() // one for all names: it never leaves this process
  keyPair.catch(() => {}) // issue() rejects with the same error
  return {
    certificate: own.certificate,
    async issue(names) {
      const { publicKey, privateKey } = await keyPair
      return { certificate: await issueCertificate(own, publicKey, names, new Date()), key: privateKey }
    }
  }
}
