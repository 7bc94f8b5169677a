import { DataTableSkeleton } from "@/components/data-table/data-table-skeleton";

export default function LogLoading() {
  return (
    <DataTableSkeleton columns={7} rows={25} filters={["Status", "Route", "Code", "Time", "Live switch"]} />
  );
}
