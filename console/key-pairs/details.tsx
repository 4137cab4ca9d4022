import { describeKeyPair } from '../calls.ts'
import { useLoad } from '../load.ts'
import { Copyable } from '../parts/copyable.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorMessage } from '../parts/error-message.tsx'
import { words } from '../words.ts'
import type { OfKeyPair } from './list.tsx'

export function KeyPairDetails({ region: { regionId }, keyPair: { KeyPairName }, onEnd }: OfKeyPair) {
  const { value, error } = useLoad(() => describeKeyPair(regionId, KeyPairName))
  return (
    <Dialog title={KeyPairName} onClose={onEnd}>
      <ErrorMessage error={error} />
      {value && (
        <>
          <dl>
            <dt>{words.type}</dt>
            <dd>
              {value.KeyType}, {words.bits(value.KeyBits)},{' '}
              {value.Origin === 'Imported' ? words.imported : words.generated}
            </dd>
            <dt>MD5</dt>
            <dd>
              <code>{value.FingerprintMd5}</code>
            </dd>
            <dt>SHA256</dt>
            <dd>
              <code>{value.FingerprintSha256}</code>
            </dd>
          </dl>
          <Copyable label={words.publicKey} text={value.PublicKey} />
        </>
      )}
      <footer>
        <button type="button" onClick={onEnd}>
          {words.close}
        </button>
      </footer>
    </Dialog>
  )
}
