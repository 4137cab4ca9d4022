import type { Instance, KeyPair } from '../calls.ts'

/** The name of the key pair that a server has. */
export const keyPairOf = ({ InstanceId }: Instance, keyPairs: readonly KeyPair[]): string | undefined =>
  keyPairs.find(({ InstanceIds }) => InstanceIds.includes(InstanceId))?.KeyPairName
