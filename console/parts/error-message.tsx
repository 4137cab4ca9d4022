import { Refusal } from '../api.ts'
import { words } from '../words.ts'
import { PartlyDone } from './change-keys.ts'

/** Says why something was not done, in the service's own words. */
export function Fault({ of }: { of: unknown }) {
  if (of === undefined) return null
  if (!(of instanceof Refusal))
    return (
      <p class="fault" role="alert">
        {of instanceof PartlyDone ? of.message : `${words.noAnswer}: ${of instanceof Error ? of.message : String(of)}`}
      </p>
    )
  return (
    <p class="fault" role="alert">
      <b>{of.code}</b> {of.message}
      {of.code === 'InvalidKeyPairName.Malformed' && <span>{words.nameHint}</span>}
      <small>
        {words.requestId} {of.requestId}
      </small>
    </p>
  )
}
