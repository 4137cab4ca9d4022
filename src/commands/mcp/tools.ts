/** The tools. Names, descriptions and schemas are those of the declared operations. */
import type { TObject } from 'typebox'
import { neededNames } from '../../dispatch/validate.ts'
import { controlOperations } from '../../http/control/operations/index.ts'
import { routeOf } from '../../http/rest/route.ts'
import { operations } from '../../operations/index.ts'
import { type Tool, toInputSchema } from './tool.ts'

const keyPairGroups = ['Key pairs', 'Key pair of a server']
/** A key pair is attached to a server, and takes effect with its restart. Seed creates servers. */
const serverActions = ['ListInstances', 'RebootInstances']

/** The second part of a route, as in `/_swas/faults/{Id}`. */
const controlSubjects = ['calls', 'clock', 'faults', 'quotas', 'reset', 'seed', 'snapshots', 'transitions']
/** Their replies are a file and an endless stream. */
const leftOut = ['GetSnapshot', 'StreamCalls']

export const listTools = (): Tool[] => [
  ...operations
    .filter(({ action, group }) => keyPairGroups.includes(group) || serverActions.includes(action))
    .map(ofRest),
  ...controlOperations
    .filter(({ id, route }) => controlSubjects.includes(route.split('/')[2] ?? '') && !leftOut.includes(id))
    .map(ofControl)
]

function ofRest(operation: (typeof operations)[number]): Tool {
  const { action, summary, writes, parameters } = operation
  const route = routeOf(operation)
  return {
    name: action,
    description: summary,
    inputSchema: toInputSchema({ properties: parameters.properties, required: neededNames(parameters) }),
    isReadOnly: !writes,
    api: 'REST',
    ...route,
    inQuery: new Set()
  }
}

interface Members {
  readonly properties: TObject['properties']
  readonly required?: readonly string[]
}
const nothing: Members = { properties: {} }

function ofControl({ id, route, summary, isBodyNeeded = true, ...sent }: (typeof controlOperations)[number]): Tool {
  const [method = '', path = ''] = route.split(' ')
  const inPath = [...path.matchAll(/{(\w+)}/g)].map(([, name = '']) => name)
  const query = (sent.query as Members | undefined) ?? nothing
  const given = (sent.body as Members | undefined) ?? nothing
  // The file that SaveSnapshot can take has an `account` of its own; the tool saves the present state.
  const body = Object.keys(given.properties).some((name) => name in query.properties) ? nothing : given
  const properties = {
    ...Object.fromEntries(inPath.map((name) => [name, { type: 'string', description: `The ${name}.` }])),
    ...query.properties,
    ...body.properties
  }
  const needed = [...inPath, ...(query.required ?? []), ...((isBodyNeeded && body.required) || [])]
  return {
    name: id,
    description: summary,
    inputSchema: toInputSchema({ properties, required: needed }),
    isReadOnly: method === 'GET',
    api: 'control',
    method,
    path,
    inPath: new Map(inPath.map((name) => [name, name])),
    inQuery: new Set(Object.keys(query.properties)),
    others: sent.body === undefined ? 'query' : 'body'
  }
}
