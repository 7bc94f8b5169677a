import type { DownloadState } from "@/components/data-table/use-download";
import { formatBytes } from "@/lib/format/numbers";

const ANNOUNCED_BYTES = 5_000_000;

/** What a screen reader is told of a download: its start, every 5 MB, and its end; "" while there is nothing to tell. */
export function downloadAnnouncement(state: DownloadState): string {
  switch (state.kind) {
    case "running": {
      const announced = Math.floor(state.bytes / ANNOUNCED_BYTES) * ANNOUNCED_BYTES;
      return announced === 0 ? "Preparing the file." : `${formatBytes(announced)} so far.`;
    }
    case "saved":
      return `${state.name} is downloaded.`;
    case "cancelled":
      return "Download cancelled.";
    case "handed-over":
      return "The file is large: your browser downloads it by itself.";
    default:
      return "";
  }
}
