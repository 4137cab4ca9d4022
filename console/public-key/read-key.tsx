import { Refusal } from '../api.ts'
import { words } from '../words.ts'
import type { Reading } from './reading.ts'

/** Shows what a text was read as, and offers the line to import if it is in another format. */
export function ReadKey({ reading, onUse }: { reading: Reading; onUse(line: string): void }) {
  if (reading.is === 'nothing') return null
  if (reading.is === 'asked') return <p>{words.reading}</p>
  if (reading.is === 'private') return <p class="error">{words.privateKeyPasted}</p>
  if (reading.is === 'refused') return <p class="error">{reasonOf(reading.error)}</p>
  const { type, bits, sha256, comment, instead } = reading
  return (
    <>
      {instead && <p class="error">{instead.refusal}</p>}
      <dl>
        <dt>{words.type}</dt>
        <dd>
          {type}, {words.bits(bits)}
        </dd>
        <dt>{words.fingerprint}</dt>
        <dd>
          <code>SHA256:{sha256}</code>
        </dd>
        {!instead && (
          <>
            <dt>{words.comment}</dt>
            <dd>{comment || words.none}</dd>
          </>
        )}
      </dl>
      {instead && (
        <>
          <p>{words.lineInstead}</p>
          <pre>
            <code>{instead.line}</code>
          </pre>
          <p>
            <button type="button" onClick={() => onUse(instead.line)}>
              {words.useLine}
            </button>
          </p>
        </>
      )}
    </>
  )
}

const reasonOf = (error: unknown): string =>
  error instanceof Refusal ? error.message : words.notRead(error instanceof Error ? error.message : String(error))
