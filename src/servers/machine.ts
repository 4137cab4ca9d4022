import type { Machine } from '@swas-local/linux/types.ts'
import { findPlan } from '../catalog/plans.ts'
import type { Server } from '../store/servers.ts'
import { distributionOf } from './distribution.ts'

/** A server as its own programs see it. `clockOffset` in ms is added to the machine's clock to get the service's. */
export function toMachine(server: Server, clockOffset: number): Machine {
  const { instanceId, publicIpAddress, innerIpAddress, imageId, bootedAt } = server
  const plan = findPlan(server.planId)
  return {
    instanceId,
    hostname: `iZ${instanceId.slice(0, 20)}Z`,
    publicIpAddress,
    innerIpAddress,
    distribution: distributionOf(imageId),
    cores: plan?.core ?? 1,
    memoryMiB: (plan?.memory ?? 1) * 1024,
    diskGiB: plan?.diskSize ?? 20,
    bootedAt: bootedAt.getTime(),
    clockOffset
  }
}
