import { randomBytes, randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { findImage } from '../catalog/images.ts'
import { findPlan, incompatibility } from '../catalog/plans.ts'
import { defineOperation } from '../dispatch/operation.ts'
import {
  imageNotFound,
  instanceQuotaExceeded,
  planNotFound,
  platformMismatch,
  valueNotSupported
} from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { addInstances } from '../store/new-instances.ts'
import { named } from './shared/fields.ts'
import { tenPerMinute } from './shared/rates.ts'
import { ChargeType, ClientToken, RegionId, scopeOf, valueError } from './shared/shapes.ts'

const Months = Type.Integer({
  title: 'Months',
  description: 'The number of months for which a server is bought or renewed: 1, 3, 6, 12, 24 or 36.',
  enum: [1, 3, 6, 12, 24, 36],
  ...valueError
})

export const createInstances = defineOperation({
  action: 'CreateInstances',
  route: 'POST /v1/regions/{RegionId}/instances',
  group: 'Servers',
  summary: 'Creates servers.',
  writes: true,
  creates: true,
  parameters: Type.Object({
    RegionId,
    ImageId: named.ImageId,
    PlanId: named.PlanId,
    Period: Months,
    AutoRenew: Type.Boolean({ description: 'Whether the servers are renewed automatically.', default: false }),
    AutoRenewPeriod: Type.Optional(Months),
    DataDiskSize: Type.Integer({
      description: 'The size of the data disk in GB, a multiple of 20; 0 for no data disk.',
      minimum: 0,
      maximum: 16380,
      multipleOf: 20,
      default: 0,
      ...valueError
    }),
    Amount: Type.Integer({ description: 'The number of servers.', minimum: 1, maximum: 20, default: 1, ...valueError }),
    ChargeType,
    ClientToken
  }),
  result: Type.Object({ InstanceIds: Type.Array(named.InstanceId, { description: 'The ids of the new servers.' }) }),
  errors: [
    imageNotFound,
    planNotFound,
    platformMismatch,
    valueNotSupported.for('PlanIdSize'),
    valueNotSupported.for('PlanMemorySize'),
    instanceQuotaExceeded
  ],
  rules: [
    { rule: 'An account has at most 20 servers.', ...documented('CreateInstances') },
    { rule: 'A new server has no password.', ...documented('guide, connecting to a Linux server', '2026-11') },
    { rule: 'At most 20 servers a call.', ...documented('CreateInstances; the metadata says 200') },
    {
      rule: 'A new server is first Pending, then Starting, then Running.',
      ...assumed('the states are documented, their order is not')
    },
    { rule: 'PublicIpAddress is in 127.0.0.0/8; you log on to it.', ...assumed('our own addresses') },
    { rule: 'Nobody pays, and no plan is ever sold out.', ...assumed('not emulated') }
  ],
  rate: tenPerMinute,
  async handle(call, parameters) {
    const { Amount, AutoRenew, AutoRenewPeriod, DataDiskSize, Period } = parameters
    const image = findImage(parameters.ImageId)
    if (image === undefined) throw imageNotFound()
    const plan = findPlan(parameters.PlanId)
    if (plan === undefined) throw planNotFound()
    const reason = incompatibility(image, plan)
    if (reason !== undefined) throw reason === 'Platform' ? platformMismatch() : valueNotSupported(reason)

    const expiredAt = monthsLater(call.now, Period)
    const instances = Array.from({ length: Amount }, () => ({
      instanceId: randomUUID().replaceAll('-', ''),
      instanceName: `${image.imageName}-${randomBytes(2).toString('hex')}`,
      imageId: image.imageId,
      planId: plan.planId,
      platform: image.platform,
      dataDiskSize: DataDiskSize,
      autoRenew: AutoRenew,
      autoRenewPeriod: AutoRenewPeriod ?? Period,
      createdAt: call.now,
      expiredAt
    }))
    await addInstances(call.db, scopeOf(call, parameters), instances, {
      to: 'Running',
      via: ['Pending', 'Starting'],
      ...call.transitionDelay,
      since: call.now
    })
    return { InstanceIds: instances.map(({ instanceId }) => instanceId) }
  }
})

/** The same day and time `count` months later, or that month's last day if the month is shorter. */
function monthsLater(instant: Date, count: number): Date {
  const later = new Date(instant)
  later.setUTCMonth(later.getUTCMonth() + count)
  if (later.getUTCDate() !== instant.getUTCDate()) later.setUTCDate(0)
  return later
}
