/** Who answers at a service's address. */
export interface Health {
  readonly status: string
  readonly database: string
  readonly version: string
}

/** `'silent'` where there is no connection or no answer in time, `'stranger'` where it isn't swas-local that answers. */
export async function askHealth(url: string, signal: AbortSignal): Promise<Health | 'silent' | 'stranger'> {
  try {
    const response = await fetch(`${url}/_swas/health`, { signal })
    const body: unknown = await response.json().catch(() => undefined)
    return isHealth(body) ? body : 'stranger'
  } catch {
    return 'silent'
  }
}

const isHealth = (body: unknown): body is Health =>
  typeof body === 'object' && body !== null && ['status', 'database', 'version'].every((name) => name in body)
