import { FormSkeleton } from "@/components/form/form-skeleton";

export default function EditLoading() {
  return <FormSkeleton />;
}
