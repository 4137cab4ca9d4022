import { useEffect, useRef, useState } from 'preact/hooks'
import { useHold } from '../holds.ts'
import { copyText } from '../parts/clipboard.ts'
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
  readonly privateKey?: PrivateKey
  /** Why it wasn't attached. */
  readonly fault?: unknown
  /** Attaches it; begun only here, when the private key is safe. */
  attach?(report: (progress: string) => void): Promise<void>
  onEnd(): void
}

interface State {
  /** As long as it is being attached. */
  readonly progress?: string
  readonly fault?: unknown
}

/** Says what was made. A private key is nowhere but here, and this is the one chance to get it. */
export function NewKeyPair({ name, privateKey, attach, onEnd, ...props }: NewKeyPairProps) {
  const [{ progress, fault }, set] = useState<State>(attach ? { progress: words.working } : { fault: props.fault })
  useHold(privateKey !== undefined || progress !== undefined)
  useEffect(() => {
    attach?.((progress) => set({ progress })).then(
      () => set({}),
      (error) => set({ fault: error })
    )
  }, [])
  return (
    // Escape doesn't close it: the key would be gone.
    <Dialog title={words.keyMade(name)} onClose={() => {}}>
      {privateKey && <KeyOnce fileName={keyFileOf(name, privateKey.format)} privateKey={privateKey} />}
      <Fault of={fault} />
      <footer>
        <span role="status">{progress}</span>
        <button type="button" class="main" disabled={progress !== undefined} onClick={onEnd}>
          {words.done}
        </button>
      </footer>
    </Dialog>
  )
}

/** Gives the private key away: as a file at once, and again by its buttons. */
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
