// On the embedded database only: the document knows of no database.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import Schema from 'typebox/schema'
import { catalogue } from '../../src/errors/index.ts'
import { operations } from '../../src/operations/index.ts'
import { type Body, start } from '../fixture.ts'

t.test('the OpenAPI document', async (t) => {
  const { endpoint } = await start(t)
  const document = (await (await fetch(`http://${endpoint}/openapi.json`)).json()) as Body
  const routes = Object.entries<Body>(document.paths).flatMap(([path, item]) =>
    Object.entries<Body>(item).map(([method, operation]) => ({ path, method, ...operation }))
  )

  t.test('is the committed one, at the address that was asked', async (t) => {
    const committed = JSON.parse(readFileSync(join(import.meta.dirname, '../../openapi/swas-local.json'), 'utf8'))
    const { servers, ...same } = document
    const { servers: _, ...expected } = committed
    t.strictSame(same, expected)
    t.strictSame(servers, [{ url: `http://${endpoint}` }])
  })

  t.test('has every operation, but for those on one server that another route serves', async (t) => {
    const one = ['StartInstance', 'StopInstance', 'RebootInstance']
    const expected = operations.map(({ action }) => action).filter((action) => !one.includes(action))
    t.same(routes.map(({ operationId }) => operationId).sort(), expected.sort())
    const extensions = operations.filter(({ extension }) => extension).map(({ action }) => action)
    const marked = routes.filter((route) => route['x-swas-extension']).map(({ operationId }) => operationId)
    t.same(marked.sort(), extensions.sort())
  })

  t.test('tells of every operation, parameter, field and type what it is', async (t) => {
    for (const { operationId, summary, description, tags, parameters = [], ...route } of routes) {
      t.ok(summary && description && tags.length === 1, operationId)
      t.ok(document.tags.some(({ name }: Body) => name === tags[0]))
      for (const { name, description } of parameters) t.ok(description, `${operationId} ${name}`)
      t.ok(route['x-swas-fidelity'].length > 0 && route['x-swas-fidelity'].every(({ source }: Body) => source))
    }
    for (const [name, schema] of Object.entries<Body>(document.components.schemas)) {
      t.ok(schema.description, name)
      for (const [field, { $ref, description }] of Object.entries<Body>(schema.properties ?? {})) {
        t.ok($ref ?? description, `${name}.${field}`)
      }
    }
  })

  t.test('has no type without a name', async (t) => {
    const visit = (node: Body, path: string): void => {
      if (typeof node !== 'object' || node === null) return
      const named = /^\/components\/schemas\/\w+$/.test(path)
      const needsName = (node.type === 'object' && !path.endsWith('/properties')) || Array.isArray(node.enum)
      if (needsName && !/\/examples?(\/|$)/.test(path)) t.ok(named, path)
      for (const [key, value] of Object.entries(node)) visit(value, `${path}/${key}`)
    }
    visit(document, '')
  })

  t.test('has examples that fit', async (t) => {
    const { components } = document
    const fits = (schema: Body, value: unknown, about: string) => {
      const [ok, errors] = Schema.Compile({ ...schema, components }).Errors(value)
      t.ok(ok, `${about} ${JSON.stringify(errors)}`)
    }
    for (const { operationId, requestBody, responses, parameters = [] } of routes) {
      for (const { name, schema, example } of parameters) if (example !== undefined) fits(schema, example, name)
      const body = requestBody?.content['application/json']
      if (body !== undefined) fits(body.schema, body.example, operationId)
      for (const [status, { content }] of Object.entries<Body>(responses)) {
        const { schema, example, examples } = content['application/json']
        if (Number(status) < 400) fits(schema, example, `${operationId} ${status}`)
        for (const { $ref } of Object.values<Body>(examples ?? {})) {
          const { value } = components.examples[$ref.split('/').at(-1)]
          fits(schema, value, `${operationId} ${value.Code}`)
        }
      }
    }
  })

  t.test('names every error that an operation declares, with its status', async (t) => {
    for (const operation of operations.filter(({ route }) => route !== undefined)) {
      const { responses } = routes.find(({ operationId }) => operationId === operation.action)
      for (const { entry } of operation.errors) {
        const { description, content } = responses[entry.status]
        t.ok(description.includes(`\`${entry.code}\`: ${entry.message}`), `${operation.action} ${entry.code}`)
        t.ok(Object.keys(content['application/json'].examples).some((name) => name.startsWith(entry.code)))
      }
    }
    const statuses = new Set(routes.flatMap(({ responses }) => Object.keys(responses).map(Number)))
    const known = new Set([200, 201, ...catalogue.map(({ entry }) => entry.status)])
    for (const status of statuses) t.ok(known.has(status), String(status))
  })

  t.test('leads from what is made to what can be done with it', async (t) => {
    const linksOf = (id: string) =>
      Object.values<Body>(routes.find(({ operationId }) => operationId === id).responses)[0]?.links
    t.match(linksOf('CreateKeyPair').DeleteKeyPairs, {
      operationId: 'DeleteKeyPairs',
      parameters: { RegionId: '$request.path.RegionId', KeyPairName: '$response.body#/KeyPairName' }
    })
    t.match(linksOf('CreateInstances').DescribeInstance, {
      parameters: { InstanceId: '$response.body#/InstanceIds/0' }
    })
    t.equal(linksOf('ListKeyPairs'), undefined)
  })
})
