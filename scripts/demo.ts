import { build, checkBuild } from "@/scripts/demo/build";
import { step } from "@/scripts/demo/progress";
import { startDemo } from "@/scripts/demo/start";

await startDemo({
  command: "npm run demo",
  nodeEnv: "production",
  prepare: async (shutdown, actionsKey) => {
    const state = await checkBuild(actionsKey);
    if (state.isFresh) return;
    await step("Build", () => build(shutdown, actionsKey));
    await state.remember();
  },
});
