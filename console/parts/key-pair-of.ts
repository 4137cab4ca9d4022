import type { Instance, KeyPair } from '../calls.ts'

/** The name of a server's key pair. */
export const keyPairOf = ({ InstanceId }: Instance, keyPairs: readonly KeyPair[]): string | undefined =>
  keyPairs.find(({ InstanceIds }) => InstanceIds.includes(InstanceId))?.KeyPairName
