/** What a tool is: an operation of the service, and where its request takes the tool's arguments. */
export interface Tool {
  readonly name: string
  readonly description: string
  /** The JSON schema of the arguments. */
  readonly inputSchema: object
  readonly isReadOnly: boolean
  readonly api: 'REST' | 'control'
  readonly method: string
  /** `/v1/regions/{RegionId}/images`. */
  readonly path: string
  /** The names in the path, each with the argument that fills it. */
  readonly inPath: ReadonlyMap<string, string>
  readonly inQuery: ReadonlySet<string>
  /** Where all other arguments are sent, unknown ones too: the service refuses those. */
  readonly others: 'query' | 'body'
}

export type Arguments = Readonly<Record<string, unknown>>

interface Properties {
  readonly properties: Readonly<Record<string, object>>
  readonly required: readonly string[]
}

/** Without what only the service reads: MCP clients may refuse keywords that JSON Schema doesn't have. */
export const toInputSchema = ({ properties, required }: Properties): object =>
  JSON.parse(
    JSON.stringify({ type: 'object', properties, required, additionalProperties: false }, (key, value) =>
      key.startsWith('x-swas-') ? undefined : value
    )
  )
