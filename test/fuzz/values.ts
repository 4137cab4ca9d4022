/** Values for a parameter, made from its own schema: good ones, ones that just miss, and wild ones. */
import fc from 'fast-check'
import { images } from '../../src/catalog/images.ts'
import { plans } from '../../src/catalog/plans.ts'
import { publicKey, secondPublicKey } from '../fixture.ts'
import type { Shape } from './shape.ts'
import type { Kind, Stocked } from './stock.ts'
import { wildText } from './texts.ts'

export type Value = string | number | boolean | Stocked | readonly Value[] | { readonly [name: string]: Value }
type Values = fc.Arbitrary<Value>

const stocked = (kind: Kind): Values => fc.record({ stocked: fc.constant(kind), index: fc.nat({ max: 9 }) })
const freshName: Values = fc.constantFrom(
  'k1',
  'k2',
  'k3',
  'k4',
  'k5',
  'k6',
  'K7',
  'ab:8_-',
  '密钥',
  `x${'y'.repeat(63)}`
)
const makesKeyPair = /^(Create|Import|Upload).*KeyPair$/

/** What the schema can't say: that an id must be of something that is there. */
const known: Readonly<Record<string, Values>> = {
  RegionId: fc.constant('cn-hangzhou'),
  KeyPairNames: stocked('KeyPairName'),
  InstanceId: stocked('InstanceId'),
  InstanceIds: stocked('InstanceId'),
  ResourceId: stocked('InstanceId'),
  ResourceType: fc.constant('instance'),
  NextToken: fc.constant(Buffer.from(`${'0'.repeat(32)}:a`).toString('base64url')),
  PublicIpAddresses: stocked('PublicIpAddress'),
  CommandId: stocked('CommandId'),
  InvokeId: stocked('InvokeId'),
  Provider: fc.constant('User'),
  WorkingUser: fc.constantFrom('root', 'nobody'),
  CommandContent: fc.constantFrom('true', 'echo {{a}}; exit 3'),
  Parameters: fc.constantFrom({}, { a: '<b>' }),
  ImageId: fc.constantFrom(...images.map(({ imageId }) => imageId)),
  PlanId: fc.constantFrom(...plans.map(({ planId }) => planId)),
  PublicKeyBody: fc.constantFrom(publicKey, secondPublicKey),
  PublicKey: fc.constantFrom(publicKey, secondPublicKey),
  Password: fc.constantFrom('Passw0rd!', 'aB3'.repeat(10)),
  ClientToken: fc.constantFrom('token-1', 'token-2', ' ~'),
  InstanceName: fc.constantFrom('web-1', '服务器', 'a*', 'W.x:_-')
}

/** A value that the schema takes; few of them are refused for another reason. */
export function good(shape: Shape, name: string, action: string): Values {
  if (shape.type === 'array') {
    return fc.uniqueArray(good(shape.items ?? {}, name, action), {
      minLength: shape.minItems ?? 0,
      maxLength: 3,
      selector: JSON.stringify
    })
  }
  if (shape.type === 'object') return known[name] ?? goodObject(shape, action)
  if (name === 'KeyPairName') {
    const weights = makesKeyPair.test(action) ? [9, 1] : [1, 9]
    const [fresh = 1, there = 1] = weights
    return fc.oneof({ weight: fresh, arbitrary: freshName }, { weight: there, arbitrary: stocked('KeyPairName') })
  }
  return known[name] ?? scalar(shape)
}

function goodObject({ properties = {}, required = [] }: Shape, action: string): Values {
  const parts = Object.entries(properties).map(([name, property]) => [name, good(property, name, action)] as const)
  return fc.record(Object.fromEntries(parts), { requiredKeys: [...required] }) as Values
}

function scalar(shape: Shape): Values {
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum)
  if (shape.type === 'boolean') return fc.boolean()
  if (shape.type === 'integer') {
    const step = shape.multipleOf ?? 1
    const [min, max] = [(shape.minimum ?? 0) / step, (shape.maximum ?? 1000) / step]
    return fc.oneof(fc.integer({ min, max: Math.min(max, min + 3) }), fc.constant(max)).map((steps) => steps * step)
  }
  const pattern = new RegExp(shape.pattern ?? '', 'u')
  return fc
    .string({
      unit: fc.constantFrom(...'abzAZ019:_-. 中'),
      minLength: shape.minLength ?? 0,
      maxLength: shape.maxLength ?? 20
    })
    .filter((text) => pattern.test(text))
}

/** A value that the schema nearly takes. */
export function near(shape: Shape, name: string, action: string): Values {
  const { minimum = 0, maximum = 100, minItems = 0, maxItems = 20 } = shape
  if (shape.type === 'integer') {
    const numbers = [minimum, minimum - 1, maximum, maximum + 1, -minimum, 7]
    return fc.oneof(fc.constantFrom(...numbers), fc.constantFrom('1.0', '+1', '01', ' 1', '1 ', '1e0', '１'))
  }
  if (shape.type === 'boolean') return fc.constantFrom('True', 'FALSE', '1', '0', 'yes')
  if (shape.type === 'array') {
    const item = good(shape.items ?? {}, name, action)
    const lengths = fc.constantFrom(minItems, maxItems, maxItems + 1)
    const bent = fc.array(near(shape.items ?? {}, name, action), { minLength: 1, maxLength: 3 })
    return fc.oneof(
      bent,
      lengths.chain((length) => fc.array(item, { minLength: length, maxLength: length }))
    )
  }
  if (shape.type === 'object') {
    const parts = Object.entries(shape.properties ?? {}).map(([part, property]) => [part, near(property, part, action)])
    return fc.record(Object.fromEntries(parts), { requiredKeys: [] }) as Values
  }
  const long = 'x'.repeat((shape.maxLength ?? 64) + 1)
  const changed = shape.enum?.map((text) => ` ${text}`.toUpperCase()) ?? []
  return fc.constantFrom(
    long,
    long.slice(1),
    'x',
    '9x',
    'a b',
    'a.b',
    '-',
    'f'.repeat(32),
    'aliyun',
    'https://a',
    ...changed
  )
}

export const wild: Values = fc.oneof(
  { weight: 4, arbitrary: wildText },
  { weight: 1, arbitrary: fc.array(wildText, { maxLength: 4 }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(fc.constantFrom('Key', 'Value', 'KeyPairName', 'Password', 'x'), wildText, { maxKeys: 3 })
  }
)
