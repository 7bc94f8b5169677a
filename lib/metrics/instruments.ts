import "server-only";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { once } from "@/db/registry";
import { version } from "@/package.json";

const ANSWER_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const BATCH_ROWS = [1, 2, 5, 10, 20, 50, 100, 200, 500];

function httpInstruments(registers: Registry[]) {
  return {
    apiRequests: new Counter({
      name: "witiop_api_requests_total",
      help: "Answered calls of the public API; code is ok or why a call was refused.",
      labelNames: ["route", "method", "status", "code"],
      registers,
    }),
    apiDuration: new Histogram({
      name: "witiop_api_request_duration_seconds",
      help: "From a call's arrival until its row of the request log is made; of streamed answers until they begin.",
      labelNames: ["route"],
      buckets: ANSWER_SECONDS,
      registers,
    }),
    httpInFlight: new Gauge({
      name: "witiop_http_requests_in_flight",
      help: "Requests that are being answered, pages included.",
      registers,
    }),
    httpRefusals: new Counter({
      name: "witiop_http_refused_requests_total",
      help: "What was refused before it was a request, and so is not in the request log.",
      labelNames: ["reason"],
      registers,
    }),
    httpStalledAnswers: new Counter({
      name: "witiop_http_stalled_answers_total",
      help: "Answers cut off because nothing of them got through for a minute.",
      registers,
    }),
  };
}

function logInstruments(registers: Registry[]) {
  return {
    logRows: new Histogram({
      name: "witiop_request_log_batch_rows",
      help: "Rows of the request log that were written by one statement.",
      buckets: BATCH_ROWS,
      registers,
    }),
    logFlush: new Histogram({
      name: "witiop_request_log_flush_duration_seconds",
      help: "How long such a statement took, its commit included.",
      buckets: ANSWER_SECONDS,
      registers,
    }),
    logFailures: new Counter({
      name: "witiop_request_log_failures_total",
      help: "Such statements that failed; their calls were answered 503.",
      registers,
    }),
  };
}

function callbackInstruments(registers: Registry[]) {
  return {
    attempts: new Counter({
      name: "witiop_callback_attempts_total",
      help: "Attempts of deliveries by this process: delivered, http_error or what failed below HTTP.",
      labelNames: ["outcome"],
      registers,
    }),
    attemptDuration: new Histogram({
      name: "witiop_callback_attempt_duration_seconds",
      help: "How long such an attempt took.",
      buckets: ANSWER_SECONDS,
      registers,
    }),
    lanes: new Gauge({
      name: "witiop_callback_lanes",
      help: "Conversations with something undelivered to a callback; counted up to 10000.",
      registers,
    }),
    lanesDue: new Gauge({
      name: "witiop_callback_lanes_due",
      help: "Those of them that a worker could take at this moment; counted up to 10000.",
      registers,
    }),
    oldestDue: new Gauge({
      name: "witiop_callback_oldest_due_seconds",
      help: "For how long the first of the due ones has been due; 0 when none is.",
      registers,
    }),
  };
}

function databaseInstruments(registers: Registry[]) {
  return {
    databaseUp: new Gauge({
      name: "witiop_database_up",
      help: "1 when the database answered this scrape.",
      registers,
    }),
    databaseAnswer: new Gauge({
      name: "witiop_database_answer_seconds",
      help: "How long a query that does nothing took at this scrape, the wait for a free connection included.",
      registers,
    }),
    clockOffset: new Gauge({
      name: "witiop_clock_offset_seconds",
      help: "How far the database's clock is ahead of this host's, measured each minute.",
      registers,
    }),
    connections: new Gauge({
      name: "witiop_database_connections",
      help: "Connections of this process, by what the database says that they do.",
      labelNames: ["state"],
      registers,
    }),
    maxConnections: new Gauge({
      name: "witiop_database_max_connections",
      help: "Most connections that this process may open.",
      registers,
    }),
  };
}

function createInstruments() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "witiop_build_info",
    help: "Always 1; the version is in the label.",
    labelNames: ["version", "node_version"],
    registers,
  }).set({ version, node_version: process.version }, 1);
  return {
    registry,
    ...httpInstruments(registers),
    ...logInstruments(registers),
    ...callbackInstruments(registers),
    ...databaseInstruments(registers),
  };
}

/** The instruments of this process; what they count is read by `scrape`. */
export function metrics(): ReturnType<typeof createInstruments> {
  return once("metrics", createInstruments);
}
