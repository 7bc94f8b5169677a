import { defineDownload } from "@/lib/actions/define-download";
import { userList } from "@/lib/users/schema";
import { usersWorkbook } from "@/lib/users/workbook";

export const GET = defineDownload({
  fileName: "users",
  action: "users.downloaded",
  parse: userList.parseExactly,
  workbook: usersWorkbook,
});
