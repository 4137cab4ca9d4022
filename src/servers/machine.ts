import type { Machine } from '@swas-local/linux/types.ts'
import { findPlan } from '../catalog/plans.ts'
import type { Server } from '../store/servers.ts'
import { distributionOf } from './distribution.ts'
import type { GuestsOptions } from './guests-options.ts'

type Clocks = Pick<GuestsOptions, 'scenario' | 'machineNow'>

/** A server as its own programs see it. Its clock is the service's, which may differ from the machine's. */
export function toMachine(server: Server, { scenario, machineNow }: Clocks): Machine {
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
    clockOffset: scenario.now().getTime() - machineNow().getTime()
  }
}
