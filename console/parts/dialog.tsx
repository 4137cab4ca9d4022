import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'

/** Above everything else. Escape asks `onClose`; only whoever shows the dialog takes it away. */
export function Dialog(props: { title: string; onClose(): void; children: ComponentChildren }) {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useLayoutEffect(() => {
    element.current?.showModal()
    return () => element.current?.close() // gives the focus back
  }, [])
  const cancel = (event: Event) => {
    event.preventDefault()
    props.onClose()
  }
  // A browser closes it by itself when Escape is pressed twice.
  const keepOpen = () => element.current?.isConnected && element.current.showModal()
  return (
    <dialog ref={element} aria-labelledby={titleId} onCancel={cancel} onClose={keepOpen}>
      <h2 id={titleId}>{props.title}</h2>
      {props.children}
    </dialog>
  )
}
