import { defineRead } from "@/lib/actions/define-read";
import { listNewRequests } from "@/lib/request-log/queries";
import { requestFilters, requestLogList, sinceParam } from "@/lib/request-log/schema";

export const GET = defineRead({
  parse: (params) => ({
    ...requestFilters(requestLogList.parse(params)),
    since: sinceParam.parse(params.get("since")),
  }),
  run: listNewRequests,
});
