import { useEffect, useRef, useState } from 'preact/hooks'
import { describeServer, type RegionId, startTerminal } from '../calls.ts'
import { useLoad } from '../load.ts'
import { ErrorMessage } from '../parts/error-message.tsx'
import { toHash } from '../routes.ts'
import { words } from '../words.ts'

/** The server's shell on the whole page. */
export function ServerTerminal({ regionId, instanceId }: { regionId: RegionId; instanceId: string }) {
  const { value: server } = useLoad(() => describeServer(regionId, instanceId))
  const element = useRef<HTMLDivElement>(null)
  const [round, setRound] = useState(0)
  const [{ reason, error }, setEnd] = useState<{ reason?: string; error?: unknown }>({})

  useEffect(() => {
    const opening = open(regionId, instanceId, element.current as HTMLDivElement, (end) => setEnd({ reason: end }))
    opening.catch((error) => setEnd({ error }))
    return () => {
      opening.then(
        (opened) => opened.close(),
        () => {} // it never opened
      )
    }
  }, [round])

  const isEnded = reason !== undefined || error !== undefined
  const reopen = () => {
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
          <button type="button" class="main" onClick={reopen}>
            {words.reconnect}
          </button>
        )}
      </header>
      <ErrorMessage error={error} />
      {reason !== undefined && (
        <p class="note" role="status">
          {words.terminalEnded(reason || words.terminalLost)}
        </p>
      )}
      <div ref={element} class="screen" role="application" aria-label={words.terminal} />
    </main>
  )
}

async function open(regionId: RegionId, instanceId: string, element: HTMLElement, onEnd: (reason: string) => void) {
  const [url, { openTerminal }] = await Promise.all([startTerminal(regionId, instanceId), import('../terminal.js')])
  return openTerminal(element, reachableUrl(url), onEnd)
}

/** The URL as the browser reaches it: behind a proxy, the service may not know its own scheme and host. */
function reachableUrl(webSocketUrl: string): string {
  const url = new URL(webSocketUrl)
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  url.host = location.host
  return url.href
}
