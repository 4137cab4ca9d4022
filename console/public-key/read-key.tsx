import { Refusal } from '../api.ts'
import { words } from '../words.ts'
import type { Reading } from './reading.ts'

/** Says what was read from a text, and offers the line to import where it is another format. */
export function ReadKey({ reading, onUse }: { reading: Reading; onUse(line: string): void }) {
  if (reading.is === 'nothing') return null
  if (reading.is === 'asked') return <p>{words.reading}</p>
  if (reading.is === 'private') return <p class="fault">{words.privateKeyPasted}</p>
  if (reading.is === 'refused') return <p class="fault">{reasonOf(reading.fault)}</p>
  const { type, bits, sha256, comment, instead } = reading
  return (
    <>
      {instead && <p class="fault">{instead.refusal}</p>}
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

const reasonOf = (fault: unknown): string =>
  fault instanceof Refusal ? fault.message : words.notRead(fault instanceof Error ? fault.message : String(fault))
