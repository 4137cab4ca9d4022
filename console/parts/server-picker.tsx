/** A list to choose servers from, as the cloud's transfer list. */
import { useState } from 'preact/hooks'
import type { Instance, KeyPair } from '../calls.ts'
import { words } from '../words.ts'
import { keyPairOf } from './key-pair-of.ts'
import { Badge } from './status.tsx'

/** Whether a server is chosen. */
export const isIn =
  (chosen: ReadonlySet<string>) =>
  ({ InstanceId }: Instance): boolean =>
    chosen.has(InstanceId)

interface Props {
  readonly servers: readonly Instance[]
  /** If given, each server shows which key pair a new one would replace. */
  readonly keyPairs?: readonly KeyPair[]
  readonly chosen: ReadonlySet<string>
  onChoose(chosen: ReadonlySet<string>): void
}

export function ServerPicker({ servers, keyPairs = [], chosen, onChoose }: Props) {
  const [filter, setFilter] = useState('')
  const fits = ({ InstanceName, InstanceId, PublicIpAddress }: Instance) =>
    [InstanceName, InstanceId, PublicIpAddress].some((text) => text.toLowerCase().includes(filter.toLowerCase()))
  const shown = servers.filter(fits)
  const chooseAll = () => onChoose(new Set([...chosen, ...shown.map(({ InstanceId }) => InstanceId)]))
  const toggle = (id: string) => {
    const changed = new Set(chosen)
    if (!changed.delete(id)) changed.add(id)
    onChoose(changed)
  }
  return (
    <fieldset class="picker">
      <legend>
        {words.chooseServers} <small>{words.chosen(chosen.size)}</small>
      </legend>
      <div class="search">
        <input
          type="search"
          placeholder={words.filter}
          aria-label={words.filter}
          value={filter}
          onInput={({ currentTarget }) => setFilter(currentTarget.value)}
        />
        <button type="button" disabled={shown.every(isIn(chosen))} onClick={chooseAll}>
          {words.chooseAll}
        </button>
      </div>
      {servers.length === 0 && <p>{words.noneFits}</p>}
      <ul>
        {shown.map((server) => {
          const keyPair = keyPairOf(server, keyPairs)
          return (
            <li key={server.InstanceId}>
              <label>
                <input
                  type="checkbox"
                  checked={chosen.has(server.InstanceId)}
                  onChange={() => toggle(server.InstanceId)}
                />
                <span>{server.InstanceName}</span>
                <Badge status={server.Status} />
                <small>{server.PublicIpAddress}</small>
                {keyPair && <small>{words.replaces(keyPair)}</small>}
              </label>
            </li>
          )
        })}
      </ul>
    </fieldset>
  )
}
