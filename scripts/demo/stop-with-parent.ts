import process from "node:process";
import { isMainThread } from "node:worker_threads";

// Loaded before a program of the demonstration: when the channel to who started it breaks, it stops like after SIGTERM.
// What the program starts itself inherits this file, but is left alone: its parent is another.
if (isMainThread && process.send && process.ppid === Number(process.env.DEMO_PID)) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel?.unref();
}
