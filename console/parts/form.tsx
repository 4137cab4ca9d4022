import { type ComponentChildren, cloneElement, type VNode } from 'preact'
import { useId, useState } from 'preact/hooks'
import { words } from '../words.ts'
import { Dialog } from './dialog.tsx'
import { Fault } from './fault.tsx'

interface FormProps {
  readonly title: string
  /** What the button says. */
  readonly submit: string
  readonly isDangerous?: boolean
  readonly isReady?: boolean
  /** Does it, once for each press; what it throws is shown, and the form stays. */
  onSubmit(fields: FormData): Promise<void>
  onClose(): void
  readonly children: ComponentChildren
}

/** A dialog that asks for something, and does it. */
export function FormDialog({ title, submit, isDangerous, isReady = true, onSubmit, onClose, children }: FormProps) {
  const [{ isBusy, fault }, set] = useState<{ isBusy: boolean; fault?: unknown }>({ isBusy: false })
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    set({ isBusy: true })
    try {
      await onSubmit(new FormData(event.currentTarget as HTMLFormElement))
    } catch (error) {
      set({ isBusy: false, fault: error })
    }
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={send}>
        {children}
        <Fault of={fault} />
        <footer>
          <button type="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" class={isDangerous ? 'main danger' : 'main'} disabled={isBusy || !isReady}>
            {submit}
          </button>
        </footer>
      </form>
    </Dialog>
  )
}

/** What a person typed into a field. */
export const textOf = (fields: FormData, name: string): string => String(fields.get(name) ?? '')

/** A label, its field, and what is to be known about it. */
export function Field({ label, hint, children }: { label: string; hint?: string; children: VNode }) {
  const id = useId()
  const hintId = hint && `${id}-hint`
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {cloneElement(children, { id, 'aria-describedby': hintId })}
      {hint && <small id={hintId}>{hint}</small>}
    </div>
  )
}
