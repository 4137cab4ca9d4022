import { deleteServer, type Instance } from '../calls.ts'
import { FormDialog, type Task } from '../parts/form.tsx'
import { go, isShown } from '../routes.ts'
import { words } from '../words.ts'

interface Props {
  readonly server: Instance
  /** Empty if none is attached. */
  readonly keyPairName: string
  onEnd(): void
}

/** Releases a server, after it said what is deleted with it. */
export function ReleaseServer({ server, keyPairName, onEnd }: Props) {
  const { RegionId: regionId, InstanceId: instanceId, InstanceName, Status, PublicIpAddress } = server
  const submit = async ({ tokenFor }: Task) => {
    await deleteServer(regionId, instanceId, tokenFor('release'))
    if (isShown({ regionId, list: 'servers', instanceId })) go({ regionId, list: 'servers' })
    onEnd()
  }
  return (
    <FormDialog
      title={words.releaseTitle(InstanceName)}
      submit={words.release}
      isDangerous
      onSubmit={submit}
      onClose={onEnd}
    >
      {Status === 'Running' && <p>{words.releaseRunning}</p>}
      <p>{words.releaseWarning}</p>
      <ul class="lost">
        {[...words.releaseLost, words.releaseAddress(PublicIpAddress)].map((what) => (
          <li key={what}>{what}</li>
        ))}
      </ul>
      {keyPairName !== '' && <p>{words.releaseKeyPair(keyPairName)}</p>}
    </FormDialog>
  )
}
