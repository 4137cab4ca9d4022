import { useState } from 'preact/hooks'
import { attach, createKeyPair, importKeyPair } from '../calls.ts'
import { changeKeys, isAnswered } from '../parts/change-keys.ts'
import { Field, FormDialog, type Task, textOf } from '../parts/form.tsx'
import { RestartChoice, wantsRestart } from '../parts/restart-choice.tsx'
import { isIn, ServerPicker } from '../parts/server-picker.tsx'
import { takesKeyPairs } from '../parts/status.tsx'
import { PublicKeyField } from '../public-key/field.tsx'
import { isPrivateKey } from '../public-key/private-key.ts'
import { words } from '../words.ts'
import type { Region } from './list.tsx'
import { type Format, NewKeyPair, type NewKeyPairProps } from './new-key-pair.tsx'

type Origin = 'generate' | 'import'

export function CreateKeyPair({ region, onEnd }: { region: Region; onEnd(): void }) {
  const { regionId, servers } = region
  const [origin, setOrigin] = useState<Origin>('generate')
  const [publicKey, setPublicKey] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [made, setMade] = useState<Omit<NewKeyPairProps, 'onEnd'>>()

  const submit = async (task: Task) => {
    const { fields, tokenFor } = task
    const KeyPairName = textOf(fields, 'name')
    const attachTo = (steps: Pick<Task, 'tokenFor' | 'report'>) => {
      const change = { regionId, keyPairName: KeyPairName, servers: servers.filter(isIn(chosen)) }
      return changeKeys(attach, { ...change, wantsRestart: wantsRestart(fields) }, steps)
    }
    if (origin === 'generate') {
      const format = textOf(fields, 'format') as Format
      const body = { KeyPairName, PrivateKeyFormat: format, ClientToken: tokenFor('create') }
      const { PrivateKeyBody } = await createKeyPair(regionId, body)
      const later = chosen.size > 0 && { attach: (report: Task['report']) => attachTo({ tokenFor, report }) }
      return setMade({ name: KeyPairName, privateKey: { format, text: PrivateKeyBody }, ...later })
    }
    const PublicKeyBody = publicKey.trim()
    await importKeyPair(regionId, { KeyPairName, PublicKeyBody, ClientToken: tokenFor('import') })
    try {
      await attachTo(task)
    } catch (error) {
      if (!isAnswered(error)) throw error // the form can repeat all its calls
      return setMade({ name: KeyPairName, error })
    }
    onEnd()
  }

  if (made) return <NewKeyPair {...made} onEnd={onEnd} />
  return (
    <FormDialog
      title={words.createKeyPair}
      submit={words.create}
      isReady={origin === 'generate' || !isPrivateKey(publicKey)}
      {...(origin === 'generate' && { atStake: words.keyAtStake })}
      onSubmit={submit}
      onClose={onEnd}
    >
      <Field label={words.name} hint={words.nameHint}>
        <input name="name" required autocomplete="off" spellcheck={false} />
      </Field>
      <OriginChoice origin={origin} onChoose={setOrigin} />
      {origin === 'generate' ? <FormatChoice /> : <PublicKeyField value={publicKey} onChange={setPublicKey} />}
      <AttachAtOnce region={region} chosen={chosen} onChoose={setChosen} />
    </FormDialog>
  )
}

const OriginChoice = ({ origin, onChoose }: { origin: Origin; onChoose(origin: Origin): void }) => (
  <fieldset>
    <legend>{words.origin}</legend>
    {(['generate', 'import'] as const).map((option) => (
      <label key={option}>
        <input type="radio" name="origin" checked={origin === option} onChange={() => onChoose(option)} />
        <span>{words[option]}</span>
        {option === 'generate' && <small class="hint">{words.generateHint}</small>}
      </label>
    ))}
  </fieldset>
)

interface AttachAtOnceProps {
  readonly region: Region
  readonly chosen: ReadonlySet<string>
  onChoose(chosen: ReadonlySet<string>): void
}

function AttachAtOnce({ region: { servers, keyPairs }, chosen, onChoose }: AttachAtOnceProps) {
  if (!servers.some(takesKeyPairs)) return null
  return (
    <details>
      <summary>{words.attachAtOnce}</summary>
      <ServerPicker servers={servers.filter(takesKeyPairs)} keyPairs={keyPairs} chosen={chosen} onChoose={onChoose} />
      <RestartChoice />
    </details>
  )
}

const FormatChoice = () => (
  <Field label={words.privateKeyFormat}>
    <select name="format">
      <option value="PEM">{words.pem}</option>
      <option value="PPK">{words.ppk}</option>
    </select>
  </Field>
)
