import { useState } from 'preact/hooks'
import {
  type Instance,
  type KeyPair,
  listInstances,
  listKeyPairs,
  listPendingRestarts,
  type PendingRestart,
  type RegionId
} from '../calls.ts'
import { useDialogs } from '../dialogs.tsx'
import { useLoad } from '../load.ts'
import { withAllAttached } from '../parts/all-attached.ts'
import { ErrorMessage } from '../parts/error-message.tsx'
import { keyPairOf } from '../parts/key-pair-of.ts'
import { Badge, isPassing } from '../parts/status.tsx'
import { toHash } from '../routes.ts'
import { words } from '../words.ts'
import { CreateServer } from './create.tsx'
import { PowerButtons } from './power.tsx'

const pageSize = 20

interface Listed {
  readonly page: number
  readonly total: number
  readonly servers: readonly Instance[]
  readonly keyPairs: readonly KeyPair[]
  readonly pending: readonly PendingRestart[]
}

async function load(regionId: RegionId, page: number): Promise<Listed> {
  const [{ TotalCount, Instances }, keyPairs, pending] = await Promise.all([
    listInstances(regionId, { PageNumber: page, PageSize: pageSize }),
    listKeyPairs(regionId),
    listPendingRestarts(regionId)
  ])
  const attached = await withAllAttached(regionId, keyPairs, Instances)
  return { page, total: TotalCount, servers: Instances, keyPairs: attached, pending }
}

export function Servers({ regionId }: { regionId: RegionId }) {
  const [page, setPage] = useState(1)
  const { value, error, reload } = useLoad(
    () => load(regionId, page),
    ({ servers }) => servers.some(isPassing),
    [page]
  )
  const { show } = useDialogs()
  const create = () =>
    show((end) => {
      const showNewest = () => {
        setPage(1)
        end()
      }
      return <CreateServer regionId={regionId} onEnd={showNewest} />
    })
  return (
    <main>
      <header>
        <h1>{words.servers}</h1>
        <button type="button" onClick={reload}>
          {words.refresh}
        </button>
        <button type="button" class="main" onClick={create}>
          {words.createServer}
        </button>
      </header>
      <ErrorMessage error={error} />
      {value === undefined && error === undefined && <p>{words.loading}</p>}
      {value?.total === 0 && <p class="empty">{words.noServers}</p>}
      {value && value.total > 0 && <Table regionId={regionId} listed={value} />}
      {value && value.total > pageSize && <Pages {...value} onTurn={setPage} />}
    </main>
  )
}

const Pages = ({ page, total, onTurn }: { page: number; total: number; onTurn(page: number): void }) => (
  <nav class="pages">
    <span>{words.range((page - 1) * pageSize + 1, Math.min(page * pageSize, total), total)}</span>
    <button type="button" disabled={page === 1} onClick={() => onTurn(page - 1)}>
      {words.previous}
    </button>
    <button type="button" disabled={page * pageSize >= total} onClick={() => onTurn(page + 1)}>
      {words.next}
    </button>
  </nav>
)

function Table({ regionId, listed }: { regionId: RegionId; listed: Listed }) {
  const { servers, keyPairs, pending } = listed
  return (
    <div class="table">
      <table>
        <thead>
          <tr>
            {[words.name, words.status, words.address, words.image, words.keyPair, words.actions].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {servers.map((server) => (
            <tr key={server.InstanceId}>
              <th scope="row">
                <a href={toHash({ regionId, list: 'servers', instanceId: server.InstanceId })}>{server.InstanceName}</a>
              </th>
              <td>
                <Badge status={server.Status} />
              </td>
              <td>
                <code>{server.PublicIpAddress}</code>
              </td>
              <td>{server.Image.ImageName}</td>
              <td>
                {keyPairOf(server, keyPairs) ?? words.none}
                {pending.some(({ InstanceId }) => InstanceId === server.InstanceId) && (
                  <span class="badge waits">{words.waits}</span>
                )}
              </td>
              <td class="actions">
                <PowerButtons server={server} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
