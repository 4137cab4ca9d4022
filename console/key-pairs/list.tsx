import { type Instance, type KeyPair, listAllInstances, listKeyPairs, type RegionId } from '../calls.ts'
import { useDialogs } from '../dialogs.tsx'
import { useLoad } from '../load.ts'
import { withAllAttached } from '../parts/all-attached.ts'
import { ErrorMessage } from '../parts/error-message.tsx'
import { showTime } from '../parts/time.ts'
import { toHash } from '../routes.ts'
import { words } from '../words.ts'
import { AttachKeyPair } from './attach.tsx'
import { CreateKeyPair } from './create.tsx'
import { DeleteKeyPair } from './delete.tsx'
import { DetachKeyPair } from './detach.tsx'
import { KeyPairDetails } from './details.tsx'

export interface Region {
  readonly regionId: RegionId
  readonly keyPairs: readonly KeyPair[]
  readonly servers: readonly Instance[]
}

const load = async (regionId: RegionId): Promise<Region> => {
  const [keyPairs, servers] = await Promise.all([listKeyPairs(regionId), listAllInstances(regionId)])
  return { regionId, keyPairs: await withAllAttached(regionId, keyPairs, servers), servers }
}

const actions = { attach: AttachKeyPair, detach: DetachKeyPair, details: KeyPairDetails, delete: DeleteKeyPair }

export function KeyPairs({ regionId }: { regionId: RegionId }) {
  const { value: region, error, reload } = useLoad(() => load(regionId))
  const { show } = useDialogs()
  const create = () => region && show((end) => <CreateKeyPair region={region} onEnd={end} />)
  return (
    <main>
      <header>
        <h1>{words.keyPairs}</h1>
        <button type="button" onClick={reload}>
          {words.refresh}
        </button>
        <button type="button" class="main" disabled={region === undefined} onClick={create}>
          {words.createKeyPair}
        </button>
      </header>
      <ErrorMessage error={error} />
      {region === undefined && error === undefined && <p>{words.loading}</p>}
      {region?.keyPairs.length === 0 && <p class="empty">{words.noKeyPairs}</p>}
      {region && region.keyPairs.length > 0 && <Table region={region} />}
    </main>
  )
}

/** Properties of every dialog about a key pair. */
export interface OfKeyPair {
  readonly region: Region
  readonly keyPair: KeyPair
  onEnd(): void
}

function Table({ region }: { region: Region }) {
  const { show } = useDialogs()
  const begin = (action: keyof typeof actions, keyPair: KeyPair) => {
    const Action = actions[action]
    show((end) => <Action region={region} keyPair={keyPair} onEnd={end} />)
  }
  return (
    <div class="table">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.attachedTo}</th>
            <th scope="col">{words.created}</th>
            <th scope="col">{words.actions}</th>
          </tr>
        </thead>
        <tbody>
          {region.keyPairs.map((keyPair) => (
            <tr key={keyPair.KeyPairName}>
              <th scope="row">{keyPair.KeyPairName}</th>
              <td>
                <AttachedTo region={region} keyPair={keyPair} />
              </td>
              <td>{showTime(keyPair.CreationTime)}</td>
              <td class="actions">
                {(Object.keys(actions) as (keyof typeof actions)[]).map((action) => (
                  <button
                    key={action}
                    type="button"
                    disabled={action === 'detach' && keyPair.InstanceIds.length === 0}
                    onClick={() => begin(action, keyPair)}
                  >
                    {words[action]}
                  </button>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const shownServers = 3

function AttachedTo({ region: { regionId, servers }, keyPair }: { region: Region; keyPair: KeyPair }) {
  const { InstanceIds, PendingInstanceIds } = keyPair
  if (InstanceIds.length === 0) return <>{words.none}</>
  if (InstanceIds.length > shownServers)
    return (
      <>
        {words.serversCount(InstanceIds.length)}
        {PendingInstanceIds.length > 0 && (
          <span class="badge waits">{words.waitingServers(PendingInstanceIds.length)}</span>
        )}
      </>
    )
  return (
    <ul>
      {InstanceIds.map((instanceId) => (
        <li key={instanceId}>
          <a href={toHash({ regionId, list: 'servers', instanceId })}>
            {servers.find(({ InstanceId }) => InstanceId === instanceId)?.InstanceName ?? instanceId}
          </a>
          {PendingInstanceIds.includes(instanceId) && <span class="badge waits">{words.waits}</span>}
        </li>
      ))}
    </ul>
  )
}
