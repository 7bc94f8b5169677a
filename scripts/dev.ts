import { bundle } from "@/scripts/demo/build";
import { step } from "@/scripts/demo/progress";
import { startDemo } from "@/scripts/demo/start";

await startDemo({
  command: "npm run dev",
  nodeEnv: "development",
  prepare: (shutdown) => step("Bundle", () => bundle(shutdown)),
});
