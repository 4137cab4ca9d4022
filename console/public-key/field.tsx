import { useId, useRef } from 'preact/hooks'
import { words } from '../words.ts'
import { Base64Preview } from './base64-preview.tsx'
import { ReadKey } from './read-key.tsx'
import { useReading } from './reading.ts'

interface Props {
  readonly value: string
  onChange(value: string): void
}

/** A field for a public key. Below it stands what the text was read as, before the form is sent. */
export function PublicKeyField({ value, onChange }: Props) {
  const id = useId()
  const editor = useRef<HTMLTextAreaElement>(null)
  const { reading, read } = useReading()
  const change = (text: string, { isComplete }: { isComplete: boolean }) => {
    onChange(text)
    void read(text.trim(), isComplete)
  }
  const use = (line: string) => {
    change(line, { isComplete: true })
    editor.current?.focus()
  }
  const isWrong = reading.is === 'private' || reading.is === 'refused' || (reading.is === 'key' && !!reading.instead)
  return (
    <div class="field">
      <div class="labelled">
        <label for={id}>{words.publicKey}</label>
        <Base64Preview />
      </div>
      <textarea
        ref={editor}
        id={id}
        name="public-key"
        rows={5}
        required
        spellcheck={false}
        placeholder={words.keyPlaceholder}
        aria-describedby={`${id}-hint ${id}-read`}
        aria-invalid={isWrong}
        value={value}
        onInput={(event) => change(event.currentTarget.value, { isComplete: !isTyped(event) })}
        onChange={({ currentTarget }) => change(currentTarget.value, { isComplete: true })}
      />
      <small id={`${id}-hint`}>{words.importHint}</small>
      <div id={`${id}-read`} role="status" class="read">
        <ReadKey reading={reading} onUse={use} />
      </div>
    </div>
  )
}

/** Whether the user is typing, so that the text isn't complete. Pasted, dropped and filled-in text is complete. */
const isTyped = ({ inputType, data }: InputEvent) =>
  inputType.startsWith('delete') ||
  (/^insert(Text|CompositionText|LineBreak)$/.test(inputType) && (data?.length ?? 0) < 2)
