/**
 * What this service uses of ssh2 that ssh2 doesn't document. It was read in the version below; scripts/ssh2.mjs changes
 * one constant more, the largest packet.
 */
import type { EncryptedPrivateKey, ParsedKey, ServerChannel } from 'ssh2'

export const readVersion = '1.17.0'

/**
 * Clears the piece that a channel holds while the client has no room. ssh2 never clears it: where stderr waits after
 * stdout has, ssh2 would send the last piece of stdout again.
 */
export function forgetPieces(channel: ServerChannel): void {
  Object.assign(channel, { _chunk: undefined, _chunkcb: undefined, _chunkErr: undefined, _chunkcbErr: undefined })
}

/**
 * A host key that is offered by one algorithm only. ssh2 takes a key that it has parsed as it is, and offers it by its
 * `type`: an `ssh-rsa` key would be offered with SHA-1 too.
 */
export function hostKeyBy(algorithm: string, key: ParsedKey): EncryptedPrivateKey {
  return { key: Object.create(key, { type: { value: algorithm } }), passphrase: '' }
}

/**
 * Opens the channel of a session. undefined if the client has ended the session already, which ssh2's types rule out.
 */
export const openedChannel = (accept: () => ServerChannel): ServerChannel | undefined => accept()
