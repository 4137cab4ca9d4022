import { type Instance, type Power, setPower } from '../calls.ts'
import { useDialogs } from '../dialogs.tsx'
import { FormDialog, type Task } from '../parts/form.tsx'
import { words } from '../words.ts'

/** The status that each action needs. */
const from = { start: 'Stopped', stop: 'Running', reboot: 'Running' } as const

export function PowerButtons({ server }: { server: Instance }) {
  const { show } = useDialogs()
  const begin = (power: Power) => show((end) => <PowerDialog server={server} power={power} onEnd={end} />)
  return (
    <>
      {(Object.keys(from) as Power[])
        .filter((power) => from[power] === server.Status)
        .map((power) => (
          <button key={power} type="button" onClick={() => begin(power)}>
            {words[power]}
          </button>
        ))}
    </>
  )
}

function PowerDialog({ server, power, onEnd }: { server: Instance; power: Power; onEnd(): void }) {
  const submit = async ({ tokenFor }: Task) => {
    await setPower(server.RegionId, power, [server.InstanceId], tokenFor(power))
    onEnd()
  }
  return (
    <FormDialog
      title={words.powerTitle[power]}
      submit={words[power]}
      isDangerous={power !== 'start'}
      onSubmit={submit}
      onClose={onEnd}
    >
      <p>
        <b>{server.InstanceName}</b>
      </p>
      {power !== 'start' && <p>{words.powerWarning}</p>}
    </FormDialog>
  )
}
