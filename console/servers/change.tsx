import { type Instance, listImages, resetSystem, updateServer } from '../calls.ts'
import { useLoad } from '../load.ts'
import { ErrorMessage } from '../parts/error-message.tsx'
import { Field, FormDialog, type Task, textOf } from '../parts/form.tsx'
import { words } from '../words.ts'

interface Props {
  readonly server: Instance
  onEnd(): void
}

export function RenameServer({ server, onEnd }: Props) {
  const submit = async ({ fields, tokenFor }: Task) => {
    await updateServer(server.RegionId, server.InstanceId, {
      InstanceName: textOf(fields, 'name'),
      ClientToken: tokenFor('rename')
    })
    onEnd()
  }
  return (
    <FormDialog title={words.rename} submit={words.rename} onSubmit={submit} onClose={onEnd}>
      <Field label={words.name}>
        <input name="name" required autocomplete="off" spellcheck={false} defaultValue={server.InstanceName} />
      </Field>
    </FormDialog>
  )
}

export function SetPassword({ server, onEnd }: Props) {
  const submit = async ({ fields, tokenFor }: Task) => {
    await updateServer(server.RegionId, server.InstanceId, {
      Password: textOf(fields, 'password'),
      ClientToken: tokenFor('set password')
    })
    onEnd()
  }
  return (
    <FormDialog title={words.setPassword} submit={words.setPassword} onSubmit={submit} onClose={onEnd}>
      <Field label={words.password} hint={words.passwordHint}>
        <input name="password" type="password" required autocomplete="new-password" />
      </Field>
    </FormDialog>
  )
}

export function ResetSystem({ server, onEnd }: Props) {
  const { value, error } = useLoad(() => listImages(server.RegionId))
  const submit = async ({ fields, tokenFor }: Task) => {
    await resetSystem(server.RegionId, server.InstanceId, {
      ImageId: textOf(fields, 'image'),
      ClientToken: tokenFor('reset')
    })
    onEnd()
  }
  return (
    <FormDialog
      title={words.reset}
      submit={words.reset}
      isDangerous
      isReady={value !== undefined}
      onSubmit={submit}
      onClose={onEnd}
    >
      <p>{words.resetWarning}</p>
      <ErrorMessage error={error} />
      <Field label={words.image}>
        <select name="image" required>
          {value?.map(({ ImageId, ImageName }) => (
            <option key={ImageId} value={ImageId} selected={ImageId === server.ImageId}>
              {ImageName}
            </option>
          ))}
        </select>
      </Field>
    </FormDialog>
  )
}
