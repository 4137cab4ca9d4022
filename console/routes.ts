/** What the console shows, as its URL says it: `#/cn-hangzhou/servers/ace0…/terminal`. */
import { useEffect, useState } from 'preact/hooks'
import type { RegionId } from './calls.ts'

export interface Route {
  readonly regionId: RegionId
  readonly list: 'servers' | 'key-pairs'
  /** Shows this server instead of the list. */
  readonly instanceId?: string
  readonly isTerminal?: boolean
}

const key = 'swas-local.region'
const firstRegion = 'cn-hangzhou'

export function toHash({ regionId, list, instanceId, isTerminal }: Route): string {
  const parts = [regionId, list, instanceId, isTerminal && 'terminal']
  return `#/${parts.filter(Boolean).join('/')}`
}

function read(hash: string): Route {
  const [, regionId = '', list, instanceId, view] = hash.split('/')
  // The service refuses an unknown region, in its own words.
  const region = (regionId || localStorage.getItem(key) || firstRegion) as RegionId
  if (list === 'key-pairs') return { regionId: region, list }
  if (!instanceId) return { regionId: region, list: 'servers' }
  return { regionId: region, list: 'servers', instanceId, isTerminal: view === 'terminal' }
}

export const go = (route: Route): void => {
  location.hash = toHash(route)
  dispatchEvent(new Event('hashchange')) // the browser's own event comes later, and the old page would load once more
}

/** Whether this route is shown now. */
export const isShown = (route: Route): boolean => location.hash === toHash(route)

/** The current route; a change renders the component again. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => read(location.hash))
  useEffect(() => {
    const follow = () => setRoute(read(location.hash))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  useEffect(() => localStorage.setItem(key, route.regionId), [route.regionId])
  return route
}
