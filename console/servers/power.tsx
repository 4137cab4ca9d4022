import { useState } from 'preact/hooks'
import { type Instance, type Power, setPower } from '../calls.ts'
import { FormDialog } from '../parts/form.tsx'
import { words } from '../words.ts'

/** From which state each is possible. */
const from = { start: 'Stopped', stop: 'Running', reboot: 'Running' } as const

export function PowerButtons({ server, onChange }: { server: Instance; onChange(): void }) {
  const [asked, setAsked] = useState<Power>()
  const end = () => {
    setAsked(undefined)
    onChange()
  }
  return (
    <>
      {(Object.keys(from) as Power[])
        .filter((power) => from[power] === server.Status)
        .map((power) => (
          <button key={power} type="button" onClick={() => setAsked(power)}>
            {words[power]}
          </button>
        ))}
      {asked && <PowerDialog server={server} power={asked} onEnd={end} />}
    </>
  )
}

function PowerDialog({ server, power, onEnd }: { server: Instance; power: Power; onEnd(): void }) {
  const submit = async () => {
    await setPower(server.RegionId, power, [server.InstanceId])
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
