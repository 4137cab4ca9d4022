import { deleteKeyPair } from '../calls.ts'
import { FormDialog, type Task } from '../parts/form.tsx'
import { words } from '../words.ts'
import type { OfKeyPair } from './list.tsx'

export function DeleteKeyPair({ region: { regionId }, keyPair: { KeyPairName }, onEnd }: OfKeyPair) {
  const submit = async ({ tokenFor }: Task) => {
    await deleteKeyPair(regionId, KeyPairName, tokenFor('delete'))
    onEnd()
  }
  return (
    <FormDialog
      title={words.deleteTitle(KeyPairName)}
      submit={words.delete}
      isDangerous
      onSubmit={submit}
      onClose={onEnd}
    >
      <p>{words.deleteWarning}</p>
    </FormDialog>
  )
}
