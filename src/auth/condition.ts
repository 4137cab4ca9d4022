/** The conditions of a policy: operators on the caller's address, the time, and TLS. */
import { BlockList, isIP } from 'node:net'

/** The facts that conditions are evaluated on. */
export interface Circumstances {
  /** IP address of the caller's connection. */
  readonly address: string
  readonly isSecure: boolean
  readonly now: Date
}

type Test = (values: readonly string[], circumstances: Circumstances) => boolean
type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>

interface Operator {
  readonly key: string
  /** Whether a policy may have this value. */
  isValue(text: string): boolean
  readonly test: Test
}

const any =
  (fits: (value: string, circumstances: Circumstances) => boolean): Test =>
  (values, circumstances) =>
    values.some((value) => fits(value, circumstances))
const none =
  (fits: (value: string, circumstances: Circumstances) => boolean): Test =>
  (values, circumstances) =>
    !values.some((value) => fits(value, circumstances))

const isBlock = (text: string): boolean => {
  const [, address = '', bits] = /^([^/]+?)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const family = isIP(address)
  return family !== 0 && (bits === undefined || Number(bits) <= (family === 4 ? 32 : 128))
}

function isWithin(block: string, { address }: Circumstances): boolean {
  const [network = '', bits] = block.split('/')
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  const familyOf = (text: string) => (isIP(text) === 4 ? 'ipv4' : 'ipv6')
  if (familyOf(network) !== familyOf(plain)) return false
  const list = new BlockList()
  list.addSubnet(network, bits === undefined ? (isIP(network) === 4 ? 32 : 128) : Number(bits), familyOf(network))
  return list.check(plain, familyOf(plain))
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/
const isInstant = (text: string): boolean => instant.test(text) && !Number.isNaN(Date.parse(text))

// RAM compares whole seconds.
const seconds = ({ now }: Circumstances): number => Math.floor(now.getTime() / 1000)
const date = (compare: (now: number, value: number) => boolean) =>
  any((value, circumstances) => compare(seconds(circumstances), Date.parse(value) / 1000))

const address = (test: Test): Operator => ({ key: 'acs:SourceIp', isValue: isBlock, test })
const time = (test: Test): Operator => ({ key: 'acs:CurrentTime', isValue: isInstant, test })

const operators: Readonly<Record<string, Operator>> = {
  IpAddress: address(any(isWithin)),
  NotIpAddress: address(none(isWithin)),
  DateEquals: time(date((now, value) => now === value)),
  DateNotEquals: time(none((value, circumstances) => seconds(circumstances) === Date.parse(value) / 1000)),
  DateLessThan: time(date((now, value) => now < value)),
  DateLessThanEquals: time(date((now, value) => now <= value)),
  DateGreaterThan: time(date((now, value) => now > value)),
  DateGreaterThanEquals: time(date((now, value) => now >= value)),
  Bool: {
    key: 'acs:SecureTransport',
    isValue: (text) => /^(true|false)$/i.test(text),
    test: any((value, { isSecure }) => (value.toLowerCase() === 'true') === isSecure)
  }
}

const entries = (conditions: Conditions) =>
  Object.entries(conditions).flatMap(([name, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ name, key, values: [values].flat() }))
  )

/** The first operator, key or value that this service can't evaluate, with its place; undefined if there is none. */
export function checkCondition(conditions: Conditions): string | undefined {
  const unknown = Object.keys(conditions).find((name) => !Object.hasOwn(operators, name))
  if (unknown !== undefined)
    return `/${unknown}: this operator is not evaluated here; there are ${Object.keys(operators).join(', ')}`
  for (const { name, key, values } of entries(conditions)) {
    const operator = operators[name]
    if (operator?.key !== key) return `/${name}/${key}: this key is not evaluated here; ${name} takes ${operator?.key}`
    if (!values.every((value) => operator.isValue(value))) return `/${name}/${key}: a value is not one of ${key}`
  }
  return undefined
}

/** Whether all conditions are met. */
export const holds = (conditions: Conditions, circumstances: Circumstances): boolean =>
  entries(conditions).every(({ name, values }) => operators[name]?.test(values, circumstances) === true)
