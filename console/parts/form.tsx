import { type ComponentChildren, cloneElement, type VNode } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { createTokens, type TokenFor } from '../client-tokens.ts'
import { useHold } from '../holds.ts'
import { words } from '../words.ts'
import { isAnswered, PartlyDone } from './change-keys.ts'
import { Dialog } from './dialog.tsx'
import { Fault } from './fault.tsx'

/** What a form was submitted for, once for each press. */
export interface Task {
  readonly fields: FormData
  readonly tokenFor: TokenFor
  /** Says how far it is. */
  report(progress: string): void
}

interface FormProps {
  readonly title: string
  /** What the button says. */
  readonly submit: string
  readonly isDangerous?: boolean
  readonly isReady?: boolean
  /** What closing would lose after a call without an answer. Where it is given, only the button closes the form then. */
  readonly atStake?: string
  /** Does it; what it throws is shown, and the form stays. */
  onSubmit(task: Task): Promise<void>
  onClose(): void
  readonly children: ComponentChildren
}

interface State {
  readonly isBusy: boolean
  readonly progress?: string
  readonly fault?: unknown
}

/**
 * A dialog that asks for something, and does it. Nothing closes it meanwhile. Where no answer came, it stays as it was
 * submitted: pressed again, it makes the same calls with the same ClientTokens.
 */
export function FormDialog({ title, submit, isReady = true, onSubmit, onClose, children, ...props }: FormProps) {
  const [{ isBusy, progress, fault }, set] = useState<State>({ isBusy: false })
  const tokenFor = useRef(createTokens())
  const submitted = useRef<FormData>(undefined)
  const button = useRef<HTMLButtonElement>(null)
  const isUnanswered = fault !== undefined && !isAnswered(fault)
  const isAtStake = isUnanswered && props.atStake !== undefined
  useHold(isBusy || isAtStake)
  useEffect(() => {
    if (fault !== undefined && document.activeElement === document.body) button.current?.focus()
  }, [fault])

  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isBusy) return
    if (!isUnanswered) submitted.current = new FormData(event.currentTarget as HTMLFormElement)
    set({ isBusy: true })
    const report = (progress: string) => set({ isBusy: true, progress })
    try {
      await onSubmit({ fields: submitted.current as FormData, tokenFor: tokenFor.current, report })
    } catch (error) {
      if (error instanceof PartlyDone) tokenFor.current = createTokens() // its calls were answered: the next are others
      set({ isBusy: false, fault: error })
    }
  }
  return (
    <Dialog title={title} onClose={() => isBusy || isAtStake || onClose()}>
      <form onSubmit={send}>
        <fieldset class="fields" disabled={isBusy || isUnanswered}>
          {children}
        </fieldset>
        <Fault of={fault} />
        {isUnanswered && (
          <p class="note">
            {words.unanswered} {props.atStake}
          </p>
        )}
        <footer>
          <span role="status">{isBusy ? (progress ?? words.working) : ''}</span>
          <button type="button" disabled={isBusy} onClick={onClose}>
            {words.cancel}
          </button>
          <button
            ref={button}
            type="submit"
            class={props.isDangerous ? 'main danger' : 'main'}
            disabled={isBusy || !isReady}
          >
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
