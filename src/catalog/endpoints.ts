/**
 * The host names of the cloud's endpoints. A hosts file, a proxy or a container's alias may lead them to this service.
 */
import { regions } from './regions.ts'

// swas.<region>, swas-vpc.<region> inside a VPC, and swas-open, which SDKs use without an endpoint setting.
const cloudHost = /^swas(?:-vpc|-open)?(?:\.([\w-]+))?\.aliyuncs\.com$/

/** Whether a host name (lower case, without a port) is an endpoint of Alibaba Cloud for this product. */
export const isCloudHost = (name: string): boolean => cloudHost.test(name)

/** The region of the endpoint `host:port`; undefined if it belongs to no region, such as a local one. */
export function regionOfEndpoint(endpoint: string): string | undefined {
  const name = endpoint.replace(/:\d+$/, '').replace(/\.$/, '').toLowerCase()
  const region = cloudHost.exec(name)?.[1]
  return regions.some(({ regionId }) => regionId === region) ? region : undefined
}
