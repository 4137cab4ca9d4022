import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'

/** A modal dialog. Escape only calls `onClose`; the component that shows the dialog removes it. */
export function Dialog(props: { title: string; onClose(): void; children: ComponentChildren }) {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useLayoutEffect(() => {
    element.current?.showModal()
    return () => element.current?.close() // returns the focus
  }, [])
  const cancel = (event: Event) => {
    event.preventDefault()
    props.onClose()
  }
  // Browsers close it when Escape is pressed twice.
  const keepOpen = () => element.current?.isConnected && element.current.showModal()
  return (
    <dialog ref={element} aria-labelledby={titleId} onCancel={cancel} onClose={keepOpen}>
      <h2 id={titleId}>{props.title}</h2>
      {props.children}
    </dialog>
  )
}
