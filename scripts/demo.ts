import { build, checkBuild } from "@/scripts/demo/build";
import { step } from "@/scripts/demo/progress";
import { startDemo } from "@/scripts/demo/start";

await startDemo({
  command: "npm run demo",
  nodeEnv: "production",
  prepare: async (shutdown, env) => {
    const state = await checkBuild(env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? "");
    if (state.isFresh) return;
    await step("Build", () => build(shutdown, env));
    await state.remember();
  },
});
