import { deleteKeyPair } from '../calls.ts'
import { FormDialog } from '../parts/form.tsx'
import { words } from '../words.ts'
import type { OfKeyPair } from './list.tsx'

export function DeleteKeyPair({ region: { regionId }, keyPair: { KeyPairName }, onEnd }: OfKeyPair) {
  const submit = async () => {
    await deleteKeyPair(regionId, KeyPairName)
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
