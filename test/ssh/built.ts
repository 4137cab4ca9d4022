/** A server of the built program, with a key that it accepts, and OpenSSH's client for it by whichever process. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Body, linuxImage } from '../fixture.ts'
import type { Running } from '../process.ts'
import { type Ended, run, wordsOf } from './client.ts'

export interface BuiltServer {
  readonly InstanceId: string
  readonly logonOf: (by: Running) => Promise<Body>
  /** The arguments of `ssh`. */
  readonly words: (by: Running, ...command: string[]) => Promise<string[]>
  readonly ssh: (by: Running, ...command: string[]) => Promise<Ended>
}

export const plan = { ImageId: linuxImage, PlanId: 'swas.s2.c2m2s50b4t08', Period: '1' }

/** Keys are written into the folder. */
export async function makeServer({ rpc }: Running, folder: string): Promise<BuiltServer> {
  const key = join(folder, 'key')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
  const { InstanceIds } = (await rpc('CreateInstances', plan)).body
  const InstanceId = InstanceIds[0]
  const PublicKey = readFileSync(`${key}.pub`, 'utf8')
  await rpc('UploadInstanceKeyPair', { InstanceId, KeyPairName: 'work', PublicKey })
  await rpc('RebootInstance', { InstanceId })
  const logonOf = async (by: Running) => (await by.rpc('DescribeInstanceLogon', { InstanceId })).body
  const words = async (by: Running, ...command: string[]) => {
    const { Host, Port, KnownHosts } = await logonOf(by)
    const known = join(folder, `known-${Port}`)
    writeFileSync(known, KnownHosts.join('\n'))
    return wordsOf({ key, host: Host, port: Port }, known, command)
  }
  const ssh = async (by: Running, ...command: string[]) => await run(['ssh', ...(await words(by, ...command))])
  return { InstanceId, logonOf, words, ssh }
}
