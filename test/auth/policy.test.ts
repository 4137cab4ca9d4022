import t from 'tap'
import { decide } from '../../src/auth/permission.ts'
import { parsePolicies } from '../../src/auth/policy.ts'

const statement = { Effect: 'Allow', Action: 'swas-open:*', Resource: '*' }
const withStatement = (changes: object) => [{ Version: '1', Statement: [{ ...statement, ...changes }] }]
const withCondition = (Condition: object) => withStatement({ Condition })

t.test('what is not evaluated is refused when it is set', async (t) => {
  const refused: [unknown, RegExp][] = [
    ['x', /array/],
    [[{ Version: '2', Statement: [statement] }], /\/0\/Version/],
    [[{ Version: '1', Statement: [] }], /\/0\/Statement/],
    [[{ Version: '1', Statement: [statement], Id: 'x' }], /\/0\/Id is not known/],
    [withStatement({ Effect: 'allow' }), /\/0\/Statement\/0\/Effect/],
    [withStatement({ Action: [] }), /\/0\/Statement\/0\/Action/],
    [withStatement({ Action: 'CreateKeyPair' }), /Action must be/],
    [withStatement({ Resource: 'arn:aws:s3:::x' }), /Resource must be/],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: RAM's variables look like that
    [withStatement({ Resource: 'acs:swas-open:*:*:instance/${acs:PrincipalId}' }), /variables/],
    [withStatement({ NotAction: '*' }), /NotAction is not known/],
    [withStatement({ NotResource: '*' }), /NotResource is not known/],
    [withStatement({ Principal: '*' }), /Principal is not known/],
    [withCondition({ StringEquals: { 'acs:SourceIp': 'x' } }), /StringEquals: this operator is not evaluated here/],
    [withCondition({ IpAddress: { 'acs:SourceVpc': 'x' } }), /acs:SourceVpc: this key is not evaluated here/],
    [withCondition({ IpAddress: { 'acs:CurrentTime': '2026-01-01T00:00:00Z' } }), /acs:CurrentTime/],
    [withCondition({ IpAddress: { 'acs:SourceIp': '10.0.0.0/33' } }), /a value is not one/],
    [withCondition({ IpAddress: { 'acs:SourceIp': '::1/129' } }), /a value is not one/],
    [withCondition({ DateLessThan: { 'acs:CurrentTime': 'tomorrow' } }), /a value is not one/],
    [withCondition({ DateLessThan: { 'acs:CurrentTime': '2026-13-01T00:00:00Z' } }), /a value is not one/],
    [withCondition({ Bool: { 'acs:SecureTransport': 'yes' } }), /a value is not one/],
    [withCondition({ toString: { 'acs:SourceIp': '::1' } }), /toString/]
  ]
  for (const [policies, message] of refused) t.throws(() => parsePolicies(policies), { message }, String(message))
})

t.test('what a policy allows', async (t) => {
  const now = new Date('2026-03-04T05:06:07.890Z')
  const request = {
    action: 'swas-open:CreateKeyPair',
    resource: 'acs:swas-open:cn-hangzhou:dev:*',
    address: '127.0.0.1',
    isSecure: false,
    now
  }
  const server = { ...request, resource: 'acs:swas-open:cn-hangzhou:dev:instance/ab.c' }
  const deny = { Effect: 'Deny', Action: '*', Resource: '*' }
  const cases: [string, object[], typeof request, string][] = [
    ['everything', [statement], request, 'Allowed'],
    ['nothing', [{ ...statement, Action: 'ecs:*' }], request, 'ImplicitDeny'],
    ['a denial, whatever the order', [statement, deny], request, 'ExplicitDeny'],
    ['a denial of something else', [statement, { ...deny, Action: 'swas-open:List*' }], request, 'Allowed'],
    ['any case', [{ ...statement, Action: 'SWAS-OPEN:createkeypair' }], request, 'Allowed'],
    ['one of several', [{ ...statement, Action: ['swas-open:List*', 'swas-open:Create*'] }], request, 'Allowed'],
    ['one character', [{ ...statement, Action: 'swas-open:CreateKeyPai?' }], request, 'Allowed'],
    ['two characters', [{ ...statement, Action: 'swas-open:CreateKeyPa?' }], request, 'ImplicitDeny'],
    ['not a part of the name', [{ ...statement, Action: 'swas-open:Create' }], request, 'ImplicitDeny'],
    ['the server', [{ ...statement, Resource: 'acs:swas-open:*:*:instance/ab.c' }], server, 'Allowed'],
    ['a dot is a dot', [{ ...statement, Resource: 'acs:swas-open:*:*:instance/ab?d' }], server, 'ImplicitDeny'],
    ['another region', [{ ...statement, Resource: 'acs:swas-open:cn-beijing:*:*' }], server, 'ImplicitDeny'],
    ['servers only', [{ ...statement, Resource: 'acs:swas-open:*:*:instance/*' }], request, 'ImplicitDeny']
  ]
  for (const [about, Statement, what, decision] of cases)
    t.equal(decide(parsePolicies([{ Version: '1', Statement }]), what), decision, about)
  t.equal(decide([], request), 'ImplicitDeny', 'an empty list')

  const holds = (Condition: object, changes: Partial<typeof request> = {}) =>
    decide(parsePolicies(withCondition(Condition)), { ...request, ...changes }) === 'Allowed'
  const ip = (values: string | string[]) => ({ IpAddress: { 'acs:SourceIp': values } })
  const notIp = (values: string | string[]) => ({ NotIpAddress: { 'acs:SourceIp': values } })
  const at = (operator: string, value: string | string[]) => ({ [operator]: { 'acs:CurrentTime': value } })
  const secure = (value: string) => ({ Bool: { 'acs:SecureTransport': value } })
  for (const condition of [
    ip('127.0.0.1'),
    ip(['10.0.0.0/8', '127.0.0.0/8']),
    notIp(['10.0.0.0/8', '::1']),
    at('DateEquals', '2026-03-04T05:06:07Z'),
    at('DateEquals', '2026-03-04T13:06:07+08:00'),
    at('DateNotEquals', '2026-03-04T05:06:08Z'),
    at('DateLessThan', '2026-03-04T05:06:08Z'),
    at('DateLessThanEquals', '2026-03-04T05:06:07Z'),
    at('DateGreaterThan', '2026-03-04T05:06:06Z'),
    at('DateGreaterThanEquals', '2026-03-04T05:06:07Z'),
    secure('false'),
    { ...ip('127.0.0.1'), ...secure('false') }
  ])
    t.ok(holds(condition), JSON.stringify(condition))
  for (const condition of [
    ip('10.0.0.0/8'),
    ip('::1'),
    notIp(['10.0.0.0/8', '127.0.0.1']),
    at('DateEquals', '2026-03-04T05:06:08Z'),
    at('DateNotEquals', ['2026-03-04T05:06:07Z', '2026-03-04T05:06:08Z']),
    at('DateLessThan', '2026-03-04T05:06:07Z'),
    at('DateLessThanEquals', '2026-03-04T05:06:06Z'),
    at('DateGreaterThan', '2026-03-04T05:06:07Z'),
    at('DateGreaterThanEquals', '2026-03-04T05:06:08Z'),
    secure('true'),
    { ...ip('127.0.0.1'), ...secure('true') }
  ])
    t.notOk(holds(condition), JSON.stringify(condition))
  t.ok(holds(ip('127.0.0.1'), { address: '::ffff:127.0.0.1' }), 'an address that came by IPv6')
  t.ok(holds(ip('2001:db8::/32'), { address: '2001:db8::1' }), 'IPv6')
  t.ok(holds(secure('true'), { isSecure: true }), 'TLS')
})
