/** What answers at the address of a service. */
export interface Health {
  readonly status: string
  readonly database: string
  readonly version: string
}

/** `'silent'`: no connection, or no response in time. `'other'`: another program than swas-local answers. */
export async function askHealth(url: string, signal: AbortSignal): Promise<Health | 'silent' | 'other'> {
  try {
    const response = await fetch(`${url}/_swas/health`, { signal })
    const body: unknown = await response.json().catch(() => undefined)
    return isHealth(body) ? body : 'other'
  } catch {
    return 'silent'
  }
}

const isHealth = (body: unknown): body is Health =>
  typeof body === 'object' && body !== null && ['status', 'database', 'version'].every((name) => name in body)
