import { useState } from 'preact/hooks'
import { attach } from '../calls.ts'
import { changeKeys } from '../parts/change-keys.ts'
import { FormDialog, type Task } from '../parts/form.tsx'
import { RestartChoice, wantsRestart } from '../parts/restart-choice.tsx'
import { isIn, ServerPicker } from '../parts/server-picker.tsx'
import { takesKeyPairs } from '../parts/status.tsx'
import { words } from '../words.ts'
import type { OfKeyPair } from './list.tsx'

export function AttachKeyPair({ region, keyPair: { KeyPairName, InstanceIds }, onEnd }: OfKeyPair) {
  const { regionId, keyPairs, servers } = region
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const others = servers.filter((server) => takesKeyPairs(server) && !InstanceIds.includes(server.InstanceId))
  const submit = async (task: Task) => {
    const change = { regionId, keyPairName: KeyPairName, servers: others.filter(isIn(chosen)), onRest: setChosen }
    await changeKeys(attach, { ...change, wantsRestart: wantsRestart(task.fields) }, task)
    onEnd()
  }
  return (
    <FormDialog
      title={words.attachTitle(KeyPairName)}
      submit={words.attach}
      isReady={chosen.size > 0}
      onSubmit={submit}
      onClose={onEnd}
    >
      <ServerPicker servers={others} keyPairs={keyPairs} chosen={chosen} onChoose={setChosen} />
      <p>{words.oneKeyPair}</p>
      <RestartChoice />
    </FormDialog>
  )
}
