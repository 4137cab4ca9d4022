import { Refusal } from '../api.ts'
import { words } from '../words.ts'
import { PartlyDone } from './change-keys.ts'

/** Shows why something failed, in the service's own words. */
export function ErrorMessage({ error }: { error: unknown }) {
  if (error === undefined) return null
  if (!(error instanceof Refusal))
    return (
      <p class="error" role="alert">
        {error instanceof PartlyDone
          ? error.message
          : `${words.noAnswer}: ${error instanceof Error ? error.message : String(error)}`}
      </p>
    )
  return (
    <p class="error" role="alert">
      <b>{error.code}</b> {error.message}
      {error.code === 'InvalidKeyPairName.Malformed' && <span>{words.nameHint}</span>}
      <small>
        {words.requestId} {error.requestId}
      </small>
    </p>
  )
}
