import { Type } from 'typebox'
import { images } from '../catalog/images.ts'
import { assumed } from '../fidelity.ts'
import { defineOperation } from '../operation.ts'
import { ClientToken, RegionId, valueError } from './shapes.ts'

export const listImages = defineOperation({
  action: 'ListImages',
  route: 'GET /v1/regions/{RegionId}/images',
  summary: 'Lists the images that servers can be made from.',
  writes: false,
  parameters: Type.Object({
    RegionId,
    ImageIds: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Only these, 1 to 50, on the wire as one JSON array.',
        maxItems: 50,
        ...valueError
      })
    ),
    ImageType: Type.Optional(
      Type.String({
        description: 'Only images of this type.',
        enum: ['system', 'app', 'custom'],
        ...valueError
      })
    ),
    ClientToken
  }),
  result: Type.Object({
    Images: Type.Array(
      Type.Object({
        ImageId: Type.String(),
        ImageName: Type.String(),
        ImageType: Type.String(),
        Description: Type.String(),
        Platform: Type.String({ description: '`Linux` or `Windows`.' })
      })
    )
  }),
  errors: [],
  rules: [{ rule: 'Every region has the same images; ids that are none are left out.', ...assumed('our own catalog') }],
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
