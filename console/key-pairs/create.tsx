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
  const { regionId, keyPairs, servers } = region
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
    } catch (fault) {
      if (!isAnswered(fault)) throw fault // all of it can be repeated
      return setMade({ name: KeyPairName, fault })
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
      <fieldset>
        <legend>{words.origin}</legend>
        {(['generate', 'import'] as const).map((way) => (
          <label key={way}>
            <input type="radio" name="origin" checked={origin === way} onChange={() => setOrigin(way)} />
            <span>{words[way]}</span>
            {way === 'generate' && <small class="hint">{words.generateHint}</small>}
          </label>
        ))}
      </fieldset>
      {origin === 'generate' ? <FormatChoice /> : <PublicKeyField value={publicKey} onChange={setPublicKey} />}
      {servers.some(takesKeyPairs) && (
        <details>
          <summary>{words.attachAtOnce}</summary>
          <ServerPicker
            servers={servers.filter(takesKeyPairs)}
            keyPairs={keyPairs}
            chosen={chosen}
            onChoose={setChosen}
          />
          <RestartChoice />
        </details>
      )}
    </FormDialog>
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
