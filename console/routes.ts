/** What is shown, as the address says it: `#/cn-hangzhou/servers/ace0…/terminal`. So it can be kept, sent and gone back to. */
import { useEffect, useState } from 'preact/hooks'
import type { RegionId } from './calls.ts'

export interface Place {
  readonly regionId: RegionId
  readonly list: 'servers' | 'key-pairs'
  /** The one server that is shown, instead of the list. */
  readonly instanceId?: string
  readonly isTerminal?: boolean
}

const key = 'swas-local.region'
const firstRegion = 'cn-hangzhou'

export function toHash({ regionId, list, instanceId, isTerminal }: Place): string {
  const parts = [regionId, list, instanceId, isTerminal && 'terminal']
  return `#/${parts.filter(Boolean).join('/')}`
}

function read(hash: string): Place {
  const [, regionId = '', list, instanceId, view] = hash.split('/')
  // A region that isn't one is refused by the service, in its own words.
  const region = (regionId || localStorage.getItem(key) || firstRegion) as RegionId
  if (list === 'key-pairs') return { regionId: region, list }
  if (!instanceId) return { regionId: region, list: 'servers' }
  return { regionId: region, list: 'servers', instanceId, isTerminal: view === 'terminal' }
}

export const go = (place: Place): void => {
  location.hash = toHash(place)
  dispatchEvent(new Event('hashchange')) // the browser's own comes later: what is shown now would load once more
}

/** Whether this place is shown right now. */
export const isShown = (place: Place): boolean => location.hash === toHash(place)

/** The place that is shown; what shows it is drawn anew when it changes. */
export function usePlace(): Place {
  const [place, setPlace] = useState(() => read(location.hash))
  useEffect(() => {
    const follow = () => setPlace(read(location.hash))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  useEffect(() => localStorage.setItem(key, place.regionId), [place.regionId])
  return place
}
