import { Type } from 'typebox'
import { images } from '../catalog/images.ts'
import { defineOperation } from '../dispatch/operation.ts'
import { assumed, inferred } from '../errors/provenance.ts'
import { named, oneOf, text } from './shared/fields.ts'
import { tenPerMinute } from './shared/rates.ts'
import { ClientToken, OptionalRegionId, valueError } from './shared/shapes.ts'

export const listImages = defineOperation({
  action: 'ListImages',
  route: 'GET /v1/regions/{RegionId}/images',
  group: 'Catalog',
  summary: 'Lists the images that servers can be made from.',
  writes: false,
  parameters: Type.Object({
    RegionId: OptionalRegionId,
    ImageIds: Type.Optional(
      Type.Array(named.ImageId, {
        description: 'Only these images, 1 to 50; in RPC one JSON array.',
        maxItems: 50,
        ...valueError
      })
    ),
    ImageType: Type.Optional(
      Type.String({
        title: 'ImageType',
        description: 'Only images of this type.',
        enum: ['system', 'app', 'custom'],
        ...valueError
      })
    ),
    ClientToken
  }),
  result: Type.Object({
    Images: Type.Array(
      Type.Object(
        {
          ImageId: named.ImageId,
          ImageName: text('The name of the image.', 'Ubuntu-22.04'),
          ImageType: named.ImageType,
          Description: text('What the image contains; empty for a plain system.', ''),
          Platform: oneOf('Platform', ['Linux', 'Windows'], 'The kind of operating system.')
        },
        { title: 'Image', description: 'An image that servers can be made from.' }
      ),
      { description: 'The images.' }
    )
  }),
  errors: [],
  rules: [
    { rule: 'Every region has the same images; unknown ids are ignored.', ...assumed('our own catalog') },
    {
      rule: 'In RPC you may omit RegionId, although the page calls it required.',
      ...inferred('the images data source of Terraform’s provider, which never sends it', '2026-11')
    }
  ],
  rate: tenPerMinute,
  async handle(_call, { ImageIds, ImageType }) {
    return {
      Images: images
        .filter(({ imageId }) => ImageIds === undefined || ImageIds.includes(imageId))
        .filter(({ imageType }) => ImageType === undefined || ImageType === imageType)
        .map(({ imageId, imageName, imageType, description, platform }) => ({
          ImageId: imageId,
          ImageName: imageName,
          ImageType: imageType,
          Description: description,
          Platform: platform
        }))
    }
  }
})
