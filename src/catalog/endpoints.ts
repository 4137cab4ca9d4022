/** The host names of the product's own endpoints, which reach this service by a hosts file, a proxy or a container's alias. */
import { regions } from './regions.ts'

// swas.<region>, swas-vpc.<region> inside a VPC, and swas-open where an SDK is given no endpoint.
const cloudHost = /^swas(?:-vpc|-open)?(?:\.([\w-]+))?\.aliyuncs\.com$/

/** Whether a name (lower case, no port) is one of Alibaba Cloud's for this product. */
export const isCloudHost = (name: string): boolean => cloudHost.test(name)

/** The region whose endpoint a `host:port` is; undefined for an endpoint of no region, as a local one. */
export function regionOfEndpoint(endpoint: string): string | undefined {
  const name = endpoint.replace(/:\d+$/, '').replace(/\.$/, '').toLowerCase()
  const region = cloudHost.exec(name)?.[1]
  return regions.some(({ regionId }) => regionId === region) ? region : undefined
}
