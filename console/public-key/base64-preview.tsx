import { useEffect, useId, useState } from 'preact/hooks'
import { words } from '../words.ts'

const examples = [
  'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDB… me@laptop',
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMq… me@laptop',
  'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTIt… me@laptop'
]

/** The guide's “Base64 Preview”: shows the expected format on hover, focus and touch. Escape hides it. */
export function Base64Preview() {
  const id = useId()
  const [isShown, setIsShown] = useState(false)
  const show = () => setIsShown(true)
  const hide = () => setIsShown(false)
  useEffect(() => {
    if (!isShown) return
    const dismiss = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault() // the dialog stays open
      hide()
    }
    document.addEventListener('keydown', dismiss)
    return () => document.removeEventListener('keydown', dismiss)
  }, [isShown])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <span class="preview" role="group" onMouseEnter={show} onMouseLeave={hide}>
      <button type="button" aria-describedby={id} onFocus={show} onBlur={hide} onClick={show}>
        {words.base64Preview}
      </button>
      <span id={id} role="tooltip" hidden={!isShown}>
        <span>{words.keyFormat}</span>
        {examples.map((example) => (
          <code key={example}>{example}</code>
        ))}
      </span>
    </span>
  )
}
