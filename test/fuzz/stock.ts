/** What earlier calls of a story left behind, so that later ones can name it. */

const kinds = ['KeyPairName', 'InstanceId', 'PublicIpAddress', 'CommandId', 'InvokeId'] as const
export type Kind = (typeof kinds)[number]

/** A value that is looked up when the call is made: the story is written before anything has an id. */
export interface Stocked {
  readonly stocked: Kind
  readonly index: number
}

export class Stock {
  readonly #values: Record<Kind, string[]> = {
    KeyPairName: [],
    InstanceId: [],
    PublicIpAddress: [],
    CommandId: [],
    InvokeId: []
  }

  /** Remembers the ids and names anywhere in a result. */
  learn(result: unknown, name = ''): void {
    const kind = kinds.find((one) => name === one || name === `${one}s`)
    if (typeof result === 'string') {
      if (kind !== undefined && result !== '' && !this.#values[kind].includes(result)) this.#values[kind].push(result)
    } else if (Array.isArray(result)) {
      for (const item of result) this.learn(item, name)
    } else if (typeof result === 'object' && result !== null) {
      for (const [key, value] of Object.entries(result)) this.learn(value, key)
    }
  }

  find({ stocked, index }: Stocked): string {
    const values = this.#values[stocked]
    return values[index % values.length] ?? 'none'
  }
}

export const isStocked = (value: object): value is Stocked => 'stocked' in value
