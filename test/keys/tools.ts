import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The reason to skip a test that needs the program, or false if it is on the PATH. */
export function skipWithout(program: 'ssh-keygen' | 'puttygen' | 'openssl'): string | false {
  return spawnSync('which', [program]).status === 0 ? false : `${program} is not on this machine`
}

/** What the program prints; throws if it fails. */
export function run(program: string, args: string[], input?: string): string {
  return execFileSync(program, args, { encoding: 'utf8', input: input ?? '', stdio: ['pipe', 'pipe', 'pipe'] })
}

export interface Listing {
  readonly bits: number
  readonly md5: string
  readonly sha256: string
  /** `RSA`, `ED25519-CERT` and the like. */
  readonly label: string
}

/** Says what `ssh-keygen -l` says of a public key; throws if it refuses. */
export function sshKeygenList(dir: string, text: string): Listing {
  const file = join(dir, 'listed.pub')
  writeFileSync(file, text)
  const [bits, sha256 = ''] = run('ssh-keygen', ['-l', '-f', file]).split(' ')
  const [, md5 = '', ...rest] = run('ssh-keygen', ['-l', '-E', 'md5', '-f', file]).trim().split(' ')
  return {
    bits: Number(bits),
    md5: md5.replace('MD5:', ''),
    sha256: sha256.replace('SHA256:', ''),
    label: rest.at(-1)?.replace(/[()]/g, '') ?? ''
  }
}
