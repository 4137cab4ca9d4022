/**
 * The dialog above the page. It belongs to the whole console and not to the page that opened it: a call may still be under
 * way in it, or a private key waiting, when the page moves on.
 */
import { type ComponentChildren, createContext, type VNode } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import { isHeld } from './holds.ts'

type Render = (end: () => void) => VNode

interface Dialogs {
  /** Opens a dialog, which calls `end` to be taken away. */
  show(render: Render): void
  /** Counts the dialogs that ended: each may have changed what the page shows. */
  readonly ended: number
}

const Context = createContext<Dialogs>({ show() {}, ended: 0 })

export const useDialogs = (): Dialogs => useContext(Context)

/** Shows dialogs above its children. One that is held stays when the page becomes another one; the others go. */
export function DialogHost({ page, children }: { page: string; children: ComponentChildren }) {
  const [shown, setShown] = useState<Render>()
  const [ended, setEnded] = useState(0)
  useEffect(() => {
    if (!isHeld()) setShown(undefined)
  }, [page])
  const end = () => {
    setShown(undefined)
    setEnded((before) => before + 1)
  }
  return (
    <Context.Provider value={{ show: (render) => setShown(() => render), ended }}>
      {children}
      {shown?.(end)}
    </Context.Provider>
  )
}
