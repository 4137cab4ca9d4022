import {
  describeLogon,
  describePendingRestart,
  describeServer,
  describeServerKeyPair,
  type Instance,
  type Logon,
  type PendingRestart,
  type RegionId
} from '../calls.ts'
import { useDialogs } from '../dialogs.tsx'
import { useLoad } from '../load.ts'
import { ErrorMessage } from '../parts/error-message.tsx'
import { Badge, isPassing } from '../parts/status.tsx'
import { showTime } from '../parts/time.ts'
import { go, toHash } from '../routes.ts'
import { words } from '../words.ts'
import { RenameServer, ResetSystem, SetPassword } from './change.tsx'
import { LogonCard } from './logon.tsx'
import { PowerButtons } from './power.tsx'
import { ReleaseServer } from './release.tsx'
import { ServerKeyPair } from './server-key-pair.tsx'

interface Shown {
  readonly server: Instance
  /** undefined for Windows. */
  readonly linux: { logon: Logon; pending: PendingRestart; keyPairName: string } | undefined
}

async function load(regionId: RegionId, instanceId: string): Promise<Shown> {
  const server = await describeServer(regionId, instanceId)
  if (server.Image.OsType === 'windows') return { server, linux: undefined }
  const [logon, pending, keyPairName] = await Promise.all([
    describeLogon(regionId, instanceId),
    describePendingRestart(regionId, instanceId),
    describeServerKeyPair(regionId, instanceId)
  ])
  return { server, linux: { logon, pending, keyPairName } }
}

const changes = { rename: RenameServer, setPassword: SetPassword, reset: ResetSystem, release: ReleaseServer }

export function Server({ regionId, instanceId }: { regionId: RegionId; instanceId: string }) {
  const { value, error, reload } = useLoad(
    () => load(regionId, instanceId),
    ({ server }) => isPassing(server)
  )
  const { show } = useDialogs()
  if (value === undefined)
    return <main>{error === undefined ? <p>{words.loading}</p> : <ErrorMessage error={error} />}</main>
  const { server, linux } = value
  const begin = (change: keyof typeof changes) => {
    const Change = changes[change]
    show((end) => <Change server={server} keyPairName={linux?.keyPairName ?? ''} onEnd={end} />)
  }
  return (
    <main>
      <header>
        <h1>
          {server.InstanceName} <Badge status={server.Status} />
        </h1>
        <button type="button" onClick={reload}>
          {words.refresh}
        </button>
        <PowerButtons server={server} />
        <button
          type="button"
          class="main"
          disabled={!linux || server.Status !== 'Running'}
          onClick={() => go({ regionId, list: 'servers', instanceId, isTerminal: true })}
        >
          {words.openTerminal}
        </button>
      </header>
      <p class="crumbs">
        <a href={toHash({ regionId, list: 'servers' })}>{words.servers}</a> / <code>{instanceId}</code>
      </p>
      <ErrorMessage error={error} />
      {linux ? <LogonCard server={server} {...linux} /> : <p class="empty">{words.windowsServer}</p>}
      {linux && <ServerKeyPair server={server} {...linux} />}
      <section>
        <h2>{words.details}</h2>
        <Facts server={server} />
        <p class="actions">
          {(Object.keys(changes) as (keyof typeof changes)[]).map((change) => (
            <button key={change} type="button" onClick={() => begin(change)}>
              {words[change]}
            </button>
          ))}
        </p>
      </section>
    </main>
  )
}

const Facts = ({ server }: { server: Instance }) => (
  <dl>
    <dt>{words.image}</dt>
    <dd>{server.Image.ImageName}</dd>
    <dt>{words.plan}</dt>
    <dd>{words.planOf(server.ResourceSpec.Cpu, server.ResourceSpec.Memory, server.ResourceSpec.DiskSize)}</dd>
    <dt>{words.address}</dt>
    <dd>
      <code>{server.PublicIpAddress}</code>
    </dd>
    <dt>{words.created}</dt>
    <dd>{showTime(server.CreationTime)}</dd>
  </dl>
)
