import { useRef, useState } from 'preact/hooks'
import { words } from '../words.ts'

/** Text to take along. */
export function Copyable({ label, text }: { label: string; text: string }) {
  const [isCopied, setIsCopied] = useState(false)
  const element = useRef<HTMLElement>(null)
  const copy = async () => {
    // Browsers have no clipboard for a page that came by plain HTTP from another machine: then it is marked.
    if (navigator.clipboard === undefined) getSelection()?.selectAllChildren(element.current as HTMLElement)
    else {
      await navigator.clipboard.writeText(text)
      setIsCopied(true)
      setTimeout(() => setIsCopied(false), 2000)
    }
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
