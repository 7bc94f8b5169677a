import { DataTableSkeleton } from "@/components/data-table/data-table-skeleton";

export default function TokenDeliveriesLoading() {
  return <DataTableSkeleton columns={6} rows={25} filters={["State", "Event", "Time"]} />;
}
