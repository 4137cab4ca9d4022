import { createServer, listImages, listPlans, type Plan, type RegionId } from '../calls.ts'
import { useLoad } from '../load.ts'
import { ErrorMessage } from '../parts/error-message.tsx'
import { Field, FormDialog, type Task, textOf } from '../parts/form.tsx'
import { words } from '../words.ts'

const load = async (regionId: RegionId) => {
  const [images, plans] = await Promise.all([listImages(regionId), listPlans(regionId)])
  return { images, plans }
}

export function CreateServer({ regionId, onEnd }: { regionId: RegionId; onEnd(): void }) {
  const { value, error } = useLoad(() => load(regionId))
  const submit = async ({ fields, tokenFor }: Task) => {
    await createServer(regionId, {
      ImageId: textOf(fields, 'image'),
      PlanId: textOf(fields, 'plan'),
      Amount: Number(textOf(fields, 'amount')),
      Period: 1,
      ClientToken: tokenFor('create')
    })
    onEnd()
  }
  return (
    <FormDialog
      title={words.createServer}
      submit={words.create}
      isReady={value !== undefined}
      onSubmit={submit}
      onClose={onEnd}
    >
      <ErrorMessage error={error} />
      <Field label={words.image}>
        <select name="image" required>
          {value?.images.map(({ ImageId, ImageName }) => (
            <option key={ImageId} value={ImageId}>
              {ImageName}
            </option>
          ))}
        </select>
      </Field>
      <Field label={words.plan}>
        <select name="plan" required>
          {value?.plans.map(({ PlanId, Core, Memory, DiskSize }) => (
            <option key={PlanId} value={PlanId} selected={PlanId === preferred(value.plans)}>
              {words.planOf(Core, Memory, DiskSize)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={words.amount}>
        <input name="amount" type="number" min={1} required defaultValue="1" />
      </Field>
    </FormDialog>
  )
}

/** A plan that supports every image. */
const preferred = (plans: readonly Plan[]) =>
  plans.find(({ SupportPlatform }) => SupportPlatform.includes('Windows'))?.PlanId
