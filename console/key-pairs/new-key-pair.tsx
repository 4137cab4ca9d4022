import { useEffect, useRef, useState } from 'preact/hooks'
import { useLeaveGuard } from '../leave-guard.ts'
import { copyText } from '../parts/clipboard.ts'
import { Copyable } from '../parts/copyable.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorMessage } from '../parts/error-message.tsx'
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
  /** undefined for an imported key pair. */
  readonly privateKey?: PrivateKey
  /** Why it couldn't be attached. */
  readonly error?: unknown
  /** Attaches it. Called only after the private key is shown. */
  attach?(report: (progress: string) => void): Promise<void>
  onEnd(): void
}

interface State {
  /** Shown while the key pair is being attached. */
  readonly progress?: string
  readonly error?: unknown
}

/** The new key pair. Its private key exists only here: this is the one chance to save it. */
export function NewKeyPair({ name, privateKey, attach, onEnd, ...props }: NewKeyPairProps) {
  const [{ progress, error }, set] = useState<State>(attach ? { progress: words.working } : { error: props.error })
  useLeaveGuard(privateKey !== undefined || progress !== undefined)
  useEffect(() => {
    attach?.((progress) => set({ progress })).then(
      () => set({}),
      (error) => set({ error })
    )
  }, [])
  return (
    // Escape doesn't close it: the key would be lost.
    <Dialog title={words.keyMade(name)} onClose={() => {}}>
      {privateKey && <KeyOnce fileName={keyFileOf(name, privateKey.format)} privateKey={privateKey} />}
      <ErrorMessage error={error} />
      <footer>
        <span role="status">{progress}</span>
        <button type="button" class="main" disabled={progress !== undefined} onClick={onEnd}>
          {words.done}
        </button>
      </footer>
    </Dialog>
  )
}

/** Saves the private key as a file at once, and has buttons to save or copy it again. */
function KeyOnce({ fileName, privateKey: { format, text } }: { fileName: string; privateKey: PrivateKey }) {
  const element = useRef<HTMLDivElement>(null)
  const [copied, setCopied] = useState<'copied' | 'shown'>()
  const saveIt = () => save(fileName, text)
  const copy = async () => setCopied((await copyText(text, element.current as HTMLElement)) ? 'copied' : 'shown')
  useEffect(saveIt, [])
  return (
    <div ref={element} class="once">
      <p>{words.keyOnce(fileName)}</p>
      <p class="actions">
        <button type="button" onClick={saveIt}>
          {words.saveAgain}
        </button>
        <button type="button" onClick={copy}>
          {words.copyKey}
        </button>
        <span role="status">{copied === 'copied' ? words.copied : copied === 'shown' ? words.copyByHand : ''}</span>
      </p>
      {copied === 'shown' && <Copyable label={words.privateKey} text={text} />}
      {format === 'PEM' && <Copyable label={words.keyMode} text={`chmod 600 ${fileName}`} />}
    </div>
  )
}
