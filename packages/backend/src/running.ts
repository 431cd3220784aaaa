/** What a run outside of the backend needs, too. */
export { dependencies } from "./query/dependencies.ts";
export { oneResultAtATime } from "./query/order.ts";
