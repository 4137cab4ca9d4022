/** A server that nobody has bought by a call. */
import { findImage, type Image } from '../catalog/images.ts'
import type { NewInstance } from '../store/new-instances.ts'

/** Ubuntu 22.04 on a plan of two cores and 2 GiB, where nothing else is asked for. */
export const plainImageId = '5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a52'
export const plainPlanId = 'swas.s2.c2m2s50b4t08'

const yearMs = 365 * 86_400_000

/** Paid for a year. The image is one of the catalog. */
export function serverOf(
  server: Pick<NewInstance, 'instanceId' | 'instanceName'> & { imageId?: string; planId?: string },
  now: Date
): NewInstance {
  const { instanceId, instanceName, imageId = plainImageId, planId = plainPlanId } = server
  const { platform } = findImage(imageId) as Image
  const time = { createdAt: now, expiredAt: new Date(now.getTime() + yearMs) }
  const bought = { dataDiskSize: 0, autoRenew: false, autoRenewPeriod: 12 }
  return { instanceId, instanceName, imageId, planId, platform, ...bought, ...time }
}

/** No way to a state: there at once. */
export const atOnce = { via: [], viaMs: 0, viaReads: 0 } as const
