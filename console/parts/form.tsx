import { type ComponentChildren, cloneElement, type VNode } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { createTokens, type TokenFor } from '../client-tokens.ts'
import { useLeaveGuard } from '../leave-guard.ts'
import { words } from '../words.ts'
import { isAnswered, PartlyDone } from './change-keys.ts'
import { Dialog } from './dialog.tsx'
import { ErrorMessage } from './error-message.tsx'

/** One submission of a form. */
export interface Task {
  readonly fields: FormData
  readonly tokenFor: TokenFor
  /** Shows the progress. */
  report(progress: string): void
}

interface FormProps {
  readonly title: string
  /** Label of the button. */
  readonly submit: string
  readonly isDangerous?: boolean
  readonly isReady?: boolean
  /** What is lost if the form closes after a call without a reply. Then only the Cancel button closes the form. */
  readonly atStake?: string
  /** The form stays open and shows what this throws. */
  onSubmit(task: Task): Promise<void>
  onClose(): void
  readonly children: ComponentChildren
}

interface State {
  readonly isBusy: boolean
  readonly progress?: string
  readonly error?: unknown
}

/**
 * A dialog with a form. It can't be closed while it works. After a call without a reply it keeps what was submitted:
 * pressed again, it repeats the same calls with the same ClientTokens.
 */
export function FormDialog({ title, submit, isReady = true, onSubmit, onClose, children, ...props }: FormProps) {
  const [{ isBusy, progress, error }, set] = useState<State>({ isBusy: false })
  const tokenFor = useRef(createTokens())
  const submitted = useRef<FormData>(undefined)
  const button = useRef<HTMLButtonElement>(null)
  const isUnanswered = error !== undefined && !isAnswered(error)
  const isAtStake = isUnanswered && props.atStake !== undefined
  useLeaveGuard(isBusy || isAtStake)
  useEffect(() => {
    if (error !== undefined && document.activeElement === document.body) button.current?.focus()
  }, [error])

  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isBusy) return
    if (!isUnanswered) submitted.current = new FormData(event.currentTarget as HTMLFormElement)
    set({ isBusy: true })
    const report = (progress: string) => set({ isBusy: true, progress })
    try {
      await onSubmit({ fields: submitted.current as FormData, tokenFor: tokenFor.current, report })
    } catch (error) {
      if (error instanceof PartlyDone) tokenFor.current = createTokens() // its calls were answered, so the next ones are new
      set({ isBusy: false, error })
    }
  }
  return (
    <Dialog title={title} onClose={() => isBusy || isAtStake || onClose()}>
      <form onSubmit={send}>
        <fieldset class="fields" disabled={isBusy || isUnanswered}>
          {children}
        </fieldset>
        <ErrorMessage error={error} />
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

/** The value of a field. */
export const textOf = (fields: FormData, name: string): string => String(fields.get(name) ?? '')

/** A field with its label and a hint. */
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
