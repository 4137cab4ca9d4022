import { attach, detach, type Instance, listKeyPairs, type PendingRestart } from '../calls.ts'
import { useDialogs } from '../dialogs.tsx'
import { useLoad } from '../load.ts'
import { changeKeys } from '../parts/change-keys.ts'
import { ErrorMessage } from '../parts/error-message.tsx'
import { Field, FormDialog, type Task, textOf } from '../parts/form.tsx'
import { RestartChoice, wantsRestart } from '../parts/restart-choice.tsx'
import { takesKeyPairs } from '../parts/status.tsx'
import { words } from '../words.ts'

interface Props {
  readonly server: Instance
  readonly pending: PendingRestart
  /** Empty if none is attached. */
  readonly keyPairName: string
}

export function ServerKeyPair({ server, pending, keyPairName }: Props) {
  const { show } = useDialogs()
  const of = { server, keyPairName }
  const waits = [
    ...pending.KeyChanges.map(({ Change, KeyPairName }) => words.pendingChange[Change](KeyPairName)),
    ...(pending.PasswordChange ? [words.pendingPassword[pending.PasswordLogon ? 'on' : 'off']] : [])
  ]
  return (
    <section>
      <h2>{words.serverKeyPair}</h2>
      <p>{keyPairName === '' ? words.noKeyPair : words.attached(keyPairName)}</p>
      {waits.length > 0 && (
        <>
          <h3>{words.pendingTitle}</h3>
          <ol>
            {waits.map((what, index) => (
              <li key={`${index} ${what}`}>{what}</li>
            ))}
          </ol>
        </>
      )}
      <p class="actions">
        <button
          type="button"
          disabled={!takesKeyPairs(server)}
          onClick={() => show((end) => <Attach {...of} onEnd={end} />)}
        >
          {words.attach}
        </button>
        <button
          type="button"
          disabled={keyPairName === '' || !takesKeyPairs(server)}
          onClick={() => show((end) => <Detach {...of} onEnd={end} />)}
        >
          {words.detach}
        </button>
      </p>
    </section>
  )
}

type Asked = Pick<Props, 'server' | 'keyPairName'> & { onEnd(): void }

function Attach({ server, keyPairName, onEnd }: Asked) {
  const { value, error } = useLoad(() => listKeyPairs(server.RegionId))
  const others = value?.filter(({ KeyPairName }) => KeyPairName !== keyPairName) ?? []
  const submit = async (task: Task) => {
    const change = { regionId: server.RegionId, keyPairName: textOf(task.fields, 'key-pair'), servers: [server] }
    await changeKeys(attach, { ...change, wantsRestart: wantsRestart(task.fields) }, task)
    onEnd()
  }
  return (
    <FormDialog
      title={words.attachToTitle(server.InstanceName)}
      submit={words.attach}
      isReady={others.length > 0}
      onSubmit={submit}
      onClose={onEnd}
    >
      <ErrorMessage error={error} />
      {value !== undefined && others.length === 0 && <p>{words.noOtherKeyPair}</p>}
      <Field label={words.keyPair} hint={words.oneKeyPair}>
        <select name="key-pair" required>
          {others.map(({ KeyPairName }) => (
            <option key={KeyPairName}>{KeyPairName}</option>
          ))}
        </select>
      </Field>
      <RestartChoice />
    </FormDialog>
  )
}

function Detach({ server, keyPairName, onEnd }: Asked) {
  const submit = async (task: Task) => {
    const change = { regionId: server.RegionId, keyPairName, servers: [server] }
    await changeKeys(detach, { ...change, wantsRestart: wantsRestart(task.fields) }, task)
    onEnd()
  }
  return (
    <FormDialog title={words.detachTitle(keyPairName)} submit={words.detach} onSubmit={submit} onClose={onEnd}>
      <RestartChoice />
    </FormDialog>
  )
}
