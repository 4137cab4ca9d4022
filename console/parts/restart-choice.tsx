import { words } from '../words.ts'
import { textOf } from './form.tsx'

/** Restart now or later: the choice that the cloud's guide gives after a key pair was attached or detached. */
export const RestartChoice = () => (
  <fieldset>
    <legend>{words.restart}</legend>
    {(['now', 'later'] as const).map((when) => (
      <label key={when}>
        <input type="radio" name="restart" value={when} defaultChecked={when === 'later'} />
        <span>{when === 'now' ? words.restartNow : words.restartLater}</span>
        <small class="hint">{when === 'now' ? words.restartNowHint : words.restartLaterHint}</small>
      </label>
    ))}
  </fieldset>
)

export const wantsRestart = (fields: FormData): boolean => textOf(fields, 'restart') === 'now'
