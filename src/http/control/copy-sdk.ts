/** A call as a program with the official SDK for Node.js, @alicloud/swas-open20200601 4.0.0. */
import { callNotCopied } from '../../errors/index.ts'
import type { Copied } from './copied.ts'

/** Lists that the SDK expects as one JSON text. */
export const jsonTexts: Readonly<Record<string, readonly string[]>> = {
  InvokeCommand: ['InstanceIds'],
  ListImages: ['ImageIds'],
  ListInstances: ['InstanceIds', 'PublicIpAddresses'],
  ListInstanceStatus: ['InstanceIds'],
  RebootInstances: ['InstanceIds'],
  StartInstances: ['InstanceIds'],
  StopInstances: ['InstanceIds']
}
/** Parameters of the API that the SDK doesn't know; ClientTokens are secret and never copied. */
export const notInSdk: readonly string[] = ['CommandLine', 'PrivateKeyFormat']

const lower = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)

export function sdkProgram(copied: Copied): string {
  const { note, endpoint, call } = copied
  return `${note}// The secret is not in the log: any will do where the service doesn't know the AccessKey.
${imports}
${client(literal(endpoint), literal(call.accessKeyId), "'any'")}
${request(copied)}
const { body } = await client.${lower(call.action)}(request)
console.log(JSON.stringify(body.toMap(), null, 2))
`
}

export function sdkTest(copied: Copied): string {
  const { note, call } = copied
  const done = `await client.${lower(call.action)}(request)`
  const refused = `await assert.rejects(client.${lower(call.action)}(request), { code: ${literal(call.code)} })`
  const body = `const swas = await startSwasLocal()
try {
  // What the call needs comes here: await swas.seed(…)
${indent(client('swas.endpoint', 'swas.accessKey.accessKeyId', 'swas.accessKey.accessKeySecret'))}
${indent(request(copied))}
  ${call.code === '' ? done : refused}
} finally {
  await swas.stop()
}`
  return `${note}import assert from 'node:assert/strict'
import test from 'node:test'
${imports}import { startSwasLocal } from 'swas-local'

test(${literal(call.code === '' ? call.action : `${call.action} answers ${call.code}`)}, async () => {
${indent(body)}
})
`
}

const imports = `import openapiCore from '@alicloud/openapi-core'
import swasSdk from '@alicloud/swas-open20200601'
`

const client = (endpoint: string, id: string, secret: string) => `const client = new swasSdk.default(
  new openapiCore.$OpenApiUtil.Config({
    accessKeyId: ${id},
    accessKeySecret: ${secret},
    endpoint: ${endpoint},
    protocol: 'http'
  })
)`

// Objects in a list have a class of their own, such as ListInstancesRequestTag.
function request({ operation, call: { action }, parameters }: Copied): string {
  if (operation.extension)
    throw callNotCopied({ detail: `The SDK has no ${action}: it is an extension of swas-local.` })
  const fields = Object.entries(parameters).map(([name, value]) => {
    if (notInSdk.includes(name)) throw callNotCopied({ detail: `The SDK doesn’t know ${name}.` })
    const text = jsonTexts[action]?.includes(name)
      ? literal(JSON.stringify(value))
      : written(value, `${action}Request${name}`)
    return `  ${lower(name)}: ${text}`
  })
  const inside = fields.length === 0 ? '' : `{\n${fields.join(',\n')}\n}`
  return `const request = new swasSdk.${action}Request(${inside})`
}

function written(value: unknown, className: string): string {
  if (Array.isArray(value)) return `[${value.map((one) => written(one, className)).join(', ')}]`
  if (typeof value !== 'object' || value === null) return literal(value)
  const fields = Object.entries(value).map(([name, one]) => `${lower(name)}: ${literal(one)}`)
  return `new swasSdk.${className}({ ${fields.join(', ')} })`
}

// JSON is valid JavaScript; a string without single quotes gets single quotes.
const literal = (value: unknown): string =>
  typeof value === 'string' && !/['\\\n\r\u2028\u2029]/.test(value) ? `'${value}'` : JSON.stringify(value)

const indent = (text: string) => text.replace(/^(?=.)/gm, '  ')
