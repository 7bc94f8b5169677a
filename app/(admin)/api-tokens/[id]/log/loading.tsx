import { DataTableSkeleton } from "@/components/data-table/data-table-skeleton";
import { HistogramSkeleton } from "@/components/request-log/histogram-skeleton";

export default function LogLoading() {
  return (
    <>
      <HistogramSkeleton />
      <DataTableSkeleton columns={7} rows={25} filters={["Status", "Route", "Code", "Time", "Live switch"]} />
    </>
  );
}
