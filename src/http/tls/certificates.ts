/** Which certificate a TLS client gets: the one of the settings, or one that fits the name or address it has called. */
import { readFile } from 'node:fs/promises'
import { LRUCache } from 'lru-cache'
import { findAuthority } from './authority.ts'
import type { Certified } from './certificate.ts'

export interface CertificateOptions {
  /** Paths of PEM files; undefined: a CA of our own certifies the service. */
  readonly tlsCert: string | undefined
  readonly tlsKey: string | undefined
  readonly dataDir: string | undefined
  readonly allowedHosts: readonly string[]
}

export interface Certificates {
  /** `name` is the host name or the IP address that the client has called. The same object for the same name. */
  find(name: string): Promise<Certified>
  /** In PEM: the CA that clients must trust. undefined: the certificate is that of the settings. */
  authority(): Promise<string | undefined>
}

const maxNames = 100

/** Reads and makes nothing before the first call. */
export function createCertificates(options: CertificateOptions): Certificates {
  const { tlsCert, tlsKey } = options
  if (tlsCert === undefined || tlsKey === undefined) return issued(options)
  const read = once(async () => ({ certificate: await readFile(tlsCert, 'utf8'), key: await readFile(tlsKey, 'utf8') }))
  return { find: read, authority: async () => undefined }
}

function issued({ dataDir, allowedHosts }: CertificateOptions): Certificates {
  const usual = ['localhost', '127.0.0.1', '::1', ...allowedHosts]
  const authority = once(() => findAuthority(dataDir))
  const byName = new LRUCache<string, () => Promise<Certified>>({ max: maxNames })
  return {
    find(name) {
      const known = byName.get(name) ?? once(async () => (await authority()).issue([...new Set([name, ...usual])]))
      byName.set(name, known)
      return known()
    },
    authority: async () => (await authority()).certificate
  }
}

/** Makes it at the first call. A failure, such as a full disk, isn't remembered: the next call tries again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make().catch((error) => {
      made = undefined
      throw error
    })
    return made
  }
}
