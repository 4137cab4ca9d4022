/** The plans of servers. The form of the ids is the cloud's; the choice and the prices are ours. */
import type { Image, Platform } from './images.ts'

export interface Plan {
  readonly planId: string
  readonly planType: string
  readonly core: number
  /** GiB. */
  readonly memory: number
  /** GiB. */
  readonly diskSize: number
  readonly diskType: 'ESSD' | 'SSD'
  /** Peak, Mbit/s. */
  readonly bandwidth: number
  /** GB a month; 0 for a plan that is billed by bandwidth. */
  readonly flow: number
  /** Yuan a month. */
  readonly originPrice: string
  readonly platforms: readonly Platform[]
}

const plan = (
  planId: string,
  [core, memory, diskSize, bandwidth, flow]: readonly [number, number, number, number, number],
  originPrice: string,
  platforms: readonly Platform[] = ['Linux', 'Windows']
): Plan => ({
  planId,
  planType: 'NORMAL',
  core,
  memory,
  diskSize,
  diskType: 'ESSD',
  bandwidth,
  flow,
  originPrice,
  platforms
})

export const plans: readonly Plan[] = [
  plan('swas.s2.c1m05s20b1t02', [1, 0.5, 20, 1, 200], '24', ['Linux']),
  plan('swas.s2.c1m1s30b2t03', [1, 1, 30, 2, 300], '34'),
  plan('swas.s2.c2m1s40b3t04', [2, 1, 40, 3, 400], '60'),
  plan('swas.s2.c2m2s50b4t08', [2, 2, 50, 4, 800], '85'),
  plan('swas.s2.c2m4s60b5t12', [2, 4, 60, 5, 1200], '120'),
  plan('swas.s2.c2m8s80b6t15', [2, 8, 80, 6, 1500], '210'),
  plan('swas.s2.c4m16s120b8t20', [4, 16, 120, 8, 2000], '420')
]

export const findPlan = (planId: string): Plan | undefined => plans.find((plan) => plan.planId === planId)

/** Why `image` can't run on `plan`, as the word in the cloud's error code; undefined if it can. */
export function incompatibility(image: Image, plan: Plan): 'Platform' | 'PlanIdSize' | 'PlanMemorySize' | undefined {
  if (!plan.platforms.includes(image.platform)) return 'Platform'
  if (plan.diskSize < image.minDiskSize) return 'PlanIdSize'
  if (plan.memory < image.minMemory) return 'PlanMemorySize'
  return undefined
}
