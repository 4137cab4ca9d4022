/**
 * The dialog above the page. It belongs to the console, not to the page that opened it: when the page changes, a call may
 * still run in the dialog, or it may show a private key.
 */
import { type ComponentChildren, createContext, type VNode } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import { isPageGuarded } from './leave-guard.ts'

type Render = (end: () => void) => VNode

interface Dialogs {
  /** Opens a dialog; it calls `end` to close itself. */
  show(render: Render): void
  /** How many dialogs have ended. Each may have changed what the page shows. */
  readonly ended: number
}

const Context = createContext<Dialogs>({ show() {}, ended: 0 })

export const useDialogs = (): Dialogs => useContext(Context)

/** Shows dialogs above its children. When the page changes, a dialog closes unless it guards the page. */
export function DialogHost({ page, children }: { page: string; children: ComponentChildren }) {
  const [shown, setShown] = useState<Render>()
  const [ended, setEnded] = useState(0)
  useEffect(() => {
    if (!isPageGuarded()) setShown(undefined)
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
