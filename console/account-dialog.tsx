import { keepAccessKey, readAccessKey } from './account.ts'
import { Field, FormDialog, type Task, textOf } from './parts/form.tsx'
import { words } from './words.ts'

export function AccountDialog({ onClose }: { onClose(): void }) {
  const submit = async ({ fields }: Task) => {
    const id = textOf(fields, 'id').trim()
    keepAccessKey(id === '' ? undefined : { id, secret: textOf(fields, 'secret') })
    onClose()
    setTimeout(() => location.reload()) // after the form is gone, or it would ask whether to leave
  }
  return (
    <FormDialog title={words.accountTitle} submit={words.show} onSubmit={submit} onClose={onClose}>
      <p>{words.accountHint}</p>
      <Field label={words.accessKeyId}>
        <input name="id" autocomplete="off" spellcheck={false} defaultValue={readAccessKey()?.id ?? ''} />
      </Field>
      <Field label={words.accessKeySecret} hint={words.secretHint}>
        <input name="secret" type="password" autocomplete="off" />
      </Field>
    </FormDialog>
  )
}
