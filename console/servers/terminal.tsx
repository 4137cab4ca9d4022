import { useEffect, useRef, useState } from 'preact/hooks'
import { describeServer, type RegionId, startTerminal } from '../calls.ts'
import { useLoad } from '../load.ts'
import { Fault } from '../parts/fault.tsx'
import { toHash } from '../place.ts'
import { words } from '../words.ts'

/** The server's shell, from edge to edge. */
export function ServerTerminal({ regionId, instanceId }: { regionId: RegionId; instanceId: string }) {
  const { value: server } = useLoad(() => describeServer(regionId, instanceId))
  const element = useRef<HTMLDivElement>(null)
  const [round, setRound] = useState(0)
  const [{ reason, fault }, setEnd] = useState<{ reason?: string; fault?: unknown }>({})

  useEffect(() => {
    const begun = begin(regionId, instanceId, element.current as HTMLDivElement, (end) => setEnd({ reason: end }))
    begun.catch((error) => setEnd({ fault: error }))
    return () => {
      begun.then(
        (opened) => opened.close(),
        () => {} // it never began
      )
    }
  }, [round])

  const isEnded = reason !== undefined || fault !== undefined
  const again = () => {
    setEnd({})
    setRound(round + 1)
  }
  return (
    <main class="terminal">
      <header>
        <h1>
          <a href={toHash({ regionId, list: 'servers', instanceId })}>{server?.InstanceName ?? instanceId}</a>
        </h1>
        {isEnded && (
          <button type="button" class="main" onClick={again}>
            {words.reconnect}
          </button>
        )}
      </header>
      <Fault of={fault} />
      {reason !== undefined && (
        <p class="note" role="status">
          {words.terminalEnded(reason || words.terminalLost)}
        </p>
      )}
      <div ref={element} class="screen" role="application" aria-label={words.terminal} />
    </main>
  )
}

async function begin(regionId: RegionId, instanceId: string, element: HTMLElement, onEnd: (reason: string) => void) {
  const [url, { openTerminal }] = await Promise.all([startTerminal(regionId, instanceId), import('../terminal.js')])
  return openTerminal(element, here(url), onEnd)
}

/** The service may not know that a proxy serves it by TLS, or under another name. The page does. */
function here(webSocketUrl: string): string {
  const url = new URL(webSocketUrl)
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  url.host = location.host
  return url.href
}
