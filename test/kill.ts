import { publicKey } from './fixture.ts'
import type { Running } from './process.ts'

/** What was acknowledged before the service died: imports as fast as they go, and `die` in the middle of them. */
export async function acknowledge(
  { rpc }: Running,
  die: () => Promise<void>
): Promise<{ AccessKeyId: string; KeyPairName: string }[]> {
  const acknowledged: { AccessKeyId: string; KeyPairName: string }[] = []
  const writer = async (name: string) => {
    for (let n = 0; ; n++) {
      const target = { AccessKeyId: `${name}-${Math.floor(n / 10)}`, KeyPairName: `key-${n}` }
      const reply = await rpc('ImportKeyPair', { ...target, PublicKeyBody: publicKey }).catch(() => undefined)
      if (reply === undefined) return
      if (reply.status !== 200) throw new Error(reply.text)
      acknowledged.push(target)
      if (acknowledged.length === 150) void die()
    }
  }
  await Promise.all(['a', 'b', 'c', 'd'].map(writer))
  return acknowledged
}
