/** Whose key pairs and servers are shown: an AccessKey, kept as long as the tab is. */
export interface AccessKey {
  readonly id: string
  /** Empty for an account that nobody checks. */
  readonly secret: string
}

const key = 'swas-local.access-key'

/** Undefined for the account of calls that name none. */
export function readAccessKey(): AccessKey | undefined {
  const kept = sessionStorage.getItem(key)
  return kept === null ? undefined : (JSON.parse(kept) as AccessKey)
}

/** To be followed by a new beginning of the page, which is then the other account's. */
export function keepAccessKey(accessKey: AccessKey | undefined): void {
  if (accessKey === undefined) sessionStorage.removeItem(key)
  else sessionStorage.setItem(key, JSON.stringify(accessKey))
}

/** HTTP Basic, in UTF-8. */
export function toAuthorization({ id, secret }: AccessKey): string {
  const bytes = new TextEncoder().encode(`${id}:${secret}`)
  return `Basic ${btoa(String.fromCharCode(...bytes))}`
}
