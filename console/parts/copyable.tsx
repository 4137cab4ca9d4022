import { useRef, useState } from 'preact/hooks'
import { words } from '../words.ts'
import { copyText } from './clipboard.ts'

/** A text with a button that copies it. */
export function Copyable({ label, text }: { label: string; text: string }) {
  const [isCopied, setIsCopied] = useState(false)
  const element = useRef<HTMLElement>(null)
  const copy = async () => {
    const code = element.current as HTMLElement
    if (!(await copyText(text, code.parentElement as HTMLElement))) return getSelection()?.selectAllChildren(code)
    setIsCopied(true)
    setTimeout(() => setIsCopied(false), 2000)
  }
  return (
    <figure class="copyable">
      <figcaption>{label}</figcaption>
      <pre>
        <code ref={element}>{text}</code>
      </pre>
      <button type="button" onClick={copy} aria-label={`${words.copy}: ${label}`}>
        {isCopied ? words.copied : words.copy}
      </button>
    </figure>
  )
}
