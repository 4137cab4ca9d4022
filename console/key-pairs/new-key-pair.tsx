import { useEffect } from 'preact/hooks'
import { Copyable } from '../parts/copyable.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Fault } from '../parts/fault.tsx'
import { keyFileOf } from '../parts/key-file.ts'
import { save } from '../parts/save.ts'
import { words } from '../words.ts'

export type Format = 'PEM' | 'PPK'

export interface PrivateKey {
  readonly format: Format
  readonly text: string
}

export interface NewKeyPairProps {
  readonly name: string
  /** None of an imported one. */
  readonly key: PrivateKey | undefined
  /** Why it wasn't attached. */
  readonly fault?: unknown
  onEnd(): void
}

/** Says what was made. A private key is nowhere but here, and this is the one chance to get it. */
export function NewKeyPair({ name, key, fault, onEnd }: NewKeyPairProps) {
  const fileName = keyFileOf(name, key?.format)
  const saveIt = () => key && save(fileName, key.text)
  useEffect(() => void saveIt(), [])
  return (
    // Escape doesn't close it: the key would be gone.
    <Dialog title={words.keyMade(name)} onClose={() => {}}>
      {key && <p>{words.keyOnce}</p>}
      <Fault of={fault} />
      {key?.format === 'PEM' && <Copyable label={words.keyMode} text={`chmod 600 ${fileName}`} />}
      <footer>
        {key && (
          <button type="button" onClick={saveIt}>
            {words.saveAgain}
          </button>
        )}
        <button type="button" class="main" onClick={onEnd}>
          {words.done}
        </button>
      </footer>
    </Dialog>
  )
}
