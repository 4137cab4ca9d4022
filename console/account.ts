/** The AccessKey whose key pairs and servers are shown. The tab keeps it until it is closed. */
export interface AccessKey {
  readonly id: string
  /** Empty for an AccessKey whose signature the service doesn't check. */
  readonly secret: string
}

const key = 'swas-local.access-key'

/** The one of the README and of `swas-local env`: the console shows what they have made. */
const usual: AccessKey = { id: 'test', secret: '' }

/** undefined for the account of calls without an AccessKey. */
export function readAccessKey(): AccessKey | undefined {
  const kept = sessionStorage.getItem(key)
  return kept === null ? usual : ((JSON.parse(kept) as AccessKey | null) ?? undefined)
}

/** Reload the page afterwards: it then shows the other account. */
export const keepAccessKey = (accessKey: AccessKey | undefined): void =>
  sessionStorage.setItem(key, JSON.stringify(accessKey ?? null))

/** HTTP Basic, in UTF-8. */
export function toAuthorization({ id, secret }: AccessKey): string {
  const bytes = new TextEncoder().encode(`${id}:${secret}`)
  return `Basic ${btoa(String.fromCharCode(...bytes))}`
}
