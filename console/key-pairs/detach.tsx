import { useState } from 'preact/hooks'
import { detach } from '../calls.ts'
import { changeKeys } from '../parts/change-keys.ts'
import { FormDialog, type Task } from '../parts/form.tsx'
import { RestartChoice, wantsRestart } from '../parts/restart-choice.tsx'
import { isIn, ServerPicker } from '../parts/server-picker.tsx'
import { words } from '../words.ts'
import type { OfKeyPair } from './list.tsx'

export function DetachKeyPair({
  region: { regionId, servers },
  keyPair: { KeyPairName, InstanceIds },
  onEnd
}: OfKeyPair) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(InstanceIds.length === 1 ? InstanceIds : []))
  const attached = servers.filter(({ InstanceId }) => InstanceIds.includes(InstanceId))
  const submit = async (task: Task) => {
    const change = { regionId, keyPairName: KeyPairName, servers: attached.filter(isIn(chosen)), onRest: setChosen }
    await changeKeys(detach, { ...change, wantsRestart: wantsRestart(task.fields) }, task)
    onEnd()
  }
  return (
    <FormDialog
      title={words.detachTitle(KeyPairName)}
      submit={words.detach}
      isReady={chosen.size > 0}
      onSubmit={submit}
      onClose={onEnd}
    >
      <ServerPicker servers={attached} chosen={chosen} onChoose={setChosen} />
      <RestartChoice />
    </FormDialog>
  )
}
